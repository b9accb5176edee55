#ifndef ADDRESS_HITS_H
#define ADDRESS_HITS_H

#include "address.h"
#include "address_text.h"

/* What the rules and the names of places find in an address. */

#define ADDRESS_HITS_MAX 64

struct address_hit {
	const struct place *place;       /* NULL: these words name none */
	const struct address_rule *rule; /* NULL: a name */
	size_t from, to;                 /* bytes of the folded text */
};

struct address_hits {
	struct address_hit item[ADDRESS_HITS_MAX];
	size_t n;
	bool full; /* more were found: nothing is sure */
};

/** address_hits_add(hits, hit): unless an earlier one hides it. */
void address_hits_add(struct address_hits *hits, struct address_hit hit);

/**
 * address_hits_settle(book, hits):
 * Leave the places that count, each once.
 */
void
address_hits_settle(const struct rulebook *book, struct address_hits *hits);

/**
 * address_rule_run(book, text, hits):
 * What the rules find.  Returns the one that could not be run; NULL: none.
 */
const struct address_rule *address_rule_run(const struct rulebook *book,
					    const struct address_text *text,
					    struct address_hits *hits);

/**
 * address_names_find(book, text, hits, arena):
 * The names of places among the words of ${text}.
 * Errors:  false when memory was refused.
 */
bool
address_names_find(const struct rulebook *book, const struct address_text *text,
		   struct address_hits *hits, struct arena *arena);

#endif
