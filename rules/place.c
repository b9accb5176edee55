#include <assert.h>

#include "match.h"
#include "place.h"
#include "text.h"

/* Doubt is asked: a place not named in full needs more distance to others. */
#define LOOSE_MARGIN 0.25
#define PARENTS_MAX 8 /* rulebook_build() refuses deeper and circular ones */

struct place_index {
	struct match_index *match;
	const char **spoken; /* folded names and aliases, place by place */
	size_t *spoken_from; /* [place], and one past the last */
};

/* The name without a closing «(ЛО)», as callers say it. */
static const char *
short_name(const char *name, struct arena *arena)
{
	const char *open = strstr(name, " (");

	return open != NULL ? arena_strndup(arena, name, (size_t)(open - name))
			    : name;
}

static bool
add_phrase(struct match_phrase *phrase, const char **spoken, const char *text,
	   uint32_t owner, struct arena *arena)
{
	*phrase = (struct match_phrase){text, owner};
	*spoken = text != NULL ? text_fold(slice_of(text), arena) : NULL;
	return *spoken != NULL;
}

struct place_index *
place_index_make(const struct rulebook *book)
{
	struct arena *arena = book->arena;
	struct place_index *index = ARENA_NEW(arena, struct place_index);
	struct match_phrase *phrase;
	size_t n = 0, max = 0;
	bool ok = true;

	for (size_t i = 0; i < book->place_count; i++)
		max += 2 + book->place[i].alias_count;
	phrase = ARENA_ARRAY(arena, struct match_phrase, max);
	if (index == NULL || phrase == NULL)
		return NULL;
	index->spoken = ARENA_ARRAY(arena, const char *, max);
	index->spoken_from = ARENA_ARRAY(arena, size_t, book->place_count + 1);
	if (index->spoken == NULL || index->spoken_from == NULL)
		return NULL;
	for (uint32_t i = 0; ok && i < book->place_count; i++) {
		const struct place *p = &book->place[i];
		const char **spoken = index->spoken;
		ok = add_phrase(&phrase[n], &spoken[n], p->name, i, arena);
		n++;
		ok = ok && add_phrase(&phrase[n], &spoken[n],
				      short_name(p->name, arena), i, arena);
		n++;
		for (size_t k = 0; ok && k < p->alias_count; k++, n++)
			ok = add_phrase(&phrase[n], &spoken[n], p->alias[k], i,
					arena);
		index->spoken_from[i + 1] = n;
	}
	if (ok)
		index->match =
		    match_index_make(phrase, n, words_places(), arena);
	return index->match != NULL ? index : NULL;
}

const char *
place_zone(const struct rulebook *book, const struct place *place)
{
	for (int i = 0; place != NULL && i < PARENTS_MAX; i++) {
		if (place->zone != NULL)
			return place->zone;
		place = place->parent != NULL
			    ? rulebook_place(book, place->parent)
			    : NULL;
	}
	return NULL;
}

/* Whether ${longer} goes on where ${shorter} ends. */
static bool
goes_on(const char *longer, const char *shorter)
{
	size_t n = strlen(shorter);

	return strncmp(longer, shorter, n) == 0 && longer[n] != '\0';
}

/*
 * «Ломоносов» may be the town or the beginning of «Ломоносовский район»:
 * what was said goes on in a name of ${place}.
 */
static bool
is_begun(const struct place_index *index, size_t place, const char *said)
{
	for (size_t i = index->spoken_from[place];
	     i < index->spoken_from[place + 1]; i++)
		if (goes_on(index->spoken[i], said))
			return true;
	return false;
}

/* Whether ${upper} is above ${place}. */
static bool
contains(const struct rulebook *book, const struct place *upper,
	 const struct place *place)
{
	for (int i = 0; i < PARENTS_MAX && place->parent != NULL; i++) {
		place = rulebook_place(book, place->parent);
		if (place == NULL || place == upper)
			return place == upper;
	}
	return false;
}

/* Whether the operator must ask: see the rule in DOMAIN §3. */
static bool
must_ask(const struct rulebook *book, const struct match_result *found,
	 const struct place_answer *out)
{
	const struct place *best = out->hit[0].place;
	const struct match_hit *first = &found->hit[0];
	bool in_full = first->score >= MATCH_EXACT;
	double margin = in_full ? MATCH_MARGIN : LOOSE_MARGIN;

	if (found->n == 0)
		return false;
	if (out->hit[0].zone == NULL)
		return true;
	for (size_t i = 1; i < found->n; i++) {
		const struct match_hit *h = &found->hit[i];
		const struct place *p = out->hit[i].place;
		const char *zone = out->hit[i].zone;
		bool close = h->score > first->score - margin;
		/* two places that share what was said, neither in full */
		if (close && !in_full && first->all_said && h->all_said &&
		    !contains(book, p, best) && !contains(book, best, p))
			return true;
		if (zone != NULL && strcmp(zone, out->hit[0].zone) == 0)
			continue;
		if (close ||
		    is_begun(book->place_index, h->owner, first->read_as))
			return true;
	}
	return false;
}

enum err_code
place_search(const struct rulebook *book, struct slice query, size_t limit,
	     struct place_answer *out, struct arena *arena)
{
	static_assert(MATCH_HITS_MAX == PLACE_HITS_MAX, "same room");
	struct match_result found;
	enum err_code err =
	    match_find(book->place_index->match, query, &found, arena);

	out->hit_count = 0;
	out->ambiguous = false;
	if (err != ERR_OK)
		return err;
	for (size_t i = 0; i < found.n; i++) {
		const struct place *p = &book->place[found.hit[i].owner];
		out->hit[out->hit_count++] = (struct place_hit){
		    p, place_zone(book, p), found.hit[i].score};
	}
	out->ambiguous = must_ask(book, &found, out);
	if (out->hit_count > limit)
		out->hit_count = limit;
	return ERR_OK;
}
