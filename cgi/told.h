#ifndef TOLD_H
#define TOLD_H

#include "jw.h"
#include "slice.h"

/**
 * told_put(w, arena, detail):
 * What an audit row tells: "changes", a field each with what it was and is,
 * and "detail", anything else, or null.
 */
void told_put(struct jw *w, struct arena *arena, const char *detail);

#endif
