#include "board.h"
#include "desk.h"

#define LEASE_MS (300 * SECOND_MS)

/* --- claims ----------------------------------------------------------- */

static enum err_code
next(struct fixture *f, struct request *out)
{
	struct dispatch_ask ask = {0};
	enum err_code code = desk_do(f, dispatch_next, &ask);

	*out = ask.request;
	return code;
}

static void
test_next(void **state)
{
	struct fixture *f = *state;
	struct request a = desk_queue(f, 1), tie = desk_queue(f, 3), b, q;

	f->now_ms -= MINUTE_MS;
	b = desk_queue(f, 2); /* posted later, promised earlier */
	assert_int_equal(next(f, &q), ERR_OK);
	assert_string_equal(q.id, b.id);
	assert_int_equal(q.state, REQUEST_CLAIMED);
	assert_string_equal(q.claim.by, "tester");
	assert_int_equal(q.claim.token, 1);
	assert_int_equal(q.claim.since_ms, f->now_ms);
	assert_int_equal(q.claim.expires_at_ms, f->now_ms + LEASE_MS);
	assert_int_equal(q.version, 2);
	assert_int_equal(next(f, &q), ERR_OK);
	assert_string_equal(q.id, a.id);
	assert_int_equal(next(f, &q), ERR_OK);
	assert_string_equal(q.id, tie.id);
	assert_int_equal(next(f, &q), ERR_NOT_FOUND);
}

static void
test_next_forbidden(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id};

	desk_as(f, "tester", ROLE_OPERATOR | ROLE_ADMIN);
	assert_int_equal(next(f, &q), ERR_FORBIDDEN);
	assert_int_equal(desk_do(f, dispatch_claim, &ask), ERR_FORBIDDEN);
	assert_int_equal(desk_find(f, ask.id).state, REQUEST_QUEUED);
}

/* Repeated by its owner a claim is the same claim, whatever If-Match says. */
static void
test_claim_repeated(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1), first;
	struct dispatch_ask ask = {.id = q.id, .if_version = 1};

	first = desk_claim(f, q.id);
	f->now_ms += MINUTE_MS;
	assert_int_equal(desk_do(f, dispatch_claim, &ask), ERR_OK);
	assert_int_equal(ask.request.claim.token, first.claim.token);
	assert_int_equal(ask.request.claim.expires_at_ms,
			 first.claim.expires_at_ms);
	assert_int_equal(ask.request.version, 2);
	assert_int_equal(desk_find(f, q.id).version, 2);
}

static void
test_claim_lost(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id, .if_version = 1};
	int64_t since_ms = f->now_ms;

	(void)desk_claim(f, q.id);
	f->actor.login = "other";
	f->now_ms += MINUTE_MS;
	assert_int_equal(desk_do(f, dispatch_claim, &ask), ERR_CLAIMED);
	assert_string_equal(f->err.by, "tester");
	assert_int_equal(f->err.since_ms, since_ms);
}

/* A colleague's live claim goes over for a reason; the old token is dead. */
static void
test_takeover(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id, .if_version = 2};
	struct dispatch_ask late = {.id = q.id, .token = 1, .outcome = "busy"};
	struct request_event *e;
	size_t n;

	(void)desk_claim(f, q.id);
	f->now_ms += MINUTE_MS;
	f->actor.login = "other";
	assert_int_equal(desk_do(f, dispatch_takeover, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/reason"), "required");
	ask.reason = "ушла на обед";
	ask.if_version = 1;
	assert_int_equal(desk_do(f, dispatch_takeover, &ask), ERR_STALE);
	ask.if_version = 2;
	assert_int_equal(desk_do(f, dispatch_takeover, &ask), ERR_OK);
	q = ask.request;
	assert_string_equal(q.claim.by, "other");
	assert_int_equal(q.claim.token, 2);
	assert_int_equal(q.claim.since_ms, f->now_ms);
	assert_int_equal(q.version, 3);
	assert_int_equal(q.returns, 0);
	/* the answer was lost */
	assert_int_equal(desk_do(f, dispatch_takeover, &ask), ERR_OK);
	assert_int_equal(ask.request.version, 3);
	f->actor.login = "tester";
	assert_int_equal(desk_do(f, dispatch_attempt, &late), ERR_CLAIMED);
	assert_string_equal(f->err.by, "other");
	assert_int_equal(board_history(f->reader, q.id, &e, &n, &f->arena),
			 ERR_OK);
	assert_int_equal(n, 3);
	assert_string_equal(e[2].action, "takeover");
	assert_string_equal(e[2].by, "other");
	assert_string_equal(e[2].reason, "ушла на обед");
}

/* What nobody holds is not taken over: it waits, or its claim ran out. */
static void
test_takeover_of_nobody(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id, .reason = "срочно"};

	assert_int_equal(desk_do(f, dispatch_takeover, &ask), ERR_STATE);
	(void)desk_claim(f, q.id);
	f->now_ms += LEASE_MS;
	f->actor.login = "other";
	assert_int_equal(desk_do(f, dispatch_takeover, &ask), ERR_OK);
	assert_string_equal(ask.request.claim.by, "other");
	assert_int_equal(ask.request.returns, 1);
	desk_as(f, "third", ROLE_OPERATOR | ROLE_ADMIN);
	assert_int_equal(desk_do(f, dispatch_takeover, &ask), ERR_FORBIDDEN);
}

