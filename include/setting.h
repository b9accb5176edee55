#ifndef SETTING_H
#define SETTING_H

#include <stddef.h>
#include <stdint.h>

#include "slice.h"

/* The numbers an admin may set: what they are in, from where to where. */

struct setting {
	const char *key;   /* "promise.target_min" */
	const char *group; /* "promise" */
	const char *unit;  /* min, s, hours, years, times, flag */
	int64_t least;
	int64_t most;
	int64_t standard;
	size_t offset; /* in struct settings */
};

/** setting_list(n): all of them, group by group. */
const struct setting *setting_list(size_t *n);

/** setting_find(key): NULL: not a number, or not known. */
const struct setting *setting_find(const char *key);

/** setting_read(text, out): a whole number, not negative; false: it is none. */
bool setting_read(const char *text, int64_t *out);

#endif
