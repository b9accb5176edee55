#include <assert.h>
#include <stdlib.h>

#include "catalog.h"
#include "match.h"
#include "match_explain.h"
#include "place.h"
#include "text.h"

#define CERTAIN 0.94 /* no word of it is misspelt, or one of many */
#define TIE 0.01     /* scores closer than this are equal */

struct catalog_index {
	struct match_index *match;
};

/*
 * «Детоксикация: капельница, …» and «Лечебная блокада (невролог, …)» are
 * asked for without what explains them; ${name} itself when nothing does.
 */
static const char *
short_name(const char *name, struct arena *arena)
{
	const char *open = strchr(name, '(');
	const char *close = open != NULL ? strchr(open, ')') : NULL;
	const char *rest = close != NULL ? close + 1 : "";
	size_t before =
	    close != NULL ? (size_t)(open - name) : strcspn(name, ":");
	char *out;

	if (name[before] == '\0')
		return name;
	out = arena_strndup(arena, name, before + strlen(rest));
	if (out != NULL)
		memcpy(out + before, rest, strlen(rest));
	return out;
}

struct catalog_index *
catalog_index_make(const struct rulebook *book)
{
	struct catalog_index *index =
	    ARENA_NEW(book->arena, struct catalog_index);
	struct match_phrase *phrase;
	struct word_table table;
	size_t n = 0, max = 0;

	for (size_t i = 0; i < book->service_count; i++)
		max += 3 + book->service[i].alias_count;
	phrase = ARENA_ARRAY(book->arena, struct match_phrase, max);
	if (index == NULL || phrase == NULL ||
	    !words_table(book, WORD_OF_SERVICES, &table))
		return NULL;
	for (uint32_t i = 0; i < book->service_count; i++) {
		const struct service *s = &book->service[i];
		const char *bare = short_name(s->name, book->arena);
		if (bare == NULL)
			return NULL;
		phrase[n++] = (struct match_phrase){s->name, i};
		if (bare != s->name)
			phrase[n++] = (struct match_phrase){bare, i};
		if (s->source_name != NULL)
			phrase[n++] = (struct match_phrase){s->source_name, i};
		for (size_t k = 0; k < s->alias_count; k++)
			phrase[n++] = (struct match_phrase){s->alias[k], i};
	}
	index->match = match_index_make(phrase, n, table, book->arena);
	return index->match != NULL ? index : NULL;
}

const struct match_index *
catalog_match(const struct rulebook *book)
{
	return book->catalog_index->match;
}

static bool
is_in_force(const struct service *s, int64_t at_ms)
{
	return s->valid_from_ms <= at_ms && at_ms < s->valid_to_ms;
}

/* A rule of one branch says nothing about another. */
static bool
may_decide(const struct service *s, const char *branch)
{
	return s->branch == NULL || branch == NULL ||
	       strcmp(s->branch, branch) == 0;
}

/* Whether hit ${i} forbids that the first decides: what is in doubt is asked.
 */
static bool
is_rival(const struct catalog_answer *all, const struct match_result *found,
	 size_t i, const char *branch)
{
	const struct catalog_hit *h = &all->hit[i], *first = &all->hit[0];
	/* «узи малого таза» is said of two, and of neither in full */
	bool shared = !found->hit[0].in_full && found->hit[i].all_said;

	/* «фимиотерапия» is one letter from two services */
	if (first->score < CERTAIN && h->score > first->score - TIE)
		return true;
	return (shared || h->score > first->score - MATCH_MARGIN) &&
	       may_decide(h->service, branch) &&
	       h->service->verdict != first->service->verdict;
}

/*
 * The verdict of the first hit, unless something else may be meant.  When
 * the list is full of equals, what did not fit may differ too.
 */
static enum verdict
verdict_of(const struct catalog_answer *all, const struct match_result *found,
	   const char *branch)
{
	const struct catalog_hit *first = &all->hit[0];
	const struct catalog_hit *last = &all->hit[CATALOG_HITS_MAX - 1];

	if (all->hit_count == 0)
		return VERDICT_UNKNOWN;
	if (first->score < MATCH_DECIDES || !may_decide(first->service, branch))
		return VERDICT_NONE;
	for (size_t i = 1; i < all->hit_count; i++)
		if (is_rival(all, found, i, branch))
			return VERDICT_NONE;
	if (all->hit_count == CATALOG_HITS_MAX &&
	    last->score > first->score - MATCH_MARGIN)
		return VERDICT_NONE;
	return first->service->verdict;
}

enum err_code
catalog_search(const struct rulebook *book, const struct catalog_ask *ask,
	       struct catalog_answer *out, struct arena *arena)
{
	static_assert(MATCH_HITS_MAX == CATALOG_HITS_MAX, "same room");
	struct match_result found;
	enum err_code err =
	    match_find(book->catalog_index->match, ask->query, &found, arena);

