#include "unit.h"

#include <string.h>

#include "sample.h"
#include "units.h"
#include "visit.h"

#define DAY(n) ((n)*1440)

static struct visit_window
window(int64_t from_min, int64_t to_min, const char *zone)
{
	return (struct visit_window){
	    .start_ms = SAMPLE_NOW_MS + from_min * MINUTE_MS,
	    .end_ms = SAMPLE_NOW_MS + to_min * MINUTE_MS,
	    .zone = zone,
	};
}

/* Every day 8 to 22, but 10:00–02:00 on Fridays, and ill on 2026-11-25. */
static const struct shift shift[] = {
    {.kind = SHIFT_WORK, .weekday = 1, .start_min = 480, .end_min = 1320},
    {.kind = SHIFT_WORK, .weekday = 3, .start_min = 480, .end_min = 1320},
    {.kind = SHIFT_WORK, .weekday = 4, .start_min = 480, .end_min = 840},
    {.kind = SHIFT_WORK, .weekday = 4, .start_min = 960, .end_min = 1200},
    {.kind = SHIFT_WORK, .weekday = 5, .start_min = 600, .end_min = 1560},
    {.kind = SHIFT_ABSENCE, .date = {2026, 11, 25}},
};

/* What went with the first of them. */
static char first_arg[64];

/* The codes noted for the plan, in order, each ended by a space. */
static const char *
check(struct visit_plan plan)
{
	static char codes[256];
	static struct arena arena = {.limit = 1 << 16};
	struct field_errors errs = {.n = 0};

	arena_reset(&arena);
	plan.shift = shift;
	plan.shift_count = COUNT(shift);
	plan.arena = &arena;
	visit_check(sample_book(), &plan, SAMPLE_NOW_MS, &errs);
	codes[0] = first_arg[0] = '\0';
	if (errs.n != 0 && errs.item[0].arg != NULL)
		strncat(first_arg, errs.item[0].arg, sizeof(first_arg) - 1);
	for (size_t i = 0; i < errs.n; i++) {
		strncat(codes, errs.item[i].code, 40);
		strncat(codes, " ", 2);
	}
	return codes;
}

static void
test_check(void **state)
{
	static const struct {
		const char *medic;
		unsigned performers;
		int from, to;
		const char *zone, *codes;
	} row[] = {
	    {"m01", PERFORMER_DOCTOR, 55, 175, "green", ""},
	    {"m01", PERFORMER_BOTH, 55, 175, "red", ""},
	    {"m07", PERFORMER_NURSE, 0, 715, "yellow", ""},
	    {"m99", PERFORMER_DOCTOR, 55, 175, "green", "unknown_code "},
	    {"m07", PERFORMER_DOCTOR, 55, 175, "green", "medic_kind "},
	    {"m01", PERFORMER_DOCTOR, 55, 175, "oblast", "medic_zone "},
	    {"m01", PERFORMER_DOCTOR, -1, 175, "green", "in_past "},
	    {"m01", PERFORMER_DOCTOR, 55, 55, "green", "window_order "},
	    {"m01", PERFORMER_DOCTOR, 55, 50, "green", "window_order "},
	    {"m01", PERFORMER_DOCTOR, 0, 721, "green", "window_too_long "},
	    {"m99", PERFORMER_DOCTOR, -1, -1, "green",
	     "unknown_code in_past window_order "},
	    {"m07", PERFORMER_DOCTOR, -1, 55, "red",
	     "medic_kind medic_zone in_past "},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_string_equal(
		    check((struct visit_plan){
			.medic = rulebook_medic(sample_book(), row[i].medic),
			.performers = row[i].performers,
			.window = window(row[i].from, row[i].to, row[i].zone)}),
		    row[i].codes);
}

/* Minutes after Monday 00:00; a shift holds the whole window. */
static void
test_shift(void **state)
{
	static const struct {
		int from, to;
		const char *codes;
	} row[] = {
	    {1200, 1320, ""},
	    {1201, 1321, "outside_shift "},
	    {DAY(1) + 600, DAY(1) + 720, "medic_off_shift "},
	    {DAY(2) + 600, DAY(2) + 720, "medic_absent "},
	    {DAY(3) + 720, DAY(3) + 840, ""},
	    {DAY(3) + 780, DAY(3) + 900, "outside_shift "},
	    {DAY(3) + 800, DAY(3) + 1000, "outside_shift "}, /* two of them */
	    {DAY(3) + 420, DAY(3) + 540, "outside_shift "},
	    {DAY(3) + 480, DAY(3) + 600, ""},
	    {DAY(4) + 600, DAY(4) + 1320, ""}, /* as long as may be */
	    {DAY(4) + 600, DAY(4) + 1321, "window_too_long "},
	    {DAY(4) + 1380, DAY(4) + 1500, ""}, /* over midnight */
	    {DAY(5) + 0, DAY(5) + 120, ""},     /* of the day before */
	    {DAY(5) + 60, DAY(5) + 180, "medic_off_shift "},
	    {DAY(3) + 1380, DAY(3) + 1500, "outside_shift "},
	};
	int64_t midnight = 605;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_string_equal(
		    check((struct visit_plan){
			.medic = rulebook_medic(sample_book(), "m01"),
			.performers = PERFORMER_DOCTOR,
			.window = window(row[i].from - midnight,
					 row[i].to - midnight, "green")}),
		    row[i].codes);
}

/* The hours are told of who is not there. */
static void
test_hours_told(void **state)
{
	struct visit_plan plan = {
	    .medic = rulebook_medic(sample_book(), "m01"),
	    .performers = PERFORMER_DOCTOR,
	    .window = window(DAY(3) + 200, DAY(3) + 330, "green"),
	};

	(void)state;
	assert_string_equal(check(plan), "outside_shift ");
	assert_string_equal(first_arg, "08:00–14:00, 16:00–20:00");
}

static void
test_zone_reason(void **state)
{
	struct visit_plan plan = {
	    .medic = rulebook_medic(sample_book(), "m01"),
	    .performers = PERFORMER_DOCTOR,
	    .window = window(55, 175, "oblast"),
	    .zone_reason = "живёт рядом",
	};

	(void)state;
	assert_string_equal(check(plan), "");
}

static void
test_inactive(void **state)
{
	struct medic medic = *rulebook_medic(sample_book(), "m01");
	struct visit_plan plan = {
	    .medic = &medic,
	    .performers = PERFORMER_DOCTOR,
	    .window = window(55, 175, "green"),
	};

	(void)state;
	medic.active = false;
	assert_string_equal(check(plan), "medic_inactive ");
}

static void
test_collide(void **state)
{
	static const struct {
		int from, to;
		bool collides; /* with 100..220, margin 30 */
	} row[] = {
	    {100, 220, true},  {0, 300, true}, {120, 130, true},
	    {0, 71, true},     {0, 70, false}, {249, 400, true},
	    {250, 400, false},
	};
	const struct rulebook *book = sample_book();
	struct visit_window a = window(100, 220, "green");

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct visit_window b = window(row[i].from, row[i].to, "red");

		assert_int_equal(visit_collide(book, &a, &b), row[i].collides);
		assert_int_equal(visit_collide(book, &b, &a), row[i].collides);
	}
}

