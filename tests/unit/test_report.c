#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report.h"
#include "sample.h"
#include "units.h"

#define NOW INT64_C(1000000)
#define THURSDAY 4

/* What a tally says of a member after one fact. */
#define T(name) offsetof(struct report_tally, name)
#define TELLS_MAX 6

struct tells {
	size_t member;
	int64_t value;
};

static int64_t
value(const struct report_tally *t, size_t member)
{
	int64_t v;

	memcpy(&v, (const char *)t + member, sizeof(v));
	return v;
}

/* Every fact that decides something, and what it adds. */
static const struct {
	const char *name;
	struct report_request q;
	struct tells tells[TELLS_MAX];
} request[] = {
    {"waits, in time",
     {.contact = REPORT_WAITING, .deadline_at_ms = NOW},
     {{T(posted), 1}, {T(waiting), 1}, {T(missed), 0}}},
    {"waits too long",
     {.contact = REPORT_WAITING, .deadline_at_ms = NOW - 1},
     {{T(waiting), 0}, {T(missed), 1}}},
    {"done, and something said of it",
     {.contact = REPORT_REACHED, .state = REQUEST_DONE, .reason = "price"},
     {{T(done), 1}, {T(not_done), 0}}},
    {"given up",
     {.contact = REPORT_MISSED, .state = REQUEST_CANCELLED},
     {{T(missed), 1}, {T(cancelled), 1}}},
    {"called off before",
     {.contact = REPORT_SPARED, .state = REQUEST_CANCELLED},
     {{T(spared), 1}, {T(missed), 0}}},
    {"reached at once",
     {.contact = REPORT_REACHED, .in_target = true, .in_deadline = true},
     {{T(reached), 1},
      {T(in_target), 1},
      {T(in_deadline), 1},
      {T(one_owner), 1}}},
    {"reached after a hand-over",
     {.contact = REPORT_REACHED,
      .in_target = true,
      .in_deadline = true,
      .handovers = 2},
     {{T(in_target), 1}, {T(one_owner), 0}, {T(handovers), 2}}},
    {"reached after a takeover",
     {.contact = REPORT_REACHED, .in_target = true, .takeovers = 1},
     {{T(one_owner), 0}, {T(takeovers), 1}}},
    {"reached in the second half hour",
     {.contact = REPORT_REACHED, .in_deadline = true},
     {{T(in_target), 0}, {T(in_deadline), 1}, {T(one_owner), 0}}},
    {"moved, returned, put right",
     {.moves = 1, .returns = 3, .zone_corrected = true},
     {{T(moves), 1}, {T(returns), 3}, {T(corrected), 1}}},
    {"done",
     {.state = REQUEST_DONE, .total_kop = 390000, .agreed_kop = 490000},
     {{T(done), 1},
      {T(done_kop), 490000},
      {T(spoken_kop), 390000},
      {T(not_done), 0}}},
    {"closed after it was done",
     {.state = REQUEST_CLOSED, .agreed_kop = 5},
     {{T(done), 1}, {T(done_kop), 5}}},
    {"nobody at home",
     {.state = REQUEST_NOT_DONE, .reason = "nobody_home", .agreed_kop = 5},
     {{T(done), 0}, {T(done_kop), 0}, {T(not_done), 1}}},
    {"closed after nobody was at home",
     {.state = REQUEST_CLOSED, .reason = "nobody_home"},
     {{T(done), 0}, {T(not_done), 1}}},
    {"queued", {.state = REQUEST_QUEUED}, {{T(done), 0}, {T(not_done), 0}}},
    {"in the window", {.arrived = true}, {{T(arrived), 1}, {T(on_time), 1}}},
    {"15 early",
     {.arrived = true, .late_min = -15},
     {{T(on_time), 1}, {T(early), 0}}},
    {"16 early",
     {.arrived = true, .late_min = -16},
     {{T(on_time), 0}, {T(early), 1}}},
    {"15 late",
     {.arrived = true, .late_min = 15},
     {{T(on_time), 1}, {T(late), 0}}},
    {"16 late",
     {.arrived = true, .late_min = 16},
     {{T(on_time), 0}, {T(late), 1}}},
    {"referred",
     {.state = REQUEST_REFERRED},
     {{T(refused), 1}, {T(referred), 1}, {T(declined), 0}}},
    {"not done at home",
     {.state = REQUEST_DECLINED, .reason = "not_done_at_home"},
     {{T(refused), 1}, {T(referred), 0}, {T(declined), 1}}},
    {"condition not met",
     {.state = REQUEST_DECLINED, .reason = "condition_not_met"},
     {{T(refused), 1}}},
    {"no staff",
     {.state = REQUEST_DECLINED, .reason = "no_staff"},
     {{T(refused), 0}, {T(declined), 1}}},
    {"emergency", {.state = REQUEST_EMERGENCY}, {{T(emergencies), 1}}},
};

