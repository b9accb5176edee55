#ifndef EDIT_IMPORT_H
#define EDIT_IMPORT_H

#include "edit.h"

/* Reference data out of a file: many rows of any tables as one write. */

struct edit_import_row {
	enum edit_kind kind;
	struct edit_row row;
};

struct edit_import {
	struct op op;
	const struct edit_import_row *row; /* what others need comes first */
	size_t count;
	enum edit_publish publish;
	/* out */
	size_t at; /* the row that is wrong; count: none by itself */
	size_t added;
	size_t changed;
	size_t same;
	struct edit_probe probe; /* of all rows together */
};

/**
 * edit_import(db, arg):
 * A store_fn: add rows whose key is new, change those that differ; fields that
 * are not named stay.  All rows or none; no row is removed.
 * Errors:  those of edit_create() and edit_change(); ERR_METHOD: such a row
 *          cannot be added by itself; ERR_VERDICTS: not published,
 *          ${arg}->probe says what would change; so after every dry run.
 */
enum err_code edit_import(struct db *db, void *arg);

#endif
