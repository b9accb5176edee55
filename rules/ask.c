#include "ask.h"
#include "ask_line.h"
#include "quote.h"

#define CLAUSES_MAX TOKENS_MAX
#define RUN_MAX 4 /* clauses that may be one service */

/* Words [from, to) of the line. */
struct span {
	size_t from, to;
};

/* A line being taken apart; its first error stays. */
struct reading {
	const struct rulebook *book;
	const struct catalog_ask *ask;
	struct ask_line line;
	struct ask_answer *out;
	struct arena *arena;
	struct span head; /* what the service before began with */
	enum err_code code;
};

static bool
is_decided(const struct catalog_answer *a)
{
	return a->verdict != VERDICT_NONE && a->verdict != VERDICT_UNKNOWN;
}

/* Add the words of ${s} with ${role}; those of a place are passed over. */
static void
gather(const struct ask_line *line, struct span s, enum ask_role role,
       struct token_list *out)
{
	for (size_t i = s.from; i < s.to; i++) {
		bool join = line->role[i] == ASK_JOIN;
		if (line->role[i] == role || (join && role == ASK_OF_SERVICE))
			out->item[out->n++] = line->words.item[i];
	}
}

static const char *
text_of(struct reading *r, struct span s, enum ask_role role)
{
	struct token_list *list = ARENA_NEW(r->arena, struct token_list);
	const char *text = NULL;

	if (list != NULL) {
		gather(&r->line, s, role, list);
		text = token_join(list, r->arena);
	}
	if (text == NULL)
		r->code = ERR_NOMEM;
	return text;
}

static void
search(struct reading *r, const char *text, struct ask_service *out)
{
	struct catalog_ask ask = *r->ask;

	out->text = text;
	ask.query = slice_of(text);
	if (r->code == ERR_OK)
		r->code = catalog_search(r->book, &ask, &out->answer, r->arena);
}

/* Search the words of ${s}, the line as it was typed when they are all. */
static void
search_span(struct reading *r, struct span s, struct ask_service *out)
{
	struct slice q = r->ask->query;
	const char *text;

	if (s.from != 0 || s.to != r->line.words.n ||
	    r->out->place_text != NULL) {
		search(r, text_of(r, s, ASK_OF_SERVICE), out);
		return;
	}
	text = arena_strndup(r->arena, q.p, q.n);
	if (text == NULL)
		r->code = ERR_NOMEM;
	search(r, text, out);
}

static void
leave(struct ask_answer *out, const char *text)
{
	if (out->left_count < ASK_LEFT_MAX)
		out->left[out->left_count++] = text;
}

static void
add_service(struct reading *r, const struct ask_service *s)
{
	struct ask_answer *out = r->out;

	if (out->service_count < ASK_SERVICES_MAX)
		out->service[out->service_count++] = *s;
	else
		leave(out, s->text);
}

static bool
says_something(const struct reading *r, struct span s)
{
	for (size_t i = s.from; i < s.to; i++)
		if (ask_line_says(&r->line, i))
			return true;
	return false;
}

static void
add_left(struct reading *r, struct span s)
{
	const char *text = text_of(r, s, ASK_OF_SERVICE);

	if (text != NULL && says_something(r, s))
		leave(r->out, text);
}

/* «капельница похмелье» may be one thing, «терапевт кровь» is two. */
static bool
stand_apart(const struct ask_service *a, const struct ask_service *b)
{
	const struct service *x = a->answer.hit[0].service;
	const struct service *y = b->answer.hit[0].service;

	return strcmp(x->category, "consultation") == 0 ||
	       strcmp(y->category, "consultation") == 0 ||
	       a->answer.verdict == b->answer.verdict;
}

/* Whether services may be parted at ${i}: not between «от» and «давления». */
static bool
may_part(const struct reading *r, size_t i)
{
	return r->line.service[i - 1].class != WORD_LIGHT;
}

/*
 * Services side by side without a comma: every one of them decided, no word
 * left over.  Returns how many are in ${part}; 0: it is not so.
 */
static size_t
split(struct reading *r, struct span s, struct ask_service part[], size_t max)
{
	struct span one = s;
	size_t n = 0;

	for (; one.from < s.to; one.from = one.to, n++) {
		one.to = one.from + 1;
		while (one.to < s.to && !r->line.fresh[one.to])
			one.to++;
		if (n == max || (n == 0 && one.to == s.to) ||
		    (one.to < s.to && !may_part(r, one.to)))
			return 0;
		search_span(r, one, &part[n]);
		if (r->code != ERR_OK || !is_decided(&part[n].answer) ||
		    (n > 0 && !stand_apart(&part[n - 1], &part[n])))
			return 0;
	}
	return n;
}

static bool
all_fit(const struct reading *r, struct span s)
{
	for (size_t i = s.from; i < s.to; i++)
		if (ask_line_says(&r->line, i) && !ask_line_fits(&r->line, i))
			return false;
	return true;
}

