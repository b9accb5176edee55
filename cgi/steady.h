#ifndef STEADY_H
#define STEADY_H

#include <stdint.h>

/**
 * steady_ms():
 * The time of day as this process found it, and what has gone by since.  How
 * long somebody is logged in or kept waiting is told by it: a clock that is
 * set logs nobody out and keeps nobody in.
 */
int64_t steady_ms(void);

#endif
