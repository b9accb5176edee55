#ifndef ARENA_H
#define ARENA_H

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/*
 * The memory of one request: taken in order, given back at once.
 *
 * An arena is a chain of blocks of at least ARENA_BLOCK bytes under a hard
 * limit.  When the limit or the machine says no, arena_alloc() returns NULL
 * and arena.overflow stays set until the reset, so a caller that builds
 * something large may check once at the end.  Reset keeps the first block:
 * a warm worker allocates nothing.
 *
 * With ARENA_TWIN defined (sanitizer builds) every allocation is a block of
 * its own, so that AddressSanitizer sees each overrun and each late use.
 */

#define ARENA_BLOCK ((size_t)64 * 1024)
#define ARENA_LIMIT ((size_t)8 * 1024 * 1024)

struct arena_block {
	struct arena_block *next; /* the block filled before this one */
	size_t size;              /* bytes in data */
	size_t used;              /* bytes of data given out */
	alignas(max_align_t) unsigned char data[];
};

struct arena {
	struct arena_block *head; /* the block being filled; NULL: none yet */
	size_t limit;             /* most bytes over all blocks; 0: the default */
	size_t total;             /* bytes over all blocks */
	bool overflow;            /* an allocation was refused since the reset */
};

static inline struct arena_block *
arena_grow(struct arena *a, size_t need)
{
	size_t limit = a->limit != 0 ? a->limit : ARENA_LIMIT;
#ifdef ARENA_TWIN
	size_t size = need;
#else
	size_t size = need > ARENA_BLOCK ? need : ARENA_BLOCK;
#endif
	struct arena_block *b = NULL;

	if (size <= limit && a->total <= limit - size)
		b = malloc(sizeof(*b) + size);
	if (b == NULL) {
		a->overflow = true;
		return NULL;
	}
	*b = (struct arena_block){.next = a->head, .size = size};
	a->total += size;
	a->head = b;
	return b;
}

/* What ${n} bytes take of a block. */
static inline size_t
arena_rounded(size_t n)
{
	const size_t align = alignof(max_align_t);

	return n != 0 ? (n + align - 1) & ~(align - 1) : align;
}

/** arena_take(a, n): as arena_alloc(), with whatever is in the bytes. */
static inline void *
arena_take(struct arena *a, size_t n)
{
	struct arena_block *b = a->head;
	void *p;

	if (n > SIZE_MAX / 2) {
		a->overflow = true;
		return NULL;
	}
	n = arena_rounded(n);
	if (b == NULL || b->size - b->used < n)
		b = arena_grow(a, n);
	if (b == NULL)
		return NULL;
	p = b->data + b->used;
	b->used += n;
	return p;
}

/**
 * arena_extend(a, p, n, to):
 * Make the ${n} bytes at ${p} ${to} where they are; false: something else was
 * taken since, or the block is full.
 */
static inline bool
arena_extend(struct arena *a, const void *p, size_t n, size_t to)
{
	struct arena_block *b = a->head;
	size_t more = arena_rounded(to) - arena_rounded(n);

	if (b == NULL || b->size - b->used < more ||
	    (const unsigned char *)p + arena_rounded(n) != b->data + b->used)
		return false;
	b->used += more;
	return true;
}

/**
 * arena_alloc(a, n):
 * Take ${n} zeroed bytes, aligned for any type, from ${a}.
 * Owner:   the arena; gone at arena_reset() and arena_free().
 * Errors:  NULL when the limit is reached; ${a}->overflow is then set.
 */
static inline void *
arena_alloc(struct arena *a, size_t n)
{
	void *p = arena_take(a, n);

	return p != NULL ? memset(p, 0, n) : NULL;
}

/** arena_array(a, count, size): arena_alloc() of count × size, checked. */
static inline void *
arena_array(struct arena *a, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / 2 / size) {
		a->overflow = true;
		return NULL;
	}
	return arena_alloc(a, count * size);
}

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_array((a), (n), sizeof(type)))

/** arena_strndup(a, s, n): copy ${n} bytes and end them with a NUL. */
static inline char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *p = n < SIZE_MAX ? arena_alloc(a, n + 1) : NULL;

	if (p != NULL && n != 0)
		memcpy(p, s, n);
	return p;
}

/** arena_strdup(a, s): copy the string ${s}; NULL stays NULL. */
static inline char *
arena_strdup(struct arena *a, const char *s)
{
	return s != NULL ? arena_strndup(a, s, strlen(s)) : NULL;
}

/** arena_free(a): give everything back; ${a} may be used again. */
static inline void
arena_free(struct arena *a)
{
	while (a->head != NULL) {
		struct arena_block *b = a->head;
		a->head = b->next;
		free(b);
	}
	a->total = 0;
	a->overflow = false;
}

/** arena_reset(a): forget what was given out, keep one block for next time. */
static inline void
arena_reset(struct arena *a)
{
#ifdef ARENA_TWIN
	arena_free(a);
#else
	while (a->head != NULL && a->head->next != NULL) {
		struct arena_block *b = a->head;
		a->head = b->next;
		a->total -= b->size;
		free(b);
	}
	if (a->head != NULL)
		a->head->used = 0;
	a->overflow = false;
#endif
}

#endif
