#ifndef MATCH_INDEX_H
#define MATCH_INDEX_H

#include "lexicon.h"

/* What match_find() searches: phrases, their words, and the way back. */

struct phrase {
	const char *text;
	uint32_t owner;
	uint32_t first; /* of its terms in match_index.word */
	uint16_t count;
	float weight; /* of its words */
	bool dropped; /* it has more words than were kept */
	bool open;    /* «МРТ …»: of whatever part of the body */
};

struct match_index {
	struct lexicon *lexicon;
	struct phrase *phrase;
	size_t phrase_count;
	uint32_t *word;         /* the terms of all phrases, phrase by phrase */
	uint32_t *posting;      /* the phrases of all terms, term by term */
	uint32_t *posting_from; /* [term], and one past the last */
};

#endif
