#include "desk.h"
#include "undo.h"

/* The last change taken back; and nothing else ever reopens. */

static enum err_code
undo(struct fixture *f, const char *id, struct dispatch_ask *ask)
{
	*ask = (struct dispatch_ask){.id = id};
	return desk_do(f, dispatch_undo, ask);
}

static void
cancel(struct fixture *f, const char *id, int64_t token)
{
	struct dispatch_ask ask = {
	    .id = id, .reason = "better", .token = token};

	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_OK);
	assert_string_equal(ask.request.undo.action, "cancel");
}

static void
test_claim(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1), away = desk_queue(f, 2);
	struct dispatch_ask ask;

	(void)desk_claim(f, q.id);
	assert_int_equal(undo(f, q.id, &ask), ERR_OK);
	q = desk_find(f, q.id);
	assert_int_equal(q.state, REQUEST_QUEUED);
	assert_null(q.claim.by);
	assert_int_equal(q.claim.token, 1);
	assert_int_equal(q.returns, 0);
	/* What was planned for one nobody reached is planned again. */
	assert_int_equal(desk_miss(f, away.id, f->now_ms + HOUR_MS), ERR_OK);
	(void)desk_claim(f, away.id);
	assert_int_equal(undo(f, away.id, &ask), ERR_OK);
	assert_int_equal(ask.request.state, REQUEST_UNREACHABLE);
	assert_int_equal(ask.request.retry_at_ms, f->now_ms + HOUR_MS);
	assert_int_equal(undo(f, away.id, &ask), ERR_UNDO_OVER);
}

/* A claim taken back is no claim any more. */
static void
test_claim_fenced(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask, late = {.id = q.id, .outcome = "reached"};

	late.token = desk_claim(f, q.id).claim.token;
	assert_int_equal(undo(f, q.id, &ask), ERR_OK);
	assert_int_equal(desk_do(f, dispatch_attempt, &late), ERR_TOKEN_STALE);
	assert_int_equal(desk_claim(f, q.id).claim.token, 2);
}

static void
test_cancel(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1), held = desk_queue(f, 2);
	struct dispatch_ask ask;

	cancel(f, q.id, 0);
	f->now_ms += UNDO_S * SECOND_MS;
	assert_int_equal(undo(f, q.id, &ask), ERR_OK);
	q = desk_find(f, q.id);
	assert_int_equal(q.state, REQUEST_QUEUED);
	assert_null(q.reason);
	assert_null(q.undo.action);
	cancel(f, held.id, desk_claim(f, held.id).claim.token);
	assert_int_equal(undo(f, held.id, &ask), ERR_OK);
	assert_int_equal(ask.request.state, REQUEST_CLAIMED);
	assert_string_equal(ask.request.claim.by, "tester");
	assert_int_equal(ask.request.claim.token, 2);
	fixture_close(f);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM request_event"
				   " WHERE action = 'undo' AND reason ="
				   " 'cancel' AND from_state = 'cancelled'"),
	    2);
}

/* The visit a cancel freed is planned again, unless the medic was taken. */
static void
test_visit(void **state)
{
	struct fixture *f = *state;
	struct request a = desk_queue(f, 1), b = desk_queue(f, 2);
	struct dispatch_ask ask;

	desk_schedule(f, a.id, 60);
	(void)desk_step(f, dispatch_depart, a.id);
	cancel(f, a.id, 0);
	assert_null(desk_find(f, a.id).visit.medic);
	assert_int_equal(undo(f, a.id, &ask), ERR_OK);
	a = desk_find(f, a.id);
	assert_int_equal(a.state, REQUEST_EN_ROUTE);
	assert_string_equal(a.visit.medic, "m01");
	assert_int_equal(a.visit.window_start_ms, f->now_ms + HOUR_MS);
	assert_int_equal(a.visit.window_end_ms, f->now_ms + 3 * HOUR_MS);
	assert_int_equal(a.visit.departed_at_ms, f->now_ms);
	cancel(f, a.id, 0);
	desk_schedule(f, b.id, 90);
	assert_int_equal(undo(f, a.id, &ask), ERR_VISIT_OVERLAP);
	assert_string_equal(ask.colliding.number, b.number);
	assert_int_equal(desk_find(f, a.id).state, REQUEST_CANCELLED);
}

static void
test_close(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id, .outcome = "helped"};

	desk_schedule(f, q.id, 60);
	(void)desk_step(f, dispatch_depart, q.id);
	(void)desk_step(f, dispatch_arrive, q.id);
	(void)desk_step(f, dispatch_finish, q.id);
	assert_int_equal(desk_do(f, dispatch_close, &ask), ERR_OK);
	assert_int_equal(undo(f, q.id, &ask), ERR_OK);
	q = desk_find(f, q.id);
	assert_int_equal(q.state, REQUEST_DONE);
	assert_null(q.outcome);
	assert_int_equal(q.feedback, REQUEST_FEEDBACK_NONE);
	assert_string_equal(q.visit.medic, "m01");
}

