#ifndef NEARNESS_H
#define NEARNESS_H

#include <stdint.h>

/* How far two places are from each other, without floating point. */

/* A point on the map in millionths of a degree. */
struct nearness_point {
	int64_t lat_udeg; /* north of the equator */
	int64_t lon_udeg; /* east of Greenwich */
};

/**
 * nearness_m(a, b):
 * Metres between ${a} and ${b} as the crow flies, within 1 % on the scale of
 * a region; the same for nearness_m(b, a).  Not for the poles or across the
 * date line.
 */
int64_t nearness_m(struct nearness_point a, struct nearness_point b);

#endif
