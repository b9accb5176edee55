#ifndef CLOCK_H
#define CLOCK_H

#include <time.h>

#include "units.h"

/*
 * CLOCK_REALTIME is the clock on the wall, which people and programs may move;
 * CLOCK_BOOTTIME only ever runs.
 */

/** clock_ms(clock): what ${clock} shows. */
static inline int64_t
clock_ms(clockid_t clock)
{
	struct timespec t;

	(void)clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * SECOND_MS + t.tv_nsec / 1000000;
}

/** clock_at(ms): the moment ${ms} of a clock, as a wait takes it. */
static inline struct timespec
clock_at(int64_t ms)
{
	return (struct timespec){
	    .tv_sec = (time_t)(ms / SECOND_MS),
	    .tv_nsec = (long)(ms % SECOND_MS * 1000000),
	};
}

/** clock_offset_ms(): the wall's from the running one; moves with the wall. */
static inline int64_t
clock_offset_ms(void)
{
	return clock_ms(CLOCK_REALTIME) - clock_ms(CLOCK_BOOTTIME);
}

#endif
