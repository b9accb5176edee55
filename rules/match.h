#ifndef MATCH_H
#define MATCH_H

#include "arena.h"
#include "err.h"
#include "slice.h"
#include "stem.h"
#include "token.h"
#include "words.h"

/*
 * The shared scorer: which owner (a service, a place) is meant by a text.
 * Every name and alias of an owner is a phrase.  A phrase scores the lesser
 * of two coverages: how much of the question it explains, and how much of it
 * the question says; so neither «хирург» in «пластический хирург» nor «узи»
 * in «узи сердца» is a full hit.
 */

#define MATCH_HITS_MAX 20
#define MATCH_QUERY_MAX 1024 /* bytes; a longer question matches nothing */

#define MATCH_DECIDES 0.65  /* from here a hit may decide */
#define MATCH_SUGGESTS 0.30 /* from here it may be shown */
#define MATCH_EXACT 0.90    /* every word is there, endings aside */
#define MATCH_MARGIN 0.15   /* a rival this close forbids to decide */

struct match_phrase {
	const char *text;
	uint32_t owner; /* phrases of one owner stand together */
};

struct match_hit {
	uint32_t owner;
	double score;
	const char *phrase;  /* the best of the owner's */
	const char *read_as; /* the question in the reading that matched */
	bool all_said;       /* the phrase has every word of the question */
	bool in_full;        /* the question has every word of the phrase */
};

struct match_result {
	struct match_hit hit[MATCH_HITS_MAX]; /* best first, one per owner */
	size_t n;
};

struct match_index;

/**
 * match_index_make(phrases, n, table, arena):
 * Index the ${n} ${phrases}, their words weighed by ${table}.
 * Owner:   everything in ${arena}; the texts must live as long.
 * Errors:  NULL when memory was refused.
 */
struct match_index *
match_index_make(const struct match_phrase *phrases, size_t n,
		 struct word_table table, struct arena *arena);

/* How one word of a line fits an index. */
struct match_word {
	enum word_class class;
	float like;              /* the most it is like a content word: 0..1 */
	const uint64_t *phrases; /* a bit for each phrase it may be of */
};

/* A line whose words are looked up one by one. */
struct match_scan {
	const struct match_index *index;
	const struct token_list *words;
	struct stem_set *set;
	unsigned spelt; /* a bit for each word that is spelt right */
	bool phrases;   /* whether match_word.phrases is wanted */
};

/**
 * match_words(scan, out, arena):
 * How each word of a line fits an index, whatever the words beside it.
 * Errors:  ${arena}->overflow: phrases are NULL.
 */
void match_words(const struct match_scan *scan,
		 struct match_word out[TOKENS_MAX], struct arena *arena);

/** match_set_size(index): words of 64 bits in match_word.phrases. */
size_t match_set_size(const struct match_index *index);

/** catalog_match(book): what catalog_search() searches. */
const struct match_index *catalog_match(const struct rulebook *book);

/** place_match(book): what place_search() searches. */
const struct match_index *place_match(const struct rulebook *book);

/**
 * match_find(index, query, out, arena):
 * The owners ${query} may mean, scoring MATCH_SUGGESTS or more.
 * Errors:  ERR_NOMEM.
 */
enum err_code
match_find(const struct match_index *index, struct slice query,
	   struct match_result *out, struct arena *arena) MUST_CHECK;

#endif
