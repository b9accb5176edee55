#ifndef STEP_TIME_H
#define STEP_TIME_H

#include <stdint.h>

/* When a step of a visit took place, as it was reported. */

#define STEP_TIME_LATE_MAX_H 12

/**
 * step_time_wrong(at_ms, earliest_ms, now_ms):
 * What speaks against a step at ${at_ms} that follows one at ${earliest_ms}.
 * Answers: NULL, or the code of the field error: "in_future", "too_long_ago"
 *          (more than STEP_TIME_LATE_MAX_H), "before_last_step".
 */
const char *step_time_wrong(
    int64_t at_ms, int64_t earliest_ms, int64_t now_ms);

#endif