static const struct {
	const char *name;
	struct report_call c;
	struct tells tells[TELLS_MAX];
} call[] = {
    {"too dear",
     {.outcome = "informed", .reason = "price"},
     {{T(calls), 1}, {T(informed), 1}, {T(price), 1}, {T(refused), 0}}},
    {"too late",
     {.outcome = "informed", .reason = "too_late"},
     {{T(informed), 1}, {T(too_late), 1}, {T(other), 0}}},
    {"no reason given",
     {.outcome = "informed"},
     {{T(informed), 1}, {T(other), 1}}},
    {"other", {.outcome = "informed", .reason = "other"}, {{T(other), 1}}},
    {"not done, left with nothing",
     {.outcome = "informed", .reason = "not_done"},
     {{T(refusal), 1}, {T(refused), 1}, {T(referred), 0}}},
    {"sent elsewhere",
     {.outcome = "referred", .reason = "not_done"},
     {{T(informed), 0}, {T(refused), 1}, {T(referred), 1}}},
    {"emergency",
     {.outcome = "emergency"},
     {{T(informed), 0}, {T(emergencies), 1}, {T(refused), 0}}},
};

static void
check(const char *name, const struct report_tally *t, const struct tells *tells)
{
	/* an unused row asks for posted, which is the first member */
	for (size_t i = 0; i < TELLS_MAX; i++)
		if (tells[i].member != 0 &&
		    value(t, tells[i].member) != tells[i].value)
			fail_msg("%s, %zu: %lld", name, i,
				 (long long)value(t, tells[i].member));
}

/* Tasks, and what each adds. */
static const struct {
	const char *name;
	struct report_task k;
	struct tells tells[TELLS_MAX];
} task[] = {
    {"open, in time",
     {.target_at_ms = NOW},
     {{T(posted), 1}, {T(waiting), 1}, {T(due), 0}}},
    {"open too long",
     {.target_at_ms = NOW - 1},
     {{T(waiting), 0}, {T(due), 1}, {T(missed), 1}}},
    {"solved by one",
     {.end = REPORT_TASK_SOLVED,
      .target_at_ms = 5,
      .ended_at_ms = 5,
      .owners = 1},
     {{T(due), 1}, {T(in_target), 1}, {T(one_owner), 1}, {T(missed), 0}}},
    {"solved after it was handed on",
     {.end = REPORT_TASK_SOLVED,
      .target_at_ms = 5,
      .ended_at_ms = 5,
      .handovers = 2,
      .owners = 1},
     {{T(in_target), 1}, {T(one_owner), 0}, {T(handovers), 2}}},
    {"solved by the second who took it",
     {.end = REPORT_TASK_SOLVED,
      .target_at_ms = 5,
      .ended_at_ms = 5,
      .owners = 2},
     {{T(in_target), 1}, {T(one_owner), 0}, {T(handovers), 0}}},
    {"solved too late",
     {.end = REPORT_TASK_SOLVED,
      .target_at_ms = 5,
      .ended_at_ms = 6,
      .owners = 1},
     {{T(due), 1}, {T(in_target), 0}, {T(one_owner), 0}}},
    {"nobody was reached",
     {.end = REPORT_TASK_MISSED, .target_at_ms = 5, .ended_at_ms = 4},
     {{T(due), 1}, {T(missed), 1}, {T(in_target), 0}}},
    {"not wanted any more",
     {.end = REPORT_TASK_CANCELLED, .target_at_ms = 5, .ended_at_ms = 5},
     {{T(due), 0}, {T(spared), 1}}},
    {"not wanted after its time",
     {.end = REPORT_TASK_CANCELLED, .target_at_ms = 5, .ended_at_ms = 6},
     {{T(due), 1}, {T(missed), 1}, {T(spared), 0}}},
};

