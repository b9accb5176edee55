#include "address_hits.h"
#include "place.h"
#include "text.h"

#define LETTERS_MIN 4 /* of an alias: «ВО» may be «во» */

/* The words of a text, as bytes [from, to) of it. */
struct span {
	size_t from, to;
};

struct words {
	struct slice text;
	struct span *item;
	size_t n;
};

static size_t
bytes_of(int32_t cp)
{
	return cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
}

static bool
cut(const struct address_text *t, struct words *out, struct arena *arena)
{
	size_t at = 0;
	bool open = false;

	*out = (struct words){
	    .text = t->folded,
	    .item = ARENA_ARRAY(arena, struct span, t->points.n),
	};
	for (size_t i = 0; out->item != NULL && i < t->points.n; i++) {
		bool is_word = fold_is_word(t->points.cp[i]);
		if (is_word && !open)
			out->item[out->n++].from = at;
		at += bytes_of(t->points.cp[i]);
		if (is_word)
			out->item[out->n - 1].to = at;
		open = is_word;
	}
	return out->item != NULL;
}

/* Whether a comma or the like parts word ${i} from the one before. */
static bool
is_parted(const struct words *w, size_t i)
{
	for (size_t k = w->item[i - 1].to; k < w->item[i].from; k++)
		if (strchr(",;", w->text.p[k]) != NULL)
			return true;
	return false;
}

static bool
is_word(const struct words *w, size_t i, struct slice word)
{
	const struct span *at = &w->item[i];

	return at->to - at->from == word.n &&
	       memcmp(w->text.p + at->from, word.p, word.n) == 0;
}

/* How many words from ${i} on make up ${name}; 0: they do not. */
static size_t
match_at(const struct words *w, size_t i, struct slice name)
{
	struct slice part;
	size_t at = i;

	for (; slice_cut(&name, ' ', &part); at++)
		if (at == w->n || (at > i && is_parted(w, at)) ||
		    !is_word(w, at, part))
			return 0;
	return at - i;
}

/* «Выборг» at the very end may become «Выборгский район». */
static void
add_begun(const struct rulebook *book, const char *name, struct address_hit hit,
	  struct address_hits *hits)
{
	const char *zone = place_zone(book, hit.place);
	size_t n, length = strlen(name);

	for (size_t i = 0; i < book->place_count; i++) {
		const struct place *p = &book->place[i];
		const char *const *other = place_names(book, p, &n);
		const char *its = place_zone(book, p);

		if (its == NULL || zone == NULL || strcmp(its, zone) == 0)
			continue;
		hit.place = p;
		for (size_t k = 0; k < n; k++)
			if (strncmp(other[k], name, length) == 0)
				address_hits_add(hits, hit);
	}
}

static void
find_name(const struct rulebook *book, const struct words *w,
	  const struct place *place, const char *name,
	  struct address_hits *hits)
{
	struct slice whole = slice_of(name);
	struct slice first = {name, strcspn(name, " ")};

	for (size_t i = 0; i < w->n; i++) {
		size_t n = is_word(w, i, first) ? match_at(w, i, whole) : 0;
		struct address_hit hit = {.place = place};
		if (n == 0)
			continue;
		hit.from = w->item[i].from;
		hit.to = w->item[i + n - 1].to;
		address_hits_add(hits, hit);
		if (hit.to == w->text.n)
			add_begun(book, name, hit, hits);
	}
}

bool
address_names_find(const struct rulebook *book, const struct address_text *text,
		   struct address_hits *hits, struct arena *arena)
{
	struct words w;
	size_t n;

	if (!cut(text, &w, arena))
		return false;
	for (size_t i = 0; i < book->place_count; i++) {
		const struct place *p = &book->place[i];
		const char *const *name = place_names(book, p, &n);
		/* the second own name is mostly the first: not twice */
		for (size_t k = 0; k < n; k++)
			if (k < PLACE_OWN_NAMES ||
			    text_length(slice_of(name[k])) >= LETTERS_MIN)
				find_name(book, &w, p, name[k], hits);
	}
	return true;
}
