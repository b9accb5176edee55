#ifndef SCRATCH_H
#define SCRATCH_H

#include <stdio.h>
#include <stdlib.h>

/** scratch_make(dir, size): a new folder, its name in ${dir}, of ${size}
 * bytes, below TMPDIR, else /tmp; ${dir} or NULL. */
static inline char *
scratch_make(char *dir, size_t size)
{
	const char *top = getenv("TMPDIR");
	int n = snprintf(dir, size, "%s/homevisit-XXXXXX",
			 top != NULL ? top : "/tmp");

	return n > 0 && (size_t)n < size ? mkdtemp(dir) : NULL;
}

#endif
