#ifndef TOKEN_H
#define TOKEN_H

#include <stdint.h>

#include "fold.h"

/* A folded text cut into words. */

#define TOKEN_LEN_MAX 32 /* letters kept of a word */
#define TOKENS_MAX 16    /* words kept of a text */

struct token {
	int32_t cp[TOKEN_LEN_MAX];
	size_t n;
};

struct token_list {
	struct token item[TOKENS_MAX];
	struct {
		size_t from, to; /* where it stands in the text */
	} at[TOKENS_MAX];
	size_t n;
	size_t dropped; /* words beyond TOKENS_MAX */
};

/**
 * token_cut(f, out):
 * Cut ${f} at everything that is no letter and no digit.  Single letters
 * joined by a point, stroke or hyphen are one word: «В.О.», «в/м», «р-н».
 */
void token_cut(const struct fold *f, struct token_list *out);

/** token_compare(a, b): by code points, a prefix before what it begins. */
int token_compare(const struct token *a, const struct token *b);

/** token_starts(t, prefix): ${t} begins with ${prefix}. */
bool token_starts(const struct token *t, const struct token *prefix);

/** token_join(list, arena): the words with a space between them, UTF-8. */
const char *token_join(const struct token_list *list, struct arena *arena);

#endif
