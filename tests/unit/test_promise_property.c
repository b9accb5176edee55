#include "unit.h"

#include <stdlib.h>

#include "promise.h"
#include "sample.h"
#include "units.h"

/*
 * The promise clock over calendars and moments made up at random, held against
 * a count minute by minute.  The seed is fixed, printed, and may be given as
 * an argument.
 */

#define SEED 7345U
#define CALENDARS 60
#define MOMENTS 12
#define DAYS 6
#define DAY_MIN 1440

static unsigned seed = SEED, first_seed = SEED;

static int
below(int n)
{
	seed = seed * 1664525U + 1013904223U;
	return (int)((seed >> 8) % (unsigned)n);
}

/* Hours of a day: closed, the whole day, or some of it, also over midnight. */
static void
put_hours(int *open_min, int *close_min)
{
	int from = below(DAY_MIN / 15) * 15;

	switch (below(4)) {
	case 0:
		*open_min = *close_min = -1;
		break;
	case 1:
		*open_min = 0;
		*close_min = DAY_MIN;
		break;
	default:
		*open_min = from;
		*close_min = from + 15 + below(DAY_MIN / 15) * 15;
	}
}

/* A week and a few dates of its own; some of it is open. */
static void
make_calendar(struct rulebook *book, struct calendar_day day[DAYS])
{
	int64_t first =
	    civil_days(civil_date_of(&book->clinic_zone, SAMPLE_NOW_MS));

	for (int i = 0; i < 7; i++)
		put_hours(&book->hours.week[i].open_min,
			  &book->hours.week[i].close_min);
	book->hours.week[3].open_min = 600; /* on Thursdays at least */
	book->hours.week[3].close_min = 960;
	for (int i = 0; i < DAYS; i++) {
		day[i] = (struct calendar_day){
		    .date = civil_from_days(first + 2 * i)};
		put_hours(&day[i].open_min, &day[i].close_min);
	}
	book->hours.day = day;
	book->hours.day_count = DAYS;
}

/* Open minutes from ${from_ms} to ${to_ms}, asked one by one. */
static int64_t
counted(const struct promise_clock *clock, int64_t from_ms, int64_t to_ms)
{
	int64_t n = 0;

	for (; from_ms < to_ms; from_ms += MINUTE_MS)
		n += promise_open_by(clock, from_ms);
	return n;
}

static void
check_counts(const struct promise_clock *clock, const struct promise *p)
{
	int64_t posted = p->posted_at_ms;

	assert_true(promise_open_by(clock, p->counts_from_ms));
	assert_int_equal(counted(clock, posted, p->counts_from_ms), 0);
	assert_int_equal(counted(clock, posted, p->target_at_ms),
			 clock->target_min);
	assert_int_equal(counted(clock, posted, p->deadline_at_ms),
			 clock->deadline_min);
	/* the last minute of each is one that counts */
	assert_true(promise_open_by(clock, p->target_at_ms - MINUTE_MS));
	assert_true(promise_open_by(clock, p->deadline_at_ms - MINUTE_MS));
	assert_int_equal(p->out_of_hours, posted != p->counts_from_ms);
}

/* What explains the promise adds up to it. */
static void
check_spans(const struct promise_clock *clock, const struct promise *p)
{
	struct promise_span span[PROMISE_SPANS_MAX];
	size_t n = promise_spans(clock, p, span);
	int64_t sum = 0, open = 0;

	for (size_t i = 0; i < n; i++) {
		sum += (span[i].to_ms - span[i].from_ms) / MINUTE_MS;
		open += counted(clock, span[i].from_ms, span[i].to_ms);
	}
	assert_int_equal(open, sum);
	if (n < PROMISE_SPANS_MAX)
		assert_int_equal(sum, clock->deadline_min);
}

static void
check_calendar(const struct promise_clock *clock)
{
	struct promise before = {.posted_at_ms = 0};
	int64_t at = SAMPLE_NOW_MS;

	for (int i = 0; i < MOMENTS; i++) {
		struct promise p = promise_by(clock, at);

		check_counts(clock, &p);
		check_spans(clock, &p);
		/* who calls later is not promised sooner */
		assert_true(p.target_at_ms >= before.target_at_ms);
		assert_true(p.deadline_at_ms >= before.deadline_at_ms);
		assert_true(p.deadline_at_ms >= p.target_at_ms);
		before = p;
		at += below(2 * DAY_MIN) * MINUTE_MS;
	}
}

static void
test_random(void **state)
{
	(void)state;
	print_message("seed %u\n", first_seed);
	for (int i = 0; i < CALENDARS; i++) {
		struct rulebook book = *sample_book();
		struct calendar_day day[DAYS];
		struct promise_clock clock;

		make_calendar(&book, day);
		clock = promise_clock(&book);
		clock.target_min = 1 + below(90);
		clock.deadline_min = clock.target_min + below(240);
		check_calendar(&clock);
	}
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_random),
	};

	if (argc > 1)
		seed = first_seed = (unsigned)strtoul(argv[1], NULL, 10);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
