/* Subject: rules/promise.c rules/civil.c */
#include "../unit/sample.h"
#include "fuzz.h"
#include "promise.h"
#include "units.h"

/*
 * Any week with any changed days, against a second way to keep the clock: look
 * at every minute.
 */

#define DAYS_MAX 4
#define LOOK_DAYS 12 /* the twin looks no further */

static int
hours_of(struct fuzz_in *in, int *close)
{
	int a = (int)(fuzz_int(in, 2) % 1441),
	    b = (int)(fuzz_int(in, 2) % 1441);

	*close = a > b ? a : b;
	return a < b ? a : b;
}

static size_t
make_days(struct fuzz_in *in, int64_t first, struct calendar_day *day)
{
	size_t n = 0;

	for (int i = 0; i < DAYS_MAX; i++) {
		int64_t step = fuzz_byte(in) % 4;

		if (step == 0 || fuzz_byte(in) % 2)
			continue;
		first += step;
		day[n].date = civil_from_days(first);
		day[n].open_min = hours_of(in, &day[n].close_min);
		n++;
	}
	return n;
}

static bool
twin_open(const struct rulebook *book, int64_t at_ms)
{
	struct civil_date date = civil_date_of(&book->clinic_zone, at_ms);
	int minute = civil_minute_of(&book->clinic_zone, at_ms);
	const struct service_hours *h = &book->hours;
	int weekday = civil_weekday(date) - 1;

	for (size_t i = 0; i < h->day_count; i++)
		if (civil_compare(h->day[i].date, date) == 0)
			return minute >= h->day[i].open_min &&
			       minute < h->day[i].close_min;
	return minute >= h->week[weekday].open_min &&
	       minute < h->week[weekday].close_min;
}

/* When ${minutes} open ones have passed; -1: not within LOOK_DAYS. */
static int64_t
twin_add(const struct rulebook *book, int64_t from_ms, int64_t minutes)
{
	int64_t end_ms = from_ms + LOOK_DAYS * DAY_MS;

	for (; from_ms < end_ms; from_ms += MINUTE_MS) {
		if (!twin_open(book, from_ms))
			continue;
		if (minutes-- == 0)
			return from_ms;
	}
	return -1;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz_in in = {data, n};
	struct rulebook book = *sample_book();
	struct calendar_day day[DAYS_MAX] = {0};
	int64_t at_ms, last_ms;
	struct promise p;

	at_ms = SAMPLE_NOW_MS + fuzz_int(&in, 2) % (7 * 1440) * MINUTE_MS;
	book.settings.promise_target_min = fuzz_byte(&in) % 90;
	book.settings.promise_deadline_min =
	    book.settings.promise_target_min + fuzz_byte(&in) % 90;
	book.hours.day = day;
	book.hours.day_count = make_days(
	    &in, civil_days(civil_date_of(&book.clinic_zone, at_ms)), day);
	for (size_t i = 0; i < 7; i++)
		book.hours.week[i].open_min =
		    hours_of(&in, &book.hours.week[i].close_min);
	p = promise_make(&book, at_ms);
	assert(p.counts_from_ms >= at_ms && p.target_at_ms >= p.counts_from_ms);
	assert(p.deadline_at_ms >= p.target_at_ms);
	assert(promise_open_at(&book, at_ms) == twin_open(&book, at_ms));
	assert(p.out_of_hours == !twin_open(&book, at_ms));
	/* The last counted minute is an open one; its end is the deadline. */
	if (book.settings.promise_deadline_min == 0)
		return 0;
	last_ms =
	    twin_add(&book, at_ms, book.settings.promise_deadline_min - 1);
	if (last_ms >= 0)
		assert(p.deadline_at_ms == last_ms + MINUTE_MS);
	return 0;
}
