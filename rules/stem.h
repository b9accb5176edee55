#ifndef STEM_H
#define STEM_H

#include "token.h"

/* Words without their endings, by libstemmer. */

#define STEM_MIN 4 /* letters from which a word has a stem: УЗИ is no уз + и \
		    */
#define STEMS_MAX 2

struct sb_stemmer;

enum stem_language { STEM_RUSSIAN, STEM_ENGLISH, STEM_FINNISH, STEM__COUNT };

/* Stemmers keep state between words: one set for each caller, made lazily. */
struct stem_set {
	struct sb_stemmer *of[STEM__COUNT];
	bool failed; /* memory was refused: a word may lack a stem it has */
};

/**
 * stem_make(set, word, out):
 * The stems of ${word}: Russian for Cyrillic, English and Finnish for Latin;
 * none below STEM_MIN letters or with digits.  Returns how many.
 * Errors:  0 stems when there is no memory; stem_free() tells.
 */
size_t stem_make(struct stem_set *set, const struct token *word,
		 struct token out[STEMS_MAX]);

/**
 * stem_free(set):
 * Free ${set}; false when memory was refused to a stemmer meanwhile.
 */
__attribute__((warn_unused_result)) bool stem_free(struct stem_set *set);

#endif
