#ifndef SHIFT_H
#define SHIFT_H

#include "civil.h"
#include "err.h"

/*
 * When a medic works: hours of every week, and hours or an absence of one
 * date, which take the place of those of the week.
 */

enum shift_kind { SHIFT_WORK, SHIFT_ABSENCE, SHIFT__COUNT };

#define SHIFT_END_MAX_MIN 2880 /* midnight of the day after */
#define SHIFT_SPANS_MAX 8      /* of one day */

struct shift {
	const char *id; /* UUIDv7 */
	const char *medic;
	enum shift_kind kind;
	int64_t weekday;        /* 1 Monday … 7; 0: of the date alone */
	struct civil_date date; /* year 0: of every week */
	int64_t start_min;      /* minutes after local midnight; absence: 0 */
	int64_t end_min;        /* beyond 1440: of the day after */
	const char *note;
	int64_t version;
};

struct shift_span {
	int64_t start_ms;
	int64_t end_ms;
};

/* What begins on one day. */
struct shift_day {
	struct shift_span span[SHIFT_SPANS_MAX]; /* ascending */
	size_t count;                            /* 0: off shift */
	bool absent;
	const char *note; /* of the absence */
};

const char *shift_kind_name(enum shift_kind kind);
enum shift_kind shift_kind_of(const char *name); /* or SHIFT__COUNT */

/** shift_day_of(zone, shift, n, date): what of ${shift} counts on ${date}. */
struct shift_day shift_day_of(const struct civil_zone *zone,
    const struct shift *shift, size_t n, struct civil_date date);

/**
 * shift_within(zone, shift, n, w):
 * Whether ${w} lies within one shift: of its first day, or of the day before
 * when that one goes over midnight.
 */
bool shift_within(const struct civil_zone *zone, const struct shift *shift,
    size_t n, struct shift_span w);

/**
 * shift_check(s, other, n, errs):
 * Note what is wrong with ${s} among the ${n} other shifts of its medic:
 * "/weekday" and "/date" neither or both, "/end_min" order, too long,
 * "/start_min" overlapping one of the same day.
 */
void shift_check(const struct shift *s, const struct shift *other, size_t n,
    struct field_errors *errs);

/** shift_same_day(a, b): both of one weekday, or of one date. */
bool shift_same_day(const struct shift *a, const struct shift *b);

#endif
