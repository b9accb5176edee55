#ifndef FIND_H
#define FIND_H

#include "request.h"
#include "slice.h"

/* The words a stored request is found by. */

#define FIND_WORDS_MAX 40 /* of one request, and of one question */
#define FIND_LETTERS_MIN 2 /* of the longest word of a question */

struct find_words {
	const char *word[FIND_WORDS_MAX]; /* folded */
	size_t count;
};

/**
 * find_words_of(form, out, arena):
 * The words of the names and of the address, the card, the last ten digits of
 * the phones: of the patient and of who called.
 * Errors:  arena->overflow.
 */
void find_words_of(const struct request_form *form, struct find_words *out,
    struct arena *arena);

/**
 * find_words_in(q, out, arena):
 * The words of a typed question, the longest first; a phone in any shape is
 * one.  False: nothing that could be looked for.
 */
bool find_words_in(
    struct slice q, struct find_words *out, struct arena *arena);

/** find_match(of, in): each word of ${in} begins one of ${of}. */
bool find_match(const struct find_words *of, const struct find_words *in);

#endif
