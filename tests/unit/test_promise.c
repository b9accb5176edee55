#include "unit.h"

#include <string.h>

#include "casefile.h"
#include "promise.h"
#include "sample.h"
#include "units.h"

#define DAYS_MAX 8

static struct calendar_day day[DAYS_MAX];

/* The sample's clinic with the calendar of the case ${one}. */
static struct rulebook
book_of(const cJSON *one)
{
	struct rulebook book = *sample_book();
	const cJSON *item;
	int i = 0;

	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(one, "week"))
	{
		book.hours.week[i].open_min =
		    cJSON_GetArrayItem(item, 0)->valueint;
		book.hours.week[i++].close_min =
		    cJSON_GetArrayItem(item, 1)->valueint;
	}
	book.hours.day = day;
	book.hours.day_count = 0;
	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(one, "days"))
	{
		struct calendar_day *d = &day[book.hours.day_count++];

		assert_true(
		    civil_date_parse(casefile_text(item, "date"), &d->date));
		d->open_min = casefile_number(item, "open", -1);
		d->close_min = casefile_number(item, "close", -1);
	}
	return book;
}

static void
test_cases(void **state)
{
	cJSON *cases = casefile_load("tests/cases/promise.json"), *one;

	(void)state;
	cJSON_ArrayForEach(one, cases)
	{
		struct rulebook book = book_of(one);
		int64_t posted = casefile_time(one, "posted");
		struct promise p = promise_make(&book, posted);

		if (p.posted_at_ms != posted ||
		    p.counts_from_ms != casefile_time(one, "counts_from") ||
		    p.target_at_ms != casefile_time(one, "target") ||
		    p.deadline_at_ms != casefile_time(one, "deadline") ||
		    p.out_of_hours != casefile_true(one, "out_of_hours") ||
		    p.spans_closing != casefile_true(one, "spans_closing"))
			fail_msg("%s", casefile_text(one, "name"));
	}
	cJSON_Delete(cases);
}

/* The stretches of each case add up to the promise, and touch nowhere. */
static void
test_spans(void **state)
{
	cJSON *cases = casefile_load("tests/cases/promise.json"), *one;

	(void)state;
	cJSON_ArrayForEach(one, cases)
	{
		struct rulebook book = book_of(one);
		struct promise_clock clock = promise_clock(&book);
		struct promise p =
		    promise_make(&book, casefile_time(one, "posted"));
		struct promise_span span[PROMISE_SPANS_MAX];
		size_t n = promise_spans(&clock, &p, span);
		int64_t sum = 0;

		for (size_t i = 0; i < n; i++) {
			assert_true(span[i].from_ms < span[i].to_ms);
			if (i != 0 && span[i].from_ms < span[i - 1].to_ms)
				fail_msg("%s", casefile_text(one, "name"));
			sum += span[i].to_ms - span[i].from_ms;
		}
		if (n == 0 || n == PROMISE_SPANS_MAX)
			continue; /* never open; a little every day */
		if (span[0].from_ms != p.counts_from_ms ||
		    span[n - 1].to_ms != p.deadline_at_ms ||
		    sum != clock.deadline_min * MINUTE_MS)
			fail_msg("%s", casefile_text(one, "name"));
	}
	cJSON_Delete(cases);
}

/* A holiday between is named; the closing of every evening is not. */
static void
test_span_notes(void **state)
{
	struct calendar_day holiday = {.date = {2026, 11, 24},
				       .note = "праздник"};
	struct rulebook book = *sample_book();
	struct promise_clock clock = promise_clock(&book);
	int64_t late = SAMPLE_NOW_MS + 700 * MINUTE_MS; /* 21:45 */
	struct promise p = promise_make(&book, late);
	struct promise_span span[PROMISE_SPANS_MAX];

	(void)state;
	assert_int_equal(promise_spans(&clock, &p, span), 2);
	assert_null(span[0].after);
	assert_null(span[1].after);
	book.hours.day = &holiday;
	book.hours.day_count = 1;
	p = promise_make(&book, late);
	assert_int_equal(promise_spans(&clock, &p, span), 2);
	assert_null(span[0].after);
	assert_string_equal(span[1].after, "праздник");
}

