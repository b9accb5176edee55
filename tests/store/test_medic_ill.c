#include "board.h"
#include "desk.h"
#include "medic_ill.h"
#include "visit_list.h"

/* A medic falls ill: one act over all open visits of the day. */

#define VISITS 5
#define LEASE_MS (300 * SECOND_MS)

/* Plan ${id} for m01 today, the ${n}th window after 12:00. */
static void
plan(struct fixture *f, const char *id, int n)
{
	struct dispatch_ask ask = {.id = id, .medic = "m01"};
	const struct civil_zone *zone = &f->book->clinic_zone;
	struct civil_date today = civil_date_of(zone, f->now_ms);

	ask.window_start_ms = civil_ms(zone, today, 720 + n * 90);
	ask.window_end_ms = ask.window_start_ms + HOUR_MS;
	ask.token = desk_claim(f, id).claim.token;
	assert_int_equal(desk_do(f, dispatch_schedule, &ask), ERR_OK);
}

static enum err_code
fall_ill(struct fixture *f, struct medic_ill_ask *ask)
{
	f->err = (struct err){.code = ERR_OK};
	ask->op = fixture_op(f);
	return store_write(f->store, medic_ill_enter, ask, NULL);
}

static struct medic_ill_ask
today(const struct fixture *f)
{
	return (struct medic_ill_ask){
	    .medic = "m01",
	    .date = civil_date_of(&f->book->clinic_zone, f->now_ms),
	    .reason = "температура",
	};
}

static enum request_state
step(struct fixture *f, store_fn *fn, const char *id)
{
	struct dispatch_ask ask = {.id = id};

	assert_int_equal(desk_do(f, fn, &ask), ERR_OK);
	return ask.request.state;
}

static void
test_many(void **state)
{
	struct fixture *f = *state;
	struct medic_ill_ask ask = today(f);
	struct request q[VISITS + 1];
	struct request_event *e;
	size_t n;

	for (int i = 0; i <= VISITS; i++) {
		q[i] = desk_queue(f, i + 1);
		plan(f, q[i].id, i);
	}
	assert_int_equal(step(f, dispatch_depart, q[0].id), REQUEST_EN_ROUTE);
	assert_int_equal(step(f, dispatch_depart, q[1].id), REQUEST_EN_ROUTE);
	assert_int_equal(step(f, dispatch_arrive, q[0].id), REQUEST_ON_SITE);
	f->now_ms += MINUTE_MS;
	desk_as(f, "other", ROLE_DISPATCHER);
	assert_int_equal(fall_ill(f, &ask), ERR_OK);
	assert_int_equal(ask.kept_count, 1); /* at the door */
	assert_string_equal(ask.kept[0].number, q[0].number);
	assert_int_equal(ask.freed_count, VISITS);
	for (int i = 1; i <= VISITS; i++) {
		struct request now = desk_find(f, q[i].id);

		assert_string_equal(ask.freed[i - 1].id, q[i].id);
		assert_int_equal(now.state, REQUEST_CLAIMED);
		assert_string_equal(now.claim.by, "other");
		assert_int_equal(now.claim.token, 2);
		assert_int_equal(now.claim.expires_at_ms,
				 f->now_ms + i * LEASE_MS);
		assert_null(now.visit.medic);
		assert_int_equal(now.moves, 1);
		assert_true(now.flags & REQUEST_FLAG_MEDIC_ILL);
		assert_int_equal(
		    board_history(f->reader, now.id, &e, &n, &f->arena),
		    ERR_OK);
		assert_string_equal(e[n - 1].action, "replan");
		assert_string_equal(e[n - 1].reason, "medic_ill");
		assert_string_equal(e[n - 1].comment, "температура");
	}
	assert_int_equal(desk_find(f, q[0].id).state, REQUEST_ON_SITE);
	/* again: nothing is left, the absence is that of before */
	q[0].id = ask.absence.id;
	assert_int_equal(fall_ill(f, &ask), ERR_OK);
	assert_int_equal(ask.freed_count, 0);
	assert_string_equal(ask.absence.id, q[0].id);
}

/* A sign of life does not shorten the longer lease. */
static void
test_lease(void **state)
{
	struct fixture *f = *state;
	struct medic_ill_ask ask = today(f);
	struct dispatch_ask beat = {.token = 2};
	struct request q[2];

	for (int i = 0; i < 2; i++) {
		q[i] = desk_queue(f, i + 1);
		plan(f, q[i].id, i);
	}
	assert_int_equal(fall_ill(f, &ask), ERR_OK);
	beat.id = q[1].id;
	assert_int_equal(desk_do(f, dispatch_heartbeat, &beat), ERR_OK);
	assert_int_equal(desk_find(f, q[1].id).claim.expires_at_ms,
			 f->now_ms + 2 * LEASE_MS);
}

/* All or nothing: a refusal leaves every visit where it was. */
static void
test_atomic(void **state)
{
	struct fixture *f = *state;
	struct medic_ill_ask ask = today(f);
	struct visit_list list = {.date = ask.date, .medic = "m01"};
	struct request q[3];
	struct op op = fixture_op(f);

	for (int i = 0; i < 3; i++) {
		q[i] = desk_queue(f, i + 1);
		plan(f, q[i].id, i);
	}
	fixture_close(f);
	(void)fixture_sql(f->path,
			  "CREATE TRIGGER stop BEFORE INSERT ON request_event"
			  " WHEN NEW.request_seq = 3 AND NEW.action = 'replan'"
			  " BEGIN SELECT RAISE(ABORT, 'no'); END");
	fixture_open(f);
	assert_int_equal(fall_ill(f, &ask), ERR_STATE);
	op = fixture_op(f);
	assert_int_equal(visit_list_day(f->reader, &op, &list), ERR_OK);
	assert_int_equal(list.count, 3);
	for (size_t i = 0; i < list.count; i++)
		assert_int_equal(list.item[i].state, REQUEST_SCHEDULED);
	for (size_t i = 0; i < list.shift_count; i++)
		assert_int_equal(list.shift[i].kind, SHIFT_WORK);
}

static void
test_refused(void **state)
{
	struct fixture *f = *state;
	struct medic_ill_ask ask = today(f);

	ask.date = civil_from_days(civil_days(ask.date) - 1);
	ask.reason = NULL;
	assert_int_equal(fall_ill(f, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/date"), "in_past");
	assert_string_equal(desk_error(f, "/reason"), "required");
	ask = today(f);
	ask.medic = "m99";
	assert_int_equal(fall_ill(f, &ask), ERR_NOT_FOUND);
}

int
main(void)
{
#define T(test)                                                                \
	cmocka_unit_test_setup_teardown(test, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {T(test_many), T(test_lease),
					   T(test_atomic), T(test_refused)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