	out->hit_count = 0;
	out->verdict = VERDICT_NONE;
	if (err != ERR_OK)
		return err;
	for (size_t i = 0; i < found.n; i++) {
		struct match_hit h = found.hit[i];
		const struct service *s = &book->service[h.owner];
		if (!is_in_force(s, ask->at_ms))
			continue;
		found.hit[out->hit_count] = h;
		out->hit[out->hit_count++] =
		    (struct catalog_hit){s, h.score, h.phrase};
	}
	out->verdict = verdict_of(out, &found, ask->branch);
	if (out->hit_count > ask->limit)
		out->hit_count = ask->limit;
	return ERR_OK;
}

enum err_code
catalog_explain(const struct rulebook *book, struct slice query,
		const struct catalog_hit *hit, struct catalog_why *out,
		struct arena *arena)
{
	const struct match_hit one = {
	    .owner = (uint32_t)(hit->service - book->service),
	    .phrase = hit->phrase,
	};

	return match_explain(book->catalog_index->match, query, &one, out,
			     arena);
}

double
catalog_decides(void)
{
	return MATCH_DECIDES;
}

/* --- whose words they are --------------------------------------------- */

static int
compare_names(const void *a, const void *b)
{
	const struct catalog_name *one = a, *two = b;

	int by_name = strcmp(one->folded, two->folded);

	if (by_name != 0)
		return by_name;
	return (one->service > two->service) - (one->service < two->service);
}

static bool
add_name(struct catalog_names *names, const char *text,
	 const struct service *service, struct arena *arena)
{
	const char *folded = text_fold(slice_of(text), arena);

	if (folded == NULL)
		return false;
	names->name[names->count++] = (struct catalog_name){folded, service};
	return true;
}

enum err_code
catalog_names(const struct rulebook *book, struct catalog_names *out,
	      struct arena *arena)
{
	size_t room = book->service_count;
	bool good;

	for (size_t i = 0; i < book->service_count; i++)
		room += book->service[i].alias_count;
	*out = (struct catalog_names){
	    .name = arena_array(arena, room, sizeof(*out->name))};
	good = out->name != NULL;
	for (size_t i = 0; i < book->service_count && good; i++) {
		const struct service *s = &book->service[i];

		good = add_name(out, s->name, s, arena);
		for (size_t k = 0; k < s->alias_count && good; k++)
			good = add_name(out, s->alias[k], s, arena);
	}
	if (!good)
		return ERR_NOMEM;
	if (out->count != 0)
		qsort(out->name, out->count, sizeof(*out->name), compare_names);
	return ERR_OK;
}

/* The first of ${names} that is not before ${folded}. */
static size_t
find_name(const struct catalog_names *names, const char *folded)
{
	size_t from = 0, to = names->count;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (strcmp(names->name[mid].folded, folded) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

const struct service *
catalog_owner(const struct catalog_names *names, const char *text,
	      const char *except, struct arena *arena)
{
	const char *folded = text_fold(slice_of(text), arena);
	const struct catalog_name *n = names->name;

	if (folded == NULL)
		return NULL;
	for (size_t i = find_name(names, folded);
	     i < names->count && strcmp(n[i].folded, folded) == 0; i++)
		if (strcmp(n[i].service->code, except) != 0)
			return n[i].service;
	return NULL;
}

/* --- where a service is done ------------------------------------------ */

static bool
does(const struct referral *r, const struct service *service)
{
	for (size_t i = 0; i < r->service_count; i++)
		if (strcmp(r->service[i], service->code) == 0)
			return true;
	return false;
}

static bool
comes_before(const struct catalog_referral *a, const struct catalog_referral *b)
{
	if (a->referral->own != b->referral->own)
		return a->referral->own;
	/* one whose distance is not known is the last: -1 is the largest */
	return (uint64_t)a->distance_m < (uint64_t)b->distance_m;
}

size_t
catalog_referrals(const struct rulebook *book, const struct service *service,
		  const struct place *near, struct catalog_referral *out,
		  size_t max)
{
	const struct nearness_point *from = place_point(book, near);
	size_t n = 0;

	for (size_t i = 0; i < book->referral_count; i++) {
		const struct referral *r = &book->referral[i];
		const struct nearness_point *to =
		    place_point(book, rulebook_place(book, r->place));
		struct catalog_referral one = {r, -1};
		size_t k;
		if (service != NULL && !does(r, service))
			continue;
		if (from != NULL && to != NULL)
			one.distance_m = nearness_m(*from, *to);
		for (k = n; k > 0 && comes_before(&one, &out[k - 1]); k--)
			if (k < max)
				out[k] = out[k - 1];
		if (k < max)
			out[k] = one;
		n += n < max;
	}
	return n;
}
