#ifndef ASK_LINE_H
#define ASK_LINE_H

#include "match.h"

/* A typed line as words, each with what it may be part of. */

enum ask_role {
	ASK_OF_SERVICE, /* or of nothing */
	ASK_OF_PLACE,
	ASK_JOIN, /* «и»: the end of one question and the start of the next */
};

struct ask_line {
	struct token_list words;
	struct match_word service[TOKENS_MAX];
	struct match_word place[TOKENS_MAX];
	enum ask_role role[TOKENS_MAX];
	bool cut[TOKENS_MAX];   /* a comma or the like stands before it */
	bool fresh[TOKENS_MAX]; /* no phrase has it and those before it */
};

/**
 * ask_line_read(book, query, out, arena):
 * Cut ${query} into words, in the reading of its keys that fits services and
 * places best, and mark the words that may name a place.
 * Errors:  ERR_NOMEM.
 */
enum err_code ask_line_read(const struct rulebook *book, struct slice query,
			    struct ask_line *out,
			    struct arena *arena) MUST_CHECK;

/**
 * ask_line_part(book, line, arena):
 * Note where a service cannot go on: a verdict needs a phrase that has all
 * words, and no phrase has ${line}->fresh and the ones before it.
 */
void ask_line_part(const struct rulebook *book, struct ask_line *line,
		   struct arena *arena);

/** ask_line_says(line, i): whether word ${i} asks for something. */
bool ask_line_says(const struct ask_line *line, size_t i);

/**
 * ask_line_fits(line, i):
 * Whether word ${i} is a word of services, at most misspelt.
 */
bool ask_line_fits(const struct ask_line *line, size_t i);

#endif
