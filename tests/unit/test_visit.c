#include "unit.h"

#include <string.h>

#include "sample.h"
#include "units.h"
#include "visit.h"

/* The codes noted for the window, in order, each ended by a space. */
static const char *
check(const char *medic, unsigned performers, struct visit_window w)
{
	static char codes[256];
	struct field_errors errs = {.n = 0};
	const struct rulebook *book = sample_book();

	visit_check(book, rulebook_medic(book, medic), performers, &w,
		    SAMPLE_NOW_MS, &errs);
	codes[0] = '\0';
	for (size_t i = 0; i < errs.n; i++) {
		strncat(codes, errs.item[i].code, 40);
		strncat(codes, " ", 2);
	}
	return codes;
}

static struct visit_window
window(int64_t from_min, int64_t to_min, const char *zone)
{
	return (struct visit_window){
	    .start_ms = SAMPLE_NOW_MS + from_min * MINUTE_MS,
	    .end_ms = SAMPLE_NOW_MS + to_min * MINUTE_MS,
	    .zone = zone,
	};
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
	    {"m07", PERFORMER_NURSE, 0, 720, "yellow", ""},
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
		    check(row[i].medic, row[i].performers,
			  window(row[i].from, row[i].to, row[i].zone)),
		    row[i].codes);
}

static void
test_inactive(void **state)
{
	struct visit_window w = window(0, 60, "green");
	struct field_errors errs = {.n = 0};
	struct medic medic = *rulebook_medic(sample_book(), "m01");

	(void)state;
	medic.active = false;
	visit_check(sample_book(), &medic, PERFORMER_DOCTOR, &w, SAMPLE_NOW_MS,
		    &errs);
	assert_int_equal(errs.n, 1);
	assert_string_equal(errs.item[0].code, "medic_inactive");
	assert_string_equal(errs.item[0].pointer, "/medic");
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
	    cmocka_unit_test(test_inactive),
	    cmocka_unit_test(test_collide),
	    cmocka_unit_test(test_next_window),
	    cmocka_unit_test(test_next_window_never_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
