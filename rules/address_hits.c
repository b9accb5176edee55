#include "address_hits.h"
#include "place.h"

static bool
covers(const struct address_hit *a, const struct address_hit *b)
{
	return a->from <= b->from && b->to <= a->to;
}

void
address_hits_add(struct address_hits *hits, struct address_hit hit)
{
	if (hits->n == ADDRESS_HITS_MAX)
		hits->full = true;
	else
		hits->item[hits->n++] = hit;
}

void
address_hits_hide(struct address_hits *hits, const struct address_rule *rule,
		  size_t from, size_t to)
{
	const struct address_hit hidden = {.from = from, .to = to};
	size_t n = 0;

	for (size_t i = 0; i < hits->n; i++) {
		const struct address_hit *hit = &hits->item[i];
		bool later = hit->rule == NULL || hit->rule > rule;
		if (!later || !covers(&hidden, hit))
			hits->item[n++] = *hit;
	}
	hits->n = n;
}

/*
 * Longer words answer for shorter ones in them, a rule for a name; but a place
 * within the other's goes on to stand for itself.
 */
static bool
answers_for(const struct rulebook *book, const struct address_hit *a,
	    const struct address_hit *b)
{
	bool same_words = a->from == b->from && a->to == b->to;
	bool rule_for_name = a->rule != NULL && b->rule == NULL;

	return covers(a, b) && (!same_words || rule_for_name) &&
	       !place_contains(book, a->place, b->place);
}

/* Whether another hit makes ${b} of ${hits} say nothing more. */
static bool
is_needless(const struct rulebook *book, const struct address_hits *hits,
	    size_t b)
{
	const struct address_hit *hit = &hits->item[b];

	for (size_t i = 0; i < hits->n; i++) {
		if (i != b && answers_for(book, &hits->item[i], hit))
			return true;
	}
	return false;
}

/* Whether ${upper}, or what its words may mean beside it, has ${place}. */
static bool
is_about(const struct rulebook *book, const struct address_hits *hits,
	 const struct address_hit *upper, const struct place *place)
{
	for (size_t i = 0; i < hits->n; i++) {
		const struct address_hit *other = &hits->item[i];
		if (other->from == upper->from && other->to == upper->to &&
		    place_contains(book, other->place, place))
			return true;
	}
	return false;
}

/*
 * Whether ${b} of ${hits} was told before, or is above another: «Кировский
 * район» with «Мга» is the one Мга lies in.
 */
static bool
is_told(const struct rulebook *book, const struct address_hits *hits, size_t b)
{
	for (size_t i = 0; i < hits->n; i++) {
		const struct place *other = hits->item[i].place;
		if ((i < b && other == hits->item[b].place) ||
		    is_about(book, hits, &hits->item[b], other))
			return true;
	}
	return false;
}

/* Keep the hits that do not make ${gone} true, judged all at once. */
static void
sift(const struct rulebook *book, struct address_hits *hits,
     bool (*gone)(const struct rulebook *, const struct address_hits *, size_t))
{
	const struct address_hits all = *hits;

	hits->n = 0;
	for (size_t i = 0; i < all.n; i++)
		if (!gone(book, &all, i))
			hits->item[hits->n++] = all.item[i];
}

void
address_hits_settle(const struct rulebook *book, struct address_hits *hits)
{
	sift(book, hits, is_needless);
	sift(book, hits, is_told);
}
