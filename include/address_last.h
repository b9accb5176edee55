#ifndef ADDRESS_LAST_H
#define ADDRESS_LAST_H

#include "store.h"

/**
 * address_last(db, arena, out, count):
 * The addresses of the last requests, the newest first: what a rule is tried
 * on.  They point at people: nothing but counts may leave the service.
 */
enum err_code address_last(struct db *db, struct arena *arena,
    const char *const **out, size_t *count) MUST_CHECK;

#endif
