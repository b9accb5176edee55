#include <string.h>

#include "promise.h"
#include "units.h"
#include "visit.h"

#define WINDOW_MAX_H 12
#define WINDOW_MAX_H_TEXT "12"
#define STEP_MS (30 * MINUTE_MS) /* windows begin on the half hour */
#define PROPOSE_MAX_MS (14 * DAY_MS)

static bool
serves(const struct medic *medic, const char *zone)
{
	for (size_t i = 0; i < medic->zone_count; i++)
		if (strcmp(medic->zone[i], zone) == 0)
			return true;
	return false;
}

static void
medic_check(const struct medic *medic, unsigned performers, const char *zone,
	    struct field_errors *errs)
{
	if (medic == NULL) {
		err_field(errs, "/medic", "unknown_code", NULL);
		return;
	}
	if (!medic->active)
		err_field(errs, "/medic", "medic_inactive", medic->name);
	if ((medic->kind & performers) == 0)
		err_field(errs, "/medic", "medic_kind", medic->name);
	if (!serves(medic, zone))
		err_field(errs, "/medic", "medic_zone", medic->name);
}

void
visit_check(const struct rulebook *book, const struct medic *medic,
	    unsigned performers, const struct visit_window *w, int64_t now_ms,
	    struct field_errors *errs)
{
	(void)book;
	medic_check(medic, performers, w->zone, errs);
	if (w->start_ms < now_ms)
		err_field(errs, "/window_start", "in_past", NULL);
	if (w->end_ms <= w->start_ms)
		err_field(errs, "/window_end", "window_order", NULL);
	else if (w->end_ms - w->start_ms > WINDOW_MAX_H * HOUR_MS)
		err_field(errs, "/window_end", "window_too_long",
			  WINDOW_MAX_H_TEXT);
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

bool
visit_collide(const struct rulebook *book, const struct visit_window *a,
	      const struct visit_window *b)
{
	int64_t margin = book->settings.travel_margin_min * MINUTE_MS;

	return a->start_ms < b->end_ms + margin &&
	       b->start_ms < a->end_ms + margin;
}
