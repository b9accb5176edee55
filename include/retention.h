#ifndef RETENTION_H
#define RETENTION_H

#include "store.h"

/*
 * Requests that are long over lose what points at a person: the values are
 * replaced, what is counted stays, the audit keeps a keyed hash of them.
 */

/** retention_before(months, now_ms): over before it: to be erased; 0: none. */
int64_t retention_before(int64_t months, int64_t now_ms);

/** retention_due(db, op, due): on a reader: whether anything is to be erased. */
enum err_code retention_due(
    struct db *db, const struct op *op, bool *due) MUST_CHECK;

/**
 * retention_count(db, now_ms, months, count):
 * On a reader: the setting, and how many requests are to be erased by it.
 */
enum err_code retention_count(struct db *db, int64_t now_ms, int64_t *months,
    int64_t *count) MUST_CHECK;

struct retention_ask {
	struct op op;
	size_t erased; /* out */
};

/** retention_erase(db, arg): a store_fn over struct retention_ask: a slice. */
enum err_code retention_erase(struct db *db, void *arg);

#endif