/* The way from zone to zone, to and fro; the longer of two that are told. */
static void
test_margin(void **state)
{
	static struct travel travel[] = {
	    {"a", "green", "oblast", 60},
	    {"b", "oblast", "green", 45},
	    {"c", "red", "red", 0},
	};
	static const struct {
		const char *a, *b;
		int minutes;
	} row[] = {
	    {"green", "oblast", 60}, {"oblast", "green", 60}, {"red", "red", 0},
	    {"green", "green", 30},  {"green", "red", 30},
	};
	struct rulebook book = *sample_book();
	struct visit_window a = window(0, 120, "green");
	struct visit_window b = window(179, 299, "oblast");

	(void)state;
	book.travel = travel;
	book.travel_count = COUNT(travel);
	for (size_t i = 0; i < COUNT(row); i++)
		assert_int_equal(rulebook_travel_min(&book, row[i].a, row[i].b),
				 row[i].minutes);
	assert_true(visit_collide(&book, &a, &b));
	b = window(180, 300, "oblast");
	assert_false(visit_collide(&book, &a, &b));
}

/* Of one trip: one door, no way between them, or one window for both. */
static void
test_trip(void **state)
{
	static const struct {
		int from, to;
		bool collides; /* with 100..220 */
	} row[] = {
	    {100, 220, false}, {220, 340, false}, {0, 100, false},
	    {100, 219, true},  {150, 270, true},
	};
	const struct rulebook *book = sample_book();
	struct visit_window a = window(100, 220, "green");

	(void)state;
	a.trip = visit_trip(NULL, "first");
	for (size_t i = 0; i < COUNT(row); i++) {
		struct visit_window b = window(row[i].from, row[i].to, "green");

		b.trip = visit_trip("first", "second");
		assert_int_equal(visit_collide(book, &a, &b), row[i].collides);
		b.trip = visit_trip("third", "fourth");
		assert_true(visit_collide(book, &a, &b));
		b.trip = NULL;
		assert_true(visit_collide(book, &a, &b));
	}
}

/* Service hours of the sample: 8 to 22 every day. */
static void
test_next_window(void **state)
{
	static const struct {
		int at_min, start_min; /* since 2026-11-23 00:00 */
	} row[] = {
	    {605, 630},   {600, 630},   {0, 480},     {449, 480},
	    {480, 510},   {1169, 1170}, {1170, 1200}, {1180, 1200},
	    {1200, 1920}, {1439, 1920},
	};
	const struct rulebook *book = sample_book();
	int64_t midnight = SAMPLE_NOW_MS - 605 * MINUTE_MS;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct visit_window w = visit_next_window(
		    book, midnight + row[i].at_min * MINUTE_MS);

		assert_int_equal((w.start_ms - midnight) / MINUTE_MS,
				 row[i].start_min);
		assert_int_equal(w.end_ms - w.start_ms, 120 * MINUTE_MS);
	}
}

static void
test_next_window_never_open(void **state)
{
	struct rulebook book = *sample_book();
	struct visit_window w;

	(void)state;
	memset(&book.hours, 0, sizeof(book.hours));
	w = visit_next_window(&book, SAMPLE_NOW_MS);
	assert_int_equal(w.start_ms, SAMPLE_NOW_MS + 25 * MINUTE_MS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_check),
	    cmocka_unit_test(test_shift),
	    cmocka_unit_test(test_hours_told),
	    cmocka_unit_test(test_zone_reason),
	    cmocka_unit_test(test_inactive),
	    cmocka_unit_test(test_margin),
	    cmocka_unit_test(test_trip),
	    cmocka_unit_test(test_collide),
	    cmocka_unit_test(test_next_window),
	    cmocka_unit_test(test_next_window_never_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
