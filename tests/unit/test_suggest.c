#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "sample.h"
#include "speciality.h"
#include "starve.h"
#include "suggest.h"
#include "units.h"

/* The sample's medics on Tuesday 2026-11-24, all on shift 8 to 22. */
#define DATE                                                                   \
	(struct civil_date)                                                    \
	{                                                                      \
		2026, 11, 24                                                   \
	}
#define MEDICS_MAX 16

static struct arena arena = {.limit = 1 << 24};

static const struct shift every_day = {
    .kind = SHIFT_WORK, .weekday = 2, .start_min = 480, .end_min = 1320};

static int64_t
clock_ms(int minute)
{
	return civil_ms(&sample_book()->clinic_zone, DATE, minute);
}

static struct suggest_ask
ask(unsigned performers, const char *zone, const char *const *service, size_t n)
{
	return (struct suggest_ask){
	    .book = sample_book(),
	    .performers = performers,
	    .zone = zone,
	    .trip = "own",
	    .service = service,
	    .service_count = n,
	    .now_ms = SAMPLE_NOW_MS,
	    .date = DATE,
	    .arena = &arena,
	};
}

/* All medics of the sample, on shift and free. */
static size_t
everybody(struct suggest_medic *out)
{
	const struct rulebook *book = sample_book();

	for (size_t i = 0; i < book->medic_count; i++)
		out[i] = (struct suggest_medic){
		    .medic = &book->medic[i],
		    .shift = &every_day,
		    .shift_count = 1,
		};
	return book->medic_count;
}

static struct suggest_medic *
of(struct suggest_medic *medic, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(medic[i].medic->code, code) == 0)
			return &medic[i];
	fail_msg("no medic %s", code);
	return NULL;
}

/* "m01 speciality,zone_served,free_day,soon 480 600 720 840" */
static const char *
told(const struct suggest_item *item)
{
	static char text[400];
	size_t n =
	    (size_t)snprintf(text, sizeof(text), "%s ", item->medic->code);

	for (size_t i = 0; i < item->reason_count; i++)
		n += (size_t)snprintf(
		    text + n, sizeof(text) - n, "%s%s", i > 0 ? "," : "",
		    suggest_reason_name(item->reason[i].code));
	for (size_t i = 0; i < item->window_count; i++)
		n += (size_t)snprintf(
		    text + n, sizeof(text) - n, " %d",
		    (int)((item->window[i].start_ms - clock_ms(0)) /
			  MINUTE_MS));
	return text;
}

static const char *const therapist[] = {"X01"};
static const char *const dressing[] = {"X43"};
static const char *const injection[] = {"X39"};

static void
test_speciality(void **state)
{
	static const struct {
		const char *service, *medic, *what;
	} row[] = {
	    {"X01", "m01", "терапевт"},
	    {"X02", "m01", NULL},
	    {"X02", "m03", "педиатр"},
	    {"X03", "m01", "врач общей практики"},
	    {"X03", "m02", NULL},
	    {"X07", "m05", "хирург"},
	    {"X33", "m07", "забор крови"},
	    {"X43", "m08", "перевязки"},
	    {"X43", "m07", NULL},
	    {"X39", "m07", NULL},
	    {"E99", "m01", NULL}, /* not in the catalogue */
	};
	const struct rulebook *book = sample_book();

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		const char *code = row[i].service, *what;
		struct speciality_set set =
		    speciality_set(book, &code, 1, &arena);

		assert_int_equal(
		    speciality_named(&set, rulebook_medic(book, row[i].medic),
				     &what, &arena),
		    row[i].what != NULL);
		if (row[i].what == NULL)
			assert_null(what);
		else
			assert_string_equal(what, row[i].what);
	}
}

static void
test_order(void **state)
{
	struct suggest_medic medic[MEDICS_MAX];
	struct suggest_item out[MEDICS_MAX];
	size_t n = everybody(medic);
	struct suggest_ask one = ask(PERFORMER_DOCTOR, "green", therapist, 1);

	(void)state;
	assert_int_equal(suggest_rank(&one, medic, n, out), 5);
	assert_string_equal(
	    told(&out[0]),
	    "m01 speciality,zone_served,free_day,soon 480 600 720 840");
	assert_string_equal(
	    told(&out[1]),
	    "m02 speciality,zone_served,free_day,soon 480 600 720 840");
	assert_string_equal(
	    told(&out[2]),
	    "m03 other_speciality,zone_served,free_day,soon 480 600 720 840");
	/* not in the zone, but it can be with a reason; then the nurses */
	assert_string_equal(
	    told(&out[5]),
	    "m04 speciality,zone_not_served,free_day 480 600 720 840");
	assert_string_equal(told(&out[6]), "m07 other_kind");
	one = ask(PERFORMER_NURSE, "yellow", injection, 1);
	assert_int_equal(suggest_rank(&one, medic, n, out), 2);
	assert_string_equal(
	    told(&out[0]),
	    "m07 any_speciality,zone_served,free_day,soon 480 600 720 840");
	one = ask(PERFORMER_NURSE, "yellow", dressing, 1);
	assert_int_equal(suggest_rank(&one, medic, n, out), 2);
	assert_string_equal(out[0].medic->code, "m08");
	one = ask(PERFORMER_NURSE, "yellow", NULL, 0); /* free text */
	assert_int_equal(suggest_rank(&one, medic, n, out), 2);
	assert_string_equal(
	    told(&out[1]),
	    "m08 any_speciality,zone_served,free_day,soon 480 600 720 840");
}

