#ifndef LAYOUT_H
#define LAYOUT_H

#include "fold.h"

/* The same keys read in another way. */

enum layout_reading {
	LAYOUT_AS_TYPED,
	LAYOUT_LOOKALIKE, /* Latin letters that look Cyrillic: MPT, KT */
	LAYOUT_CYRILLIC, /* Latin letters and signs, meant Cyrillic: epb, ''u */
	LAYOUT_LATIN,    /* Cyrillic letters, meant Latin: «уеп» */
	LAYOUT__COUNT
};

/**
 * layout_read(f, reading, arena, out):
 * ${f} read as ${reading}, word by word: words of the other alphabet stay.
 * Errors:  false when nothing changes or memory was refused.
 */
bool layout_read(const struct fold *f, enum layout_reading reading,
		 struct arena *arena, struct fold *out);

#endif
