#include "ask_line.h"
#include "layout.h"

#define SAID 0.8F  /* a word this like is that word, at most misspelt */
#define SURE 0.9F  /* and this like, spelt right */
#define SLIP_MIN 6 /* letters of a place that may be misspelt in a line */
#define WHOLE_MIN                                                              \
	4 /* letters of a word that a full stop may end a line after */

/* Whether the text between two words sets them apart. */
static bool
is_cut(const struct fold *f, const struct token_list *words, size_t i)
{
	static const char marks[] = ",;+?!\n";
	size_t from = words->at[i - 1].to, to = words->at[i].from;

	for (size_t k = from; k < to; k++) {
		int32_t cp = f->cp[k];
		bool spaced = k > from && k + 1 < to;
		if (cp < 0x80 && cp != 0 && strchr(marks, (int)cp) != NULL)
			return true;
		/* «г. Колпино» goes on, «кровь. Купчино» does not */
		if (cp == '.' && k + 1 < to &&
		    words->item[i - 1].n >= WHOLE_MIN)
			return true;
		if (spaced && (cp == '-' || cp == 0x2013 || cp == 0x2014))
			return true;
	}
	return false;
}

/* How well the words fit, for choosing between the readings of the keys. */
static double
worth(const struct ask_line *line)
{
	double sum = 0;

	for (size_t i = 0; i < line->words.n; i++) {
		float s = line->service[i].like, p = line->place[i].like;
		bool is_ours = line->service[i].class != WORD_CONTENT;
		sum += (double)(s > p ? s : p);
		if (s <= 0 && p <= 0 && is_ours)
			sum += words_weight(line->service[i].class);
	}
	return line->words.n != 0 ? sum / (double)line->words.n : 0;
}

/* Words that name a place are looked for in services as they are spelt. */
static unsigned
spelt_right(const struct ask_line *line)
{
	unsigned set = 0;

	for (size_t i = 0; i < line->words.n; i++)
		if (line->place[i].like >= SURE)
			set |= 1U << i;
	return set;
}

static void
read_one(const struct rulebook *book, const struct fold *f,
	 struct stem_set *set, struct ask_line *out, struct arena *arena)
{
	struct match_scan scan = {
	    .index = place_match(book), .words = &out->words, .set = set};

	memset(out->role, 0, sizeof(out->role));
	memset(out->cut, 0, sizeof(out->cut));
	token_cut(f, &out->words);
	match_words(&scan, out->place, arena);
	scan.index = catalog_match(book);
	scan.spelt = spelt_right(out);
	scan.phrases = true;
	match_words(&scan, out->service, arena);
	for (size_t i = 1; i < out->words.n; i++)
		out->cut[i] = is_cut(f, &out->words, i);
}

bool
ask_line_says(const struct ask_line *line, size_t i)
{
	enum word_class class = line->service[i].class;

	return words_is_content(class) || class == WORD_KNOWN;
}

bool
ask_line_fits(const struct ask_line *line, size_t i)
{
	return line->service[i].like >= SAID;
}

/* Short words are names of places only when spelt right: «двое», «двор». */
static bool
is_of_place(const struct ask_line *line, size_t i)
{
	float least = line->words.item[i].n < SLIP_MIN ? SURE : SAID;

	return words_is_content(line->place[i].class) &&
	       line->place[i].like >= least;
}

/* Whether the word names a place and no service as well. */
static bool
names_place(const struct ask_line *line, size_t i)
{
	return is_of_place(line, i) &&
	       line->place[i].like > line->service[i].like;
}

/* Whether word ${i}, beside a word of the place, belongs to it. */
static bool
joins_place(const struct ask_line *line, size_t i, bool before)
{
	enum word_class class = line->place[i].class;

	if (class == WORD_LIGHT)
		return before;
	if (class == WORD_QUALIFIER)
		return true;
	if (class == WORD_NOISE)
		return !ask_line_fits(line, i);
	return is_of_place(line, i);
}

static void
mark_beside(struct ask_line *line, size_t at)
{
	enum ask_role *role = line->role;

	for (size_t i = at; i > 0 && role[i - 1] == ASK_OF_SERVICE; i--) {
		if (line->cut[i] || !joins_place(line, i - 1, true))
			break;
		role[i - 1] = ASK_OF_PLACE;
	}
	for (size_t i = at + 1; i < line->words.n && role[i] == ASK_OF_SERVICE;
	     i++) {
		if (!joins_place(line, i, false) ||
		    (line->cut[i] && line->place[i].class != WORD_QUALIFIER))
			break;
		role[i] = ASK_OF_PLACE;
	}
}

/* The last word may be one that is being typed, or «во». */
static bool
may_begin_place(const struct ask_line *line, size_t i)
{
	if (line->place[i].class == WORD_QUALIFIER)
		return true;
	return line->place[i].like > 0 && line->service[i].like <= 0 &&
	       line->service[i].class == WORD_CONTENT;
}

static void
mark_places(struct ask_line *line)
{
	size_t last = line->words.n;
	bool found = false;

	for (size_t i = 0; i < line->words.n; i++) {
		if (line->service[i].class == WORD_JOIN)
			line->role[i] = ASK_JOIN;
		else if (names_place(line, i))
			line->role[i] = ASK_OF_PLACE;
	}
	for (size_t i = 0; i < line->words.n; i++)
		if (names_place(line, i) && line->role[i] == ASK_OF_PLACE) {
			mark_beside(line, i);
			found = true;
		}
	if (!found && last != 0 && may_begin_place(line, last - 1)) {
		line->role[last - 1] = ASK_OF_PLACE;
		mark_beside(line, last - 1);
	}
}

void
ask_line_part(const struct rulebook *book, struct ask_line *line,
	      struct arena *arena)
{
	size_t size = match_set_size(catalog_match(book));
	uint64_t *common = ARENA_ARRAY(arena, uint64_t, size);
	bool any = false;

	for (size_t i = 0; common != NULL && i < line->words.n; i++) {
		const uint64_t *own = line->service[i].phrases;
		uint64_t rest = 0;
		line->fresh[i] = false;
		if (line->role[i] != ASK_OF_SERVICE || !ask_line_fits(line, i))
			continue;
		for (size_t k = 0; k < size; k++)
			rest |= any ? common[k] & own[k] : 0;
		line->fresh[i] = any && rest == 0;
		for (size_t k = 0; k < size; k++)
			common[k] = rest != 0 ? common[k] & own[k] : own[k];
		any = true;
	}
}

enum err_code
ask_line_read(const struct rulebook *book, struct slice query,
	      struct ask_line *out, struct arena *arena)
{
	struct ask_line *other = ARENA_NEW(arena, struct ask_line);
	struct stem_set set = {0};
	struct fold typed, read;
	double best;

	*out = (struct ask_line){.words.n = 0};
	if (other == NULL)
		return ERR_NOMEM;
	if (query.n > MATCH_QUERY_MAX || !fold_make(query, arena, &typed))
		return arena->overflow ? ERR_NOMEM : ERR_OK;
	read_one(book, &typed, &set, out, arena);
	best = worth(out);
	for (enum layout_reading r = LAYOUT_LOOKALIKE; r <= LAYOUT_CYRILLIC;
	     r++) {
		if (!layout_read(&typed, r, arena, &read))
			continue;
		read_one(book, &read, &set, other, arena);
		if (worth(other) <= best)
			continue;
		best = worth(other);
		*out = *other;
	}
	mark_places(out);
	return stem_free(&set) && !arena->overflow ? ERR_OK : ERR_NOMEM;
}
