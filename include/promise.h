#ifndef PROMISE_H
#define PROMISE_H

#include <stdint.h>

#include "rulebook.h"

/* The promise to call back, counted in service hours. */

struct promise {
	int64_t posted_at_ms;
	int64_t counts_from_ms; /* posted, or the next opening */
	int64_t target_at_ms;
	int64_t deadline_at_ms;
	bool out_of_hours; /* posted outside the service hours */
	bool spans_closing; /* some minutes count only after a closed time */
};

enum promise_colour {
	PROMISE_CALM,
	PROMISE_AMBER,
	PROMISE_RED,
	PROMISE_OVERDUE,
	PROMISE_KEPT, /* contact was made */
};

/* By which hours and minutes a promise is made. */
struct promise_clock {
	const struct civil_zone *zone;
	const struct service_hours *hours;
	int64_t target_min;
	int64_t deadline_min;
	int64_t amber_min; /* open minutes until it turns amber */
};

/** promise_clock(book): that of home visits. */
struct promise_clock promise_clock(const struct rulebook *book);

/** promise_by(clock, posted_at_ms): as promise_make(), by another clock. */
struct promise promise_by(const struct promise_clock *clock,
    int64_t posted_at_ms);

/** promise_open_by(clock, at_ms): whether its hours are open then. */
bool promise_open_by(const struct promise_clock *clock, int64_t at_ms);

/** promise_colour_by(clock, p, contact_at_ms, now_ms): as promise_colour(). */
enum promise_colour promise_colour_by(const struct promise_clock *clock,
    const struct promise *p, int64_t contact_at_ms, int64_t now_ms);

/* A stretch of time that counts. */
struct promise_span {
	int64_t from_ms;
	int64_t to_ms;
	const char *after; /* why it was closed before: a day's note; or NULL */
};

#define PROMISE_SPANS_MAX 8

/**
 * promise_spans(clock, p, out):
 * The stretches from the posting to the deadline whose minutes count, at most
 * PROMISE_SPANS_MAX.  Units: ms.  Owner: notes are those of ${clock}->hours.
 */
size_t promise_spans(const struct promise_clock *clock, const struct promise *p,
    struct promise_span out[PROMISE_SPANS_MAX]);

/**
 * promise_make(book, posted_at_ms):
 * Target and deadline of a request posted at ${posted_at_ms}: the minutes of
 * the settings counted over the open minutes of the clinic's calendar.
 * Source:  DOMAIN §6; cases/promise.
 */
struct promise promise_make(const struct rulebook *book, int64_t posted_at_ms);

/**
 * promise_colour(book, p, contact_at_ms, now_ms):
 * How urgent ${p} is: minutes counted are open minutes since posting.
 */
enum promise_colour promise_colour(const struct rulebook *book,
    const struct promise *p, int64_t contact_at_ms, int64_t now_ms);

const char *promise_colour_name(enum promise_colour c);

/** promise_open_at(book, at_ms): whether the service is open then. */
bool promise_open_at(const struct rulebook *book, int64_t at_ms);

/*
 * A calendar in which nothing opens within 400 days is not believed: time is
 * then added as if the service were always open.
 */

/** promise_next_open(book, at_ms): at_ms when open, else the next opening. */
int64_t promise_next_open(const struct rulebook *book, int64_t at_ms);

/** promise_add_open(book, from_ms, minutes): skip closed time. */
int64_t promise_add_open(
    const struct rulebook *book, int64_t from_ms, int64_t minutes);

/**
 * promise_open_minutes(book, from_ms, to_ms):
 * Whole open minutes between the two, at most those of 400 days.
 */
int64_t promise_open_minutes(
    const struct rulebook *book, int64_t from_ms, int64_t to_ms);

#endif
