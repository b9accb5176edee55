#ifndef QR_H
#define QR_H

#include "arena.h"

/* A text as a picture a telephone reads. */

/**
 * qr_rows(text, count, arena):
 * The QR code of ${text}: ${count} strings of as many '0' (light) and '1'
 * (dark); NULL: no memory, or too long.
 */
const char *const *qr_rows(const char *text, size_t *count,
    struct arena *arena);

#endif
