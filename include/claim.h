#ifndef CLAIM_H
#define CLAIM_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"

/*
 * One holder at a time, for as long as the lease lasts; the token fences off
 * whoever held it before.  The same for requests and for tasks of a queue.
 */

struct claim {
	const char *by; /* login; NULL: not claimed */
	int64_t token;  /* fencing: grows with every claim of this thing */
	int64_t since_ms;
	int64_t expires_at_ms;
};

/* What is claimed, as it is stored. */
struct claimed {
	const struct claim *claim;
	bool waits; /* in its queue: the claim it came from is over */
	int64_t version;
	const char *updated_by;
	int64_t updated_at_ms;
};

/** claim_take(c, login, now_ms, lease_ms): ${login} has it, by a new token. */
void claim_take(struct claim *c, const char *login, int64_t now_ms,
    int64_t lease_ms);

/** claim_end(c): nobody has it; the token stays behind. */
void claim_end(struct claim *c);

/** claim_in_force(c, now_ms): whether somebody has it now. */
bool claim_in_force(const struct claim *c, int64_t now_ms);

/**
 * claim_check(x, login, token, now_ms, err):
 * Whether ${login} may write with ${token} (0: none given): what is claimed
 * only its holder with the token of the claim; what waits only without a
 * token; what is past its claim with the last token, or without.
 * Errors:  ERR_CLAIMED and ERR_TOKEN_STALE with by and since; ERR_FIELDS.
 */
enum err_code claim_check(const struct claimed *x, const char *login,
    int64_t token, int64_t now_ms, struct err *err) MUST_CHECK;

/**
 * claim_version(x, expected, err):
 * Errors:  ERR_STALE with by and since when the version is not ${expected};
 *          0: any will do.
 */
enum err_code claim_version(const struct claimed *x, int64_t expected,
    struct err *err) MUST_CHECK;

#endif
