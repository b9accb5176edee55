#include "catalog.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "search.h"

#define HITS_MAX 8

/* How a search came by its answer: for whoever keeps the catalogue. */

static void
put_words(struct jw *w, const char *key, const struct catalog_word *word,
	  size_t n)
{
	jw_array(w, key);
	for (size_t i = 0; i < n; i++) {
		jw_object(w, NULL);
		jw_text(w, "text", word[i].text);
		jw_text(w, "class", rulebook_class_name(word[i].class));
		jw_score(w, "like", word[i].like);
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
put_hit(struct jw *w, const struct catalog_hit *hit,
	const struct catalog_why *why)
{
	jw_object(w, NULL);
	jw_text(w, "code", hit->service->code);
	jw_text(w, "name", hit->service->name);
	jw_text(w, "verdict", rulebook_verdict_name(hit->service->verdict));
	jw_text(w, "phrase", hit->phrase);
	jw_score(w, "score", hit->score);
	jw_score(w, "query_share", why->question_share);
	jw_score(w, "phrase_share", why->phrase_share);
	jw_score(w, "penalty", why->penalty);
	jw_bool(w, "capped", why->capped);
	put_words(w, "query_words", why->question, why->question_count);
	put_words(w, "phrase_words", why->phrase, why->phrase_count);
	jw_end_object(w);
}

static enum err_code
put_hits(struct http *h, struct jw *w, const char *q,
	 const struct catalog_answer *found)
{
	struct catalog_why *why = ARENA_NEW(h->arena, struct catalog_why);
	enum err_code rc = why != NULL ? ERR_OK : ERR_NOMEM;

	jw_array(w, "hits");
	for (size_t i = 0; i < found->hit_count && rc == ERR_OK; i++) {
		rc = catalog_explain(h->book, slice_of(q), &found->hit[i], why,
				     h->arena);
		if (rc == ERR_OK)
			put_hit(w, &found->hit[i], why);
	}
	jw_end_array(w);
	return rc;
}

enum err_code
h_services_explain(struct http *h)
{
	static const char *const known[] = {"q", NULL};
	struct catalog_answer *found =
	    ARENA_NEW(h->arena, struct catalog_answer);
	const char *q = param_text(h, "q", SEARCH_QUERY_MAX);
	const struct catalog_ask ask = {
	    .query = slice_of(q), .at_ms = h->now_ms, .limit = HITS_MAX};
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	enum err_code rc;

	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	if (found == NULL)
		return ERR_NOMEM;
	rc = catalog_search(h->book, &ask, found, h->arena);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_text(&w, "query", q);
	jw_text(&w, "verdict", rulebook_verdict_name(found->verdict));
	jw_score(&w, "decides", catalog_decides());
	rc = put_hits(h, &w, q, found);
	jw_end_object(&w);
	h->status = 200;
	return rc;
}
