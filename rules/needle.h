#ifndef NEEDLE_H
#define NEEDLE_H

#include <stdbool.h>
#include <stddef.h>

#include "fold.h"

/*
 * Letters a pattern cannot match without, read out of its source: looking for
 * them costs a hundredth of running it.
 */

#define NEEDLE_BRANCHES_MAX 4
#define NEEDLE_BYTES_MAX 64

struct needle {
	char text[NEEDLE_BRANCHES_MAX][NEEDLE_BYTES_MAX];
	uint64_t set[NEEDLE_BRANCHES_MAX]; /* needle_set() of each */
	size_t n; /* one of them must be there; 0: nothing is known */
};

/**
 * needle_of(source, out, arena):
 * The longest letters each branch of the PCRE2 pattern ${source} has outside
 * of groups with nothing but what is no letter between them, folded:
 * «п\.\s?с\.» has «пс».  A branch without two of them, or anything unusual,
 * and nothing is known.
 * Errors:  false: memory was refused.
 */
bool needle_of(const char *source, struct needle *out, struct arena *arena);

/** needle_letters(f, arena): what needle_may() looks in; NULL: no memory. */
const char *needle_letters(const struct fold *f, struct arena *arena);

/** needle_set(letters): one bit of 64 for each of ${letters}. */
uint64_t needle_set(const char *letters);

/**
 * needle_may(n, letters, set):
 * Whether the pattern may match the text ${letters}, which are those of
 * ${set}, were taken of.
 */
bool needle_may(const struct needle *n, const char *letters, uint64_t set);

#endif
