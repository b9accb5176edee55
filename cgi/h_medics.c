#include "body.h"
#include "handlers.h"
#include "medic_ill.h"
#include "param.h"
#include "request_json.h"
#include "say.h"
#include "shift_json.h"
#include "suggest_find.h"
#include "text.h"

/* Who could go, and what happens when somebody cannot. */

/* --- suggestions -------------------------------------------------------- */

static void
put_reason(struct jw *w, struct http *h, const struct suggest_reason *r)
{
	const char *time =
	    r->at_ms != 0
		? say_moment(h->lang, h->book, r->at_ms, r->at_ms, h->arena)
		: NULL;

	jw_object(w, NULL);
	jw_text(w, "code", suggest_reason_name(r->code));
	jw_text(w, "text", say_suggest(h->lang, r, time, h->arena));
	jw_end_object(w);
}

static void
put_windows(struct jw *w, const struct suggest_item *item)
{
	jw_array(w, "windows");
	for (size_t i = 0; i < item->window_count; i++) {
		jw_object(w, NULL);
		jw_time(w, "window_start", item->window[i].start_ms);
		jw_time(w, "window_end", item->window[i].end_ms);
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
put_suggestion(struct jw *w, struct http *h, const struct suggest_item *item)
{
	const struct medic *m = item->medic;

	jw_object(w, NULL);
	jw_text(w, "medic", m->code);
	jw_text(w, "name", m->name);
	jw_text(w, "kind", rulebook_performer_name(m->kind));
	jw_texts(w, "specialities", m->speciality, m->speciality_count);
	jw_texts(w, "zones", m->zone, m->zone_count);
	jw_int(w, "score", item->score);
	jw_int(w, "visits", (int64_t)item->visits);
	jw_array(w, "reasons");
	for (size_t i = 0; i < item->reason_count; i++)
		put_reason(w, h, &item->reason[i]);
	jw_end_array(w);
	put_windows(w, item);
	jw_end_object(w);
}

static void
put_suggestions(struct jw *w, const char *key, struct http *h,
		const struct suggest_item *item, size_t n)
{
	jw_array(w, key);
	for (size_t i = 0; i < n; i++)
		put_suggestion(w, h, &item[i]);
	jw_end_array(w);
}

enum err_code
h_medics_suggest(struct http *h)
{
	static const char *const known[] = {"request", "day", NULL};
	struct op op = http_op(h);
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct suggest_found found = {
	    .date = param_day(h, "day", (struct civil_date){0})};
	enum err_code rc;

	http_params_known(h, known);
	found.id = param_filled(h, "request", 64);
	if (found.id == NULL && !param_wrong(h))
		param_note(h, "request", "required", NULL);
	if (param_wrong(h))
		return ERR_FIELDS;
	rc = suggest_find(http_reader(h), &op, &found);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_date(&w, "day", found.date);
	put_suggestions(&w, "items", h, found.item, found.offered);
	put_suggestions(&w, "others", h, found.item + found.offered,
			found.count - found.offered);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

/* --- ill ------------------------------------------------------------------ */

static enum err_code
render_ill(struct http *h, void *arg)
{
	const struct medic_ill_ask *ask = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	jw_object(&w, NULL);
	shift_json(&w, "absence", &ask->absence);
	jw_array(&w, "items");
	for (size_t i = 0; i < ask->freed_count; i++)
		request_json_item(&w, h, &ask->freed[i]);
	jw_end_array(&w);
	jw_array(&w, "kept");
	for (size_t i = 0; i < ask->kept_count; i++) {
		jw_object(&w, NULL);
		jw_text(&w, "id", ask->kept[i].id);
		jw_text(&w, "number", ask->kept[i].number);
		jw_text(&w, "state", request_state_name(ask->kept[i].state));
		jw_end_object(&w);
	}
	jw_end_array(&w);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

enum err_code
h_medics_ill(struct http *h)
{
	struct medic_ill_ask *ask = h->in;

	ask->op = http_op(h);
	ask->medic = h->path_id;
	if (ask->reason != NULL)
		ask->reason = text_clean(slice_of(ask->reason), h->arena);
	if (ask->reason != NULL && *ask->reason == '\0')
		ask->reason = NULL;
	return http_write(h, medic_ill_enter, ask, render_ill);
}
