#ifndef CHANCE_H
#define CHANCE_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Numbers at random, the same for the same seed, and how many of them. */

struct chance {
	uint64_t state;
};

/** chance_below(c, n): from 0 up to ${n} - 1. */
static inline size_t
chance_below(struct chance *c, size_t n)
{
	c->state = c->state * UINT64_C(6364136223846793005) +
		   UINT64_C(1442695040888963407);
	return (size_t)((c->state >> 33) % n);
}

/** chance_times(name, usual): what ${name} in the environment says, else. */
static inline size_t
chance_times(const char *name, size_t usual)
{
	const char *s = getenv(name);

	return s != NULL ? strtoul(s, NULL, 10) : usual;
}

#endif
