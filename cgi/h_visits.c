#include <string.h>

#include "handlers.h"
#include "param.h"
#include "request_json.h"
#include "shift_json.h"
#include "units.h"
#include "visit.h"
#include "visit_list.h"
#include "viewed.h"

/* The visits of a day: all of them on a line of time, one medic's on paper. */

/* The day asked for; today when none is. */
static struct civil_date
day_of(struct http *h)
{
	return param_day(h, "day",
			 civil_date_of(&h->book->clinic_zone, h->now_ms));
}

static struct visit_window
window_of(const struct request *q)
{
	return (struct visit_window){
	    .start_ms = q->visit.window_start_ms,
	    .end_ms = q->visit.window_end_ms,
	    .zone = q->zone,
	    .trip = visit_trip(q->form.trip_group, q->id),
	};
}

/* The way from the visit before of the same medic; -1: there is none. */
static int64_t
travel_min(const struct http *h, const struct visit_list *list, size_t i)
{
	struct visit_window before, here = window_of(&list->item[i]);

	if (i == 0 || strcmp(list->item[i - 1].visit.medic,
			     list->item[i].visit.medic) != 0)
		return -1;
	before = window_of(&list->item[i - 1]);
	return before.start_ms == here.start_ms
		   ? 0 /* one door */
		   : visit_margin_ms(h->book, &before, &here) / MINUTE_MS;
}

/* The shifts of ${medic}: they are in the order of medics. */
static size_t
shifts_of(const struct visit_list *list, const char *medic,
	  const struct shift **out)
{
	size_t i = 0, n = 0;

	while (i < list->shift_count &&
	       strcmp(list->shift[i].medic, medic) != 0)
		i++;
	while (i + n < list->shift_count &&
	       strcmp(list->shift[i + n].medic, medic) == 0)
		n++;
	*out = list->shift + i;
	return n;
}

static bool
on_shift(const struct http *h, const struct visit_list *list,
	 const struct request_visit *v)
{
	const struct shift *shift;
	size_t n = shifts_of(list, v->medic, &shift);

	return shift_within(
	    &h->book->clinic_zone, shift, n,
	    (struct shift_span){v->window_start_ms, v->window_end_ms});
}

static void
put_visit(struct jw *w, struct http *h, const struct visit_list *list, size_t i)
{
	int64_t travel = travel_min(h, list, i);

	jw_object(w, NULL);
	if (travel >= 0)
		jw_int(w, "travel_min", travel);
	else
		jw_null(w, "travel_min");
	jw_bool(w, "on_shift", on_shift(h, list, &list->item[i].visit));
	if (list->whole)
		request_json_full(w, "request", h, &list->item[i]);
	else
		request_json_row(w, "request", h, &list->item[i]);
	jw_end_object(w);
}

static void
put_visits(struct jw *w, struct http *h, const struct visit_list *list)
{
	jw_array(w, "items");
	for (size_t i = 0; i < list->count; i++)
		put_visit(w, h, list, i);
	jw_end_array(w);
}

static void
put_medic(struct jw *w, const char *key, const struct visit_list *list,
	  const struct medic *m)
{
	const struct shift *shift;
	size_t n = shifts_of(list, m->code, &shift);

	jw_object(w, key);
	jw_text(w, "code", m->code);
	jw_text(w, "name", m->name);
	jw_text(w, "kind", rulebook_performer_name(m->kind));
	jw_texts(w, "specialities", m->speciality, m->speciality_count);
	jw_texts(w, "zones", m->zone, m->zone_count);
	jw_bool(w, "active", m->active);
	shift_json_day(w, shift, n, list->date);
	jw_end_object(w);
}

enum err_code
h_visits_list(struct http *h)
{
	static const char *const known[] = {"day", "medic", NULL};
	struct op op = http_op(h);
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct visit_list list = {.date = day_of(h)};
	enum err_code rc;

	http_params_known(h, known);
	list.medic = param_filled(h, "medic", 64);
	if (param_wrong(h))
		return ERR_FIELDS;
	rc = visit_list_day(http_reader(h), &op, &list);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_date(&w, "day", list.date);
	jw_array(&w, "medics");
	for (size_t i = 0; i < h->book->medic_count; i++)
		if (list.medic == NULL ||
		    strcmp(list.medic, h->book->medic[i].code) == 0)
			put_medic(&w, NULL, &list, &h->book->medic[i]);
	jw_end_array(&w);
	put_visits(&w, h, &list);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

enum err_code
h_visits_sheet(struct http *h)
{
	static const char *const known[] = {"day", NULL};
	struct op op = http_op(h);
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct visit_list list = {
	    .date = day_of(h), .medic = h->path_id, .whole = true};
	enum err_code rc;

	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	rc = visit_list_day(http_reader(h), &op, &list);
	if (rc != ERR_OK)
		return rc;
	for (size_t i = 0; i < list.count; i++)
		viewed_note(h, "request.view", "request", list.item[i].id);
	jw_object(&w, NULL);
	jw_date(&w, "day", list.date);
	put_medic(&w, "medic", &list, rulebook_medic(h->book, h->path_id));
	put_visits(&w, h, &list);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}
