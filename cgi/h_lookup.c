#include "ask.h"
#include "board.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "patient.h"
#include "person.h"
#include "search.h"

/* GET /lookup: the one box.  Typed hits, the surest first. */

#define LIMIT_DEFAULT 10
#define LIMIT_MAX 200
#define PART_HITS 2 /* of each service in a line that asks for several */
#define CARD_DIGITS_MIN 5
#define CARD_DIGITS_MAX 12

/* What was found, and how much of it may still be shown. */
struct lookup {
	struct http *h;
	struct jw w;
	struct catalog_answer services;
	struct place_answer places;
	const struct place *near; /* where the call is from; NULL */
	size_t left;
	bool any;
};

static bool
shown(struct lookup *l)
{
	if (l->left == 0)
		return false;
	l->left--;
	l->any = true;
	return true;
}

static bool
all_digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return true;
}

/* "000123" */
static bool
looks_like_card(const char *q)
{
	size_t n = strlen(q);

	return n >= CARD_DIGITS_MIN && n <= CARD_DIGITS_MAX && all_digits(q, n);
}

/* "26-000123" */
static bool
looks_like_number(const char *q)
{
	return strlen(q) == 9 && q[2] == '-' && all_digits(q, 2) &&
	       all_digits(q + 3, 6);
}

static enum err_code
put_patient(struct lookup *l, const char *card)
{
	struct http *h = l->h;
	struct patient p;
	enum err_code rc = patient_find(h->db, card, &p, h->arena);

	if (rc == ERR_OK && shown(l)) {
		jw_object(&l->w, NULL);
		jw_text(&l->w, "kind", "patient");
		jw_text(&l->w, "card_no", p.card_no);
		jw_text(&l->w, "masked",
			person_name_mask(p.name, p.birth_date, h->arena));
		jw_end_object(&l->w);
	}
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static enum err_code
put_request(struct lookup *l, const char *number)
{
	struct http *h = l->h;
	struct request *r = ARENA_NEW(h->arena, struct request);
	enum err_code rc = ERR_NOMEM;

	if (r != NULL)
		rc = board_find_number(h->db, number, r, h->arena);
	if (rc == ERR_OK && shown(l)) {
		jw_object(&l->w, NULL);
		jw_text(&l->w, "kind", "request");
		jw_text(&l->w, "id", r->id);
		jw_text(&l->w, "number", r->number);
		jw_text(&l->w, "state", request_state_name(r->state));
		jw_end_object(&l->w);
	}
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static void
put_place(struct jw *w, const struct place_hit *hit)
{
	jw_object(w, NULL);
	jw_text(w, "kind", "place");
	jw_text(w, "code", hit->place->code);
	jw_text(w, "name", hit->place->name);
	jw_text(w, "zone", hit->zone);
	jw_score(w, "score", hit->score);
	jw_end_object(w);
}

/* Services and places, merged by score; of equals the service first. */
static void
put_hits(struct lookup *l)
{
	size_t s = 0, p = 0;

	while (s < l->services.hit_count || p < l->places.hit_count) {
		bool service =
		    p == l->places.hit_count ||
		    (s < l->services.hit_count &&
		     l->services.hit[s].score >= l->places.hit[p].score);

		if (!shown(l))
			return;
		if (service)
			search_service(&l->w, l->h, "service",
				       &l->services.hit[s++], l->near);
		else
			put_place(&l->w, &l->places.hit[p++]);
	}
}

/* The best hit of every part, then the next; a verdict if there is but one. */
static void
join_parts(struct lookup *l, const struct ask_answer *line)
{
	struct catalog_answer *all = &l->services;

	l->places = line->place;
	all->verdict = line->service_count == 1
			   ? line->service[0].answer.verdict
			   : VERDICT_NONE;
	for (size_t j = 0; j < PART_HITS; j++)
		for (size_t i = 0; i < line->service_count; i++) {
			const struct catalog_answer *part =
			    &line->service[i].answer;

			if (j < part->hit_count &&
			    all->hit_count < CATALOG_HITS_MAX)
				all->hit[all->hit_count++] = part->hit[j];
		}
}

/* A line is one question, or a place and services in one breath. */
static enum err_code
find(struct lookup *l, const char *q)
{
	const struct rulebook *book = l->h->book;
	struct arena *arena = l->h->arena;
	struct ask_answer *line = ARENA_NEW(arena, struct ask_answer);
	struct catalog_ask ask = {
	    .query = slice_of(q),
	    .at_ms = l->h->now_ms,
	    .limit = CATALOG_HITS_MAX,
	};
	enum err_code rc = ERR_NOMEM;

	if (line != NULL)
		rc = ask_read(book, &ask, line, arena);
	if (rc != ERR_OK)
		return rc;
	if (line->service_count + (line->place_text != NULL) > 1) {
		join_parts(l, line);
		return ERR_OK;
	}
	rc = catalog_search(book, &ask, &l->services, arena);
	if (rc != ERR_OK)
		return rc;
	return place_search(book, ask.query, PLACE_HITS_MAX, &l->places, arena);
}

static enum err_code
put_items(struct lookup *l, const char *q)
{
	enum err_code rc = ERR_OK;

	jw_array(&l->w, "items");
	if (looks_like_number(q))
		rc = put_request(l, q);
	else if (looks_like_card(q))
		rc = put_patient(l, q);
	put_hits(l);
	jw_end_array(&l->w);
	return rc;
}

enum err_code
h_lookup_get(struct http *h)
{
	static const char *const known[] = {"q", "limit", "place", "final",
					    NULL};
	struct lookup *l = ARENA_NEW(h->arena, struct lookup);
	const char *q = param_text(h, "q", SEARCH_QUERY_MAX);
	int64_t limit = http_param_int(h, "limit", 1, LIMIT_MAX, LIMIT_DEFAULT);
	const struct place *near = param_place(h, "place");
	enum verdict verdict;
	enum err_code rc;

	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	if (l == NULL)
		return ERR_NOMEM;
	*l = (struct lookup){.h = h, .near = near, .left = (size_t)limit};
	l->w = JW(&h->out, &h->book->clinic_zone);
	rc = find(l, q);
	if (rc != ERR_OK)
		return rc;
	jw_object(&l->w, NULL);
	jw_text(&l->w, "query", q);
	rc = put_items(l, q);
	/* "Unknown" speaks of services: not when it was something else. */
	verdict = l->services.verdict;
	if (verdict == VERDICT_UNKNOWN && l->any)
		verdict = VERDICT_NONE;
	jw_text(&l->w, "verdict", rulebook_verdict_name(verdict));
	jw_bool(&l->w, "places_ambiguous", l->places.ambiguous);
	jw_end_object(&l->w);
	if (verdict == VERDICT_UNKNOWN && http_param_bool(h, "final"))
		search_unknown(h, q);
	h->status = 200;
	return rc;
}
