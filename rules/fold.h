#ifndef FOLD_H
#define FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "slice.h"

/* Code points folded for comparing: what text_fold() and search share. */

struct fold {
	int32_t *cp;
	size_t n;
};

/* Most of what is typed here: a letter, and no part of any other. */
static inline bool
fold_is_russian(int32_t cp)
{
	return cp >= 0x400 && cp <= 0x45F;
}

/**
 * fold_usual(s):
 * Bytes of the character of ASCII, not NUL, or the Russian letter that ${s},
 * which is not empty, begins with; 0: it begins with something else.
 */
static inline size_t
fold_usual(struct slice s)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (*p < 0x80)
		return *p != 0;
	if ((*p & 0xFE) != 0xD0 || s.n < 2)
		return 0;
	return p[1] >= 0x80 && p[1] <= (*p == 0xD0 ? 0xBF : 0x9F) ? 2 : 0;
}

/**
 * fold_make(s, arena, out):
 * NFC and casefold of ${s}, ё as е, combining marks and invisible characters
 * dropped; separators stay as they are.
 * Errors:  false when ${s} is not valid UTF-8 or memory was refused.
 */
bool fold_make(struct slice s, struct arena *arena, struct fold *out);

/** fold_points(s, options, arena, out): decomposed and composed again. */
bool fold_points(struct slice s, unsigned options, struct arena *arena,
		 struct fold *out);

/** fold_text(f, arena): the UTF-8 of ${f}; NULL when memory was refused. */
char *fold_text(const struct fold *f, struct arena *arena);

/** fold_is_word(cp): a letter or a digit. */
bool fold_is_word(int32_t cp);

/** fold_is_space(cp): white space, line ends included. */
bool fold_is_space(int32_t cp);

#endif
