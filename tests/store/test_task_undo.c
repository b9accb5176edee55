#include "task_desk.h"
#include "undo.h"

/* The last change of a task taken back; nothing else ever reopens. */

#define PEOPLE (ROLE_OPERATOR | ROLE_DISPATCHER)

static enum err_code
undo(struct fixture *f, const char *id, struct task_ask *ask)
{
	*ask = (struct task_ask){.id = id};
	return task_desk_do(f, task_undo, ask);
}

static void
test_claim(void **state)
{
	struct fixture *f = *state;
	struct task t = task_desk_make(f, "advice", 1);
	struct task_ask ask, late = {.id = t.id, .outcome = "reached"};

	t = task_desk_claim(f, t.id);
	assert_string_equal(t.undo.action, "claim");
	late.token = t.claim.token;
	assert_int_equal(undo(f, t.id, &ask), ERR_OK);
	t = task_desk_find(f, t.id);
	assert_int_equal(t.state, TASK_WAITING);
	assert_null(t.owner);
	assert_int_equal(t.owners, 0);
	assert_int_equal(t.returns, 0);
	assert_int_equal(undo(f, t.id, &ask), ERR_UNDO_OVER);
	assert_int_equal(task_desk_do(f, task_attempt, &late), ERR_TOKEN_STALE);
	t = task_desk_claim(f, t.id);
	assert_int_equal(t.claim.token, 2);
	/* What was planned for one nobody reached is planned again. */
	late.token = t.claim.token;
	late.outcome = "busy";
	late.next_at_ms = f->now_ms + HOUR_MS;
	assert_int_equal(task_desk_do(f, task_attempt, &late), ERR_OK);
	assert_null(late.task.undo.action);
	(void)task_desk_claim(f, t.id);
	assert_int_equal(undo(f, t.id, &ask), ERR_OK);
	assert_int_equal(ask.task.state, TASK_RETRY);
	assert_int_equal(ask.task.retry_at_ms, f->now_ms + HOUR_MS);
	assert_string_equal(ask.task.owner, "tester");
	assert_int_equal(ask.task.owners, 1);
}

/* Solved by mistake: it is its owner's again, nobody was spoken to. */
static void
test_close(void **state)
{
	struct fixture *f = *state;
	struct task t = task_desk_claim(f, task_desk_make(f, "advice", 1).id);
	struct task_ask ask = {.id = t.id, .token = t.claim.token};

	ask.outcome = "solved";
	ask.comment = "слово";
	assert_int_equal(task_desk_do(f, task_close, &ask), ERR_OK);
	assert_int_equal(undo(f, t.id, &ask), ERR_OK);
	t = task_desk_find(f, t.id);
	assert_int_equal(t.state, TASK_CLAIMED);
	assert_string_equal(t.claim.by, "tester");
	assert_int_equal(t.claim.token, 2);
	assert_int_equal(t.owners, 1);
	assert_int_equal(t.first_contact_at_ms, 0);
	assert_int_equal(t.closed_at_ms, 0);
	assert_null(t.outcome);
	assert_null(t.result);
	assert_null(t.undo.action);
}

static void
test_cancel(void **state)
{
	struct fixture *f = *state;
	struct task t = task_desk_make(f, "advice", 1);
	struct task_ask ask = {.id = t.id, .reason = "duplicate"};

	assert_int_equal(task_desk_do(f, task_cancel, &ask), ERR_OK);
	desk_as(f, "other", PEOPLE);
	assert_int_equal(undo(f, t.id, &ask), ERR_FORBIDDEN);
	desk_as(f, "tester", PEOPLE);
	f->now_ms += UNDO_S * SECOND_MS + 1;
	assert_int_equal(undo(f, t.id, &ask), ERR_UNDO_OVER);
	assert_string_equal(f->err.by, "tester");
	f->now_ms -= 1;
	ask = (struct task_ask){.id = t.id, .if_version = 1};
	assert_int_equal(task_desk_do(f, task_undo, &ask), ERR_STALE);
	assert_int_equal(undo(f, t.id, &ask), ERR_OK);
	t = task_desk_find(f, t.id);
	assert_int_equal(t.state, TASK_WAITING);
	assert_null(t.claim.by);
	(void)task_desk_claim(f, t.id);
}

#define REOPEN                                                                 \
	"UPDATE task SET active = 1, version = version + 1,"                   \
	" closed_at_ms = NULL, outcome = NULL, undo_state = NULL,"             \
	" updated_by = "

/* The database itself reopens nothing but what can be undone. */
static void
test_guard(void **state)
{
	struct fixture *f = *state;
	struct task t = task_desk_make(f, "advice", 1);
	struct task_ask ask = {.id = t.id, .reason = "duplicate"};

	assert_int_equal(task_desk_do(f, task_cancel, &ask), ERR_OK);
	fixture_close(f);
	assert_true(fixture_refused(f->path, REOPEN "'tester', state = 'retry',"
						    " retry_at_ms = 1"));
	assert_true(
	    fixture_refused(f->path, REOPEN "'other', state = 'waiting'"));
	assert_true(fixture_refused(f->path, REOPEN
				    "'tester', state = 'waiting',"
				    " updated_at_ms = undo_until_ms + 1"));
	/* nor may what can be undone be made up */
	assert_true(fixture_refused(f->path,
				    "UPDATE task SET version = version + 1,"
				    " undo_until_ms = undo_until_ms + 1"));
	assert_int_equal(
	    fixture_sql(f->path, REOPEN "'tester', state = 'waiting'"), 1);
	assert_true(fixture_refused(
	    f->path, "UPDATE task SET version = version + 1, active = 0,"
		     " state = 'cancelled', outcome = 'duplicate',"
		     " closed_at_ms = 1, undo_state = 'waiting',"
		     " undo_until_ms = updated_at_ms + 3600000"));
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_claim),
	    TEST(test_close),
	    TEST(test_cancel),
	    TEST(test_guard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