static void
test_facts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(request); i++) {
		struct report_tally t = {0};

		report_add_request(&t, &request[i].q, THURSDAY, NOW);
		assert_int_equal(t.posted, 1);
		check(request[i].name, &t, request[i].tells);
	}
	for (size_t i = 0; i < COUNT(call); i++) {
		struct report_tally t = {0};

		report_add_call(&t, &call[i].c, THURSDAY);
		assert_int_equal(t.posted, 0);
		check(call[i].name, &t, call[i].tells);
	}
	for (size_t i = 0; i < COUNT(task); i++) {
		struct report_tally t = {0};

		report_add_task(&t, &task[i].k, NOW);
		check(task[i].name, &t, task[i].tells);
	}
}

/* Posted at 10:05 of SAMPLE_NOW_MS: until 10:35, at the latest 11:05. */
#define AT(minutes) (SAMPLE_NOW_MS + (minutes)*MINUTE_MS)

static const struct {
	const char *name;
	int64_t contact_at_ms, ended_at_ms;
	const char *reason;
	struct report_request out;
} promise[] = {
    {"waits", 0, 0, NULL, {.contact = REPORT_WAITING}},
    {"at once",
     AT(0),
     0,
     NULL,
     {.contact = REPORT_REACHED, .in_target = true, .in_deadline = true}},
    {"to the minute",
     AT(30),
     AT(60),
     "price",
     {.contact = REPORT_REACHED,
      .contact_min = 30,
      .in_target = true,
      .in_deadline = true}},
    {"a moment late",
     AT(30) + 1,
     0,
     NULL,
     {.contact = REPORT_REACHED, .contact_min = 30, .in_deadline = true}},
    {"after the deadline",
     AT(61),
     0,
     NULL,
     {.contact = REPORT_REACHED, .contact_min = 61}},
    {"called off in time", 0, AT(60), "better", {.contact = REPORT_SPARED}},
    {"called off too late", 0, AT(61), "better", {.contact = REPORT_MISSED}},
    {"given up", 0, AT(40), "unreachable", {.contact = REPORT_MISSED}},
    {"a duplicate", 0, AT(5), NULL, {.contact = REPORT_SPARED}},
};

static void
test_contact(void **state)
{
	struct promise p = promise_make(sample_book(), SAMPLE_NOW_MS);

	(void)state;
	for (size_t i = 0; i < COUNT(promise); i++) {
		struct report_promise in = {
		    .promise = &p,
		    .contact_at_ms = promise[i].contact_at_ms,
		    .ended_at_ms = promise[i].ended_at_ms,
		    .reason = promise[i].reason,
		};
		struct report_request out = {.contact_min = 0};
		const struct report_request *wanted = &promise[i].out;

		report_contact(sample_book(), &in, &out);
		if (out.contact != wanted->contact ||
		    out.contact_min != wanted->contact_min ||
		    out.in_target != wanted->in_target ||
		    out.in_deadline != wanted->in_deadline ||
		    out.deadline_at_ms != p.deadline_at_ms)
			fail_msg("%s", promise[i].name);
	}
}

/* Posted an hour before its window of two. */
static const struct {
	int64_t arrived_at_ms;
	struct report_request out;
} visit[] = {
    {0, {.arrived = false}},
    {AT(59), {.arrived = true, .door_min = 59, .late_min = -1}},
    {AT(60), {.arrived = true, .door_min = 60, .late_min = 0}},
    {AT(180), {.arrived = true, .door_min = 180, .late_min = 0}},
    {AT(200), {.arrived = true, .door_min = 200, .late_min = 20}},
};

static void
test_visit(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(visit); i++) {
		const struct request_visit v = {
		    .window_start_ms = AT(60),
		    .window_end_ms = AT(180),
		    .arrived_at_ms = visit[i].arrived_at_ms,
		};
		struct report_request out = {.door_min = 0};

		report_visit(SAMPLE_NOW_MS, &v, &out);
		assert_int_equal(out.arrived, visit[i].out.arrived);
		assert_int_equal(out.door_min, visit[i].out.door_min);
		assert_int_equal(out.late_min, visit[i].out.late_min);
	}
}

