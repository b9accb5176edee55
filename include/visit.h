#ifndef VISIT_H
#define VISIT_H

#include "err.h"
#include "rulebook.h"

/* A medic's window at a patient's door. */

struct visit_window {
	int64_t start_ms;
	int64_t end_ms;
	const char *zone;
};

/**
 * visit_check(book, medic, performers, w, now_ms, errs):
 * Note what forbids sending ${medic} (NULL: unknown code) to window ${w}:
 * "/medic" unknown, inactive, of a kind not in ${performers}, zone not served;
 * "/window_start" in the past, "/window_end" not after it or more than 12 h.
 */
void visit_check(const struct rulebook *book, const struct medic *medic,
    unsigned performers, const struct visit_window *w, int64_t now_ms,
    struct field_errors *errs);

/**
 * visit_next_window(book, now_ms):
 * The window to propose: of the usual length, beginning at the next half
 * hour from which all of it lies in service hours.  In a calendar that opens
 * for none within two weeks: at the next half hour.
 */
struct visit_window visit_next_window(
    const struct rulebook *book, int64_t now_ms);

/** visit_collide(book, a, b): they overlap or leave less than the margin. */
bool visit_collide(const struct rulebook *book, const struct visit_window *a,
    const struct visit_window *b);

#endif
