#ifndef ARCHIVE_H
#define ARCHIVE_H

#include "board.h"
#include "find.h"

/*
 * Finding requests among all there ever were, the newest first.  However
 * many there are, one call looks at a bounded number of them: a page may hold
 * fewer than were asked for, or none, and yet have a next one, where the
 * search goes on.
 */

struct archive_ask {
	struct board_ask board; /* its q and created_day are not looked at;
	                           states 0: any */
	struct find_words words; /* none: every request */
	int64_t from_day; /* clinic day of posting, civil_days(); 0: any */
	int64_t to_day;   /* the last one; 0: any */
};

/**
 * archive_list(db, ask, out, arena):
 * Errors:  ERR_SYNTAX for a cursor that is none; ERR_STORAGE; ERR_NOMEM.
 */
enum err_code archive_list(struct db *db, const struct archive_ask *ask,
    struct board_page *out, struct arena *arena) MUST_CHECK;

/* --- the words of requests: kept in batches, behind the posting ----------- */

/**
 * archive_keep(store, db, op, more):
 * Read the words of the next requests by the reader ${db} and write them, the
 * neighbours in the file together and few at a time: a registration that
 * comes meanwhile waits for some of them only.  more: others wait.
 */
enum err_code archive_keep(struct store *store, struct db *db,
    const struct op *op, bool *more) MUST_CHECK;

/**
 * archive_due(db, newest, due):
 * On a reader: whether enough wait, or some do and none came since the call
 * before.  ${newest} is what that call left there.
 */
enum err_code archive_due(struct db *db, int64_t *newest, bool *due) MUST_CHECK;

#endif
