#ifndef PLACE_H
#define PLACE_H

#include "arena.h"
#include "rulebook.h"
#include "slice.h"

/* Places as callers name them, and the zone of a place. */

#define PLACE_HITS_MAX 20

struct place_hit {
	const struct place *place;
	const char *zone; /* place_zone(); NULL: ask */
	double score;
};

struct place_answer {
	bool ambiguous; /* the operator must ask: equal hits differ in zone or
	                   the name is known to stand for several places */
	struct place_hit hit[PLACE_HITS_MAX]; /* best first */
	size_t hit_count; /* 0: unknown */
};

/**
 * place_search(book, query, limit, out, arena):
 * Find the places ${query} may mean, by name and spoken alias, with typos
 * from four letters on and the wrong keyboard layout.  Ambiguous names of
 * DOMAIN §3 are never guessed.
 * Errors:  ERR_NOMEM.
 */
enum err_code place_search(const struct rulebook *book, struct slice query,
    size_t limit, struct place_answer *out, struct arena *arena) MUST_CHECK;

/**
 * place_zone(book, place):
 * The zone code of ${place}: its own, else that of the nearest place above
 * that has one; NULL when none has, or one of them says to ask.
 */
const char *place_zone(const struct rulebook *book, const struct place *place);

/**
 * place_point(book, place):
 * A point of ${place} on the map: its own, else that of the nearest place
 * above that has one; NULL when none has, and for no place.
 */
const struct nearness_point *
place_point(const struct rulebook *book, const struct place *place);

/** place_contains(book, upper, place): whether ${upper} is above ${place}. */
bool place_contains(const struct rulebook *book, const struct place *upper,
    const struct place *place);

#define PLACE_OWN_NAMES 2 /* the name, and without a closing «(ЛО)» */

/**
 * place_names(book, place, count):
 * The names of ${place} as text_fold() gives them: PLACE_OWN_NAMES of its own,
 * then its aliases.
 */
const char *const *place_names(const struct rulebook *book,
    const struct place *place, size_t *count);

/** place_index_make(book): used by rulebook_build(); NULL: out of memory. */
struct place_index *place_index_make(const struct rulebook *book);

#endif
