#include <stdio.h>

#include "spoken.h"
#include "task_desk.h"
#include "user.h"

#define PHONE "+78125550177"
#define PEOPLE (ROLE_OPERATOR | ROLE_DISPATCHER)

static void
add_user(struct fixture *f, const char *login, unsigned roles)
{
	struct user_ask ask = {
	    .user = {.login = login, .name = login, .roles = roles}};

	ask.user.password_hash = "x";
	ask.op = fixture_op(f);
	assert_int_equal(store_write(f->store, user_add, &ask, NULL), ERR_OK);
}

/* ${login} serves ${queue} from now on; somebody there closes it to others. */
static void
add_member(struct fixture *f, const char *queue, const char *login)
{
	char sql[200];

	fixture_close(f);
	snprintf(sql, sizeof(sql),
		 "INSERT INTO queue_member (queue, position, login)"
		 " SELECT '%s', COUNT(*), '%s' FROM queue_member",
		 queue, login);
	assert_int_equal(fixture_sql(f->path, sql), 1);
	fixture_open(f);
}

static int64_t
counted(struct fixture *f, const char *sql)
{
	int64_t n;

	fixture_close(f);
	n = fixture_count(f->path, sql);
	fixture_open(f);
	return n;
}

/* --- making ----------------------------------------------------------- */

static void
test_made(void **state)
{
	struct fixture *f = *state;
	struct task t = task_desk_make(f, "nurse", 77);

	assert_string_equal(t.phone, PHONE);
	assert_string_equal(t.kind, "call_back");
	assert_int_equal(t.state, TASK_WAITING);
	assert_int_equal(t.version, 1);
	/* 11:05 in the clinic; the nurse calls within 15, 30 at the latest */
	assert_int_equal(t.promise.target_at_ms, f->now_ms + 15 * MINUTE_MS);
	assert_int_equal(t.promise.deadline_at_ms, f->now_ms + 30 * MINUTE_MS);
	assert_string_equal(task_desk_find(f, t.id).note, "перезвонить");
	assert_int_equal(counted(f, "SELECT COUNT(*) FROM audit WHERE action ="
				    " 'task.create' AND detail LIKE '%555%'"),
			 0);
	assert_int_equal(counted(f, "SELECT COUNT(*) FROM audit WHERE action ="
				    " 'task.create' AND object_id IS NOT NULL"),
			 1);
}

/* The queue's own hours: weekdays till 18, holidays as the clinic has them. */
static void
test_own_hours(void **state)
{
	struct fixture *f = *state;
	struct task t;

	f->now_ms += 7 * HOUR_MS; /* Thursday, 18:05 */
	t = task_desk_make(f, "physiotherapy", 1);
	assert_true(t.promise.out_of_hours);
	assert_int_equal(t.promise.counts_from_ms,
			 f->now_ms + 14 * HOUR_MS - 5 * MINUTE_MS);
	t = task_desk_make(f, "advice", 2);
	assert_false(t.promise.out_of_hours);
	f->now_ms += DAY_MS; /* Friday evening: Monday 8:00 */
	t = task_desk_make(f, "physiotherapy", 3);
	assert_int_equal(t.promise.counts_from_ms,
			 f->now_ms + (14 + 48) * HOUR_MS - 5 * MINUTE_MS);
}

