#include <string.h>

#include "buf.h"
#include "promise.h"
#include "units.h"
#include "visit.h"

#define WINDOW_MAX_H 12
#define WINDOW_MAX_H_TEXT "12"
#define STEP_MS (30 * MINUTE_MS) /* windows begin on the half hour */
#define PROPOSE_MAX_MS (14 * DAY_MS)

bool
visit_serves(const struct medic *medic, const char *zone)
{
	for (size_t i = 0; i < medic->zone_count; i++)
		if (strcmp(medic->zone[i], zone) == 0)
			return true;
	return false;
}

const char *
visit_trip(const char *trip_group, const char *id)
{
	return trip_group != NULL ? trip_group : id;
}

static void
medic_check(const struct visit_plan *plan, struct field_errors *errs)
{
	const struct medic *medic = plan->medic;

	if (medic == NULL) {
		err_field(errs, "/medic", "unknown_code", NULL);
		return;
	}
	if (!medic->active)
		err_field(errs, "/medic", "medic_inactive", medic->name);
	if ((medic->kind & plan->performers) == 0)
		err_field(errs, "/medic", "medic_kind", medic->name);
	if (plan->zone_reason == NULL &&
	    !visit_serves(medic, plan->window.zone))
		err_field(errs, "/medic", "medic_zone", medic->name);
}

/* Whether the times of ${w} are a window that can be looked for in shifts. */
static bool
window_check(const struct visit_window *w, int64_t now_ms,
	     struct field_errors *errs)
{
	size_t before = errs->n;

	if (w->start_ms < now_ms)
		err_field(errs, "/window_start", "in_past", NULL);
	if (w->end_ms <= w->start_ms)
		err_field(errs, "/window_end", "window_order", NULL);
	else if (w->end_ms - w->start_ms > WINDOW_MAX_H * HOUR_MS)
		err_field(errs, "/window_end", "window_too_long",
			  WINDOW_MAX_H_TEXT);
	return errs->n == before;
}

static void
put_clock(struct buf *b, const struct civil_zone *zone, int64_t at_ms)
{
	int minute = civil_minute_of(zone, at_ms);

	buf_printf(b, "%02d:%02d", minute / 60, minute % 60);
}

/* "08:00–14:00, 16:00–20:00" */
static const char *
hours_text(const struct civil_zone *zone, const struct shift_day *day,
	   struct arena *arena)
{
	struct buf b = BUF(arena);

	for (size_t i = 0; i < day->count; i++) {
		if (i > 0)
			buf_str(&b, ", ");
		put_clock(&b, zone, day->span[i].start_ms);
		buf_str(&b, "–");
		put_clock(&b, zone, day->span[i].end_ms);
	}
	return buf_text(&b);
}

static void
shift_fits(const struct rulebook *book, const struct visit_plan *plan,
	   struct field_errors *errs)
{
	const struct visit_window *w = &plan->window;
	const struct civil_zone *zone = &book->clinic_zone;
	struct shift_day day;

	if (shift_within(zone, plan->shift, plan->shift_count,
			 (struct shift_span){w->start_ms, w->end_ms}))
		return;
	day = shift_day_of(zone, plan->shift, plan->shift_count,
			   civil_date_of(zone, w->start_ms));
	if (day.absent)
		err_field(errs, "/medic", "medic_absent", plan->medic->name);
	else if (day.count == 0)
		err_field(errs, "/medic", "medic_off_shift", plan->medic->name);
	else
		err_field(errs, "/window_start", "outside_shift",
			  hours_text(zone, &day, plan->arena));
}

void
visit_check(const struct rulebook *book, const struct visit_plan *plan,
	    int64_t now_ms, struct field_errors *errs)
{
	medic_check(plan, errs);
	if (window_check(&plan->window, now_ms, errs) && plan->medic != NULL)
		shift_fits(book, plan, errs);
}

struct visit_window
visit_next_window(const struct rulebook *book, int64_t now_ms)
{
	int64_t minutes = book->settings.visit_window_min;
	int64_t length = minutes * MINUTE_MS;
	int64_t first = (now_ms / STEP_MS + 1) * STEP_MS;
	int64_t at = first;

	while (at < first + PROPOSE_MAX_MS &&
	       promise_open_minutes(book, at, at + length) < minutes)
		at += STEP_MS;
	if (at >= first + PROPOSE_MAX_MS)
		at = first;
	return (struct visit_window){.start_ms = at, .end_ms = at + length};
}

int64_t
visit_margin_ms(const struct rulebook *book, const struct visit_window *a,
		const struct visit_window *b)
{
	return rulebook_travel_min(book, a->zone, b->zone) * MINUTE_MS;
}

static bool
same_trip(const struct visit_window *a, const struct visit_window *b)
{
	return a->trip != NULL && b->trip != NULL &&
	       strcmp(a->trip, b->trip) == 0;
}

bool
visit_collide(const struct rulebook *book, const struct visit_window *a,
	      const struct visit_window *b)
{
	bool mates = same_trip(a, b);
	int64_t margin = mates ? 0 : visit_margin_ms(book, a, b);

	if (mates && a->start_ms == b->start_ms && a->end_ms == b->end_ms)
		return false;
	return a->start_ms < b->end_ms + margin &&
	       b->start_ms < a->end_ms + margin;
}
