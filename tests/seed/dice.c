#include <sodium.h>
#include <string.h>

#include "dice.h"

uint64_t
dice_next(struct dice *d)
{
	uint64_t z = d->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

size_t
dice_below(struct dice *d, size_t n)
{
	return (size_t)(dice_next(d) % n);
}

bool
dice_percent(struct dice *d, unsigned p)
{
	return dice_below(d, 100) < p;
}

size_t
dice_pick(struct dice *d, const unsigned *weight, size_t n)
{
	size_t sum = 0, at, i;

	for (i = 0; i < n; i++)
		sum += weight[i];
	at = dice_below(d, sum);
	for (i = 0; at >= weight[i]; i++)
		at -= weight[i];
	return i;
}

/* libsodium's source of chance; the writer thread alone asks it. */
static struct dice of_ids;

static const char *
source_name(void)
{
	return "dice";
}

static uint32_t
source_one(void)
{
	return (uint32_t)dice_next(&of_ids);
}

static void
source_fill(void *const out, const size_t n)
{
	for (size_t i = 0; i < n; i += sizeof(uint64_t)) {
		uint64_t bits = dice_next(&of_ids);
		size_t left = n - i;

		memcpy((char *)out + i, &bits,
		       left < sizeof(bits) ? left : sizeof(bits));
	}
}

void
dice_rule_ids(uint64_t seed)
{
	static struct randombytes_implementation source = {
	    .implementation_name = source_name,
	    .random = source_one,
	    .buf = source_fill,
	};

	of_ids.state = seed;
	(void)randombytes_set_implementation(&source);
}
