#ifndef ATTEMPT_H
#define ATTEMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

/* A call to somebody who waits for it, and what came of it. */

struct attempt {
	const char *outcome; /* a name, as it was sent; or NULL */
	int64_t next_at_ms;  /* 0: the default */
};

/** attempt_outcome(i): the ${i}th outcome; NULL past the end. */
const char *attempt_outcome(size_t i);

/** attempt_live(outcome): whether a voice answered: the promise is kept. */
bool attempt_live(const char *outcome);

/**
 * attempt_check(a, now_ms, errs):
 * Note what is wrong with ${a}: the next call is ahead, at most a day.
 * Errors:  ERR_FIELDS.
 */
enum err_code attempt_check(const struct attempt *a, int64_t now_ms,
    struct field_errors *errs) MUST_CHECK;

#endif
