#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "sample.h"
#include "shift.h"
#include "units.h"

#define WEEKLY(day, from, to)                                                  \
	{                                                                      \
		.kind = SHIFT_WORK, .weekday = (day), .start_min = (from),     \
		.end_min = (to)                                                \
	}
#define DATED(d, from, to)                                                     \
	{                                                                      \
		.kind = SHIFT_WORK, .date = {2026, 11, d},                     \
		.start_min = (from), .end_min = (to)                           \
	}
#define ABSENCE(d)                                                                   \
	{                                                                            \
		.kind = SHIFT_ABSENCE, .date = {2026, 11, d}, .note = "болеет" \
	}

/* Monday is the 23rd. */
static const struct shift sample[] = {
    WEEKLY(1, 900, 1200), WEEKLY(1, 480, 840), WEEKLY(2, 480, 1320),
    WEEKLY(3, 480, 1320), DATED(24, 600, 720), ABSENCE(25),
    DATED(25, 600, 720),  DATED(28, 600, 720),
};

static void
test_day(void **state)
{
	static const struct {
		int day;
		const char *hours; /* minutes after midnight */
		bool absent;
	} row[] = {
	    {23, "480-840 900-1200 ", false},
	    {30, "480-840 900-1200 ", false},
	    {24, "600-720 ", false}, /* the date in place of the week */
	    {25, "", true},          /* an absence before all else */
	    {26, "", false},
	    {28, "600-720 ", false},
	};
	const struct civil_zone *zone = &sample_book()->clinic_zone;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct civil_date date = {2026, 11, row[i].day};
		int64_t midnight = civil_ms(zone, date, 0);
		struct shift_day day =
		    shift_day_of(zone, sample, COUNT(sample), date);
		char hours[64] = "";

		for (size_t k = 0; k < day.count; k++) {
			size_t n = strlen(hours);

			snprintf(hours + n, sizeof(hours) - n, "%lld-%lld ",
				 (long long)(day.span[k].start_ms - midnight) /
				     MINUTE_MS,
				 (long long)(day.span[k].end_ms - midnight) /
				     MINUTE_MS);
		}
		assert_string_equal(hours, row[i].hours);
		assert_int_equal(day.absent, row[i].absent);
		assert_int_equal(day.note != NULL, row[i].absent);
	}
}

/* In whatever order they are told; the first of the list counts, too. */
static void
test_day_order(void **state)
{
	static const struct shift told[] = {
	    DATED(26, 900, 960),
	    DATED(26, 700, 760),
	    DATED(26, 800, 860),
	    WEEKLY(4, 480, 1320),
	};
	const struct civil_zone *zone = &sample_book()->clinic_zone;
	struct shift_day day = shift_day_of(zone, told, COUNT(told),
					    (struct civil_date){2026, 11, 26});
	struct shift_day one =
	    shift_day_of(zone, told, 1, (struct civil_date){2026, 11, 26});

	(void)state;
	assert_int_equal(day.count, 3);
	for (size_t i = 1; i < day.count; i++)
		assert_int_equal(day.span[i].start_ms -
				     day.span[i - 1].start_ms,
				 100 * MINUTE_MS);
	assert_int_equal(one.count, 1);
}

/* More than a day can hold: the first ones count. */
static void
test_day_full(void **state)
{
	struct shift many[SHIFT_SPANS_MAX + 2];
	const struct civil_zone *zone = &sample_book()->clinic_zone;

	(void)state;
	for (size_t i = 0; i < COUNT(many); i++)
		many[i] = (struct shift)WEEKLY(1, (int64_t)i * 60, 1440);
	assert_int_equal(shift_day_of(zone, many, COUNT(many),
				      (struct civil_date){2026, 11, 23})
			     .count,
			 SHIFT_SPANS_MAX);
}

static void
test_check(void **state)
{
	static const struct {
		struct shift shift;
		const char *pointer, *code;
	} row[] = {
	    {WEEKLY(4, 480, 1320), NULL, NULL},
	    {WEEKLY(4, 1320, 1560), NULL, NULL}, /* over midnight */
	    {WEEKLY(1, 840, 900), NULL, NULL},
	    {DATED(29, 0, 1440), NULL, NULL},
	    {DATED(24, 720, 780), NULL, NULL},
	    {ABSENCE(26), NULL, NULL},
	    {ABSENCE(24), NULL, NULL},
	    {WEEKLY(0, 480, 1320), "/date", "required"},
	    {{.kind = SHIFT_ABSENCE}, "/date", "required"},
	    {{.kind = SHIFT_ABSENCE, .weekday = 1}, "/date", "required"},
	    {{.kind = SHIFT_ABSENCE, .weekday = 1, .date = {2026, 11, 26}},
	     "/weekday",
	     "shift_one_day"},
	    {{.weekday = 1, .date = {2026, 11, 23}, .end_min = 60},
	     "/weekday",
	     "shift_one_day"},
	    {WEEKLY(4, 480, 480), "/end_min", "window_order"},
	    {WEEKLY(4, 480, 1921), "/end_min", "shift_too_long"},
	    {WEEKLY(1, 1100, 1260), "/start_min", "shift_overlap"},
	    {WEEKLY(1, 800, 860), "/start_min", "shift_overlap"},
	    {DATED(24, 700, 780), "/start_min", "shift_overlap"},
	    {ABSENCE(25), "/date", "absence_known"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct field_errors errs = {.n = 0};

		shift_check(&row[i].shift, sample, COUNT(sample), &errs);
		assert_int_equal(errs.n, row[i].code != NULL);
		if (errs.n == 0)
			continue;
		assert_string_equal(errs.item[0].pointer, row[i].pointer);
		assert_string_equal(errs.item[0].code, row[i].code);
	}
}

static void
test_kinds(void **state)
{
	(void)state;
	for (enum shift_kind k = 0; k < SHIFT__COUNT; k++)
		assert_int_equal(shift_kind_of(shift_kind_name(k)), k);
	assert_int_equal(shift_kind_of("holiday"), SHIFT__COUNT);
	assert_int_equal(shift_kind_of(NULL), SHIFT__COUNT);
	assert_null(shift_kind_name(SHIFT__COUNT));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_day),      cmocka_unit_test(test_day_order),
	    cmocka_unit_test(test_day_full), cmocka_unit_test(test_check),
	    cmocka_unit_test(test_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