static void
test_stale_version(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask note = {.id = q.id, .comment = "код 41"};
	struct dispatch_ask ask = {.id = q.id, .if_version = 1};

	f->now_ms += 1000;
	f->actor.login = "other";
	assert_int_equal(desk_do(f, dispatch_note, &note), ERR_OK);
	f->actor.login = "tester";
	assert_int_equal(desk_do(f, dispatch_claim, &ask), ERR_STALE);
	assert_string_equal(f->err.by, "other");
	assert_int_equal(f->err.since_ms, f->now_ms);
	ask.if_version = 2;
	assert_int_equal(desk_do(f, dispatch_claim, &ask), ERR_OK);
}

static void
test_not_found(void **state)
{
	static store_fn *const fn[] = {
	    dispatch_claim,   dispatch_heartbeat, dispatch_release,
	    dispatch_attempt, dispatch_schedule,  dispatch_cancel,
	    dispatch_note,
	};

	for (size_t i = 0; i < sizeof(fn) / sizeof(fn[0]); i++) {
		struct dispatch_ask ask = {.id = "no-such-request"};

		assert_int_equal(desk_do(*state, fn[i], &ask), ERR_NOT_FOUND);
	}
}

/* Every write of a holder: by another, without a token, with a wrong one. */
static void
test_tokens(void **state)
{
	static store_fn *const fn[] = {
	    dispatch_heartbeat, dispatch_release, dispatch_attempt,
	    dispatch_schedule,  dispatch_cancel,
	};
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);

	(void)desk_claim(f, q.id);
	for (size_t i = 0; i < sizeof(fn) / sizeof(fn[0]); i++) {
		struct dispatch_ask ask = {.id = q.id, .token = 1};

		desk_as(f, "other", ROLE_DISPATCHER);
		assert_int_equal(desk_do(f, fn[i], &ask), ERR_CLAIMED);
		assert_string_equal(f->err.by, "tester");
		desk_as(f, "tester", ROLE_DISPATCHER);
		ask.token = 2;
		assert_int_equal(desk_do(f, fn[i], &ask), ERR_TOKEN_STALE);
		ask.token = 0;
		assert_int_equal(desk_do(f, fn[i], &ask), ERR_FIELDS);
		assert_string_equal(desk_error(f, "/token"), "required");
	}
	assert_int_equal(desk_find(f, q.id).version, 2);
}

/* Back to the original place, though others were posted meanwhile. */
static void
test_release(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1), again;
	struct dispatch_ask ask = {.id = q.id, .reason = "не моя зона"};

	ask.token = desk_claim(f, q.id).claim.token;
	f->now_ms += MINUTE_MS;
	(void)desk_queue(f, 2);
	assert_int_equal(desk_do(f, dispatch_release, &ask), ERR_OK);
	assert_int_equal(ask.request.state, REQUEST_QUEUED);
	assert_int_equal(ask.request.returns, 1);
	assert_null(ask.request.claim.by);
	assert_int_equal(ask.request.promise.deadline_at_ms,
			 q.promise.deadline_at_ms);
	assert_int_equal(desk_do(f, dispatch_release, &ask), ERR_TOKEN_STALE);
	assert_int_equal(next(f, &again), ERR_OK);
	assert_string_equal(again.id, q.id);
	assert_int_equal(again.claim.token, 2);
}

/* A sign of life prolongs the lease and leaves no trace. */
static void
test_heartbeat(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id};
	struct request_event *e;
	size_t n;

	ask.token = desk_claim(f, q.id).claim.token;
	f->now_ms += LEASE_MS - 1;
	assert_int_equal(desk_do(f, dispatch_heartbeat, &ask), ERR_OK);
	assert_int_equal(ask.request.claim.expires_at_ms, f->now_ms + LEASE_MS);
	q = desk_find(f, q.id);
	assert_int_equal(q.claim.expires_at_ms, f->now_ms + LEASE_MS);
	assert_int_equal(q.version, 2);
	assert_int_equal(board_history(f->reader, q.id, &e, &n, &f->arena),
			 ERR_OK);
	assert_int_equal(n, 2);
	f->now_ms += LEASE_MS;
	assert_int_equal(desk_do(f, dispatch_heartbeat, &ask), ERR_TOKEN_STALE);
}

