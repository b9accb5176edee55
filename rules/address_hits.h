#ifndef ADDRESS_HITS_H
#define ADDRESS_HITS_H

#include "address.h"
#include "address_text.h"

/* What the rules and the names of places find in an address. */

#define ADDRESS_HITS_MAX 64

struct address_hit {
	const struct place *place;
	const struct address_rule *rule; /* NULL: a name */
	size_t from, to;                 /* bytes of the folded text */
};

struct address_hits {
	struct address_hit item[ADDRESS_HITS_MAX];
	size_t n;
	bool full; /* more were found: nothing is sure */
};

/* An address being read. */
struct address_look {
	const struct rulebook *book;
	struct address_text text;
	struct pattern_search search; /* its steps are shared by all rules */
	struct address_hits hits;
	struct arena *arena;
};

void address_hits_add(struct address_hits *hits, struct address_hit hit);

/**
 * address_hits_hide(hits, rule, from, to):
 * Take away what was found in bytes [${from}, ${to}) and comes after ${rule}.
 */
void address_hits_hide(struct address_hits *hits,
		       const struct address_rule *rule, size_t from, size_t to);

/**
 * address_hits_settle(book, hits):
 * Leave the places that count, each once.
 */
void
address_hits_settle(const struct rulebook *book, struct address_hits *hits);

/**
 * address_rule_find(look):
 * What the rules that name a place find.  Returns the one that could not be
 * run; NULL: none.
 */
const struct address_rule *address_rule_find(struct address_look *look);

/**
 * address_rule_hide(look):
 * Take away what the rules without a place hide of ${look}->hits; where there
 * is nothing to hide they are not run.  Returns as address_rule_find().
 */
const struct address_rule *address_rule_hide(struct address_look *look);

/**
 * address_names_find(look):
 * The names of places among the words of ${look}->text.
 * Errors:  false when memory was refused.
 */
bool address_names_find(struct address_look *look);

#endif
