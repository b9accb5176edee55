#include <assert.h>

#include "match.h"
#include "place.h"
#include "text.h"

/* Doubt is asked: a place not named in full needs more distance to others. */
#define LOOSE_MARGIN 0.25
#define PARENTS_MAX 8 /* rulebook_build() refuses deeper and circular ones */

struct place_index {
	struct match_index *match;
	const char **text;   /* names and aliases, place by place */
	const char **spoken; /* the same, folded */
	const char **core;   /* and without «район» and the like */
	size_t *spoken_from; /* [place], and one past the last */
	struct token *dull;  /* «район» and the like */
	size_t dull_count;
};

/* The name without a closing «(ЛО)», as callers say it. */
static const char *
short_name(const char *name, struct arena *arena)
{
	const char *open = strstr(name, " (");

	return open != NULL ? arena_strndup(arena, name, (size_t)(open - name))
			    : name;
}

/* The words that say little: one token each. */
static bool
take_dull(struct place_index *index, struct word_table table,
	  struct arena *arena)
{
	struct token_list list;
	struct fold f;

	index->dull = ARENA_ARRAY(arena, struct token, table.count);
	for (size_t i = 0; index->dull != NULL && i < table.count; i++) {
		if (!fold_make(slice_of(table.word[i].text), arena, &f))
			return false;
		token_cut(&f, &list);
		if (words_is_content(table.word[i].class))
			continue;
		index->dull[index->dull_count++] = list.item[0];
	}
	return index->dull != NULL;
}

static bool
is_dull(const struct place_index *index, const struct token *word)
{
	for (size_t i = 0; i < index->dull_count; i++)
		if (token_compare(&index->dull[i], word) == 0)
			return true;
	return false;
}

/* ${text} without its dull words, unless it has no others. */
static const char *
core_of(const struct place_index *index, const char *text, struct arena *arena)
{
	struct token_list list, core = {.n = 0};
	struct fold f;

	if (!fold_make(slice_of(text), arena, &f))
		return NULL;
	token_cut(&f, &list);
	for (size_t i = 0; i < list.n; i++)
		if (!is_dull(index, &list.item[i]))
			core.item[core.n++] = list.item[i];
	return token_join(core.n != 0 ? &core : &list, arena);
}

/* Room for ${n} names. */
static bool
make_room(struct place_index *index, size_t n, size_t places,
	  struct arena *arena)
{
	index->text = ARENA_ARRAY(arena, const char *, n);
	index->spoken = ARENA_ARRAY(arena, const char *, n);
	index->core = ARENA_ARRAY(arena, const char *, n);
	index->spoken_from = ARENA_ARRAY(arena, size_t, places + 1);
	return index->text != NULL && index->spoken != NULL &&
	       index->core != NULL && index->spoken_from != NULL;
}

/* All names of all places into ${index} and ${phrase}; 0: no memory. */
static size_t
add_names(const struct rulebook *book, struct place_index *index,
	  struct match_phrase *phrase)
{
	struct arena *arena = book->arena;
	size_t n = 0;

	for (uint32_t i = 0; i < book->place_count; i++) {
		const struct place *p = &book->place[i];
		const char *bare = short_name(p->name, arena);
		if (bare == NULL)
			return 0;
		index->text[n++] = p->name;
		index->text[n++] = bare;
		for (size_t k = 0; k < p->alias_count; k++)
			index->text[n++] = p->alias[k];
		index->spoken_from[i + 1] = n;
		for (size_t k = index->spoken_from[i]; k < n; k++)
			phrase[k] = (struct match_phrase){index->text[k], i};
	}
	return n;
}