/* Monday 21:45, a quarter of an hour before the clinic closes. */
#define LATE_MS (SAMPLE_NOW_MS + 700 * MINUTE_MS)

/* What is said of a stretch: why it did not begin before, and no more. */
static void
test_span_notes_once(void **state)
{
	static const struct calendar_day changed[] = {
	    {{2026, 11, 23}, 480, 1320, "учёба"},
	    {{2026, 11, 24}, 0, 0, "праздник"},
	    {{2026, 11, 25}, 480, 510, NULL},
	    {{2026, 11, 26}, 600, 1320, "короткий день"},
	};
	struct rulebook book = *sample_book();
	struct promise_clock clock = promise_clock(&book);
	struct promise_span span[PROMISE_SPANS_MAX];
	struct promise p;

	(void)state;
	book.hours.day = changed;
	book.hours.day_count = COUNT(changed);
	p = promise_make(&book, LATE_MS);
	assert_int_equal(promise_spans(&clock, &p, span), 3);
	assert_null(span[0].after); /* open when it was posted */
	assert_string_equal(span[1].after, "учёба");
	assert_string_equal(span[2].after, "короткий день");
}

/* More stretches than are told, and a promise of no time at all. */
static void
test_span_count(void **state)
{
	struct rulebook book = *sample_book();
	struct promise_span span[PROMISE_SPANS_MAX + 1];
	struct promise_clock clock = promise_clock(&book);
	struct promise p;

	(void)state;
	book.hours.day_count = 0;
	for (int i = 0; i < 7; i++)
		book.hours.week[i].close_min = book.hours.week[i].open_min + 5;
	p = promise_make(&book, SAMPLE_NOW_MS);
	span[PROMISE_SPANS_MAX].from_ms = 1;
	assert_int_equal(promise_spans(&clock, &p, span), PROMISE_SPANS_MAX);
	assert_int_equal(span[PROMISE_SPANS_MAX].from_ms, 1);
	p.deadline_at_ms = p.counts_from_ms;
	assert_int_equal(promise_spans(&clock, &p, span), 0);
}

/* One term for both: neither is shortened by the night between. */
static void
test_one_term(void **state)
{
	struct rulebook book = *sample_book();
	struct promise p;

	(void)state;
	book.settings.promise_target_min = book.settings.promise_deadline_min;
	p = promise_make(&book, LATE_MS);
	assert_int_equal(p.target_at_ms, p.deadline_at_ms);
	assert_true(p.spans_closing);
}

/* How far ahead the next opening is looked for. */
static void
test_far_opening(void **state)
{
	struct calendar_day open = {.open_min = 600, .close_min = 660};
	struct rulebook book = *sample_book();
	int64_t today =
	    civil_days(civil_date_of(&book.clinic_zone, SAMPLE_NOW_MS));

	(void)state;
	for (int i = 0; i < 7; i++)
		book.hours.week[i].close_min = book.hours.week[i].open_min;
	book.hours.day = &open;
	book.hours.day_count = 1;
	open.date = civil_from_days(today + 400);
	assert_int_equal(promise_next_open(&book, SAMPLE_NOW_MS),
			 civil_ms(&book.clinic_zone, open.date, 600));
	open.date = civil_from_days(today + 401);
	assert_int_equal(promise_next_open(&book, SAMPLE_NOW_MS),
			 SAMPLE_NOW_MS);
}

static void
test_colours(void **state)
{
	static const struct {
		int minutes;
		const char *colour;
	} row[] = {
	    {0, "calm"}, {19, "calm"}, {20, "amber"},   {29, "amber"},
	    {30, "red"}, {60, "red"},  {61, "overdue"}, {100000, "overdue"},
	};
	const struct rulebook *book = sample_book();
	struct promise p = promise_make(book, SAMPLE_NOW_MS);

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_string_equal(
		    promise_colour_name(promise_colour(
			book, &p, 0,
			SAMPLE_NOW_MS + row[i].minutes * MINUTE_MS)),
		    row[i].colour);
	assert_string_equal(
	    promise_colour_name(promise_colour(book, &p, SAMPLE_NOW_MS,
					       SAMPLE_NOW_MS + 10 * HOUR_MS)),
	    "kept");
}

