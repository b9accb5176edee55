#ifndef SHIFT_EDIT_H
#define SHIFT_EDIT_H

#include "shift.h"
#include "store.h"

/* The shifts of medics, as dispatchers and admins keep them. */

struct shift_ask {
	struct op op;
	const char *id;     /* change, remove */
	int64_t if_version; /* change, remove */
	const char *kind;   /* create: by its name */
	bool has_start, has_end, has_note; /* change: what is other */
	struct shift shift; /* in; out: as stored */
};

/** shift_edit_list(db, op, medic, out, n): of every week, and of the dates
 * from yesterday on.  Errors: ERR_NOT_FOUND: no such medic. */
enum err_code shift_edit_list(struct db *db, const struct op *op,
    const char *medic, struct shift **out, size_t *n) MUST_CHECK;

/** shift_edit_find(db, id, out, arena): ERR_NOT_FOUND. */
enum err_code shift_edit_find(struct db *db, const char *id, struct shift *out,
    struct arena *arena) MUST_CHECK;

/*
 * The writes, store_fns over struct shift_ask.  Hours and note of a shift may
 * change; its day is of another shift.
 *
 * Errors: ERR_NOT_FOUND; ERR_FIELDS; ERR_STALE with who and when.
 */
enum err_code shift_edit_create(struct db *db, void *arg);
enum err_code shift_edit_change(struct db *db, void *arg);
enum err_code shift_edit_remove(struct db *db, void *arg);

#endif
