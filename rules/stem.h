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
};

/**
 * stem_make(set, word, out):
 * The stems of ${word}: Russian for Cyrillic, English and Finnish for Latin;
 * none below STEM_MIN letters or with digits.  Returns how many.
 * Errors:  0 stems when there is no memory for a stemmer.
 */
size_t stem_make(struct stem_set *set, const struct token *word,
		 struct token out[STEMS_MAX]);

void stem_free(struct stem_set *set);

#endif
