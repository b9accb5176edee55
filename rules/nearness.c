#include "nearness.h"

#define UDEG_PER_DEG 1000000
#define MM_PER_UDEG 111 /* of a meridian: 111 km a degree */
#define MM_PER_M 1000

/* The cosine of ${lat_udeg} in thousandths, by the formula of Bhaskara. */
static int64_t
cosine(int64_t lat_udeg)
{
	int64_t deg10 = lat_udeg / (UDEG_PER_DEG / 10);
	int64_t square = deg10 * deg10, half_turn = (int64_t)1800 * 1800;

	return 1000 * (half_turn - 4 * square) / (half_turn + square);
}

static int64_t
square_root(int64_t n)
{
	int64_t root = 0;

	for (int64_t bit = (int64_t)1 << 30; bit > 0; bit >>= 1)
		if ((root + bit) * (root + bit) <= n)
			root += bit;
	return root;
}

int64_t
nearness_m(struct nearness_point a, struct nearness_point b)
{
	int64_t north = (a.lat_udeg - b.lat_udeg) * MM_PER_UDEG / MM_PER_M;
	int64_t east = (a.lon_udeg - b.lon_udeg) * MM_PER_UDEG / MM_PER_M *
		       cosine((a.lat_udeg + b.lat_udeg) / 2) / 1000;

	return square_root(north * north + east * east);
}
