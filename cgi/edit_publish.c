#include "edit_publish.h"
#include "jw.h"

enum edit_publish
edit_publish_of(struct http *h)
{
	static const char *const known[] = {"dry_run", "confirm", NULL};

	http_params_known(h, known);
	if (http_param_bool(h, "dry_run"))
		return EDIT_PUBLISH_DRY;
	return http_param_bool(h, "confirm") ? EDIT_PUBLISH_ANYWAY
					     : EDIT_PUBLISH;
}

static void
put_outcome(struct jw *w, const char *key, const struct edit_outcome *o)
{
	jw_object(w, key);
	jw_text(w, "verdict", o->verdict);
	jw_text(w, "service", o->service);
	jw_end_object(w);
}

static void
put_probe(struct jw *w, const void *arg)
{
	const struct edit_probe *p = arg;

	jw_int(w, "asked", (int64_t)p->asked);
	jw_array(w, "verdicts");
	for (size_t i = 0; i < p->count; i++) {
		const struct edit_moved *m = &p->moved[i];
		jw_object(w, NULL);
		jw_text(w, "check", m->check);
		jw_text(w, "query", m->query);
		put_outcome(w, "wanted", &m->wanted);
		put_outcome(w, "before", &m->before);
		put_outcome(w, "after", &m->after);
		jw_bool(w, "as_wanted", m->as_wanted);
		jw_end_object(w);
	}
	jw_end_array(w);
}

enum err_code
edit_publish_answer(struct http *h, const struct edit_ask *ask,
		    enum err_code rc)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct edit_probe *kept;

	if (rc != ERR_VERDICTS)
		return rc;
	if (ask->publish == EDIT_PUBLISH_DRY) {
		jw_object(&w, NULL);
		put_probe(&w, &ask->probe);
		jw_end_object(&w);
		h->status = 200;
		return ERR_OK;
	}
	kept = ARENA_NEW(h->arena, struct edit_probe);
	if (kept == NULL)
		return ERR_NOMEM;
	*kept = ask->probe;
	h->problem_more = put_probe;
	h->problem_arg = kept;
	return rc;
}
