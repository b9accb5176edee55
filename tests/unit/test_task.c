#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "sample.h"
#include "task.h"
#include "units.h"

/*
 * The life of a task written a second time, in words; every cell of state ×
 * action × role is compared with it.
 */
static const char *const allowed[] = {
    "(new) create waiting",     "waiting claim claimed",
    "retry claim claimed",      "claimed takeover claimed",
    "claimed release waiting",  "claimed attempt claimed",
    "claimed miss retry",       "claimed handover waiting",
    "claimed pass claimed",     "claimed close done",
    "waiting cancel cancelled", "claimed cancel cancelled",
    "retry cancel cancelled",
};

static const char *const by_system[] = {
    "(new) create waiting",
    "claimed expire waiting",
    "retry retry waiting",
};

static bool
named(const char *const *list, size_t n, const char *step)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], step) == 0)
			return true;
	return false;
}

/* Whether ${roles} may go ${step}, by the words above. */
static bool
expected(unsigned roles, const char *step)
{
	bool people = (roles & (ROLE_OPERATOR | ROLE_DISPATCHER)) != 0;

	return (people && named(allowed, COUNT(allowed), step)) ||
	       (roles == ROLE_SYSTEM &&
		named(by_system, COUNT(by_system), step));
}

static void
test_every_step(void **state)
{
	static const unsigned roles[] = {ROLE_OPERATOR, ROLE_DISPATCHER,
					 ROLE_ADMIN, ROLE_SYSTEM};
	size_t taken = 0;

	(void)state;
	for (enum task_state from = 0; from <= TASK_STATE__COUNT; from++)
		for (enum task_action a = 0; a < TASK_ACT__COUNT; a++)
			for (size_t r = 0; r < COUNT(roles); r++) {
				enum task_state to;
				char step[80];

				if (task_next(from, a, roles[r], &to) != ERR_OK)
					continue;
				snprintf(step, sizeof(step), "%s %s %s",
					 from == TASK_STATE__COUNT
					     ? "(new)"
					     : task_state_name(from),
					 task_action_name(a),
					 task_state_name(to));
				if (!expected(roles[r], step))
					fail_msg("%u: %s", roles[r], step);
				taken++;
			}
	assert_int_equal(taken, 2 * COUNT(allowed) + COUNT(by_system));
}

static void
test_names(void **state)
{
	(void)state;
	for (enum task_state s = 0; s < TASK_STATE__COUNT; s++)
		assert_int_equal(task_state_of(task_state_name(s)), s);
	assert_int_equal(task_state_of("queued"), TASK_STATE__COUNT);
	assert_int_equal(task_state_of(NULL), TASK_STATE__COUNT);
	assert_null(task_state_name(TASK_STATE__COUNT));
	assert_null(task_action_name(TASK_ACT__COUNT));
	assert_true(task_state_active(TASK_RETRY));
	assert_false(task_state_active(TASK_DONE));
	assert_false(task_state_active(TASK_STATE__COUNT));
	assert_true(task_kind_known("feedback"));
	assert_false(task_kind_known("visit"));
	assert_false(task_kind_known(NULL));
}

static void
test_reasons(void **state)
{
	size_t n;

	(void)state;
	assert_non_null(task_reasons(TASK_ACT_HANDOVER, &n));
	assert_true(n > 0);
	assert_null(task_reasons(TASK_ACT_CLAIM, &n));
	assert_int_equal(n, 0);
	assert_true(task_reason_ok(TASK_ACT_PASS, "asked_for"));
	assert_true(task_reason_ok(TASK_ACT_PASS, "wrong_queue"));
	assert_true(task_reason_ok(TASK_ACT_HANDOVER, "other"));
	assert_false(task_reason_ok(TASK_ACT_PASS, "solved"));
	assert_false(task_reason_ok(TASK_ACT_CLOSE, NULL));
	assert_true(task_contact_needed("solved"));
	assert_false(task_contact_needed("unreachable"));
	assert_false(task_contact_needed(NULL));
	for (int a = 0; a < TASK_ACT__COUNT; a++)
		assert_int_equal(task_undoable((enum task_action)a),
				 a == TASK_ACT_CLAIM || a == TASK_ACT_CLOSE ||
				     a == TASK_ACT_CANCEL);
}

/* A book of its own with the calendar of ${day}. */
static struct rulebook
book_with(const struct calendar_day *day, size_t n)
{
	struct rulebook book = *sample_book();

	book.hours.day = day;
	book.hours.day_count = n;
	return book;
}

static void
test_hours(void **state)
{
	static const struct calendar_day day[] = {
	    {{2026, 11, 25}, 600, 900, NULL},  /* a short Wednesday */
	    {{2026, 11, 28}, 480, 1320, NULL}, /* a long Saturday */
	    {{2026, 11, 30}, 0, 0, NULL},      /* closed */
	    {{2026, 12, 4}, 480, 1320, NULL},  /* a long Friday */
	};
	static const struct task_hours own = {31, 540, 1080};
	struct rulebook book = book_with(day, COUNT(day));
	struct arena arena = {0};
	struct service_hours h;

	(void)state;
	book.arena = &arena;
	assert_true(task_hours_make(&book, &own, &h));
	assert_int_equal(h.week[0].open_min, 540);
	assert_int_equal(h.week[0].close_min, 1080);
	assert_int_equal(h.week[5].open_min, h.week[5].close_min);
	assert_int_equal(h.day_count, 4);
	assert_int_equal(h.day[0].open_min, 600);
	assert_int_equal(h.day[0].close_min, 900);
	assert_int_equal(h.day[1].open_min, h.day[1].close_min);
	assert_int_equal(h.day[2].open_min, h.day[2].close_min);
	assert_int_equal(h.day[3].open_min, 540);
	assert_int_equal(h.day[3].close_min, 1080);
	arena_free(&arena);
	arena = (struct arena){.limit = 1};
	assert_false(task_hours_make(&book, &own, &h));
}

static void
test_queues(void **state)
{
	struct task_queue queue[] = {
	    {.code = "a", .target_min = 30, .deadline_min = 60},
	    {.code = "b", .takes = "referral", .target_min = 15},
	};
	struct rulebook book = *sample_book();
	struct promise_clock clock;

	(void)state;
	book.queue = queue;
	book.queue_count = 0;
	assert_null(task_queue_for(&book, "referral"));
	book.queue_count = COUNT(queue);
	assert_string_equal(task_queue_for(&book, "referral")->code, "b");
	assert_string_equal(task_queue_for(&book, "call_back")->code, "a");
	queue[0].takes = "feedback";
	assert_string_equal(task_queue_for(&book, "feedback")->code, "a");
	queue[0].takes = "referral"; /* of two the first */
	assert_string_equal(task_queue_for(&book, "referral")->code, "a");
	clock = task_clock(&book, &queue[0]);
	assert_int_equal(clock.deadline_min, 60);
	assert_int_equal(clock.amber_min, 20);
	assert_ptr_equal(clock.hours, &queue[0].hours);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_step), cmocka_unit_test(test_names),
	    cmocka_unit_test(test_reasons),    cmocka_unit_test(test_hours),
	    cmocka_unit_test(test_queues),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
