#ifndef SPOKEN_H
#define SPOKEN_H

#include "quote.h"
#include "store.h"

/* Prices that were spoken, calls that ended without a request. */

struct spoken_ask {
	struct op op;
	struct quote quote; /* priced; id and valid_until_ms are filled */
};

/** spoken_keep(db, arg): a store_fn; keeps the quote. */
enum err_code spoken_keep(struct db *db, void *arg);

/** spoken_find(db, id, out, arena): ERR_NOT_FOUND. */
enum err_code spoken_find(struct db *db, const char *id, struct quote *out,
    struct arena *arena) MUST_CHECK;

/* A call without a request; only the phone points at a person. */
struct spoken_call_ask {
	struct op op;
	const char *outcome; /* informed, referred, emergency */
	const char *reason;  /* price, not_done, too_late, other; or NULL */
	const char *zone;
	unsigned performers;
	const char **service; /* codes */
	size_t service_count;
	const char *referral;  /* where the caller was sent */
	const char *follow_up; /* told, booked, call_back; or NULL */
	const char *callback_phone; /* of call_back, as typed; makes a task */
	int64_t total_kop; /* -1: no price was told */
	const char *red_flag;
	const char *id; /* out */
};

/**
 * spoken_call(db, arg): a store_fn.
 * Errors:  ERR_FIELDS for unknown codes and what does not go together.
 */
enum err_code spoken_call(struct db *db, void *arg);

/** spoken_reasons(count): why a call may end without a request. */
const char *const *spoken_reasons(size_t *count);

/**
 * spoken_unknown(db, arg): a store_fn; counts a search nobody answered.  What
 * may point at a person, a long text or a row of digits, is not kept.
 */
struct spoken_unknown_ask {
	struct op op;
	const char *query; /* folded text, no patient data */
};
enum err_code spoken_unknown(struct db *db, void *arg);

#endif