struct place_index *
place_index_make(const struct rulebook *book)
{
	struct arena *arena = book->arena;
	struct place_index *index = ARENA_NEW(arena, struct place_index);
	struct match_phrase *phrase;
	struct word_table table;
	size_t n, max = 0;

	for (size_t i = 0; i < book->place_count; i++)
		max += 2 + book->place[i].alias_count;
	phrase = ARENA_ARRAY(arena, struct match_phrase, max);
	if (index == NULL || phrase == NULL ||
	    !make_room(index, max, book->place_count, arena) ||
	    !words_table(book, WORD_OF_PLACES, &table) ||
	    !take_dull(index, table, arena))
		return NULL;
	n = add_names(book, index, phrase);
	if (n != max)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		index->spoken[i] = text_fold(slice_of(index->text[i]), arena);
		index->core[i] = core_of(index, index->text[i], arena);
		if (index->spoken[i] == NULL || index->core[i] == NULL)
			return NULL;
	}
	index->match = match_index_make(phrase, n, table, arena);
	return index->match != NULL ? index : NULL;
}

const struct match_index *
place_match(const struct rulebook *book)
{
	return book->place_index->match;
}

static const struct place *
above(const struct rulebook *book, const struct place *place)
{
	return place->parent != NULL ? rulebook_place(book, place->parent)
				     : NULL;
}

const char *const *
place_names(const struct rulebook *book, const struct place *place,
	    size_t *count)
{
	const struct place_index *index = book->place_index;
	size_t i = (size_t)(place - book->place);

	*count = index->spoken_from[i + 1] - index->spoken_from[i];
	return &index->spoken[index->spoken_from[i]];
}

const char *
place_zone(const struct rulebook *book, const struct place *place)
{
	for (int i = 0; place != NULL && !place->ask && i < PARENTS_MAX; i++) {
		if (place->zone != NULL)
			return place->zone;
		place = above(book, place);
	}
	return NULL;
}

const struct nearness_point *
place_point(const struct rulebook *book, const struct place *place)
{
	for (int i = 0; place != NULL && i < PARENTS_MAX; i++) {
		if (place->point != NULL)
			return place->point;
		place = above(book, place);
	}
	return NULL;
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
		if (strncmp(index->spoken[i], said, strlen(said)) == 0)
			return true;
	return false;
}

/*
 * «в Ломоносове» says «Ломоносов», «в Невском» says «Невский»: what the
 * name found comes down to, unless «район» or the like was said with it.
 */
static const char *
core_said(const struct place_index *index, const struct match_hit *h,
	  struct arena *arena)
{
	size_t i = index->spoken_from[h->owner];
	const char *said = core_of(index, h->read_as, arena);

	while (index->text[i] != h->phrase)
		i++;
	if (said == NULL || !h->in_full || strcmp(said, h->read_as) != 0)
		return h->read_as;
	return index->core[i];
}

bool
place_contains(const struct rulebook *book, const struct place *upper,
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
	 const struct place_answer *out, struct arena *arena)
{
	const struct place *best = out->hit[0].place;
	const struct match_hit *first = &found->hit[0];
	bool in_full = first->score >= MATCH_EXACT;
	double margin = in_full ? MATCH_MARGIN : LOOSE_MARGIN;
	const struct place_index *index = book->place_index;
	const char *core;

	if (found->n == 0)
		return false;
	if (out->hit[0].zone == NULL)
		return true;
	core = core_said(index, first, arena);
	for (size_t i = 1; i < found->n; i++) {
		const struct match_hit *h = &found->hit[i];
		const struct place *p = out->hit[i].place;
		const char *zone = out->hit[i].zone;
		bool close = h->score > first->score - margin;
		/* two places that share what was said, neither in full */
		if (close && !in_full && first->all_said && h->all_said &&
		    !place_contains(book, p, best) &&
		    !place_contains(book, best, p))
			return true;
		if (zone != NULL && strcmp(zone, out->hit[0].zone) == 0)
			continue;
		if (close || is_begun(index, h->owner, first->read_as) ||
		    is_begun(index, h->owner, core))
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
	out->ambiguous = must_ask(book, &found, out, arena);
	if (out->hit_count > limit)
		out->hit_count = limit;
	return arena->overflow ? ERR_NOMEM : ERR_OK;
}
