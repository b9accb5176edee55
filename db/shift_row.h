#ifndef SHIFT_ROW_H
#define SHIFT_ROW_H

#include "driver.h"
#include "shift.h"
#include "store.h"

/* Rows of table shift. */

struct shift_range {
	const char *medic; /* NULL: of all */
	struct civil_date from; /* of the dated ones; year 0: from the first */
	struct civil_date to;   /* the last; year 0: all */
};

/**
 * shift_row_list(db, range, out, n, arena):
 * The shifts of every week and those of the dates of ${range}, by medic.
 * Errors:  ERR_STORAGE, ERR_NOMEM.
 */
enum err_code shift_row_list(struct db *db, const struct shift_range *range,
			     struct shift **out, size_t *n,
			     struct arena *arena) MUST_CHECK;

/** shift_row_around(db, op, medic, at_ms, out, n): those of ${medic} that may
 * count for a window beginning at ${at_ms}. */
enum err_code shift_row_around(struct db *db, const struct op *op,
			       const char *medic, int64_t at_ms,
			       struct shift **out, size_t *n) MUST_CHECK;

/** shift_row_find(db, id, out, arena): ERR_NOT_FOUND. */
enum err_code shift_row_find(struct db *db, const char *id, struct shift *out,
			     struct arena *arena) MUST_CHECK;

/** shift_row_tell(db, s): those who watch are told that it changed. */
void shift_row_tell(struct db *db, const struct shift *s);

/** shift_row_insert(db, s): as a new row, its id given; told. */
enum err_code shift_row_insert(struct db *db, const struct shift *s) MUST_CHECK;

#endif