static bool
some_fit(const struct reading *r, struct span s)
{
	for (size_t i = s.from; i < s.to; i++)
		if (ask_line_says(&r->line, i) && ask_line_fits(&r->line, i))
			return true;
	return false;
}

/* «узи почек и сердца»: the second is a узи too. */
static bool
lend_head(struct reading *r, struct span s, struct ask_service *out)
{
	struct token_list *list = ARENA_NEW(r->arena, struct token_list);
	struct span head = r->head;
	const char *text = NULL;

	if (head.from == head.to)
		return false;
	if (list != NULL) {
		gather(&r->line, head, ASK_OF_SERVICE, list);
		gather(&r->line, s, ASK_OF_SERVICE, list);
		text = token_join(list, r->arena);
	}
	if (text == NULL)
		r->code = ERR_NOMEM;
	search(r, text, out);
	return r->code == ERR_OK && is_decided(&out->answer) &&
	       out->answer.hit[0].score >= MATCH_EXACT;
}

/* What ${s} begins with is lent to what follows, if it has more to say. */
static void
note_head(struct reading *r, struct span s)
{
	size_t says = 0;

	for (size_t i = s.to; i-- > s.from;) {
		if (r->line.role[i] != ASK_OF_SERVICE ||
		    !ask_line_says(&r->line, i))
			continue;
		if (++says > 1)
			r->head = (struct span){i, i + 1};
	}
}

/* One clause that is no service as it stands. */
static void
take_clause(struct reading *r, struct span s, const struct ask_service *whole)
{
	struct ask_service part[ASK_SERVICES_MAX], lent;
	size_t n = 0;

	if (all_fit(r, s))
		n = split(r, s, part, ASK_SERVICES_MAX);
	for (size_t i = 0; i < n; i++)
		add_service(r, &part[i]);
	if (n != 0 || r->code != ERR_OK)
		return;
	if (lend_head(r, s, &lent))
		add_service(r, &lent);
	else if (whole->answer.hit_count != 0 && some_fit(r, s))
		add_service(r, whole);
	else
		add_left(r, s);
}

/* The clauses of the line without the place; returns how many. */
static size_t
cut_clauses(const struct reading *r, struct span clause[CLAUSES_MAX])
{
	const struct ask_line *line = &r->line;
	bool open = false;
	size_t n = 0;

	for (size_t i = 0; i < line->words.n; i++) {
		if (line->role[i] != ASK_OF_SERVICE) {
			open = false;
			continue;
		}
		if (!open || line->cut[i])
			clause[n++].from = i;
		clause[n - 1].to = i + 1;
		open = true;
	}
	return n;
}

/* Whether the clause may go on with what stands before it. */
static bool
goes_on(const struct reading *r, struct span clause)
{
	for (size_t i = clause.from; i < clause.to; i++)
		if (ask_line_says(&r->line, i))
			return ask_line_fits(&r->line, i) && !r->line.fresh[i];
	return true;
}

/* As many clauses as make one service are one: «родинок и бородавок». */
static void
take_clauses(struct reading *r, const struct span *clause, size_t n)
{
	for (size_t i = 0; r->code == ERR_OK && i < n;) {
		struct ask_service whole = {.text = ""};
		struct span s = clause[i];
		size_t last = i + 1;

		while (last < n && last < i + RUN_MAX &&
		       goes_on(r, clause[last]))
			last++;
		for (;; last--) {
			s.to = clause[last - 1].to;
			search_span(r, s, &whole);
			if (r->code != ERR_OK || last == i + 1 ||
			    is_decided(&whole.answer))
				break;
		}
		if (r->code == ERR_OK && is_decided(&whole.answer))
			add_service(r, &whole);
		else if (r->code == ERR_OK)
			take_clause(r, s, &whole);
		note_head(r, s);
		i = last;
	}
}

/* Search the place the marked words of ${s} name; false: it is none. */
static bool
find_place(struct reading *r, struct span s, struct place_answer *out)
{
	const struct ask_line *line = &r->line;
	const char *text = text_of(r, s, ASK_OF_PLACE);
	bool whole = s.from == 0 && s.to == line->words.n;
	/* what is still being typed may be vague */
	bool typed =
	    s.to == line->words.n && line->role[s.to - 1] == ASK_OF_PLACE;
	double least = typed ? MATCH_SUGGESTS : MATCH_DECIDES;

	for (size_t i = s.from; i < s.to; i++)
		whole = whole && line->role[i] == ASK_OF_PLACE;
	if (r->code == ERR_OK)
		r->code = place_search(r->book,
				       whole ? r->ask->query : slice_of(text),
				       r->ask->limit, out, r->arena);
	if (r->code != ERR_OK || out->hit_count == 0 ||
	    out->hit[0].score < least)
		out->hit_count = 0;
	return out->hit_count != 0;
}