static enum err_code
sweep(struct fixture *f, struct dispatch_sweep_ask *out)
{
	static const struct actor system = {.login = "system",
					    .roles = ROLE_SYSTEM};
	bool due;
	enum err_code code;

	*out = (struct dispatch_sweep_ask){.op = fixture_op(f)};
	out->op.actor = &system;
	assert_int_equal(dispatch_due(f->reader, f->now_ms, &due), ERR_OK);
	code = store_write(f->store, dispatch_sweep, out, NULL);
	assert_int_equal(due, out->expired + out->retried != 0);
	return code;
}

/* The holder is gone: the lease runs out, a late write is refused. */
static void
test_lease(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask late = {.id = q.id, .outcome = "reached"};
	struct dispatch_sweep_ask swept;
	struct request_event *e;
	size_t n;

	late.token = desk_claim(f, q.id).claim.token;
	f->now_ms += LEASE_MS - 1;
	assert_int_equal(sweep(f, &swept), ERR_OK);
	assert_int_equal(swept.expired, 0);
	f->now_ms++;
	assert_int_equal(desk_do(f, dispatch_attempt, &late), ERR_TOKEN_STALE);
	assert_int_equal(sweep(f, &swept), ERR_OK);
	assert_int_equal(swept.expired, 1);
	q = desk_find(f, q.id);
	assert_int_equal(q.state, REQUEST_QUEUED);
	assert_true(q.flags & REQUEST_FLAG_LEASE_EXPIRED);
	assert_int_equal(q.returns, 1);
	assert_int_equal(desk_do(f, dispatch_attempt, &late), ERR_TOKEN_STALE);
	desk_as(f, "other", ROLE_DISPATCHER);
	assert_int_equal(desk_claim(f, q.id).claim.token, 2);
	desk_as(f, "tester", ROLE_DISPATCHER);
	assert_int_equal(desk_do(f, dispatch_attempt, &late), ERR_CLAIMED);
	desk_as(f, "other", ROLE_DISPATCHER);
	late.token = 2;
	late.outcome = "no_answer";
	late.next_at_ms = f->now_ms + MINUTE_MS;
	assert_int_equal(desk_do(f, dispatch_attempt, &late), ERR_OK);
	q = desk_find(f, q.id);
	assert_false(q.flags & REQUEST_FLAG_LEASE_EXPIRED);
	assert_int_equal(board_history(f->reader, q.id, &e, &n, &f->arena),
			 ERR_OK);
	assert_int_equal(n, 5);
	assert_string_equal(e[2].action, "expire");
	assert_string_equal(e[2].by, "system");
	assert_string_equal(e[2].to, "queued");
}

/* An expired claim may be taken before the sweep: it counts as a return. */
static void
test_lease_taken(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct request_event *e;
	size_t n;

	(void)desk_claim(f, q.id);
	f->now_ms += LEASE_MS;
	f->actor.login = "other";
	q = desk_claim(f, q.id);
	assert_string_equal(q.claim.by, "other");
	assert_int_equal(q.claim.token, 2);
	assert_int_equal(q.returns, 1);
	assert_int_equal(q.version, 3);
	assert_int_equal(board_history(f->reader, q.id, &e, &n, &f->arena),
			 ERR_OK);
	assert_int_equal(n, 4);
	assert_string_equal(e[2].action, "expire");
	assert_string_equal(e[3].action, "claim");
	assert_string_equal(e[3].from, "queued");
}

static void
test_sweep_many(void **state)
{
	struct fixture *f = *state;
	struct dispatch_sweep_ask swept;
	struct request q;

	for (int i = 1; i <= 20; i++) {
		(void)desk_queue(f, i);
		assert_int_equal(next(f, &q), ERR_OK);
	}
	f->now_ms += LEASE_MS;
	assert_int_equal(sweep(f, &swept), ERR_OK);
	assert_int_equal(swept.expired, 20);
	assert_int_equal(sweep(f, &swept), ERR_OK);
	assert_int_equal(swept.expired, 0);
}

/* --- attempts --------------------------------------------------------- */

/* The clock stops at the first live contact and never moves again. */
static void
test_reached(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {
	    .id = q.id, .outcome = "reached", .comment = "говорит по делу"};
	int64_t contact_ms;

	ask.token = desk_claim(f, q.id).claim.token;
	contact_ms = f->now_ms += MINUTE_MS;
	assert_int_equal(desk_do(f, dispatch_attempt, &ask), ERR_OK);
	f->now_ms += MINUTE_MS;
	assert_int_equal(desk_do(f, dispatch_attempt, &ask), ERR_OK);
	q = desk_find(f, q.id);
	assert_int_equal(q.state, REQUEST_CLAIMED);
	assert_int_equal(q.first_contact_at_ms, contact_ms);
	assert_int_equal(q.attempt_count, 2);
	assert_string_equal(q.attempt[0].outcome, "reached");
	assert_string_equal(q.attempt[0].comment, "говорит по делу");
	assert_string_equal(q.attempt[1].by, "tester");
	assert_int_equal(q.attempt[1].at_ms, f->now_ms);
	assert_int_equal(ask.request.attempt_count, 2);
	assert_int_equal(ask.request.attempt[1].at_ms, f->now_ms);
}