/* What is kept only where it is asked for. */
static void
test_kept(void **state)
{
	static struct spread contact, door;
	static struct report_grid grid;
	struct arena arena = {0};
	struct report_codes reasons = {.arena = &arena}, services = reasons;
	struct report_tally t = {.contact = &contact,
				 .door = &door,
				 .reasons = &reasons,
				 .services = &services,
				 .grid = &grid};
	const char *asked[] = {"E01", "E02"};
	struct report_call c = {.outcome = "informed",
				.reason = "not_done",
				.minute = 599,
				.service = asked,
				.service_count = 2};
	struct report_request q = {.contact = REPORT_REACHED,
				   .contact_min = 12,
				   .minute = 600,
				   .arrived = true,
				   .door_min = 90};

	(void)state;
	report_add_call(&t, &c, 1);
	c.outcome = "referred";
	report_add_call(&t, &c, 1);
	report_add_request(&t, &q, 7, NOW);
	report_add_unknown(&t, 2);
	assert_int_equal(t.due, 1);
	assert_int_equal(t.asked, 2);
	assert_int_equal(t.searches, 6);
	assert_int_equal(t.unknown, 2);
	assert_int_equal(spread_quantile(&contact, 50), 12);
	assert_int_equal(spread_quantile(&door, 50), 90);
	assert_int_equal(grid.calls[0][9], 2);
	assert_int_equal(grid.posted[6][10], 1);
	assert_int_equal(reasons.count, 1);
	assert_int_equal(reasons.item[0].n, 2);
	assert_int_equal(services.count, 2);
	assert_string_equal(services.item[1].code, "E02");
	assert_int_equal(services.item[1].referred, 1);
	c.service_count = 1;
	for (int i = 0; i < REPORT_CODES_MAX + 5; i++) {
		char code[16];

		snprintf(code, sizeof(code), "%d", i);
		asked[0] = code;
		report_add_call(&t, &c, 1);
	}
	assert_int_equal(services.count, REPORT_CODES_MAX);
	arena_free(&arena);
}

/* Wilson's interval, in per mille. */
static const struct {
	int64_t part, whole;
	int low, high;
} share[] = {
    {0, 0, 0, 1000},   {0, 10, 0, 278},     {10, 10, 722, 1000},
    {5, 10, 237, 763}, {90, 100, 826, 945}, {900, 1000, 880, 917},
};

static void
test_interval(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(share); i++) {
		double low, high;

		report_interval(share[i].part, share[i].whole, &low, &high);
		if (lround(low * 1000) != share[i].low ||
		    lround(high * 1000) != share[i].high)
			fail_msg("row %zu: %f %f", i, low, high);
	}
}

static int64_t
day(int y, int m, int d)
{
	return civil_days((struct civil_date){y, m, d});
}

static void
test_groups(void **state)
{
	(void)state;
	for (enum report_by by = 0; by < REPORT_BY__COUNT; by++)
		assert_int_equal(report_by_of(report_by_name(by)), by);
	assert_int_equal(report_by_of("hour"), REPORT_BY__COUNT);
	assert_int_equal(report_by_of(NULL), REPORT_BY__COUNT);
	assert_null(report_by_name(REPORT_BY__COUNT));
	/* Thursday; the week began in the month before, in the year before */
	assert_int_equal(report_group_day(REPORT_BY_DAY, day(2026, 1, 1)),
			 day(2026, 1, 1));
	assert_int_equal(report_group_day(REPORT_BY_WEEK, day(2026, 1, 1)),
			 day(2025, 12, 29));
	assert_int_equal(report_group_day(REPORT_BY_WEEK, day(2025, 12, 29)),
			 day(2025, 12, 29));
	assert_int_equal(report_group_day(REPORT_BY_MONTH, day(2024, 2, 29)),
			 day(2024, 2, 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_facts),    cmocka_unit_test(test_contact),
	    cmocka_unit_test(test_visit),    cmocka_unit_test(test_kept),
	    cmocka_unit_test(test_interval), cmocka_unit_test(test_groups),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