/* Visits take time and the way to them; a full day is told so. */
static void
test_visits(void **state)
{
	struct visit_window visit[] = {
	    {clock_ms(480), clock_ms(720), "red", NULL},
	    {clock_ms(810), clock_ms(930), "green", NULL},
	};
	struct visit_window whole[] = {
	    {clock_ms(480), clock_ms(1140), "green", NULL},
	    {clock_ms(1170), clock_ms(1320), "green", NULL},
	};
	struct suggest_medic medic[MEDICS_MAX];
	struct suggest_item out[MEDICS_MAX];
	size_t n = everybody(medic);
	struct suggest_ask one = ask(PERFORMER_DOCTOR, "green", therapist, 1);

	(void)state;
	of(medic, n, "m01")->visit = visit;
	of(medic, n, "m01")->visit_count = 2;
	of(medic, n, "m02")->visit = whole;
	of(medic, n, "m02")->visit_count = 2;
	(void)suggest_rank(&one, medic, n, out);
	assert_string_equal(
	    told(&out[0]),
	    "m01 speciality,zone_served,near,load,soon 960 1080 1200");
	assert_int_equal(out[0].reason[3].number, 2);
	for (size_t i = 0; i < n; i++)
		if (strcmp(out[i].medic->code, "m02") == 0)
			assert_string_equal(told(&out[i]), "m02 no_window");
}

static void
test_time(void **state)
{
	static const struct shift absent[] = {
	    {.kind = SHIFT_WORK, .weekday = 2, .end_min = 1320},
	    {.kind = SHIFT_ABSENCE, .date = {2026, 11, 24}, .note = "болеет"},
	};
	struct suggest_medic medic[MEDICS_MAX];
	struct suggest_item out[MEDICS_MAX];
	size_t n = everybody(medic);
	struct suggest_ask one = ask(PERFORMER_DOCTOR, "green", therapist, 1);
	struct medic gone = *rulebook_medic(sample_book(), "m03");

	(void)state;
	one.now_ms = clock_ms(1081); /* 18:01: from the next half hour */
	of(medic, n, "m01")->shift = absent;
	of(medic, n, "m01")->shift_count = COUNT(absent);
	of(medic, n, "m02")->shift_count = 0;
	gone.active = false;
	of(medic, n, "m03")->medic = &gone;
	assert_int_equal(suggest_rank(&one, medic, n, out), 2);
	assert_string_equal(
	    told(&out[0]),
	    "m05 other_speciality,zone_served,free_day,soon 1110");
	for (size_t i = 2; i < n; i++) {
		const char *code = out[i].medic->code;

		if (strcmp(code, "m01") == 0) {
			assert_string_equal(told(&out[i]), "m01 absent");
			assert_string_equal(out[i].reason[0].text, "болеет");
		}
		if (strcmp(code, "m02") == 0)
			assert_string_equal(told(&out[i]), "m02 off_shift");
		if (strcmp(code, "m03") == 0)
			assert_string_equal(told(&out[i]), "m03 inactive");
	}
}

/* One trip, one medic; the window that is agreed upon comes first. */
static void
test_trip(void **state)
{
	struct visit_window door[] = {
	    {clock_ms(840), clock_ms(960), "green", "own"}};
	struct suggest_medic medic[MEDICS_MAX];
	struct suggest_item out[MEDICS_MAX];
	size_t n = everybody(medic);
	struct suggest_ask one = ask(PERFORMER_DOCTOR, "green", therapist, 1);

	(void)state;
	of(medic, n, "m03")->visit = door;
	of(medic, n, "m03")->visit_count = 1;
	one.trip = "another";
	assert_true(suggest_rank(&one, medic, n, out) > 1);
	one.trip = "own";
	assert_int_equal(suggest_rank(&one, medic, n, out), 1);
	assert_string_equal(told(&out[0]),
			    "m03 trip_mate,other_speciality,zone_served,near,"
			    "load,soon 840 480 600 720");
	assert_string_equal(told(&out[1]),
			    "m01 trip_elsewhere 480 600 720 840");
	one.now_ms = clock_ms(850); /* the medic is there by now */
	(void)suggest_rank(&one, medic, n, out);
	assert_int_equal(out[0].window[0].start_ms, clock_ms(960));
	of(medic, n, "m03")->shift_count = 0; /* cannot go: others may */
	one.now_ms = SAMPLE_NOW_MS;
	assert_int_equal(suggest_rank(&one, medic, n, out), 4);
}

