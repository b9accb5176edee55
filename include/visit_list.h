#ifndef VISIT_LIST_H
#define VISIT_LIST_H

#include "request.h"
#include "shift.h"
#include "store.h"

/* The visits of a day, for the timeline and for the medic's day sheet. */

#define VISIT_LIST_MAX 1000

struct visit_list {
	struct civil_date date; /* in */
	const char *medic;      /* in: NULL: of all */
	bool whole;             /* in: whole requests, of one medic */
	struct request *item;   /* by medic and window */
	size_t count;
	struct shift *shift; /* of the day and the one before, by medic */
	size_t shift_count;
};

/**
 * visit_list_day(db, op, list):
 * On a reader: the requests with a visit beginning that day; those that are
 * over too, but not those whose visit was dropped.
 * Errors:  ERR_NOT_FOUND: no such medic; ERR_STORAGE; ERR_NOMEM.
 */
enum err_code visit_list_day(struct db *db, const struct op *op,
    struct visit_list *list) MUST_CHECK;

#endif
