#ifndef PUBLISH_H
#define PUBLISH_H

#include "store.h"
#include "tariff.h"

/*
 * Prices entered ahead, approved by a second admin where settings say so,
 * withdrawn before their day.  A row is never erased: what was thought at any
 * moment can be told.
 */

#define PUBLISH_MAX 200 /* prices in one call */

struct publish_ask {
	struct op op;
	const struct tariff_draft *draft;
	size_t count;
	bool listed;     /* pointers of errors begin "/changes/<index>" */
	int64_t version; /* tariff_version the admin looked at; 0: any */
	/* out */
	struct tariff *tariff;        /* as stored, one a draft */
	const struct tariff *changed; /* with ERR_STALE: of the same pairs */
	size_t changed_count;
	int64_t version_now; /* with ERR_STALE: what was looked at by now */
};

/**
 * publish_tariffs(db, arg): a store_fn over struct publish_ask.
 * All prices or none; with settings.tariff_approval they are proposals.
 * Errors:  ERR_FIELDS (tariff_check); ERR_EXISTS: a price or a proposal
 *          begins at that moment; ERR_STALE with by, since and what changed:
 *          another admin changed one of the pairs since ${version}.
 */
enum err_code publish_tariffs(struct db *db, void *arg);

struct publish_step {
	struct op op;
	int64_t id;
	const char *reason;   /* withdraw: or NULL */
	struct tariff tariff; /* out */
};

/**
 * publish_approve(db, arg): a store_fn over struct publish_step.
 * Errors:  ERR_NOT_FOUND; ERR_OWN_PROPOSAL; ERR_STATE, ref: its state.
 */
enum err_code publish_approve(struct db *db, void *arg);

/**
 * publish_withdraw(db, arg): a store_fn over struct publish_step: a price to
 * come, or a proposal.
 * Errors:  ERR_NOT_FOUND; ERR_STATE, ref: its state.
 */
enum err_code publish_withdraw(struct db *db, void *arg);

/**
 * publish_first(db, op, first):
 * Within a write: the price a new zone begins with, in force at once.
 */
enum err_code publish_first(struct db *db, const struct op *op,
    struct tariff *first) MUST_CHECK;

/** publish_pointer(op, i, field): "/changes/3/price" of 3 and "/price". */
const char *
publish_pointer(const struct op *op, size_t i, const char *field);

/**
 * publish_rows(db, out, count, arena):
 * Every price that was ever entered, by zone, performer, valid_from_ms, id.
 */
enum err_code publish_rows(struct db *db, struct tariff **out, size_t *count,
    struct arena *arena) MUST_CHECK;

#endif
