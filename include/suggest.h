#ifndef SUGGEST_H
#define SUGGEST_H

#include "visit.h"

/* Who could go there that day, best first, and why. */

#define SUGGEST_REASONS(X)                                                     \
	X(TRIP_MATE, "trip_mate")          /* is at that door then */          \
	X(SPECIALITY, "speciality")        /* text: the one that fits */       \
	X(ANY_SPECIALITY, "any_speciality") /* nobody is named for it */       \
	X(OTHER_SPECIALITY, "other_speciality") /* somebody else fits */       \
	X(ZONE_SERVED, "zone_served")                                          \
	X(NEAR, "near")                    /* another visit in the zone */     \
	X(FREE_DAY, "free_day")            /* no visit yet */                  \
	X(LOAD, "load")                    /* number: visits that day */       \
	X(SOON, "soon")                    /* at: the first window */          \
	/* why not offered */                                                  \
	X(INACTIVE, "inactive")                                                \
	X(OTHER_KIND, "other_kind")                                            \
	X(ZONE_NOT_SERVED, "zone_not_served") /* possible with a reason */     \
	X(ABSENT, "absent")                /* text: why */                     \
	X(OFF_SHIFT, "off_shift")                                              \
	X(NO_WINDOW, "no_window")          /* number: visits that day */       \
	X(TRIP_ELSEWHERE, "trip_elsewhere") /* text: who goes to the door */

enum suggest_code {
#define X(name, wire) SUGGEST_##name,
	SUGGEST_REASONS(X)
#undef X
	    SUGGEST__COUNT
};

struct suggest_reason {
	enum suggest_code code;
	const char *text; /* or NULL */
	int64_t number;
	int64_t at_ms;
};

/* A medic with what is known of the days around. */
struct suggest_medic {
	const struct medic *medic;
	const struct shift *shift;
	size_t shift_count;
	const struct visit_window *visit;
	size_t visit_count;
};

struct suggest_ask {
	const struct rulebook *book;
	unsigned performers;
	const char *zone;
	const char *trip;           /* visit_trip() of the request */
	const char *const *service; /* codes */
	size_t service_count;
	int64_t now_ms;
	struct civil_date date;
	struct arena *arena;
};

#define SUGGEST_REASONS_MAX 6
#define SUGGEST_WINDOWS_MAX 4

struct suggest_item {
	const struct medic *medic;
	bool offered;
	int score;
	size_t visits; /* of that day */
	struct suggest_reason reason[SUGGEST_REASONS_MAX];
	size_t reason_count;
	struct visit_window window[SUGGEST_WINDOWS_MAX];
	size_t window_count;
};

const char *suggest_reason_name(enum suggest_code code);

/**
 * suggest_rank(ask, medic, n, out):
 * Fill ${out}[0..n) with the ${n} medics: those who could go, best first,
 * then the others with what is against them.  Who is at the door for another
 * request of the trip goes there for this one too.
 * Returns how many could go.
 */
size_t suggest_rank(const struct suggest_ask *ask,
    const struct suggest_medic *medic, size_t n, struct suggest_item *out);

#endif
