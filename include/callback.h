#ifndef CALLBACK_H
#define CALLBACK_H

#include "store.h"

/*
 * Phones of callers who wait for a call: kept apart from the records of
 * calls, which have nothing of a person, and soon erased.
 */

/**
 * callback_keep(db, op, call_id, phone):
 * In the transaction that records the call: keep ${phone}, E.164.
 */
enum err_code callback_keep(struct db *db, const struct op *op,
    const char *call_id, const char *phone) MUST_CHECK;

struct callback_purge_ask {
	struct op op;   /* actor: the system */
	int64_t purged; /* out */
};

/** callback_purge(db, arg): a store_fn: erase some of those that ran out. */
enum err_code callback_purge(struct db *db, void *arg);

/** callback_due(db, op, due): on a reader: whether a purge has work. */
enum err_code callback_due(struct db *db, const struct op *op,
    bool *due) MUST_CHECK;

#endif
