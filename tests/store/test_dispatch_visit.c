#include "desk.h"

/* The visit step by step, and whatever else ends or moves it. */

static void
test_walk(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask close = {.id = q.id, .outcome = "helped"};
	int64_t begin = f->now_ms;

	desk_schedule(f, q.id, 60);
	for (int i = 1; i <= 3; i++) {
		static store_fn *const fn[] = {dispatch_depart, dispatch_arrive,
					       dispatch_finish};

		f->now_ms = begin + i * HOUR_MS;
		q = desk_step(f, fn[i - 1], q.id);
	}
	q = desk_find(f, q.id);
	assert_int_equal(q.state, REQUEST_DONE);
	assert_int_equal(q.visit.departed_at_ms, begin + HOUR_MS);
	assert_int_equal(q.visit.arrived_at_ms, begin + 2 * HOUR_MS);
	assert_int_equal(q.visit.finished_at_ms, begin + 3 * HOUR_MS);
	assert_int_equal(desk_do(f, dispatch_close, &close), ERR_OK);
	q = desk_find(f, q.id);
	assert_int_equal(q.state, REQUEST_CLOSED);
	assert_string_equal(q.outcome, "helped");
	assert_int_equal(q.feedback, REQUEST_FEEDBACK_INVITE);
	assert_string_equal(q.visit.medic, "m01");
	fixture_close(f);
	assert_int_equal(fixture_count(f->path, "SELECT finished_at_ms -"
						" departed_at_ms FROM visit"
						" WHERE result = 'done'"),
			 2 * HOUR_MS);
}

/* The medic phoned late: times as told, in order, none to come. */
static void
test_times(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id};

	desk_schedule(f, q.id, 60);
	f->now_ms += 5 * HOUR_MS;
	ask.at_ms = f->now_ms + 1;
	assert_int_equal(desk_do(f, dispatch_depart, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/at"), "in_future");
	ask.at_ms = q.created_at_ms - 1;
	assert_int_equal(desk_do(f, dispatch_depart, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/at"), "before_last_step");
	ask.at_ms = f->now_ms - HOUR_MS;
	assert_int_equal(desk_do(f, dispatch_depart, &ask), ERR_OK);
	ask.at_ms--;
	assert_int_equal(desk_do(f, dispatch_arrive, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/at"), "before_last_step");
	ask.at_ms++;
	assert_int_equal(desk_do(f, dispatch_arrive, &ask), ERR_OK);
	/* The clock was set back by two hours: nobody has to wait for it. */
	f->now_ms -= 2 * HOUR_MS;
	q = desk_step(f, dispatch_finish, q.id);
	assert_int_equal(q.visit.finished_at_ms, q.visit.arrived_at_ms);
	f->now_ms += 20 * HOUR_MS;
	assert_int_equal(desk_find(f, q.id).version, q.version);
}

/* Not done for a reason; a new visit, or closed without feedback. */
static void
test_not_done(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id, .outcome = "not_done"};

	desk_schedule(f, q.id, 60);
	desk_step(f, dispatch_depart, q.id);
	desk_step(f, dispatch_arrive, q.id);
	assert_int_equal(desk_do(f, dispatch_finish, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/reason"), "required");
	ask.reason = "whim";
	assert_int_equal(desk_do(f, dispatch_finish, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/reason"), "unknown_code");
	ask.reason = "nobody_home";
	ask.outcome = "done";
	assert_int_equal(desk_do(f, dispatch_finish, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/reason"), "only_not_done");
	ask.outcome = "perhaps";
	assert_int_equal(desk_do(f, dispatch_finish, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/outcome"), "unknown_code");
	ask.outcome = "not_done";
	assert_int_equal(desk_do(f, dispatch_finish, &ask), ERR_OK);
	assert_int_equal(ask.request.state, REQUEST_NOT_DONE);
	assert_string_equal(ask.request.reason, "nobody_home");
	q = desk_step(f, dispatch_revisit, q.id);
	assert_int_equal(q.state, REQUEST_CLAIMED);
	assert_int_equal(q.claim.token, 2);
	assert_null(q.visit.medic);
	assert_int_equal(q.visit.arrived_at_ms, 0);
	assert_int_equal(q.moves, 0);
	fixture_close(f);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM visit WHERE active = 0"
				   " AND result = 'nobody_home'"),
	    1);
}

static void
test_close_outcomes(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id, .feedback = TRI_NO};

	desk_schedule(f, q.id, 60);
	desk_step(f, dispatch_depart, q.id);
	desk_step(f, dispatch_arrive, q.id);
	desk_step(f, dispatch_finish, q.id);
	assert_int_equal(desk_do(f, dispatch_close, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/outcome"), "required");
	ask.outcome = "no_visit";
	assert_int_equal(desk_do(f, dispatch_close, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/outcome"), "unknown_code");
	ask.outcome = "follow_up";
	assert_int_equal(desk_do(f, dispatch_close, &ask), ERR_OK);
	assert_int_equal(desk_find(f, q.id).feedback,
			 REQUEST_FEEDBACK_UNWANTED);
}

/* Planned anew: counted, a new token, and the medic is free. */
static void
test_replan(void **state)
{
	struct fixture *f = *state;
	struct request a = desk_queue(f, 1), b = desk_queue(f, 2);
	struct dispatch_ask ask = {.id = a.id, .token = 1};

	desk_schedule(f, a.id, 60);
	assert_int_equal(desk_do(f, dispatch_replan, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/reason"), "required");
	ask.reason = "medic_ill";
	assert_int_equal(desk_do(f, dispatch_replan, &ask), ERR_OK);
	a = desk_find(f, a.id);
	assert_int_equal(a.state, REQUEST_CLAIMED);
	assert_string_equal(a.claim.by, "tester");
	assert_int_equal(a.claim.token, 2);
	assert_int_equal(a.moves, 1);
	assert_null(a.visit.medic);
	desk_schedule(f, b.id, 60);
	/* The old token is dead, and so is the plan. */
	assert_int_equal(desk_do(f, dispatch_replan, &ask), ERR_TOKEN_STALE);
	ask.token = 2;
	assert_int_equal(desk_do(f, dispatch_replan, &ask), ERR_STATE);
	ask.medic = "m01";
	ask.window_start_ms = f->now_ms + 6 * HOUR_MS;
	ask.window_end_ms = f->now_ms + 8 * HOUR_MS;
	assert_int_equal(desk_do(f, dispatch_schedule, &ask), ERR_OK);
}

/* An end before the door frees the medic, one at the door does not. */
static void
test_end_and_medic(void **state)
{
	struct fixture *f = *state;
	struct request away = desk_queue(f, 1), there = desk_queue(f, 2);
	struct dispatch_ask ask = {.id = away.id, .red_flag = "RF01"};

	desk_schedule(f, away.id, 60);
	desk_step(f, dispatch_depart, away.id);
	assert_int_equal(desk_do(f, dispatch_emergency, &ask), ERR_OK);
	assert_null(ask.request.visit.medic);
	assert_string_equal(ask.request.reason, "RF01");
	desk_schedule(f, there.id, 60);
	desk_step(f, dispatch_depart, there.id);
	desk_step(f, dispatch_arrive, there.id);
	ask.id = there.id;
	assert_int_equal(desk_do(f, dispatch_emergency, &ask), ERR_OK);
	assert_string_equal(ask.request.visit.medic, "m01");
	fixture_close(f);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM visit"
						" WHERE active = 1"),
			 1);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_walk),     TEST(test_times),
	    TEST(test_not_done), TEST(test_close_outcomes),
	    TEST(test_replan),   TEST(test_end_and_medic),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
