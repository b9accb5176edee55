#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "place.h"
#include "search.h"

#define LIMIT_MAX 200

static void
respond(struct http *h, const char *q, const struct place_answer *found)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	jw_object(&w, NULL);
	jw_text(&w, "query", q);
	jw_array(&w, "hits");
	for (size_t i = 0; i < found->hit_count; i++) {
		const struct place_hit *hit = &found->hit[i];

		jw_object(&w, NULL);
		jw_text(&w, "code", hit->place->code);
		jw_text(&w, "name", hit->place->name);
		jw_text(&w, "kind", hit->place->kind);
		jw_text(&w, "zone", hit->zone);
		jw_score(&w, "score", hit->score);
		jw_end_object(&w);
	}
	jw_end_array(&w);
	jw_bool(&w, "ambiguous", found->ambiguous);
	jw_end_object(&w);
	h->status = 200;
}

enum err_code
h_places_search(struct http *h)
{
	static const char *const known[] = {"q", "limit", NULL};
	struct place_answer *found = ARENA_NEW(h->arena, struct place_answer);
	const char *q = param_text(h, "q", SEARCH_QUERY_MAX);
	int64_t limit =
	    http_param_int(h, "limit", 1, LIMIT_MAX, PLACE_HITS_MAX);
	enum err_code rc;

	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	if (found == NULL)
		return ERR_NOMEM;
	if (limit > PLACE_HITS_MAX)
		limit = PLACE_HITS_MAX;
	rc = place_search(h->book, slice_of(q), (size_t)limit, found, h->arena);
	if (rc == ERR_OK)
		respond(h, q, found);
	return rc;
}
