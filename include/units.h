#ifndef UNITS_H
#define UNITS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Units: money in whole kopecks (int64_t, suffix _kop), times in UTC
 * milliseconds since 1970 (int64_t, suffix _ms).  Arithmetic on what came
 * from outside is checked.
 */
#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)
#define RUBLE_KOP INT64_C(100)

/* The greatest integer a double, and so JSON, keeps exactly. */
#define UNITS_INT_MAX INT64_C(9007199254740992)

/** units_add(a, b, out): false, and ${out} untouched, on overflow. */
static inline bool
units_add(int64_t a, int64_t b, int64_t *out)
{
	int64_t r;

	if (__builtin_add_overflow(a, b, &r))
		return false;
	*out = r;
	return true;
}

/** units_mul(a, b, out): false, and ${out} untouched, on overflow. */
static inline bool
units_mul(int64_t a, int64_t b, int64_t *out)
{
	int64_t r;

	if (__builtin_mul_overflow(a, b, &r))
		return false;
	*out = r;
	return true;
}

/** units_floor_div(a, b): division rounding down, for times before 1970. */
static inline int64_t
units_floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

#endif
