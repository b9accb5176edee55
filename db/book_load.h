#ifndef BOOK_LOAD_H
#define BOOK_LOAD_H

#include "driver.h"
#include "grow.h"
#include "rulebook.h"

/* What book.c and book_settings.c share: a rulebook being read. */

struct book_load {
	struct db *db;
	struct rulebook *book;
	struct err *err;
	enum err_code code;    /* the first error stays */
	const char *zone_name; /* setting clinic.time_zone */
};

/* GROW in the arena of the book; NULL: l->code says ERR_NOMEM. */
#define BOOK_GROW(l, array, n)                                                 \
	(GROW((l)->book->arena, (array), (n)) != NULL                          \
	        ? (array)                                                      \
	        : ((l)->code = ERR_NOMEM, NULL))

/** book_more(l, r): the next row, while nothing went wrong. */
bool book_more(struct book_load *l, struct db_rows *r);

/** book_done(l, r): end the reading. */
void book_done(struct book_load *l, struct db_rows *r);

/** book_settings_load(l): settings, time zone, hours. */
void book_settings_load(struct book_load *l);

/** book_queue_load(l): the queues; after the hours of the clinic. */
void book_queue_load(struct book_load *l);

#endif
