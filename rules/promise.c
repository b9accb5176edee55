#include <stddef.h>

#include "promise.h"
#include "units.h"

/* If nothing opens for so long, the calendar is not to be believed. */
#define DAYS_MAX 400

/* One stretch of open time, without its end. */
struct window {
	int64_t open_ms;
	int64_t close_ms;
};

/* Walks the windows in order; time before ${after_ms} is cut off. */
struct walk {
	const struct promise_clock *clock;
	int64_t day;  /* the next one to look at */
	int64_t last; /* and the last */
	int64_t after_ms;
};

static const struct calendar_day *
special_day(const struct service_hours *h, struct civil_date date)
{
	size_t low = 0, high = h->day_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = civil_compare(h->day[mid].date, date);

		if (order == 0)
			return &h->day[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static struct window
day_window(const struct promise_clock *clock, struct civil_date date)
{
	const struct service_hours *h = clock->hours;
	const struct calendar_day *special = special_day(h, date);
	int weekday = civil_weekday(date) - 1;
	int open = special ? special->open_min : h->week[weekday].open_min;
	int close = special ? special->close_min : h->week[weekday].close_min;

	return (struct window){
	    .open_ms = civil_ms(clock->zone, date, open),
	    .close_ms = civil_ms(clock->zone, date, close),
	};
}

static struct walk
walk_from(const struct promise_clock *clock, int64_t from_ms)
{
	int64_t today = civil_days(civil_date_of(clock->zone, from_ms));

	/* Yesterday's hours may reach over midnight. */
	return (struct walk){clock, today - 1, today + DAYS_MAX, from_ms};
}

/* The next open stretch; days that overlap are not counted twice. */
static bool
walk_next(struct walk *w, struct window *out)
{
	while (w->day <= w->last) {
		*out = day_window(w->clock, civil_from_days(w->day++));
		if (out->open_ms < w->after_ms)
			out->open_ms = w->after_ms;
		if (out->open_ms < out->close_ms) {
			w->after_ms = out->close_ms;
			return true;
		}
	}
	return false;
}

static int64_t
next_open(const struct promise_clock *clock, int64_t at_ms)
{
	struct walk walk = walk_from(clock, at_ms);
	struct window w;

	return walk_next(&walk, &w) ? w.open_ms : at_ms;
}

bool
promise_open_by(const struct promise_clock *clock, int64_t at_ms)
{
	struct walk walk = walk_from(clock, at_ms);
	struct window w;

	return walk_next(&walk, &w) && w.open_ms == at_ms;
}

static int64_t
add_open(const struct promise_clock *clock, int64_t from_ms, int64_t minutes)
{
	struct walk walk = walk_from(clock, from_ms);
	int64_t left = minutes * MINUTE_MS;
	struct window w;

	while (walk_next(&walk, &w)) {
		if (w.close_ms - w.open_ms >= left)
			return w.open_ms + left;
		left -= w.close_ms - w.open_ms;
	}
	return from_ms + minutes * MINUTE_MS;
}

static int64_t
open_minutes(const struct promise_clock *clock, int64_t from_ms, int64_t to_ms)
{
	struct walk walk = walk_from(clock, from_ms);
	int64_t open = 0;
	struct window w;

	while (walk_next(&walk, &w) && w.open_ms < to_ms)
		open += (w.close_ms < to_ms ? w.close_ms : to_ms) - w.open_ms;
	return open / MINUTE_MS;
}

struct promise
promise_by(const struct promise_clock *clock, int64_t posted_at_ms)
{
	int64_t from = next_open(clock, posted_at_ms);
	struct promise p = {
	    .posted_at_ms = posted_at_ms,
	    .counts_from_ms = from,
	    .target_at_ms = add_open(clock, from, clock->target_min),
	    .deadline_at_ms = add_open(clock, from, clock->deadline_min),
	    .out_of_hours = !promise_open_by(clock, posted_at_ms),
	};

	/* The one within reach and the other not: neither is believed. */
	if (p.deadline_at_ms < p.target_at_ms)
		p.target_at_ms = from + clock->target_min * MINUTE_MS;
	p.spans_closing =
	    p.deadline_at_ms - from > clock->deadline_min * MINUTE_MS;
	return p;
}

/* Of the days from one moment to another: the note of a changed one. */
static const char *
note_between(const struct promise_clock *clock, int64_t from_ms, int64_t to_ms)
{
	int64_t last = civil_days(civil_date_of(clock->zone, to_ms));
	const char *note = NULL;

	for (int64_t day = civil_days(civil_date_of(clock->zone, from_ms));
	     day <= last && note == NULL; day++) {
		const struct calendar_day *special =
		    special_day(clock->hours, civil_from_days(day));

		note = special != NULL ? special->note : NULL;
	}
	return note;
}

size_t
promise_spans(const struct promise_clock *clock, const struct promise *p,
	      struct promise_span out[PROMISE_SPANS_MAX])
{
	struct walk walk = walk_from(clock, p->counts_from_ms);
	int64_t before_ms = p->posted_at_ms;
	struct window w;
	size_t n = 0;

	while (n < PROMISE_SPANS_MAX && walk_next(&walk, &w) &&
	       w.open_ms < p->deadline_at_ms) {
		out[n++] = (struct promise_span){
		    .from_ms = w.open_ms,
		    .to_ms = w.close_ms < p->deadline_at_ms ? w.close_ms
							    : p->deadline_at_ms,
		    .after = w.open_ms > before_ms
				 ? note_between(clock, before_ms, w.open_ms)
				 : NULL,
		};
		before_ms = w.close_ms;
	}
	return n;
}

enum promise_colour
promise_colour_by(const struct promise_clock *clock, const struct promise *p,
		  int64_t contact_at_ms, int64_t now_ms)
{
	int64_t waited;

	if (contact_at_ms != 0)
		return PROMISE_KEPT;
	if (now_ms > p->deadline_at_ms)
		return PROMISE_OVERDUE;
	waited = open_minutes(clock, p->posted_at_ms, now_ms);
	if (waited < clock->amber_min)
		return PROMISE_CALM;
	return waited < clock->target_min ? PROMISE_AMBER : PROMISE_RED;
}

/* --- home visits ------------------------------------------------------ */

struct promise_clock
promise_clock(const struct rulebook *book)
{
	return (struct promise_clock){
	    .zone = &book->clinic_zone,
	    .hours = &book->hours,
	    .target_min = book->settings.promise_target_min,
	    .deadline_min = book->settings.promise_deadline_min,
	    .amber_min = book->settings.amber_min,
	};
}

int64_t
promise_next_open(const struct rulebook *book, int64_t at_ms)
{
	struct promise_clock clock = promise_clock(book);

	return next_open(&clock, at_ms);
}

bool
promise_open_at(const struct rulebook *book, int64_t at_ms)
{
	struct promise_clock clock = promise_clock(book);

	return promise_open_by(&clock, at_ms);
}

int64_t
promise_add_open(const struct rulebook *book, int64_t from_ms, int64_t minutes)
{
	struct promise_clock clock = promise_clock(book);

	return add_open(&clock, from_ms, minutes);
}

int64_t
promise_open_minutes(const struct rulebook *book, int64_t from_ms,
		     int64_t to_ms)
{
	struct promise_clock clock = promise_clock(book);

	return open_minutes(&clock, from_ms, to_ms);
}

struct promise
promise_make(const struct rulebook *book, int64_t posted_at_ms)
{
	struct promise_clock clock = promise_clock(book);

	return promise_by(&clock, posted_at_ms);
}

enum promise_colour
promise_colour(const struct rulebook *book, const struct promise *p,
	       int64_t contact_at_ms, int64_t now_ms)
{
	struct promise_clock clock = promise_clock(book);

	return promise_colour_by(&clock, p, contact_at_ms, now_ms);
}

const char *
promise_colour_name(enum promise_colour c)
{
	static const char *const name[] = {
	    [PROMISE_CALM] = "calm", [PROMISE_AMBER] = "amber",
	    [PROMISE_RED] = "red",   [PROMISE_OVERDUE] = "overdue",
	    [PROMISE_KEPT] = "kept",
	};

	return name[c];
}
