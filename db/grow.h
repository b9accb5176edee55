#ifndef GROW_H
#define GROW_H

#include "arena.h"

/*
 * GROW(arena, array, n): room for one more than ${n} rows in ${array}, which
 * doubles; what is outgrown stays in the arena.  NULL: memory was refused.
 */
#define GROW(arena, array, n)                                                  \
	((array) = grow_array((arena), (array), (n), sizeof(*(array))))

static inline void *
grow_array(struct arena *arena, void *array, size_t n, size_t size)
{
	void *next;

	if (n != 0 && (n & (n - 1)) != 0)
		return array; /* not a power of two: there is room */
	next = arena_array(arena, n == 0 ? 1 : 2 * n, size);
	if (next != NULL && n != 0)
		memcpy(next, array, n * size);
	return next;
}

#endif
