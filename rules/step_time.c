#include <stddef.h>

#include "step_time.h"
#include "units.h"

const char *
step_time_wrong(int64_t at_ms, int64_t earliest_ms, int64_t now_ms)
{
	if (at_ms > now_ms)
		return "in_future";
	if (at_ms < now_ms - STEP_TIME_LATE_MAX_H * HOUR_MS)
		return "too_long_ago";
	return at_ms < earliest_ms ? "before_last_step" : NULL;
}
