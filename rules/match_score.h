#ifndef MATCH_SCORE_H
#define MATCH_SCORE_H

#include "layout.h"
#include "match.h"
#include "match_index.h"

/* One question against one phrase: what each has of the other. */

#define MATCH_ROWS_MAX 256 /* terms one question may touch */
#define MATCH_TERMS_MAX 64 /* and one word of it */

/* A term touched by the question: how like it is to each word of it. */
struct match_row {
	float like[TOKENS_MAX];
	uint16_t weak; /* one bit for each word: never for a verdict */
};

/* One reading of the question. */
struct match_question {
	const struct match_index *index;
	struct token_list words;
	enum word_class class[TOKENS_MAX];
	bool has_content;
	double weight; /* of all words */
	double penalty;
	const char *read_as;
	uint16_t *slot;  /* [term]: its row + 1; 0: not touched */
	uint64_t *asked; /* one bit for each phrase to be scored */
	struct match_row row[MATCH_ROWS_MAX];
	size_t row_count;
};

struct match_coverage {
	double said;   /* weight that the other side has too */
	double whole;  /* weight of all */
	double unsaid; /* weight of the content the other side has not */
	bool missed;   /* a content word the other side has not */
	bool vague;    /* or has only its beginning or root */
};


/* The terms the words of a question may stand for. */
struct match_found {
	struct lexicon_hit item[TOKENS_MAX][MATCH_TERMS_MAX];
	struct lexicon_hits hits[TOKENS_MAX];
};

/** match_score_penalty(reading): what a reading of the keys costs. */
double match_score_penalty(enum layout_reading reading);

/**
 * match_score_look_up(q, reading, set, found, arena):
 * Look up every word of ${q}, whose index, words and penalty are set.
 * Errors:  ERR_NOMEM.
 */
enum err_code match_score_look_up(struct match_question *q,
    enum layout_reading reading, struct stem_set *set,
    struct match_found *found, struct arena *arena) MUST_CHECK;

/* How a phrase fits, and why. */
struct match_fit {
	struct match_coverage phrase;   /* of it, by the question */
	struct match_coverage question; /* of the question, by it */
	float like[TOKENS_MAX]; /* how like its nearest each word of the question is */
	bool weak;   /* a word is good for a suggestion only */
	bool capped; /* what was said and is not meant, or the reverse */
	double phrase_share;   /* how much of the phrase is said */
	double question_share; /* how much of the question it explains */
	double score;
};

/** match_score_fit(q, p, out): how ${p} fits ${q}. */
void match_score_fit(const struct match_question *q, const struct phrase *p,
    struct match_fit *out);

#endif
