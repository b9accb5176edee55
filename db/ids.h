#ifndef IDS_H
#define IDS_H

#include <stdint.h>

#include "arena.h"

/**
 * ids_make(now_ms, arena):
 * A new UUIDv7 (RFC 9562) as text.  Within this process each is greater than
 * the one before, also when the clock jumps back, so that keys stay in the
 * order of writing.  Any thread may call it.
 * Errors:  NULL when memory was refused.
 */
const char *ids_make(int64_t now_ms, struct arena *arena);

#endif
