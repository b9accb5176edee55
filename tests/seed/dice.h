#ifndef DICE_H
#define DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Chance that comes out the same for the same seed, on every machine. */

struct dice {
	uint64_t state;
};

/** dice_next(d): 64 random bits (splitmix64). */
uint64_t dice_next(struct dice *d);

/** dice_below(d, n): 0 … n - 1; n is not 0. */
size_t dice_below(struct dice *d, size_t n);

/** dice_percent(d, p): true in ${p} of a hundred throws. */
bool dice_percent(struct dice *d, unsigned p);

/** dice_pick(d, weight, n): an index, each as often as its weight says. */
size_t dice_pick(struct dice *d, const unsigned *weight, size_t n);

/** dice_rule_ids(seed): ids made by this process are thrown too. */
void dice_rule_ids(uint64_t seed);

#endif
