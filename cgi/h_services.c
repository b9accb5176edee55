#include "catalog.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "search.h"

#define LIMIT_MAX 200

static void
respond(struct http *h, const char *q, const struct catalog_answer *found,
	const struct place *near)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	jw_object(&w, NULL);
	jw_text(&w, "query", q);
	jw_text(&w, "verdict", rulebook_verdict_name(found->verdict));
	jw_array(&w, "hits");
	for (size_t i = 0; i < found->hit_count; i++) {
		jw_object(&w, NULL);
		search_service(&w, h, &found->hit[i], near);
		jw_end_object(&w);
	}
	jw_end_array(&w);
	jw_end_object(&w);
	h->status = 200;
}

enum err_code
h_services_search(struct http *h)
{
	static const char *const known[] = {"q",     "limit", "branch", "on",
					    "place", "final", NULL};
	struct catalog_answer *found =
	    ARENA_NEW(h->arena, struct catalog_answer);
	const char *q = param_text(h, "q", SEARCH_QUERY_MAX);
	int64_t limit =
	    http_param_int(h, "limit", 1, LIMIT_MAX, CATALOG_HITS_MAX);
	struct catalog_ask ask = {
	    .query = slice_of(q),
	    .branch = http_param(h, "branch"),
	    .at_ms = http_param_time(h, "on", h->now_ms),
	    .limit =
		limit < CATALOG_HITS_MAX ? (size_t)limit : CATALOG_HITS_MAX,
	};
	const struct place *near = param_place(h, "place");
	enum err_code rc;

	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	if (found == NULL)
		return ERR_NOMEM;
	rc = catalog_search(h->book, &ask, found, h->arena);
	if (rc != ERR_OK)
		return rc;
	respond(h, q, found, near);
	if (found->verdict == VERDICT_UNKNOWN && http_param_bool(h, "final"))
		search_unknown(h, q);
	return ERR_OK;
}
