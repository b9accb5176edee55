#ifndef STARVE_H
#define STARVE_H

#include <stdbool.h>

/* Memory refused, to see what the callers make of that. */

/** starve_pcre2(calls): the call after ${calls} good ones fails; -1: none. */
void starve_pcre2(int calls);

/** starve_memory(calls): likewise, of all calls for memory. */
void starve_memory(int calls);

typedef bool starve_fn(void *arg);

/**
 * starve_each(fn, arg):
 * Run ${fn} over ${arg} with the first of its calls for memory refused (to
 * the heap, to PCRE2, to the stemmer), then with the second alone, and so on,
 * until it runs to its end: the number of these calls.  The test fails when
 * ${fn} is true though memory was refused, or false though none was.
 */
int starve_each(starve_fn *fn, void *arg);

#endif
