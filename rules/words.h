#ifndef WORDS_H
#define WORDS_H

#include <stddef.h>

/* Words that weigh differently from the rest. */

enum word_class {
	WORD_CONTENT,
	WORD_LIGHT,     /* prepositions and the like */
	WORD_QUALIFIER, /* tells twins apart: «СПб», «ЛО» */
	WORD_NOISE, /* «можно», «врач»: costs nothing in a question */
	WORD_KNOWN, /* a word of its own, never a misspelling of ours */
	WORD__COUNT
};

struct word {
	const char *text;
	enum word_class class;
};

struct word_table {
	const struct word *word;
	size_t count;
};

/** words_catalog(): for questions about services. */
struct word_table words_catalog(void);

/** words_places(): for questions about places. */
struct word_table words_places(void);

/**
 * words_weight(class):
 * What a word of ${class} counts in a phrase or a question, content being 1.
 */
double words_weight(enum word_class class);

#endif
