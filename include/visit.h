#ifndef VISIT_H
#define VISIT_H

#include "err.h"
#include "rulebook.h"
#include "shift.h"

/* A medic's window at a patient's door. */

struct visit_window {
	int64_t start_ms;
	int64_t end_ms;
	const char *zone;
	const char *trip; /* shared by requests of one trip; or NULL */
};

/* Who is to be sent where and when. */
struct visit_plan {
	const struct medic *medic; /* NULL: unknown code */
	unsigned performers;       /* the request needs one of */
	struct visit_window window;
	const struct shift *shift; /* of the medic, around the window */
	size_t shift_count;
	const char *zone_reason; /* why to a zone not served; NULL: none */
	struct arena *arena;     /* for what the errors name */
};

/**
 * visit_check(book, plan, now_ms, errs):
 * Note what forbids ${plan}: "/medic" unknown, inactive, of another kind,
 * absent or off shift that day, zone not served and no reason given;
 * "/window_start" in the past or outside the shift, "/window_end" not after
 * it or more than 12 h.
 */
void visit_check(const struct rulebook *book, const struct visit_plan *plan,
    int64_t now_ms, struct field_errors *errs);

/** visit_serves(medic, zone): whether ${medic} goes there. */
bool visit_serves(const struct medic *medic, const char *zone);

/** visit_trip(trip_group, id): what requests of one trip have in common. */
const char *visit_trip(const char *trip_group, const char *id);

/**
 * visit_next_window(book, now_ms):
 * The window to propose: of the usual length, beginning at the next half
 * hour from which all of it lies in service hours.  In a calendar that opens
 * for none within two weeks: at the next half hour.
 */
struct visit_window visit_next_window(
    const struct rulebook *book, int64_t now_ms);

/** visit_margin_ms(book, a, b): the way from one door to the other. */
int64_t visit_margin_ms(const struct rulebook *book,
    const struct visit_window *a, const struct visit_window *b);

/**
 * visit_collide(book, a, b):
 * Whether one medic cannot do both: they overlap or leave less than the way.
 * Two of one trip are at one door: no way between them, and they may share
 * the whole window.
 */
bool visit_collide(const struct rulebook *book, const struct visit_window *a,
    const struct visit_window *b);

#endif
