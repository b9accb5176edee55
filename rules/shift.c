#include <string.h>

#include "shift.h"
#include "units.h"

#define DAY_MIN 1440

static const char *const kind_name[] = {
    [SHIFT_WORK] = "work",
    [SHIFT_ABSENCE] = "absence",
};

const char *
shift_kind_name(enum shift_kind kind)
{
	return kind < SHIFT__COUNT ? kind_name[kind] : NULL;
}

enum shift_kind
shift_kind_of(const char *name)
{
	enum shift_kind kind = 0;

	while (kind < SHIFT__COUNT &&
	       (name == NULL || strcmp(kind_name[kind], name) != 0))
		kind++;
	return kind;
}

static bool
is_of(const struct shift *s, struct civil_date date)
{
	return s->date.year != 0 && civil_compare(s->date, date) == 0;
}

/* Put ${s} where it belongs among the hours of ${date}. */
static void
add_span(const struct civil_zone *zone, const struct shift *s,
	 struct civil_date date, struct shift_day *day)
{
	struct shift_span span = {
	    .start_ms = civil_ms(zone, date, (int)s->start_min),
	    .end_ms = civil_ms(zone, date, (int)s->end_min),
	};
	size_t i = day->count;

	if (day->count == SHIFT_SPANS_MAX)
		return;
	day->count++;
	for (; i > 0 && day->span[i - 1].start_ms > span.start_ms; i--)
		day->span[i] = day->span[i - 1];
	day->span[i] = span;
}

struct shift_day
shift_day_of(const struct civil_zone *zone, const struct shift *shift, size_t n,
	     struct civil_date date)
{
	struct shift_day day = {.count = 0};
	bool dated = false;

	for (size_t i = 0; i < n; i++) {
		if (!is_of(&shift[i], date))
			continue;
		dated = true;
		if (shift[i].kind == SHIFT_ABSENCE) {
			day.absent = true;
			day.note = shift[i].note;
		}
	}
	for (size_t i = 0; i < n && !day.absent; i++)
		if (dated ? is_of(&shift[i], date)
			  : shift[i].weekday == civil_weekday(date))
			add_span(zone, &shift[i], date, &day);
	return day;
}

bool
shift_within(const struct civil_zone *zone, const struct shift *shift, size_t n,
	     struct shift_span w)
{
	int64_t first = civil_days(civil_date_of(zone, w.start_ms));

	for (int64_t at = first - 1; at <= first; at++) {
		struct shift_day day =
		    shift_day_of(zone, shift, n, civil_from_days(at));

		for (size_t i = 0; i < day.count; i++)
			if (day.span[i].start_ms <= w.start_ms &&
			    w.end_ms <= day.span[i].end_ms)
				return true;
	}
	return false;
}

bool
shift_same_day(const struct shift *a, const struct shift *b)
{
	return a->weekday == b->weekday && civil_compare(a->date, b->date) == 0;
}

static void
check_hours(const struct shift *s, struct field_errors *errs)
{
	if (s->end_min <= s->start_min)
		err_field(errs, "/end_min", "window_order", NULL);
	else if (s->end_min - s->start_min > DAY_MIN)
		err_field(errs, "/end_min", "shift_too_long", NULL);
}

void
shift_check(const struct shift *s, const struct shift *other, size_t n,
	    struct field_errors *errs)
{
	bool weekly = s->weekday != 0, dated = s->date.year != 0;

	if (s->kind == SHIFT_ABSENCE ? !dated : !weekly && !dated)
		err_field(errs, "/date", "required", NULL);
	else if (weekly && dated)
		err_field(errs, "/weekday", "shift_one_day", NULL);
	if (s->kind == SHIFT_WORK)
		check_hours(s, errs);
	for (size_t i = 0; i < n && errs->n == 0; i++) {
		const struct shift *o = &other[i];

		if (!shift_same_day(s, o) || s->kind != o->kind)
			continue;
		if (s->kind == SHIFT_ABSENCE)
			err_field(errs, "/date", "absence_known", NULL);
		else if (s->start_min < o->end_min && o->start_min < s->end_min)
			err_field(errs, "/start_min", "shift_overlap", NULL);
	}
}
