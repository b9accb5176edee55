#include "shift_json.h"

void
shift_json(struct jw *w, const char *key, const struct shift *s)
{
	jw_object(w, key);
	jw_text(w, "id", s->id);
	jw_text(w, "medic", s->medic);
	jw_text(w, "kind", shift_kind_name(s->kind));
	if (s->weekday != 0)
		jw_int(w, "weekday", s->weekday);
	else
		jw_null(w, "weekday");
	jw_date(w, "date", s->date);
	jw_int(w, "start_min", s->start_min);
	jw_int(w, "end_min", s->end_min);
	jw_text(w, "note", s->note);
	jw_int(w, "version", s->version);
	jw_end_object(w);
}

static const struct shift *
absence_of(const struct shift *shift, size_t n, struct civil_date date)
{
	for (size_t i = 0; i < n; i++)
		if (shift[i].kind == SHIFT_ABSENCE &&
		    civil_compare(shift[i].date, date) == 0)
			return &shift[i];
	return NULL;
}

void
shift_json_day(struct jw *w, const struct shift *shift, size_t n,
	       struct civil_date date)
{
	struct shift_day day = shift_day_of(w->zone, shift, n, date);
	const struct shift *absence = absence_of(shift, n, date);

	jw_array(w, "shifts");
	for (size_t i = 0; i < day.count; i++) {
		jw_object(w, NULL);
		jw_time(w, "start", day.span[i].start_ms);
		jw_time(w, "end", day.span[i].end_ms);
		jw_end_object(w);
	}
	jw_end_array(w);
	if (absence != NULL)
		shift_json(w, "absence", absence);
	else
		jw_null(w, "absence");
}
