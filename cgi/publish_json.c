#include "publish_json.h"
#include "tariff_json.h"

/* A refused publication, for the one who is told. */
struct stale {
	const struct http *h;
	const struct publish_ask *ask;
};

/* What the other admin did to the same prices, with the 412. */
static void
put_changed(struct jw *w, const void *arg)
{
	const struct stale *s = arg;

	tariff_json_list(w, s->h, s->ask->changed, s->ask->changed_count,
			 "changed");
	jw_int(w, "version", s->ask->version_now);
}

static enum err_code
tell_changed(struct http *h, const struct publish_ask *ask)
{
	struct stale *s = ARENA_NEW(h->arena, struct stale);

	if (s == NULL)
		return ERR_NOMEM;
	*s = (struct stale){h, ask};
	h->problem_more = put_changed;
	h->problem_arg = s;
	return ERR_STALE;
}

static enum tariff_state
entered_state(const struct tariff *t)
{
	return t->approved_at_ms != 0 ? TARIFF_FUTURE : TARIFF_PROPOSED;
}

static enum err_code
render_published(struct http *h, void *arg)
{
	const struct publish_ask *ask = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	h->status = 201;
	http_add(h, "Location: /api/v1/tariffs/%lld",
		 (long long)ask->tariff->id);
	tariff_json_put(&w, h, ask->tariff, entered_state(ask->tariff));
	return ERR_OK;
}

static enum err_code
render_batch(struct http *h, void *arg)
{
	const struct publish_ask *ask = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	h->status = 201;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < ask->count; i++)
		tariff_json_put(&w, h, &ask->tariff[i],
				entered_state(&ask->tariff[i]));
	jw_end_array(&w);
	jw_end_object(&w);
	return ERR_OK;
}

enum err_code
publish_json_write(struct http *h, const struct tariff_draft *draft, size_t n,
		   bool listed)
{
	struct publish_ask *ask = ARENA_NEW(h->arena, struct publish_ask);
	enum err_code rc;

	if (ask == NULL || draft == NULL)
		return ERR_NOMEM;
	*ask = (struct publish_ask){
	    .op = http_op(h), .draft = draft, .count = n, .listed = listed};
	if (h->header(h, "HTTP_IF_MATCH") != NULL &&
	    !http_if_match(h, &ask->version)) {
		h->err.ref = "If-Match";
		return ERR_SYNTAX;
	}
	rc = http_write(h, publish_tariffs, ask,
			listed ? render_batch : render_published);
	return rc == ERR_STALE ? tell_changed(h, ask) : rc;
}
