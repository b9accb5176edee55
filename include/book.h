#ifndef BOOK_H
#define BOOK_H

#include "store.h"

/**
 * book_load(db, out, err, arena):
 * Read the whole rulebook from the database and build it.  The caller's
 * transaction makes it one snapshot.
 * Owner:   ${out} belongs to the caller: book_free(); the strings of ${err}
 *          live in ${arena}.
 * Errors:  ERR_STORAGE, ERR_NOMEM; ERR_FIELDS with the broken rows.
 */
enum err_code book_load(struct db *db, struct rulebook **out, struct err *err,
    struct arena *arena) MUST_CHECK;

/** book_free(book): NULL is allowed. */
void book_free(struct rulebook *book);

#endif