/* Closed time does not make a request more urgent. */
static void
test_colour_over_night(void **state)
{
	const struct rulebook *book = sample_book();
	int64_t evening = SAMPLE_NOW_MS + 700 * MINUTE_MS; /* 21:45 */
	struct promise p = promise_make(book, evening);

	(void)state;
	assert_int_equal(promise_colour(book, &p, 0, evening + 8 * HOUR_MS),
			 PROMISE_CALM);
	assert_int_equal(
	    promise_colour(book, &p, 0,
			   evening + 10 * HOUR_MS + 20 * MINUTE_MS),
	    PROMISE_AMBER);
}

static void
test_open(void **state)
{
	const struct rulebook *book = sample_book();
	int64_t opens = SAMPLE_NOW_MS - 125 * MINUTE_MS; /* 08:00 */
	int64_t closes = opens + 14 * HOUR_MS;

	(void)state;
	assert_true(promise_open_at(book, opens));
	assert_false(promise_open_at(book, opens - 1));
	assert_true(promise_open_at(book, closes - 1));
	assert_false(promise_open_at(book, closes));
	assert_int_equal(promise_next_open(book, opens - 1), opens);
	assert_int_equal(promise_next_open(book, closes), opens + DAY_MS);
	assert_int_equal(promise_next_open(book, closes - 1), closes - 1);
}

static void
test_open_minutes(void **state)
{
	const struct rulebook *book = sample_book();
	int64_t opens = SAMPLE_NOW_MS - 125 * MINUTE_MS;

	(void)state;
	assert_int_equal(promise_open_minutes(book, opens, opens), 0);
	assert_int_equal(promise_open_minutes(book, opens, opens - DAY_MS), 0);
	assert_int_equal(
	    promise_open_minutes(book, opens, opens + 90 * SECOND_MS), 1);
	assert_int_equal(promise_open_minutes(book, opens, opens + DAY_MS),
			 840);
	assert_int_equal(promise_open_minutes(book, opens - HOUR_MS,
					      opens + 2 * DAY_MS + HOUR_MS),
			 2 * 840 + 60);
	/* adding and counting are each other's inverse */
	for (int64_t m = 1; m < 3000; m += 37)
		assert_int_equal(promise_open_minutes(
				     book, SAMPLE_NOW_MS,
				     promise_add_open(book, SAMPLE_NOW_MS, m)),
				 m);
	/* and both end, whatever they are asked */
	assert_int_equal(
	    promise_open_minutes(book, SAMPLE_NOW_MS, INT64_MAX) > 300000, 1);
}

/* A calendar nobody can keep a promise in is not believed, in no part. */
static void
test_hardly_open(void **state)
{
	struct rulebook book = *sample_book();
	struct promise p;

	(void)state;
	book.hours.day_count = 0;
	for (int i = 0; i < 7; i++)
		book.hours.week[i].open_min = book.hours.week[i].close_min = 0;
	book.hours.week[0].close_min = 1; /* 58 minutes in 400 days */
	p = promise_make(&book, SAMPLE_NOW_MS);
	assert_int_equal(p.target_at_ms - p.counts_from_ms, 30 * MINUTE_MS);
	assert_int_equal(p.deadline_at_ms - p.counts_from_ms, 60 * MINUTE_MS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cases),
	    cmocka_unit_test(test_spans),
	    cmocka_unit_test(test_span_notes),
	    cmocka_unit_test(test_span_notes_once),
	    cmocka_unit_test(test_span_count),
	    cmocka_unit_test(test_one_term),
	    cmocka_unit_test(test_far_opening),
	    cmocka_unit_test(test_colours),
	    cmocka_unit_test(test_colour_over_night),
	    cmocka_unit_test(test_open),
	    cmocka_unit_test(test_open_minutes),
	    cmocka_unit_test(test_hardly_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