/* No answer: tried again later, from the original place. */
static void
test_missed(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1), other = desk_queue(f, 2), got;
	struct dispatch_sweep_ask swept;

	assert_int_equal(desk_miss(f, q.id, 0), ERR_OK);
	q = desk_find(f, q.id);
	assert_int_equal(q.state, REQUEST_UNREACHABLE);
	assert_int_equal(q.retry_at_ms, f->now_ms + 10 * MINUTE_MS);
	assert_int_equal(q.attempt[0].next_at_ms, q.retry_at_ms);
	assert_int_equal(q.first_contact_at_ms, 0);
	assert_null(q.claim.by);
	assert_int_equal(next(f, &got), ERR_OK); /* not due: the other */
	assert_string_equal(got.id, other.id);
	f->now_ms = q.retry_at_ms - 1;
	assert_int_equal(sweep(f, &swept), ERR_OK);
	assert_int_equal(swept.retried, 0);
	f->now_ms++;
	assert_int_equal(sweep(f, &swept), ERR_OK);
	assert_int_equal(swept.retried, 1);
	got = desk_find(f, q.id);
	assert_int_equal(got.state, REQUEST_QUEUED);
	assert_int_equal(got.retry_at_ms, 0);
	assert_int_equal(got.returns, 0);
	assert_int_equal(got.promise.deadline_at_ms, q.promise.deadline_at_ms);
}

/* Due, and asked for before the sweep came. */
static void
test_missed_next(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1), got;

	assert_int_equal(desk_miss(f, q.id, f->now_ms + 1), ERR_OK);
	assert_int_equal(next(f, &got), ERR_NOT_FOUND);
	f->now_ms++;
	assert_int_equal(next(f, &got), ERR_OK);
	assert_string_equal(got.id, q.id);
	assert_int_equal(got.retry_at_ms, 0);
}

/* Tries without contact are used up: the dispatcher decides. */
static void
test_attempts_max(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id, .outcome = "reached"};

	for (int i = 1; i <= 3; i++) {
		assert_int_equal(desk_miss(f, q.id, 0), ERR_OK);
		q = desk_find(f, q.id);
		assert_int_equal(q.attempt_count, i);
		assert_int_equal((q.flags & REQUEST_FLAG_DECIDE) != 0, i == 3);
	}
	assert_int_not_equal(q.retry_at_ms, 0);
	ask.token = desk_claim(f, q.id).claim.token;
	assert_int_equal(desk_do(f, dispatch_attempt, &ask), ERR_OK);
	assert_false(ask.request.flags & REQUEST_FLAG_DECIDE);
}

static void
test_attempt_fields(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask ask = {.id = q.id, .token = 1};

	(void)desk_claim(f, q.id);
	ask.next_at_ms = f->now_ms;
	assert_int_equal(desk_do(f, dispatch_attempt, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/outcome"), "required");
	assert_string_equal(desk_error(f, "/next_at"), "in_past");
	ask.outcome = "voicemail";
	ask.next_at_ms = f->now_ms + DAY_MS + 1;
	assert_int_equal(desk_do(f, dispatch_attempt, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/outcome"), "unknown_code");
	assert_string_equal(desk_error(f, "/next_at"), "too_far");
	ask.outcome = "call_later";
	ask.next_at_ms = f->now_ms + DAY_MS;
	assert_int_equal(desk_do(f, dispatch_attempt, &ask), ERR_OK);
	ask.request = desk_find(f, q.id);
	assert_int_equal(ask.request.retry_at_ms, f->now_ms + DAY_MS);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_next),
	    TEST(test_next_forbidden),
	    TEST(test_claim_repeated),
	    TEST(test_claim_lost),
	    TEST(test_stale_version),
	    TEST(test_not_found),
	    TEST(test_tokens),
	    TEST(test_release),
	    TEST(test_heartbeat),
	    TEST(test_lease),
	    TEST(test_lease_taken),
	    TEST(test_sweep_many),
	    TEST(test_reached),
	    TEST(test_missed),
	    TEST(test_missed_next),
	    TEST(test_attempts_max),
	    TEST(test_attempt_fields),
	    TEST(test_takeover),
	    TEST(test_takeover_of_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
