#ifndef DUE_H
#define DUE_H

#include "driver.h"
#include "store.h"

/*
 * What became due by itself: leases that ran out, calls to try again.  The
 * statements take the time and how many rows, and give ids.
 */

#define DUE_MAX 500 /* a run */

struct due {
	size_t room; /* at most so many, DUE_MAX at most */
	size_t count;
	const char *id[DUE_MAX];
};

/** due_read(db, op, query, due): what ${query} finds due by now. */
enum err_code due_read(struct db *db, const struct op *op, enum db_id query,
		       struct due *due) MUST_CHECK;

/** due_any(db, query, n, now_ms, due): whether one of ${n} finds anything. */
enum err_code due_any(struct db *db, const enum db_id *query, size_t n,
		      int64_t now_ms, bool *due) MUST_CHECK;

#endif
