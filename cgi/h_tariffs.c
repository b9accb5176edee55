#include "body.h"
#include "handlers.h"
#include "param.h"
#include "publish_json.h"
#include "sheet.h"
#include "tariff_json.h"
#include "tariff_sheet.h"
#include "text.h"

#define REASON_MAX 500 /* characters, of a withdrawal */

/* The prices that stood at ${known_ms}, as the database remembers. */
static enum err_code
read_known(struct http *h, int64_t known_ms, struct tariff **list, size_t *n)
{
	enum err_code rc = publish_rows(http_reader(h), list, n, h->arena);

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

/* Leave those in force at ${at_ms}; with ${ahead} also those to come. */
static enum err_code
keep_in_force(struct arena *arena, struct tariff **list, size_t *n,
	      int64_t at_ms, bool ahead)
{
	struct tariff *kept = ARENA_ARRAY(arena, struct tariff, *n + 1);
	size_t count = 0;

	for (size_t i = 0; kept != NULL && i < *n; i++) {
		const struct tariff *t = &(*list)[i];
		enum tariff_state state = tariff_state(
		    tariff_pick(*list, *n, t->zone, t->performer, at_ms), t,
		    at_ms);

		if (state == TARIFF_CURRENT ||
		    (state == TARIFF_FUTURE && ahead))
			kept[count++] = *t;
	}
	*list = kept;
	*n = count;
	return kept != NULL ? ERR_OK : ERR_NOMEM;
}

static void
put_in_force(struct http *h, const struct tariff *list, size_t n, int64_t at_ms,
	     int64_t known_ms)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	jw_object(&w, NULL);
	jw_time(&w, "at", at_ms);
	jw_time(&w, "known_at", known_ms);
	jw_int(&w, "version", h->book->tariff_version);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++)
		tariff_json_put(&w, h, &list[i],
				list[i].valid_from_ms > at_ms ? TARIFF_FUTURE
							      : TARIFF_CURRENT);
	jw_end_array(&w);
	jw_end_object(&w);
}

enum err_code
h_tariffs_list(struct http *h)
{
	static const char *const known[] = {"at", "known_at", NULL};
	int64_t at_ms = http_param_time(h, "at", h->now_ms);
	int64_t known_ms = http_param_time(h, "known_at", h->now_ms);
	struct tariff *list = h->book->tariff;
	size_t n = h->book->tariff_count;
	enum err_code rc = ERR_OK;

	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	if (http_param(h, "known_at") != NULL)
		rc = read_known(h, known_ms, &list, &n);
	if (rc == ERR_OK)
		rc = keep_in_force(h->arena, &list, &n, at_ms,
				   http_param(h, "at") == NULL);
	if (rc != ERR_OK)
		return rc;
	http_etag(h, h->book->tariff_version);
	if (sheet_wanted(h))
		tariff_sheet_write(h, list, n, at_ms);
	else
		put_in_force(h, list, n, at_ms, known_ms);
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
	rc = publish_rows(http_reader(h), &t, &n, h->arena);
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
	return publish_json_write(h, draft, 1, false);
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
	return rc == ERR_OK
		   ? publish_json_write(h, draft, in->change_count, true)
		   : rc;
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
