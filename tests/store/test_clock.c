#include <string.h>

#include "archive.h"
#include "board.h"
#include "desk.h"
#include "jump.h"
#include "units.h"

/* The machine's clock set back or forth by two hours, in the midst of work. */

#define JUMP_MS (2 * HOUR_MS)

static enum err_code
attempt(struct fixture *f, const struct request *q)
{
	struct dispatch_ask ask = {.id = q->id,
				   .token = q->claim.token,
				   .if_version = q->version,
				   .outcome = "reached"};

	return desk_do(f, dispatch_attempt, &ask);
}

static struct dispatch_sweep_ask
sweep(struct fixture *f)
{
	struct dispatch_sweep_ask ask = {.op = fixture_op(f)};
	static const struct actor service = {.login = "system",
					     .roles = ROLE_SYSTEM};

	ask.op.actor = &service;
	assert_int_equal(store_write(f->store, dispatch_sweep, &ask, NULL),
			 ERR_OK);
	return ask;
}

/* Back: who holds a claim keeps it, and nobody else gets it. */
static void
test_back_keeps_claims(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct dispatch_ask other = {.id = q.id};

	q = desk_claim(f, q.id);
	f->now_ms -= JUMP_MS;
	assert_int_equal(sweep(f).expired, 0);
	desk_as(f, "other", ROLE_DISPATCHER);
	assert_int_equal(desk_do(f, dispatch_claim, &other), ERR_CLAIMED);
	desk_as(f, "tester", ROLE_OPERATOR | ROLE_DISPATCHER);
	assert_int_equal(attempt(f, &q), ERR_OK);
}

/* Forth: the lease is over, and its token with it. */
static void
test_forth_ends_claims(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);

	q = desk_claim(f, q.id);
	f->now_ms += JUMP_MS;
	assert_int_equal(attempt(f, &q), ERR_TOKEN_STALE);
	assert_int_equal(sweep(f).expired, 1);
	assert_int_equal(attempt(f, &q), ERR_TOKEN_STALE);
	f->now_ms -= JUMP_MS;
	assert_int_equal(attempt(f, &q), ERR_TOKEN_STALE);
	assert_true(desk_claim(f, q.id).claim.token > q.claim.token);
}

/* The clock was set by ${by_ms}, and the store has noticed. */
static void
set_clock(struct fixture *f, int64_t by_ms)
{
	static const struct actor service = {.login = "system",
					     .roles = ROLE_SYSTEM};
	struct jump_ask ask = {.by_ms = by_ms};

	f->now_ms += by_ms;
	ask.op = fixture_op(f);
	ask.op.actor = &service;
	assert_int_equal(store_write(f->store, jump_settle, &ask, NULL),
			 ERR_OK);
}

/* A lease that moves with the clock lasts as long as it was given for. */
static void
test_leases_follow(void **state)
{
	static const int64_t by_ms[] = {JUMP_MS, -JUMP_MS, 400 * DAY_MS,
					-400 * DAY_MS};
	struct fixture *f = *state;
	int64_t lease_ms = f->book->settings.claim_lease_s * SECOND_MS;

	for (size_t i = 0; i < sizeof(by_ms) / sizeof(*by_ms); i++) {
		struct request q = desk_queue(f, (int)i + 1);

		(void)desk_claim(f, q.id);
		set_clock(f, by_ms[i]);
		f->now_ms += lease_ms - 1;
		assert_int_equal(sweep(f).expired, 0);
		f->now_ms += 1;
		assert_int_equal(sweep(f).expired, 1);
	}
}

static bool
may_forget(struct fixture *f)
{
	bool may;

	assert_int_equal(jump_may_forget(f->reader, f->now_ms, &may), ERR_OK);
	return may;
}

