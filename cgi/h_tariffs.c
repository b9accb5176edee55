#include "body.h"
#include "handlers.h"
#include "param.h"
#include "publish.h"
#include "tariff_json.h"
#include "text.h"

#define REASON_MAX 500 /* characters, of a withdrawal */

/* The prices that stood at ${known_ms}, as the database remembers. */
static enum err_code
read_known(struct http *h, int64_t known_ms, struct tariff **list, size_t *n)
{
	enum err_code rc = publish_rows(h->db, list, n, h->arena);

	if (rc != ERR_OK)
		return rc;
	*n = tariff_known(*list, *n, known_ms);
	for (size_t i = 0; i < *n; i++) { /* not yet known then */
		(*list)[i].withdrawn_at_ms = 0;
		(*list)[i].withdrawn_by = NULL;
		(*list)[i].withdrawn_reason = NULL;
	}
	return ERR_OK;
}

/* Those in force at ${at_ms}; with ${ahead} also those to come. */
static void
put_in_force(struct jw *w, const struct http *h, const struct tariff *list,
	     size_t n, int64_t at_ms, bool ahead)
{
	jw_array(w, "items");
	for (size_t i = 0; i < n; i++) {
		const struct tariff *t = &list[i];
		enum tariff_state state = tariff_state(
		    tariff_pick(list, n, t->zone, t->performer, at_ms), t,
		    at_ms);

		if (state == TARIFF_CURRENT ||
		    (state == TARIFF_FUTURE && ahead))
			tariff_json_put(w, h, t, state);
	}
	jw_end_array(w);
}

enum err_code
h_tariffs_list(struct http *h)
{
	static const char *const known[] = {"at", "known_at", NULL};
	int64_t at_ms = http_param_time(h, "at", h->now_ms);
	int64_t known_ms = http_param_time(h, "known_at", h->now_ms);
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct tariff *list = h->book->tariff;
	size_t n = h->book->tariff_count;
	enum err_code rc = ERR_OK;

	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	if (http_param(h, "known_at") != NULL)
		rc = read_known(h, known_ms, &list, &n);
	if (rc != ERR_OK)
		return rc;
	http_etag(h, h->book->tariff_version);
	jw_object(&w, NULL);
	jw_time(&w, "at", at_ms);
	jw_time(&w, "known_at", known_ms);
	jw_int(&w, "version", h->book->tariff_version);
	put_in_force(&w, h, list, n, at_ms, http_param(h, "at") == NULL);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

static int
compare_newest(const void *a, const void *b)
{
	const struct tariff *x = a, *y = b;

	return (x->id < y->id) - (x->id > y->id);
}

enum err_code
h_tariffs_history(struct http *h)
{
	static const char *const known[] = {"zone", "performer", NULL};
	const char *zone = param_zone(h, "zone");
	unsigned performer = param_performers(h, "performer");
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct tariff *t;
	size_t n, kept = 0;
	enum err_code rc;

	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	rc = publish_rows(h->db, &t, &n, h->arena);
	if (rc != ERR_OK)
		return rc;
	for (size_t i = 0; i < n; i++)
		if ((zone == NULL || strcmp(t[i].zone, zone) == 0) &&
		    (performer == 0 || (performer & t[i].performer) != 0))
			t[kept++] = t[i];
	if (kept != 0)
		qsort(t, kept, sizeof(*t), compare_newest);
	jw_object(&w, NULL);
	tariff_json_list(&w, h, t, kept, "items");
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

/* --- writes ----------------------------------------------------------- */

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

static enum err_code
publish(struct http *h, struct tariff_draft *draft, size_t n, bool listed)
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

enum err_code
h_tariffs_post(struct http *h)
{
	const struct body_tariff *in = h->in;
	struct tariff_draft *draft;
	enum err_code rc = tariff_json_drafts(h, in, 1, &draft);

	if (rc != ERR_OK)
		return rc;
	draft->reason = text_clean(slice_of(in->reason), h->arena);
	draft->confirmed = in->confirmed;
	return publish(h, draft, 1, false);
}

enum err_code
h_tariffs_batch(struct http *h)
{
	const struct body_tariffs *in = h->in;
	struct tariff_draft *draft;
	enum err_code rc =
	    tariff_json_drafts(h, in->change, in->change_count, &draft);

	for (size_t i = 0; rc == ERR_OK && i < in->change_count; i++) {
		draft[i].reason = text_clean(slice_of(in->reason), h->arena);
		draft[i].confirmed = in->confirmed;
	}
	return rc == ERR_OK ? publish(h, draft, in->change_count, true) : rc;
}

/* The number in the path; false: no price has such an id. */
static bool
read_id(const struct http *h, int64_t *id)
{
	char *end;

	*id = strtoll(h->path_id, &end, 10);
	return h->path_id[0] >= '1' && h->path_id[0] <= '9' && *end == '\0';
}

static enum err_code
render_approved(struct http *h, void *arg)
{
	const struct publish_step *step = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	h->status = 200;
	tariff_json_put(&w, h, &step->tariff, TARIFF_FUTURE);
	return ERR_OK;
}

enum err_code
h_tariffs_approve(struct http *h)
{
	struct publish_step step = {.op = http_op(h)};

	if (!read_id(h, &step.id))
		return ERR_NOT_FOUND;
	return http_write(h, publish_approve, &step, render_approved);
}

enum err_code
h_tariffs_delete(struct http *h)
{
	static const char *const known[] = {"reason", NULL};
	struct publish_step step = {
	    .op = http_op(h),
	    .reason = param_filled(h, "reason", REASON_MAX),
	};

	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	if (!read_id(h, &step.id))
		return ERR_NOT_FOUND;
	return http_write(h, publish_withdraw, &step, http_gone);
}
