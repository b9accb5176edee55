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

static struct slice
word_at(const struct words *w, size_t i)
{
	const struct span *at = &w->item[i];

	return (struct slice){w->text.p + at->from, at->to - at->from};
}

static bool
is_word(const struct words *w, size_t i, struct slice word)
{
	return slice_eq(word_at(w, i), word);
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
add_begun(const struct rulebook *book, struct slice name,
	  struct address_hit hit, struct address_hits *hits)
{
	const char *zone = place_zone(book, hit.place);
	size_t n;

	for (size_t i = 0; i < book->place_count; i++) {
		const struct place *p = &book->place[i];
		const char *const *other = place_names(book, p, &n);
		const char *its = place_zone(book, p);

		if (its == NULL || zone == NULL || strcmp(its, zone) == 0)
			continue;
		hit.place = p;
		for (size_t k = 0; k < n; k++)
			if (slice_starts(slice_of(other[k]), name))
				address_hits_add(hits, hit);
	}
}

/* A name that stands for its place when it is read in an address. */
struct name {
	const struct place *place;
	struct slice whole, first; /* its words, and the first of them */
	uint64_t mark;             /* of the first */
};

struct address_names {
	size_t n;
	struct name item[];
};

/* The second own name is mostly the first: not twice. */
static bool
is_telling(size_t i, const char *name)
{
	return i < PLACE_OWN_NAMES ||
	       text_length(slice_of(name)) >= LETTERS_MIN;
}

static void
take_names(const struct rulebook *book, const struct place *place,
	   struct address_names *out)
{
	size_t n;
	const char *const *name = place_names(book, place, &n);

	for (size_t i = 0; i < n; i++) {
		struct slice whole = slice_of(name[i]);
		struct slice first = {whole.p, strcspn(whole.p, " ")};

		if (is_telling(i, name[i]))
			out->item[out->n++] = (struct name){place, whole, first,
							    slice_mark(first)};
	}
}

struct address_names *
address_names_make(const struct rulebook *book)
{
	struct address_names *names;
	size_t n, room = 0;

	for (size_t i = 0; i < book->place_count; i++) {
		(void)place_names(book, &book->place[i], &n);
		room += n;
	}
	names = arena_alloc(book->arena,
			    sizeof(*names) + room * sizeof(*names->item));
	for (size_t i = 0; names != NULL && i < book->place_count; i++)
		take_names(book, &book->place[i], names);
	return names;
}

static void
find_name(struct address_look *look, const struct words *w,
	  const struct name *name)
{
	for (size_t i = 0; i < w->n; i++) {
		size_t n = is_word(w, i, name->first)
			       ? match_at(w, i, name->whole)
			       : 0;
		struct address_hit hit = {.place = name->place};
		if (n == 0)
			continue;
		hit.from = w->item[i].from;
		hit.to = w->item[i + n - 1].to;
		address_hits_add(&look->hits, hit);
		if (hit.to == w->text.n)
			add_begun(look->book, name->whole, hit, &look->hits);
	}
}

bool
address_names_find(struct address_look *look)
{
	const struct address_names *names = look->book->address_names;
	uint64_t marks = 0;
	struct words w;

	if (!cut(&look->text, &w, look->arena))
		return false;
	for (size_t i = 0; i < w.n; i++)
		marks |= slice_mark(word_at(&w, i));
	for (size_t i = 0; i < names->n; i++)
		if ((names->item[i].mark & marks) != 0)
			find_name(look, &w, &names->item[i]);
	return true;
}
