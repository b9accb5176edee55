#ifndef LEXICON_H
#define LEXICON_H

#include "stem.h"
#include "token.h"
#include "words.h"

/*
 * The words of all phrases, each once, and the ways to find them from a word
 * as typed: exactly, by stem, by beginning, by a slip of the fingers.
 */

#define LEXICON_NONE UINT32_MAX

struct lexicon_term {
	const struct token *word;
	enum word_class class;
	uint32_t group; /* terms as good as each other; 0: none */
};

/* What a stem or a word is found by when misspelt. */
struct lexicon_form {
	const struct token *form;
	uint32_t term;
	bool is_word;
	bool is_stem;
};

struct lexicon {
	struct lexicon_term *term; /* ascending by word */
	uint32_t term_count;
	struct lexicon_form *stem; /* ascending by form */
	size_t stem_count;
	struct lexicon_form *form; /* by length, then any order */
	uint32_t *same; /* the terms in groups, ascending by group */
	size_t same_count;
	uint64_t *letters;         /* of form[], to pass over most of them */
	size_t by_length[TOKEN_LEN_MAX + 2]; /* form[by_length[n]] starts n */
};

/* A term a typed word may stand for. */
struct lexicon_hit {
	uint32_t term;
	float likeness; /* 0..1 */
	bool weak;      /* good for a suggestion, never for a verdict */
};

struct lexicon_hits {
	struct lexicon_hit *item;
	size_t n;
	size_t max;
	enum word_class class; /* of the typed word */
	bool known;            /* found exactly or by stem: it is spelt right */
};

/**
 * lexicon_make(words, n, table, arena):
 * The lexicon of the ${n} tokens at ${words} and of
 * ${table}; NULL when memory was refused.
 * Owner:   everything in ${arena}; ${words} is sorted, then not needed.
 */
struct lexicon *lexicon_make(struct token *words, size_t n,
			     struct word_table table, struct arena *arena);

/** lexicon_term(lex, word): the term spelt ${word}, or LEXICON_NONE. */
uint32_t lexicon_term(const struct lexicon *lex, const struct token *word);

/** lexicon_term_from(lex, word): the first term that is not before ${word}. */
uint32_t lexicon_term_from(const struct lexicon *lex, const struct token *word);

/** lexicon_stem_from(lex, word): the first stem that is not before ${word}. */
size_t lexicon_stem_from(const struct lexicon *lex, const struct token *word);

/** lexicon_letters(t): one bit for each letter of ${t}. */
uint64_t lexicon_letters(const struct token *t);

/* How a word is looked for. */
enum lexicon_how {
	LEXICON_ANYHOW,
	LEXICON_SPELT, /* it is spelt right: itself and its stem */
	LEXICON_EXACT, /* itself */
};

/**
 * lexicon_find(lex, word, set, how, out):
 * Collect in ${out} the terms ${word} may stand for, the likeliest way
 * first: exact 1, same stem 0.95, one slip 0.85, two 0.6, beginning ≤ 0.6,
 * and what is as good as one of them.
 * Words below four letters match exactly only; three letters that are no
 * word of ours may begin one, weakly, or lack a letter of one.
 */
void
lexicon_find(const struct lexicon *lex, const struct token *word,
	     struct stem_set *set, enum lexicon_how how,
	     struct lexicon_hits *out);

#endif
