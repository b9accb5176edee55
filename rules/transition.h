#ifndef TRANSITION_H
#define TRANSITION_H

#include <stddef.h>

#include "err.h"

/* A life as a table of steps: who may do what from where.  States are small
 * numbers, sets of them masks of 1 << state. */

struct transition {
	unsigned from; /* set of states */
	unsigned action;
	unsigned to;    /* TRANSITION_SAME: the state stays */
	unsigned roles; /* mask of enum role */
};

#define TRANSITION_SAME 31u

struct transitions {
	const struct transition *row; /* the first that fits counts */
	size_t count;
};

/* What somebody with ${roles} wants to do with what is in ${state}. */
struct transition_ask {
	unsigned state;
	unsigned action;
	unsigned roles;
};

/**
 * transition_next(table, ask, to):
 * Errors:  ERR_STATE when the table has no such step, ERR_FORBIDDEN when it
 *          has but not for these roles.
 */
enum err_code transition_next(const struct transitions *table,
    const struct transition_ask *ask, unsigned *to) MUST_CHECK;

#endif
