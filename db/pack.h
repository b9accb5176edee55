#ifndef PACK_H
#define PACK_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "buf.h"
#include "slice.h"

/*
 * A short list kept in one text column: a line per row, tabs between the
 * fields, "\t", "\n" and "\\" inside them escaped.  An absent field is empty.
 */

/** pack_row(out, field, n): append a row; a NULL field is absent. */
void pack_row(struct buf *out, const char *const *field, size_t n);

/** pack_text(out): the list for a column; NULL when it is empty or failed. */
const char *pack_text(struct buf *out);

/** pack_count(packed): rows in ${packed}; NULL has none. */
size_t pack_count(const char *packed);

/* Reading: struct pack p = pack_of(text, arena), then pack_next() to its end.
 */
struct pack {
	struct slice rest;
	struct arena *arena;
};

static inline struct pack
pack_of(const char *packed, struct arena *arena)
{
	return (struct pack){slice_of(packed), arena};
}

/**
 * pack_next(p, field, n):
 * The ${n} fields of the next row, in the arena of ${p}; those the row does
 * not have are NULL, further ones are dropped, so that a list written by
 * another version of the program can be read.
 * Errors:  false at the end; memory refused: arena.overflow.
 */
bool pack_next(struct pack *p, const char **field, size_t n);

/* Numbers as fields; pack_int() gives 0 for what is none. */
const char *pack_num(int64_t v, struct arena *arena);
int64_t pack_int(const char *field);

#endif
