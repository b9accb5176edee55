#ifndef WORDS_H
#define WORDS_H

#include "rulebook.h"

/* Words that weigh differently from the rest: the rulebook's, by scope. */

struct word_table {
	const struct word *word;
	size_t count;
};

/**
 * words_table(book, scope, out):
 * The words of ${scope} into ${out}.
 * Owner:   the table lives in ${book}->arena.
 * Errors:  false when memory was refused.
 */
bool words_table(const struct rulebook *book, enum word_scope scope,
		 struct word_table *out) MUST_CHECK;

/**
 * words_weight(class):
 * What a word of ${class} counts in a phrase or a question, content being 1.
 */
double words_weight(enum word_class class);

/** words_is_content(class): a word that says what is asked for. */
bool words_is_content(enum word_class class);

#endif