static void
test_wrong(void **state)
{
	struct fixture *f = *state;
	struct task_ask ask = {
	    .new = {.queue = "x", .kind = "y", .phone = "5"}};
	char text[TASK_NOTE_MAX + 2];

	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	ask.new.note = ask.new.name = text;
	ask.new.request = "none";
	assert_int_equal(task_desk_do(f, task_create, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/queue"), "unknown_code");
	assert_string_equal(desk_error(f, "/kind"), "unknown_code");
	assert_string_equal(desk_error(f, "/phone"), "phone_invalid");
	assert_string_equal(desk_error(f, "/note"), "too_long");
	assert_string_equal(desk_error(f, "/name"), "too_long");
	ask = (struct task_ask){.new = {.request = "none"}};
	assert_int_equal(task_desk_do(f, task_create, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/queue"), "required");
	assert_string_equal(desk_error(f, "/phone"), "required");
	ask.new =
	    (struct task_new){"nurse", NULL, PHONE, NULL, NULL, "none", NULL};
	assert_int_equal(task_desk_do(f, task_create, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/request"), "unknown_code");
}

/* A closed queue takes nothing new but what must not be lost. */
static void
test_inactive(void **state)
{
	struct fixture *f = *state;
	struct task_ask ask = {.new = {.queue = "referrals", .phone = PHONE}};

	fixture_close(f);
	fixture_sql(f->path, "UPDATE queue SET active = 0");
	fixture_open(f);
	assert_int_equal(task_desk_do(f, task_create, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/queue"), "unknown_code");
	ask.new.queue = NULL;
	ask.new.kind = "referral";
	assert_int_equal(task_desk_do(f, task_create, &ask), ERR_OK);
	assert_string_equal(ask.task.queue, "referrals");
}

/* --- claims ----------------------------------------------------------- */

static void
test_next(void **state)
{
	struct fixture *f = *state;
	struct task late = task_desk_make(f, "advice", 1),
		    urgent = task_desk_make(f, "nurse", 2);
	struct task_ask ask = {.id = NULL};

	assert_int_equal(task_desk_do(f, task_claim_next, &ask), ERR_OK);
	assert_string_equal(ask.task.id, urgent.id);
	assert_string_equal(ask.task.claim.by, "tester");
	assert_int_equal(ask.task.claim.token, 1);
	assert_int_equal(ask.task.owners, 1);
	ask = (struct task_ask){.queue = "nurse"};
	assert_int_equal(task_desk_do(f, task_claim_next, &ask), ERR_NOT_FOUND);
	ask = (struct task_ask){.queue = "nowhere"};
	assert_int_equal(task_desk_do(f, task_claim_next, &ask), ERR_FIELDS);
	ask = (struct task_ask){.queue = "advice"};
	assert_int_equal(task_desk_do(f, task_claim_next, &ask), ERR_OK);
	assert_string_equal(ask.task.id, late.id);
}

static void
test_claim(void **state)
{
	struct fixture *f = *state;
	struct task t = task_desk_make(f, "advice", 1);
	struct task_ask ask = {.id = t.id, .if_version = 9};

	assert_int_equal(task_desk_do(f, task_claim, &ask), ERR_STALE);
	assert_string_equal(f->err.by, "tester");
	t = task_desk_claim(f, t.id);
	assert_int_equal(task_desk_claim(f, t.id).claim.token, t.claim.token);
	desk_as(f, "other", PEOPLE);
	ask.if_version = t.version;
	assert_int_equal(task_desk_do(f, task_claim, &ask), ERR_CLAIMED);
	assert_string_equal(f->err.by, "tester");
	assert_int_equal(task_desk_do(f, task_takeover, &ask), ERR_FIELDS);
	ask.reason = "ушёл";
	assert_int_equal(task_desk_do(f, task_takeover, &ask), ERR_OK);
	assert_string_equal(ask.task.claim.by, "other");
	assert_int_equal(ask.task.owners, 2);
	desk_as(f, "tester", PEOPLE);
	ask = (struct task_ask){.id = t.id, .token = t.claim.token};
	assert_int_equal(task_desk_do(f, task_release, &ask), ERR_CLAIMED);
}

/* The lease: a sign of life keeps it; without one the task goes back. */
static void
test_lease(void **state)
{
	struct fixture *f = *state;
	struct task t = task_desk_claim(f, task_desk_make(f, "advice", 1).id);
	struct task_ask ask = {.id = t.id, .token = t.claim.token};
	struct task_sweep_ask sweep;
	bool due;

	f->now_ms += 299 * SECOND_MS;
	assert_int_equal(task_desk_do(f, task_heartbeat, &ask), ERR_OK);
	f->now_ms += 299 * SECOND_MS;
	sweep.op = fixture_op(f);
	assert_int_equal(task_due(f->reader, &sweep.op, &due), ERR_OK);
	assert_false(due);
	f->now_ms += SECOND_MS;
	sweep.op = fixture_op(f);
	sweep.op.actor = &(struct actor){"system", ROLE_SYSTEM, NULL, NULL};
	assert_int_equal(task_due(f->reader, &sweep.op, &due), ERR_OK);
	assert_true(due);
	assert_int_equal(task_desk_do(f, task_heartbeat, &ask),
			 ERR_TOKEN_STALE);
	assert_int_equal(store_write(f->store, task_sweep, &sweep, NULL),
			 ERR_OK);
	assert_int_equal(sweep.count, 1);
	t = task_desk_find(f, t.id);
	assert_int_equal(t.state, TASK_WAITING);
	assert_int_equal(t.returns, 1);
	assert_int_equal(task_desk_do(f, task_release, &ask), ERR_TOKEN_STALE);
	assert_int_equal(task_desk_claim(f, t.id).claim.token, 2);
}

/* A claim that ran out stops nobody, and ends in the history first. */
static void
test_run_out(void **state)
{
	struct fixture *f = *state;
	struct task t = task_desk_claim(f, task_desk_make(f, "advice", 1).id);
	struct task_event *e;
	size_t n;

	f->now_ms += HOUR_MS;
	desk_as(f, "other", PEOPLE);
	t = task_desk_claim(f, t.id);
	assert_string_equal(t.claim.by, "other");
	assert_int_equal(t.claim.token, 2);
	assert_int_equal(task_list_history(f->reader, t.id, &e, &n, &f->arena),
			 ERR_OK);
	assert_int_equal(n, 4);
	assert_string_equal(e[2].action, "expire");
	assert_string_equal(e[2].by, "system");
	assert_string_equal(e[3].action, "claim");
}

/* --- what its owner does ---------------------------------------------- */

static void
test_attempts(void **state)
{
	struct fixture *f = *state;
	struct task t = task_desk_claim(f, task_desk_make(f, "advice", 1).id);
	struct task_ask ask = {.id = t.id, .token = t.claim.token};
	struct task_sweep_ask sweep;

	assert_int_equal(task_desk_do(f, task_attempt, &ask), ERR_FIELDS);
	ask.outcome = "no_answer";
	assert_int_equal(task_desk_do(f, task_attempt, &ask), ERR_OK);
	assert_int_equal(ask.task.state, TASK_RETRY);
	assert_int_equal(ask.task.retry_at_ms, f->now_ms + 10 * MINUTE_MS);
	assert_int_equal(ask.task.first_contact_at_ms, 0);
	f->now_ms += 10 * MINUTE_MS;
	sweep.op = fixture_op(f);
	sweep.op.actor = &(struct actor){"system", ROLE_SYSTEM, NULL, NULL};
	assert_int_equal(store_write(f->store, task_sweep, &sweep, NULL),
			 ERR_OK);
	t = task_desk_find(f, t.id);
	assert_int_equal(t.state, TASK_WAITING);
	assert_int_equal(t.returns, 0);
	t = task_desk_claim(f, t.id);
	ask = (struct task_ask){
	    .id = t.id, .token = t.claim.token, .outcome = "reached"};
	assert_int_equal(task_desk_do(f, task_attempt, &ask), ERR_OK);
	assert_int_equal(ask.task.state, TASK_CLAIMED);
	assert_int_equal(ask.task.first_contact_at_ms, f->now_ms);
	assert_int_equal(ask.task.attempt_count, 2);
}

static void
test_handover(void **state)
{
	struct fixture *f = *state;
	struct task t = task_desk_claim(f, task_desk_make(f, "advice", 1).id);
	struct task_ask ask = {.id = t.id, .token = t.claim.token};
	int64_t deadline_ms = t.promise.deadline_at_ms;

	assert_int_equal(task_desk_do(f, task_handover, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/reason"), "required");
	assert_string_equal(desk_error(f, "/queue"), "required");
	ask.reason = "wrong_queue";
	ask.queue = "advice";
	assert_int_equal(task_desk_do(f, task_handover, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/queue"), "same_queue");
	ask.queue = "nurse";
	assert_int_equal(task_desk_do(f, task_handover, &ask), ERR_OK);
	assert_string_equal(ask.task.queue, "nurse");
	assert_int_equal(ask.task.state, TASK_WAITING);
	assert_int_equal(ask.task.handovers, 1);
	assert_int_equal(ask.task.promise.deadline_at_ms, deadline_ms);
	assert_int_equal(task_desk_do(f, task_handover, &ask), ERR_TOKEN_STALE);
}

static void
test_pass(void **state)
{
	struct fixture *f = *state;
	struct task t;
	struct task_ask ask;

	add_user(f, "anna", ROLE_OPERATOR);
	add_user(f, "boss", ROLE_ADMIN);
	t = task_desk_claim(f, task_desk_make(f, "advice", 1).id);
	ask = (struct task_ask){.id = t.id, .token = t.claim.token};
	ask.reason = "asked_for";
	ask.to = "boss";
	assert_int_equal(task_desk_do(f, task_handover, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/to"), "not_serving");
	ask.to = "nobody";
	assert_int_equal(task_desk_do(f, task_handover, &ask), ERR_FIELDS);
	ask.to = "anna";
	ask.queue = "nurse";
	assert_int_equal(task_desk_do(f, task_handover, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/queue"), "choice");
	ask.queue = NULL;
	assert_int_equal(task_desk_do(f, task_handover, &ask), ERR_OK);
	assert_string_equal(ask.task.claim.by, "anna");
	assert_int_equal(ask.task.claim.token, 2);
	assert_int_equal(ask.task.handovers, 1);
	assert_int_equal(ask.task.owners, 2);
	assert_int_equal(task_desk_do(f, task_release, &ask), ERR_CLAIMED);
	desk_as(f, "anna", ROLE_OPERATOR);
	ask = (struct task_ask){.id = t.id, .token = 2, .outcome = "solved"};
	assert_int_equal(task_desk_do(f, task_close, &ask), ERR_OK);
}

static void
test_close(void **state)
{
	struct fixture *f = *state;
	struct task t = task_desk_claim(f, task_desk_make(f, "advice", 1).id);
	struct task_ask ask = {.id = t.id, .token = t.claim.token};

	assert_int_equal(task_desk_do(f, task_close, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/outcome"), "required");
	ask.outcome = "unreachable";
	assert_int_equal(task_desk_do(f, task_close, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/outcome"), "call_first");
	ask.outcome = "booked";
	ask.comment = "на среду";
	assert_int_equal(task_desk_do(f, task_close, &ask), ERR_OK);
	t = task_desk_find(f, t.id);
	assert_int_equal(t.state, TASK_DONE);
	assert_string_equal(t.outcome, "booked");
	assert_string_equal(t.result, "на среду");
	assert_int_equal(t.closed_at_ms, f->now_ms);
	assert_int_equal(t.first_contact_at_ms, f->now_ms);
	assert_int_equal(task_desk_do(f, task_close, &ask), ERR_STATE);
	assert_int_equal(task_desk_do(f, task_claim, &ask), ERR_STATE);
	/* nor behind the program's back */
	fixture_close(f);
	assert_true(fixture_refused(
	    f->path, "UPDATE task SET state = 'waiting', active = 1,"
		     " closed_at_ms = NULL, outcome = NULL"));
	assert_true(fixture_refused(f->path, "DELETE FROM task_event"));
}

static void
test_cancel(void **state)
{
	struct fixture *f = *state;
	struct task t = task_desk_make(f, "advice", 1);
	struct task_ask ask = {.id = t.id, .reason = "duplicate"};

	desk_as(f, "other", PEOPLE);
	assert_int_equal(task_desk_do(f, task_cancel, &ask), ERR_FORBIDDEN);
	t = task_desk_claim(f, t.id);
	desk_as(f, "tester", PEOPLE);
	assert_int_equal(task_desk_do(f, task_cancel, &ask), ERR_CLAIMED);
	desk_as(f, "other", PEOPLE);
	ask.token = t.claim.token;
	ask.reason = "no such";
	assert_int_equal(task_desk_do(f, task_cancel, &ask), ERR_FIELDS);
	ask.reason = "duplicate";
	assert_int_equal(task_desk_do(f, task_cancel, &ask), ERR_OK);
	assert_int_equal(ask.task.state, TASK_CANCELLED);
	desk_as(f, "tester", PEOPLE);
	ask = (struct task_ask){.id = task_desk_make(f, "advice", 2).id,
				.reason = "called_again"};
	assert_int_equal(task_desk_do(f, task_cancel, &ask), ERR_OK);
}

/* Whoever does not serve a queue has no business in it, but with their own. */
static void
test_members(void **state)
{
	struct fixture *f = *state;
	struct task_queue_now *now;
	struct task_ask ask;
	struct task t;
	struct op op;

	add_user(f, "anna", ROLE_OPERATOR);
	add_member(f, "advice", "anna");
	t = task_desk_make(f, "advice", 1);
	ask = (struct task_ask){.id = t.id};
	assert_int_equal(task_desk_do(f, task_claim, &ask), ERR_FORBIDDEN);
	ask = (struct task_ask){.queue = NULL};
	assert_int_equal(task_desk_do(f, task_claim_next, &ask), ERR_NOT_FOUND);
	assert_string_equal(task_desk_find(f, t.id).phone,
			    t.phone); /* made by tester */
	op = fixture_op(f);
	assert_int_equal(task_list_queues(f->reader, &op, &now), ERR_OK);
	assert_string_equal(now[0].queue->code, "advice");
	assert_false(now[0].serves);
	assert_int_equal(now[0].by_state[TASK_WAITING], 1);
	assert_int_equal(now[0].deadline_at_ms, t.promise.deadline_at_ms);
	assert_true(now[1].serves);
	desk_as(f, "bert", PEOPLE);
	assert_int_equal(task_list_find(f->reader, t.id, "bert", &t, &f->arena),
			 ERR_FORBIDDEN);
	desk_as(f, "anna", ROLE_OPERATOR);
	assert_string_equal(task_desk_claim(f, t.id).claim.by, "anna");
	/* nobody left who could: everybody may */
	fixture_close(f);
	fixture_sql(f->path, "UPDATE user_account SET active = 0");
	fixture_open(f);
	desk_as(f, "bert", PEOPLE);
	(void)task_desk_find(f, t.id);
}

/* --- lists ------------------------------------------------------------ */

static void
test_list(void **state)
{
	struct fixture *f = *state;
	struct task_list_ask ask = {.login = "tester", .limit = 2};
	const char *id[3];
	struct task_page page;

	for (int i = 0; i < 3; i++) {
		id[i] = task_desk_make(f, "advice", i).id;
		f->now_ms += MINUTE_MS;
	}
	assert_int_equal(task_list(f->reader, &ask, &page, &f->arena), ERR_OK);
	assert_int_equal(page.count, 2);
	assert_string_equal(page.item[0].id, id[0]);
	assert_string_equal(page.next, id[2]);
	ask.cursor = page.next;
	assert_int_equal(task_list(f->reader, &ask, &page, &f->arena), ERR_OK);
	assert_int_equal(page.count, 1);
	assert_null(page.next);
	ask.cursor = "none";
	assert_int_equal(task_list(f->reader, &ask, &page, &f->arena),
			 ERR_SYNTAX);
	ask = (struct task_list_ask){.login = "tester", .limit = 9};
	ask.queue = "nurse";
	assert_int_equal(task_list(f->reader, &ask, &page, &f->arena), ERR_OK);
	assert_int_equal(page.count, 0);
	ask.queue = NULL;
	(void)task_desk_claim(f, id[1]);
	ask.claimed_by = "tester";
	assert_int_equal(task_list(f->reader, &ask, &page, &f->arena), ERR_OK);
	assert_int_equal(page.count, 1);
	ask.claimed_by = NULL;
	ask.states = 1u << TASK_CANCELLED | 1u << TASK_WAITING;
	assert_int_equal(task_list(f->reader, &ask, &page, &f->arena), ERR_OK);
	assert_int_equal(page.count, 2);
	assert_string_equal(page.item[0].id, id[2]); /* the newest first */
}

/* --- calls that ended with a promise to ring back ---------------------- */

static enum err_code
call(struct fixture *f, const char *follow_up, const char *phone)
{
	struct spoken_call_ask ask = {
	    .outcome = "referred",
	    .referral = "r01",
	    .follow_up = follow_up,
	    .callback_phone = phone,
	    .total_kop = -1,
	};

	f->err = (struct err){.code = ERR_OK};
	ask.op = fixture_op(f);
	return store_write(f->store, spoken_call, &ask, NULL);
}

static void
test_call(void **state)
{
	struct fixture *f = *state;
	struct task_list_ask ask = {.login = "tester", .limit = 9};
	struct task_page page;

	assert_int_equal(call(f, "call_back", "8 (812) 555-01-77"), ERR_OK);
	assert_int_equal(call(f, "told", NULL), ERR_OK);
	assert_int_equal(call(f, "call_back", "555"), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/callback_phone"), "phone_invalid");
	assert_int_equal(call(f, "told", PHONE), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/callback_phone"), "only_call_back");
	assert_int_equal(task_list(f->reader, &ask, &page, &f->arena), ERR_OK);
	assert_int_equal(page.count, 1);
	assert_string_equal(page.item[0].queue, "referrals");
	assert_string_equal(page.item[0].kind, "referral");
	assert_string_equal(page.item[0].phone, PHONE);
	assert_non_null(strstr(page.item[0].note, "→ "));
	assert_int_equal(counted(f, "SELECT COUNT(*) FROM audit"
				    " WHERE detail LIKE '%555%'"),
			 0);
}

/* Who was called back is forgotten; what was done, and when, is not. */
static void
test_forget(void **state)
{
	struct fixture *f = *state;
	struct task t = task_desk_claim(f, task_desk_make(f, "advice", 77).id);
	struct task open = task_desk_make(f, "advice", 78);
	struct task_ask ask = {.id = t.id, .token = t.claim.token};
	struct task_sweep_ask forget;
	bool due;

	ask.outcome = "reached";
	ask.comment = "слово";
	assert_int_equal(task_desk_do(f, task_attempt, &ask), ERR_OK);
	ask.outcome = "solved";
	assert_int_equal(task_desk_do(f, task_close, &ask), ERR_OK);
	f->now_ms += 72 * HOUR_MS - 1;
	forget.op = fixture_op(f);
	assert_int_equal(task_forget_due(f->reader, &forget.op, &due), ERR_OK);
	assert_false(due);
	f->now_ms += 1;
	forget.op = fixture_op(f);
	assert_int_equal(task_forget_due(f->reader, &forget.op, &due), ERR_OK);
	assert_true(due);
	assert_int_equal(store_write(f->store, task_forget, &forget, NULL),
			 ERR_OK);
	assert_int_equal(forget.count, 1);
	t = task_desk_find(f, t.id);
	assert_null(t.phone);
	assert_null(t.result);
	assert_string_equal(t.outcome, "solved");
	assert_non_null(task_desk_find(f, open.id).phone);
	fixture_close(f);
	assert_false(fixture_holds(f, PHONE));
	assert_false(fixture_holds(f, "слово"));
	assert_true(fixture_holds(f, "+78125550178"));
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_made),     TEST(test_own_hours), TEST(test_wrong),
	    TEST(test_inactive), TEST(test_next),      TEST(test_claim),
	    TEST(test_lease),    TEST(test_run_out),   TEST(test_attempts),
	    TEST(test_handover), TEST(test_pass),      TEST(test_close),
	    TEST(test_cancel),   TEST(test_members),   TEST(test_list),
	    TEST(test_call),     TEST(test_forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
