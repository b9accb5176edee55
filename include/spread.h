#ifndef SPREAD_H
#define SPREAD_H

#include <stdint.h>

/*
 * How a number of minutes is spread, in memory that does not grow: exact
 * below SPREAD_EXACT, from there on in SPREAD_STEPS steps a doubling, so that
 * a quantile is at most 1.6 % below the true one.
 */

#define SPREAD_EXACT 128
#define SPREAD_STEPS 64
#define SPREAD_DOUBLINGS 7 /* up to 16,384 minutes: eleven days */
#define SPREAD_BUCKETS (SPREAD_EXACT + SPREAD_DOUBLINGS * SPREAD_STEPS)

struct spread {
	int64_t n;
	uint32_t count[SPREAD_BUCKETS];
};

/** spread_add(s, minutes): below 0 counts as 0, beyond the last as the last. */
void spread_add(struct spread *s, int64_t minutes);

/**
 * spread_quantile(s, percent):
 * The least number of minutes that ${percent} % (1..100) of what was added do
 * not exceed (nearest rank); -1 when nothing was.
 */
int64_t spread_quantile(const struct spread *s, int percent);

#endif
