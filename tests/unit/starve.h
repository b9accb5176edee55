#ifndef STARVE_H
#define STARVE_H

/* Memory refused to PCRE2, to see what its callers make of that. */

/** starve_pcre2(calls): the call after ${calls} good ones fails; -1: none. */
void starve_pcre2(int calls);

#endif