/* Whoever is the only one, early or late, is offered. */
static void
test_one_and_late(void **state)
{
	static const struct shift late = {.kind = SHIFT_WORK,
					  .weekday = 2,
					  .start_min = 480 + 16 * 60,
					  .end_min = 480 + 20 * 60};
	struct suggest_medic medic[2] = {{.medic = NULL}};
	struct suggest_item out[2];
	struct suggest_ask one = ask(PERFORMER_DOCTOR, "green", therapist, 1);

	(void)state;
	one.trip = NULL;
	for (size_t i = 0; i < 2; i++)
		medic[i] = (struct suggest_medic){
		    .medic = rulebook_medic(sample_book(), "m01"),
		    .shift = i == 0 ? &every_day : &late,
		    .shift_count = 1};
	assert_int_equal(suggest_rank(&one, medic, 1, out), 1);
	assert_int_equal(suggest_rank(&one, medic, 2, out), 2);
	assert_int_equal(out[0].window[0].start_ms, clock_ms(480));
	assert_int_equal(out[1].window[0].start_ms, clock_ms(480 + 16 * 60));
	assert_int_equal(out[0].score - out[1].score, 15);
}

/* The window that is agreed upon is not proposed again; a day that is full,
 * and visits of other days. */
static void
test_trip_of_a_full_day(void **state)
{
	struct visit_window visit[] = {
	    {clock_ms(480), clock_ms(840), "green", "own"},
	    {clock_ms(840), clock_ms(1320), "green", "own"},
	    {clock_ms(480 + 1440), clock_ms(600 + 1440), "green", "own"},
	};
	struct suggest_medic medic[MEDICS_MAX];
	struct suggest_item out[MEDICS_MAX];
	size_t n = everybody(medic);
	struct suggest_ask one = ask(PERFORMER_DOCTOR, "green", therapist, 1);

	(void)state;
	of(medic, n, "m01")->visit = visit;
	of(medic, n, "m01")->visit_count = 3;
	(void)suggest_rank(&one, medic, n, out);
	assert_string_equal(out[0].medic->code, "m01");
	assert_int_equal(out[0].visits, 2);
	visit[0] = (struct visit_window){clock_ms(1200), clock_ms(1320),
					 "green", "own"};
	of(medic, n, "m01")->visit_count = 1;
	one.now_ms = clock_ms(1170);
	(void)suggest_rank(&one, medic, n, out);
	assert_int_equal(out[0].window_count, 1);
	assert_int_equal(out[0].window[0].start_ms, clock_ms(1200));
	one.trip = NULL;
	(void)suggest_rank(&one, medic, n, out);
	for (size_t i = 0; i < n; i++)
		if (strcmp(out[i].medic->code, "m01") == 0)
			assert_false(out[i].offered);
}

static void
test_two_services(void **state)
{
	static const char *const code[] = {"X02", "X07"};
	const struct rulebook *b = sample_book();
	struct speciality_set set = speciality_set(b, code, 2, &arena);
	const char *what;

	(void)state;
	assert_int_equal(
	    speciality_named(&set, rulebook_medic(b, "m05"), &what, &arena), 1);
	assert_string_equal(what, "хирург");
}

static bool
finds_speciality(void *medic)
{
	const char *code = "X02", *what = NULL;
	struct arena own = {0};
	struct speciality_set set =
	    speciality_set(sample_book(), &code, 1, &own);
	size_t n = speciality_named(&set, medic, &what, &own);
	bool ran = !own.overflow;

	if (ran)
		assert_int_equal(n, 1);
	arena_free(&own);
	return ran;
}

static void
test_speciality_no_memory(void **state)
{
	struct medic medic = *rulebook_medic(sample_book(), "m03");

	(void)state;
	assert_true(starve_each(finds_speciality, &medic) > 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_speciality),
	    cmocka_unit_test(test_order),
	    cmocka_unit_test(test_visits),
	    cmocka_unit_test(test_time),
	    cmocka_unit_test(test_trip),
	    cmocka_unit_test(test_one_and_late),
	    cmocka_unit_test(test_trip_of_a_full_day),
	    cmocka_unit_test(test_two_services),
	    cmocka_unit_test(test_speciality_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
