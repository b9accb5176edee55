#ifndef BOOK_H
#define BOOK_H

#include "store.h"

/**
 * book_load(db, out, err):
 * Read the whole rulebook from the database, one snapshot, and build it.
 * Owner:   ${out} belongs to the caller: book_free().
 * Errors:  ERR_STORAGE, ERR_NOMEM; ERR_FIELDS with the broken rows.
 */
enum err_code book_load(
    struct db *db, struct rulebook **out, struct err *err) MUST_CHECK;

void book_free(struct rulebook *book);

#endif
