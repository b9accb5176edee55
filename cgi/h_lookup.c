#include "ask_json.h"
#include "board.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "patient.h"
#include "person.h"
#include "request_json.h"
#include "search.h"

/* GET /lookup: the one box.  Typed hits, the surest first. */

#define LIMIT_DEFAULT 10
#define LIMIT_MAX 200
#define PART_HITS 2 /* of each service in a line that asks for several */
#define CARD_DIGITS_MIN 5
#define CARD_DIGITS_MAX 12
#define PHONE_HITS 5 /* requests and patients of one phone, each */

/* What was found, and how much of it may still be shown. */
struct lookup {
	struct http *h;
	struct jw w;
	struct ask_answer line;
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

static void
put_patient(struct lookup *l, const struct patient *p)
{
	if (!shown(l))
		return;
	jw_object(&l->w, NULL);
	jw_text(&l->w, "kind", "patient");
	jw_text(&l->w, "card_no", p->card_no);
	jw_text(&l->w, "masked",
		person_name_mask(p->name, p->birth_date, l->h->arena));
	jw_end_object(&l->w);
}

static enum err_code
put_card(struct lookup *l, const char *card)
{
	struct patient p;
	enum err_code rc =
	    patient_find(http_reader(l->h), card, &p, l->h->arena);

	if (rc == ERR_OK)
		put_patient(l, &p);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static enum err_code
put_request(struct lookup *l, const char *number)
{
	struct http *h = l->h;
	struct request *r = ARENA_NEW(h->arena, struct request);
	enum err_code rc = ERR_NOMEM;

	if (r != NULL)
		rc = board_find_number(http_reader(h), number, r, h->arena);
	if (rc == ERR_OK && shown(l))
		request_json_hit(&l->w, h, r);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

/* Who calls: a visit is under way, or whose phone it is. */
static enum err_code
put_phone(struct lookup *l, const char *phone)
{
	struct http *h = l->h;
	struct board_page page;
	struct patient p[PHONE_HITS];
	enum err_code rc = board_find_phone(http_reader(h), phone, PHONE_HITS,
					    &page, h->arena);

	if (rc == ERR_OK)
		rc = patient_find_phone(http_reader(h), phone, p, PHONE_HITS,
					h->arena);
	if (rc != ERR_OK)
		return rc;
	for (size_t i = 0; i < page.count && shown(l); i++)
		request_json_hit(&l->w, h, &page.item[i]);
	for (size_t i = 0; i < PHONE_HITS && p[i].card_no != NULL; i++)
		put_patient(l, &p[i]);
	return ERR_OK;
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
			ask_json_hit(&l->w, NULL, l->h, &l->services.hit[s++],
				     l->near);
		else
			put_place(&l->w, &l->places.hit[p++]);
	}
}

static bool
has_hit(const struct catalog_answer *all, const struct service *s)
{
	for (size_t i = 0; i < all->hit_count; i++)
		if (all->hit[i].service == s)
			return true;
	return false;
}

/* The best hit of every part, then the next; a verdict if there is but one. */
static void
join_parts(struct lookup *l)
{
	const struct ask_answer *line = &l->line;
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
			    all->hit_count < CATALOG_HITS_MAX &&
			    !has_hit(all, part->hit[j].service))
				all->hit[all->hit_count++] = part->hit[j];
		}
}

/* A line is one question, or a place and services in one breath. */
static enum err_code
find(struct lookup *l, const char *q)
{
	const struct rulebook *book = l->h->book;
	struct arena *arena = l->h->arena;
	struct catalog_ask ask = {
	    .query = slice_of(q),
	    .at_ms = l->h->now_ms,
	    .limit = CATALOG_HITS_MAX,
	};
	enum err_code rc = ask_read(book, &ask, &l->line, arena);

	if (rc != ERR_OK)
		return rc;
	if (ask_place(&l->line) != NULL)
		l->near = ask_place(&l->line)->place;
	if (l->line.service_count + (l->line.place_text != NULL) > 1) {
		join_parts(l);
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
	char phone[PERSON_PHONE_MAX + 2];
	enum err_code rc = ERR_OK;

	jw_array(&l->w, "items");
	if (looks_like_number(q))
		rc = put_request(l, q);
	if (rc == ERR_OK && looks_like_card(q))
		rc = put_card(l, q);
	if (rc == ERR_OK && person_phone(slice_of(q), phone))
		rc = put_phone(l, phone);
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
	ask_json(&l->w, "answer", h, &l->line, l->near);
	jw_end_object(&l->w);
	if (verdict == VERDICT_UNKNOWN && http_param_bool(h, "final"))
		search_unknown(h, q);
	h->status = 200;
	return rc;
}