/* Forth: what is long over now waits until the clock has stood for a day. */
static void
test_nothing_forgotten_at_once(void **state)
{
	struct fixture *f = *state;

	assert_true(may_forget(f));
	set_clock(f, MINUTE_MS);
	set_clock(f, -JUMP_MS);
	assert_true(may_forget(f));
	set_clock(f, 400 * DAY_MS);
	assert_false(may_forget(f));
	f->now_ms += DAY_MS - 1;
	assert_false(may_forget(f));
	f->now_ms += 1;
	assert_true(may_forget(f));
	set_clock(f, 400 * DAY_MS);
	set_clock(f, -400 * DAY_MS); /* and put right */
	assert_true(may_forget(f));
}

/* What a process finds that was not there when the clock was set. */
static void
test_while_away(void **state)
{
	static const struct {
		int64_t gone_ms;
		bool jump;
	} rows[] = {
	    {0, false},           {DAY_MS, false},     {3 * DAY_MS, true},
	    {400 * DAY_MS, true}, {-SECOND_MS, false}, {-JUMP_MS, true},
	};
	struct fixture *f = *state;

	(void)desk_queue(f, 1); /* the newest entry of the audit: now */
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int64_t by_ms = 1;

		assert_int_equal(jump_while_away(f->reader,
						 f->now_ms + rows[i].gone_ms,
						 &by_ms),
				 ERR_OK);
		assert_int_equal(by_ms, rows[i].jump ? rows[i].gone_ms : 0);
	}
}

/* History and ids keep the order of happening, whatever the clock says. */
static void
test_order_is_of_happening(void **state)
{
	struct fixture *f = *state;
	struct request first = desk_queue(f, 1), second, q;
	struct request_event *event;
	size_t n;

	q = desk_claim(f, first.id);
	f->now_ms -= JUMP_MS;
	second = desk_queue(f, 2);
	assert_true(strcmp(second.id, first.id) > 0);
	assert_true(strcmp(second.number, first.number) > 0);
	assert_int_equal(attempt(f, &q), ERR_OK);
	assert_int_equal(board_history(f->reader, q.id, &event, &n, &f->arena),
			 ERR_OK);
	assert_int_equal(n, 3);
	for (size_t i = 1; i < n; i++)
		assert_true(event[i].seq > event[i - 1].seq);
	assert_true(event[2].at_ms < event[1].at_ms);
	assert_string_equal(event[2].action, "attempt");
	assert_int_equal(desk_find(f, q.id).version, 3);
}

/* Over midnight and back: each is found, and once. */
static void
test_found_over_midnight(void **state)
{
	struct fixture *f = *state;
	struct archive_ask ask = {.board.limit = 1};
	struct board_page page;
	size_t seen = 0;

	f->now_ms += 14 * HOUR_MS; /* 01:05 of the day after */
	(void)desk_queue(f, 1);
	f->now_ms -= JUMP_MS;
	(void)desk_queue(f, 2);
	f->now_ms += JUMP_MS;
	(void)desk_queue(f, 3);
	do {
		ask.board.now_ms = f->now_ms;
		assert_int_equal(
		    archive_list(f->reader, &ask, &page, &f->arena), ERR_OK);
		seen += page.count;
		ask.board.cursor = page.next;
	} while (page.next != NULL);
	assert_int_equal(seen, 3);
}

/* A due try comes late after a jump back, never twice after one forth. */
static void
test_retries(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);

	assert_int_equal(desk_miss(f, q.id, f->now_ms + 10 * MINUTE_MS),
			 ERR_OK);
	f->now_ms -= JUMP_MS;
	assert_int_equal(sweep(f).retried, 0);
	f->now_ms += 2 * JUMP_MS;
	assert_int_equal(sweep(f).retried, 1);
	assert_int_equal(sweep(f).retried, 0);
	assert_int_equal(desk_find(f, q.id).state, REQUEST_QUEUED);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_back_keeps_claims),
	    TEST(test_forth_ends_claims),
	    TEST(test_leases_follow),
	    TEST(test_nothing_forgotten_at_once),
	    TEST(test_while_away),
	    TEST(test_order_is_of_happening),
	    TEST(test_found_over_midnight),
	    TEST(test_retries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
