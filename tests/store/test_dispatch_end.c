#include "desk.h"

/* What ends a claim: the visit, cancelling; and notes. */

/* --- visits ----------------------------------------------------------- */

/* Claim request ${id} and send ${medic} in ${from_min} minutes for 2 hours. */
static enum err_code
schedule(struct fixture *f, const char *id, const char *medic, int from_min,
	 struct dispatch_ask *ask)
{
	*ask = (struct dispatch_ask){
	    .id = id,
	    .medic = medic,
	    .window_start_ms = f->now_ms + from_min * MINUTE_MS,
	    .window_end_ms = f->now_ms + (from_min + 120) * MINUTE_MS,
	};
	ask->token = desk_claim(f, id).claim.token;
	return desk_do(f, dispatch_schedule, ask);
}

static void
test_schedule(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask;

	assert_int_equal(schedule(f, q.id, "m01", 60, &ask), ERR_OK);
	q = desk_find(f, q.id);
	assert_int_equal(q.state, REQUEST_SCHEDULED);
	assert_string_equal(q.visit.medic, "m01");
	assert_string_equal(q.visit.medic_name, "Врачёва Елена Олеговна");
	assert_int_equal(q.visit.window_start_ms, ask.window_start_ms);
	assert_int_equal(q.visit.window_end_ms, ask.window_end_ms);
	assert_int_equal(q.first_contact_at_ms, f->now_ms);
	assert_null(q.claim.by);
	assert_int_equal(q.claim.token, 1);
	assert_int_equal(desk_do(f, dispatch_schedule, &ask), ERR_STATE);
	assert_string_equal(f->err.ref, "scheduled");
}

static void
test_schedule_fields(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask;

	assert_int_equal(schedule(f, q.id, "m99", -1, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/medic"), "unknown_code");
	assert_string_equal(desk_error(f, "/window_start"), "in_past");
	assert_int_equal(schedule(f, q.id, "m07", 60, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/medic"), "medic_kind");
	assert_int_equal(schedule(f, q.id, "m04", 60, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/medic"), "medic_zone");
	assert_int_equal(desk_find(f, q.id).state, REQUEST_CLAIMED);
}

/* Two visits of a medic never meet, not even within the travel margin. */
static void
test_overlap(void **state)
{
	struct fixture *f = *state;
	struct request a = desk_queue(f, 1), b = desk_queue(f, 2);
	struct dispatch_ask first, ask;

	assert_int_equal(schedule(f, a.id, "m01", 180, &first), ERR_OK);
	for (int from = 180 - 149; from < 180 + 150; from += 74) {
		assert_int_equal(schedule(f, b.id, "m01", from, &ask),
				 ERR_VISIT_OVERLAP);
		assert_string_equal(ask.colliding.id, a.id);
		assert_string_equal(ask.colliding.number, a.number);
		assert_int_equal(ask.colliding.state, REQUEST_SCHEDULED);
		assert_int_equal(ask.colliding.created_at_ms, a.created_at_ms);
		assert_int_equal(ask.colliding.target_at_ms,
				 a.promise.target_at_ms);
		assert_int_equal(ask.colliding.deadline_at_ms,
				 a.promise.deadline_at_ms);
		assert_true(ask.colliding.blocks);
		assert_string_equal(ask.colliding_visit.medic, "m01");
		assert_int_equal(ask.colliding_visit.window_start_ms,
				 first.window_start_ms);
		assert_string_equal(f->err.ref, a.number);
	}
	assert_int_equal(desk_find(f, b.id).state, REQUEST_CLAIMED);
	assert_int_equal(schedule(f, b.id, "m02", 180, &ask), ERR_OK);
	b = desk_queue(f, 3);
	assert_int_equal(schedule(f, b.id, "m01", 180 + 150, &ask), ERR_OK);
	b = desk_queue(f, 4);
	assert_int_equal(schedule(f, b.id, "m01", 180 - 150, &ask), ERR_OK);
}

/* A cancelled visit leaves the medic free. */
static void
test_overlap_cancelled(void **state)
{
	struct fixture *f = *state;
	struct request a = desk_queue(f, 1), b = desk_queue(f, 2);
	struct dispatch_ask ask, cancel = {.id = a.id, .reason = "better"};

	assert_int_equal(schedule(f, a.id, "m01", 60, &ask), ERR_OK);
	assert_int_equal(desk_do(f, dispatch_cancel, &cancel), ERR_OK);
	assert_null(desk_find(f, a.id).visit.medic);
	assert_int_equal(schedule(f, b.id, "m01", 60, &ask), ERR_OK);
}

/* --- cancelling, notes ------------------------------------------------ */

static void
test_cancel_operator(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id, .reason = "changed_mind"};

	desk_as(f, "other", ROLE_OPERATOR);
	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_FORBIDDEN);
	desk_as(f, "dispatcher", ROLE_DISPATCHER);
	(void)desk_claim(f, q.id);
	desk_as(f, "tester", ROLE_OPERATOR);
	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_FORBIDDEN);
	desk_as(f, "dispatcher", ROLE_DISPATCHER);
	ask.token = 1;
	assert_int_equal(desk_do(f, dispatch_release, &ask), ERR_OK);
	desk_as(f, "tester", ROLE_OPERATOR);
	ask.token = 0;
	ask.comment = "передумала";
	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_OK);
	q = desk_find(f, q.id);
	assert_int_equal(q.state, REQUEST_CANCELLED);
	assert_string_equal(q.reason, "changed_mind");
}

static void
test_cancel_dispatcher(void **state)
{
	struct fixture *f = *state;
	struct request queued = desk_queue(f, 1), held = desk_queue(f, 2);
	struct request away = desk_queue(f, 3);
	struct dispatch_ask ask = {.reason = "no_medic"};

	desk_as(f, "dispatcher", ROLE_DISPATCHER);
	ask.id = queued.id;
	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_OK);
	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_STATE);
	assert_string_equal(f->err.ref, "cancelled");
	ask.id = held.id;
	ask.token = desk_claim(f, held.id).claim.token;
	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_OK);
	assert_null(ask.request.claim.by);
	assert_int_equal(desk_miss(f, away.id, 0), ERR_OK);
	ask.id = away.id;
	ask.token = 0;
	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_OK);
	assert_int_equal(ask.request.retry_at_ms, 0);
}

