#include "steady.h"

#include <pthread.h>

#include "clock.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int64_t offset_ms;

static void
begin(void)
{
	offset_ms = clock_offset_ms();
}

int64_t
steady_ms(void)
{
	pthread_once(&once, begin);
	return clock_ms(CLOCK_BOOTTIME) + offset_ms;
}