/* Every other end, with what it left behind. */
static void
test_other_ends(void **state)
{
	static store_fn *const fn[] = {dispatch_decline, dispatch_refer,
				       dispatch_duplicate, dispatch_emergency};
	struct fixture *f = *state;
	struct request main = desk_queue(f, 1), q = desk_queue(f, 2);
	struct dispatch_ask ask;

	for (size_t i = 0; i < sizeof(fn) / sizeof(fn[0]); i++) {
		ask = (struct dispatch_ask){
		    .id = q.id,
		    .reason = "no_staff",
		    .referral = "r01",
		    .of = main.number,
		    .red_flag = "RF01",
		};
		assert_int_equal(desk_do(f, fn[i], &ask), ERR_OK);
		assert_int_equal(undo(f, q.id, &ask), ERR_OK);
		q = desk_find(f, q.id);
		assert_int_equal(q.state, REQUEST_QUEUED);
		assert_null(q.reason);
		assert_null(q.referral);
		assert_null(q.main_id);
	}
}

/* An emergency ends a colleague's claim; undone, it is the colleague's. */
static void
test_emergency(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id, .red_flag = "RF01"},
			    late = {.id = q.id, .outcome = "reached"};

	late.token = desk_claim(f, q.id).claim.token;
	desk_as(f, "other", ROLE_OPERATOR | ROLE_DISPATCHER);
	assert_int_equal(desk_do(f, dispatch_emergency, &ask), ERR_OK);
	assert_null(ask.request.claim.by);
	desk_as(f, "tester", ROLE_OPERATOR | ROLE_DISPATCHER);
	assert_int_equal(desk_do(f, dispatch_attempt, &late), ERR_STATE);
	desk_as(f, "other", ROLE_OPERATOR | ROLE_DISPATCHER);
	assert_int_equal(undo(f, q.id, &ask), ERR_OK);
	assert_string_equal(ask.request.claim.by, "tester");
	assert_int_equal(ask.request.claim.token, late.token + 1);
	desk_as(f, "tester", ROLE_OPERATOR | ROLE_DISPATCHER);
	assert_int_equal(desk_do(f, dispatch_attempt, &late), ERR_TOKEN_STALE);
}

/* Too late, somebody else, or something happened since. */
static void
test_refused(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask, note = {.id = q.id, .comment = "перезвонил"};

	assert_int_equal(undo(f, q.id, &ask), ERR_UNDO_OVER);
	cancel(f, q.id, 0);
	desk_as(f, "other", ROLE_DISPATCHER);
	assert_int_equal(undo(f, q.id, &ask), ERR_FORBIDDEN);
	assert_int_equal(desk_do(f, dispatch_note, &note), ERR_OK);
	desk_as(f, "tester", ROLE_OPERATOR | ROLE_DISPATCHER);
	ask = (struct dispatch_ask){.id = q.id, .if_version = 2};
	assert_int_equal(desk_do(f, dispatch_undo, &ask), ERR_STALE);
	assert_string_equal(f->err.by, "other");
	assert_int_equal(undo(f, q.id, &ask), ERR_UNDO_OVER);
	q = desk_queue(f, 2);
	cancel(f, q.id, 0);
	f->now_ms += UNDO_S * SECOND_MS + 1;
	assert_int_equal(undo(f, q.id, &ask), ERR_UNDO_OVER);
	assert_string_equal(f->err.by, "tester");
	assert_int_equal(desk_find(f, q.id).state, REQUEST_CANCELLED);
}

#define REOPEN                                                                 \
	"UPDATE request SET active = 1, version = version + 1,"                \
	" undo_state = NULL, updated_by = "

/* The database itself lets nothing else out of a final state. */
static void
test_guard(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);

	cancel(f, q.id, 0);
	fixture_close(f);
	assert_true(
	    fixture_refused(f->path, REOPEN "'tester', state = 'scheduled'"));
	assert_true(
	    fixture_refused(f->path, REOPEN "'other', state = 'queued'"));
	assert_true(fixture_refused(f->path, REOPEN
				    "'tester', state = 'queued',"
				    " updated_at_ms = undo_until_ms + 1"));
	/* nor may what can be undone be made up */
	assert_true(fixture_refused(f->path,
				    "UPDATE request SET version = version + 1,"
				    " undo_until_ms = undo_until_ms + 1"));
	assert_int_equal(
	    fixture_sql(f->path, REOPEN "'tester', state = 'queued'"), 1);
	assert_true(fixture_refused(
	    f->path, "UPDATE request SET version = version + 1, active = 0,"
		     " state = 'cancelled', undo_state = 'claimed',"
		     " undo_until_ms = updated_at_ms"));
	assert_true(fixture_refused(
	    f->path, "UPDATE request SET version = version + 1, active = 0,"
		     " state = 'cancelled', undo_state = 'queued',"
		     " undo_until_ms = updated_at_ms + 3600000"));
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_claim),   TEST(test_claim_fenced), TEST(test_cancel),
	    TEST(test_visit),   TEST(test_close),        TEST(test_other_ends),
	    TEST(test_refused), TEST(test_guard),        TEST(test_emergency),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