static void
test_cancel_reason(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id};

	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/reason"), "required");
	ask.reason = "so";
	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/reason"), "unknown_code");
	assert_int_equal(desk_find(f, q.id).version, 1);
}

/* Notes may be added in any state; an empty one says nothing. */
static void
test_note(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask note = {.id = q.id};
	struct dispatch_ask cancel = {.id = q.id, .reason = "better"};

	assert_int_equal(desk_do(f, dispatch_note, &note), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/text"), "required");
	assert_int_equal(desk_do(f, dispatch_cancel, &cancel), ERR_OK);
	note.comment = "перезвонил, благодарит";
	note.if_version = 1;
	assert_int_equal(desk_do(f, dispatch_note, &note), ERR_STALE);
	note.if_version = 0;
	assert_int_equal(desk_do(f, dispatch_note, &note), ERR_OK);
	q = desk_find(f, q.id);
	assert_int_equal(q.state, REQUEST_CANCELLED);
	assert_int_equal(q.version, 3);
	assert_string_equal(q.reason, "better");
	assert_false(q.flags & REQUEST_FLAG_CALLED_AGAIN);
}

/* The audit has every write and none of the words. */
static void
test_audit(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id, .reason = "тайна 7345"};

	ask.token = desk_claim(f, q.id).claim.token;
	assert_int_equal(desk_do(f, dispatch_release, &ask), ERR_OK);
	ask = (struct dispatch_ask){.id = q.id, .reason = "weather"};
	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_OK);
	fixture_close(f);
	assert_int_equal(fixture_count(f->path,
				       "SELECT COUNT(*) FROM audit"
				       " WHERE object = 'request' AND action IN"
				       " ('request.post', 'request.claim',"
				       " 'request.release', 'request.cancel')"),
			 4);
	assert_int_equal(
	    fixture_count(
		f->path,
		"SELECT COUNT(*) FROM audit WHERE detail LIKE '%тайна%'"),
	    0);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM audit WHERE detail ="
				   " '26-000001 queued>cancelled weather'"),
	    1);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_schedule),        TEST(test_schedule_fields),
	    TEST(test_overlap),         TEST(test_overlap_cancelled),
	    TEST(test_cancel_operator), TEST(test_cancel_dispatcher),
	    TEST(test_cancel_reason),   TEST(test_note),
	    TEST(test_audit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