/* The marked words from ${from} on that stand together; none: empty. */
static struct span
place_run(const struct reading *r, size_t from)
{
	const struct ask_line *line = &r->line;
	struct span s;

	while (from < line->words.n && line->role[from] != ASK_OF_PLACE)
		from++;
	s = (struct span){from, from};
	while (s.to < line->words.n && line->role[s.to] == ASK_OF_PLACE &&
	       (s.to == from || !line->cut[s.to]))
		s.to++;
	return s;
}

static bool
same_zone(const struct place_answer *a, const struct place_answer *b)
{
	const char *x = a->hit[0].zone, *y = b->hit[0].zone;

	return x != NULL && y != NULL && strcmp(x, y) == 0;
}

/* Several places in a line, or words taken for one: the best of them. */
static struct span
best_run(struct reading *r)
{
	struct place_answer *best = &r->out->place, one;
	struct span found = {0, 0}, s = place_run(r, 0);

	best->hit_count = 0;
	for (; s.from < s.to; s = place_run(r, s.to)) {
		bool differs;
		/* «купчино петроградка»: as many words as are one place */
		while (!find_place(r, s, &one) && s.to > s.from + 1)
			s.to--;
		if (r->code != ERR_OK || one.hit_count == 0)
			continue;
		/* the one that is not taken is left over by itself */
		r->line.cut[s.from] = true;
		if (s.to < r->line.words.n)
			r->line.cut[s.to] = true;
		differs = best->hit_count != 0 && !same_zone(best, &one);
		if (best->hit_count == 0 ||
		    one.hit[0].score > best->hit[0].score) {
			*best = one;
			found = s;
		}
		best->ambiguous = best->ambiguous || differs;
	}
	return found;
}

/* Find the place of the line; words marked in vain are given back. */
static void
take_place(struct reading *r)
{
	struct ask_answer *out = r->out;
	struct span s = {0, r->line.words.n}, first = place_run(r, 0);

	if (first.from == first.to)
		return;
	if (!find_place(r, s, &out->place))
		s = best_run(r);
	if (r->code == ERR_OK && s.from < s.to)
		out->place_text = text_of(r, s, ASK_OF_PLACE);
	for (size_t i = 0; i < r->line.words.n; i++)
		if ((i < s.from || i >= s.to) &&
		    r->line.role[i] == ASK_OF_PLACE)
			r->line.role[i] = ASK_OF_SERVICE;
	if (s.from == s.to)
		out->place = (struct place_answer){.hit_count = 0};
}

enum err_code
ask_read(const struct rulebook *book, const struct catalog_ask *ask,
	 struct ask_answer *out, struct arena *arena)
{
	struct reading *r = ARENA_NEW(arena, struct reading);
	struct span clause[CLAUSES_MAX], all = {0, 0};
	size_t n;

	memset(out, 0, sizeof(*out));
	if (r == NULL)
		return ERR_NOMEM;
	*r = (struct reading){
	    .book = book, .ask = ask, .out = out, .arena = arena};
	r->code = ask_line_read(book, ask->query, &r->line, arena);
	all.to = r->line.words.n;
	if (r->code == ERR_OK && r->line.words.dropped == 0) {
		take_place(r);
		ask_line_part(book, &r->line, arena);
		n = cut_clauses(r, clause);
		if (arena->overflow)
			r->code = ERR_NOMEM;
		if (r->code == ERR_OK)
			take_clauses(r, clause, n);
	}
	/* nothing fits, or the line is too long: the search has the word */
	if (r->code == ERR_OK && out->place_text == NULL &&
	    out->service_count == 0) {
		out->left_count = 0;
		search_span(r, all, &out->service[out->service_count++]);
	}
	return arena->overflow ? ERR_NOMEM : r->code;
}

bool
ask_understood(const struct ask_answer *line)
{
	return line->place_text != NULL || line->service_count != 1 ||
	       line->service[0].answer.verdict != VERDICT_UNKNOWN;
}

const struct place_hit *
ask_place(const struct ask_answer *line)
{
	return line->place.hit_count == 0 || line->place.ambiguous
		   ? NULL
		   : &line->place.hit[0];
}

const struct catalog_hit *
ask_hit(const struct ask_service *service)
{
	return is_decided(&service->answer) ? &service->answer.hit[0] : NULL;
}

unsigned
ask_performers(const struct ask_answer *line)
{
	unsigned need[ASK_SERVICES_MAX];
	size_t n = 0;

	for (size_t i = 0; i < line->service_count; i++) {
		const struct catalog_hit *hit = ask_hit(&line->service[i]);
		if (hit != NULL && hit->service->verdict != VERDICT_NOT_ALLOWED)
			need[n++] = hit->service->performers;
	}
	return n != 0 ? quote_performers(need, n) : 0;
}
