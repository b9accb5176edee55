#ifndef ADDRESS_TEXT_H
#define ADDRESS_TEXT_H

#include "fold.h"

/* A typed address, folded for searching, and the way back to what was typed. */

struct address_text {
	struct slice folded; /* Latin look-alikes read as Cyrillic */
	const char *letters; /* its letters alone, for needle_may() */
	uint64_t letter_set; /* which there are */
	struct fold points;  /* the same */
	struct fold typed;   /* cleaned; point by point the same, if as many */
};

/**
 * address_text_make(text, arena, out):
 * Errors:  false when ${text} is not UTF-8 or memory was refused.
 */
bool address_text_make(struct slice text, struct arena *arena,
		       struct address_text *out);

/**
 * address_text_typed(t, from, to, arena):
 * What was typed where [from, to) is in ${t}->folded; NULL: no memory.
 */
const char *address_text_typed(const struct address_text *t, size_t from,
			       size_t to, struct arena *arena);

#endif
