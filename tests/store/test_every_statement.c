#include <dlfcn.h>
#include <sqlite3.h>
#include <string.h>

#include "audit.h"
#include "desk.h"
#include "token.h"
#include "user.h"

/*
 * Every write, once for each statement it runs: that one fails.  The failure
 * is told, and nothing of the write stays; without one, all of it does.  And
 * what is read, likewise: half a list is never taken for the whole.
 */

static int left = -1; /* steps until one fails; -1: none will */

/* Before the library's own, and handed on to it. */
int
sqlite3_step(sqlite3_stmt *stmt)
{
	static __typeof__(&sqlite3_step) real;

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "sqlite3_step");
	if (left >= 0 && left-- == 0)
		return SQLITE_NOMEM;
	return real(stmt);
}

union ask {
	struct session_ask session;
	struct user_ask user;
	struct token_ask token;
	struct dispatch_ask dispatch;
	struct register_ask post;
};

struct attempt {
	store_fn *fn;
	union ask ask;
	int fails_at;
	bool reached;
};

static enum err_code
run_attempt(struct db *db, void *arg)
{
	struct attempt *a = arg;
	enum err_code code;

	left = a->fails_at;
	code = a->fn(db, &a->ask);
	a->reached = left < 0;
	left = -1;
	return code;
}

static int64_t
rows(struct fixture *f)
{
	int64_t n;

	assert_int_equal(audit_last(f->reader, &n), ERR_OK);
	return n;
}

/* The answer when at last all of it goes well. */
static union ask
walk(struct fixture *f, store_fn *fn, const void *ask, size_t size)
{
	int64_t before = rows(f);
	struct attempt a = {.fn = fn, .reached = true};
	enum err_code code = ERR_NOMEM;

	for (; a.reached; a.fails_at++) {
		f->err = (struct err){.code = ERR_OK};
		memcpy(&a.ask, ask, size);
		code = store_write(f->store, run_attempt, &a, NULL);
		if (!a.reached)
			break;
		if (code != ERR_NOMEM || rows(f) != before)
			fail_msg("step %d: code %d, %lld rows more", a.fails_at,
				 code, (long long)(rows(f) - before));
	}
	if (code != ERR_OK)
		fail_msg("code %d in the end", code);
	assert_true(a.fails_at > 0);
	return a.ask;
}

/* --- sessions, users, tokens ------------------------------------------- */

static struct user_ask
anna(struct fixture *f)
{
	return (struct user_ask){
	    .op = fixture_op(f),
	    .user = {.login = "anna",
		     .name = "Тестова Анна",
		     .roles = ROLE_OPERATOR,
		     .password_hash = "x"},
	};
}

static void
test_sessions(void **state)
{
	struct fixture *f = *state;
	struct user_ask user = anna(f);
	union ask made = walk(f, user_add, &user, sizeof(user));
	struct session_ask s = {
	    .op = fixture_op(f),
	    .row = {.user_id = made.user.user.id,
		    .login = "anna",
		    .csrf = "0123456789012345678901234567890123456789abc",
		    .seen_at_ms = f->now_ms,
		    .expires_at_ms = f->now_ms + 1000},
	    .max_parallel = 3,
	    .user_version = made.user.user.version,
	};

	(void)walk(f, session_save, &s, sizeof(s));
	(void)walk(f, session_touch, &s, sizeof(s));
	(void)walk(f, session_end, &s, sizeof(s));
	(void)walk(f, session_save, &s, sizeof(s));
	(void)walk(f, session_end_all, &s, sizeof(s));
	(void)walk(f, session_end_all, &s, sizeof(s)); /* there is none */
	s.row.user_id++;
	assert_int_equal(store_write(f->store, session_save, &s, NULL),
			 ERR_CREDENTIALS);
}

static void
test_users(void **state)
{
	struct fixture *f = *state;
	struct user_ask user = anna(f);

	user.user = walk(f, user_add, &user, sizeof(user)).user.user;
	user.user.name = "Тестова Анна Ивановна";
	user.user.roles = ROLE_DISPATCHER;
	user.set = USER_NAME | USER_ROLES;
	user.user = walk(f, user_change, &user, sizeof(user)).user.user;
	user.user.active = false;
	user.set = USER_ACTIVE;
	user.user = walk(f, user_change, &user, sizeof(user)).user.user;
	user.user.active = true;
	user.user = walk(f, user_change, &user, sizeof(user)).user.user;
	user.user.password_hash = "y";
	(void)walk(f, user_set_password, &user, sizeof(user));
}

static void
test_tokens(void **state)
{
	struct fixture *f = *state;
	struct user_ask user = anna(f);
	struct token_ask token = {
	    .op = fixture_op(f),
	    .token = {.login = "anna",
		      .name = "табло",
		      .scopes = ROLE_OPERATOR,
		      .expires_at_ms = f->now_ms + DAY_MS},
	};

	(void)walk(f, user_add, &user, sizeof(user));
	token.token = walk(f, token_add, &token, sizeof(token)).token.token;
	(void)walk(f, token_used, &token, sizeof(token));
	(void)walk(f, token_revoke, &token, sizeof(token));
	(void)walk(f, token_revoke, &token, sizeof(token)); /* once more */
}

/* --- what is only read --------------------------------------------------- */

static enum err_code
read_sessions(struct fixture *f)
{
	struct session_row *row;
	size_t n;

	return session_list(f->reader, &row, &n, &f->arena);
}

static enum err_code
read_users(struct fixture *f)
{
	struct user *user;
	size_t n;

	return user_list(f->reader, &user, &n, &f->arena);
}

static enum err_code
read_user(struct fixture *f)
{
	struct user user;

	return user_find(f->reader, "anna", &user, &f->arena);
}

static enum err_code
read_tokens(struct fixture *f)
{
	struct token *token;
	size_t n;

	return token_list(f->reader, &token, &n, &f->arena);
}

static enum err_code
read_trail(struct fixture *f)
{
	const struct audit_filter filter = {.limit = 10};
	struct audit_page page;

	return audit_list(f->reader, &filter, &page, &f->arena);
}

static enum err_code
read_last(struct fixture *f)
{
	int64_t seq;

	return audit_last(f->reader, &seq);
}

/* From where an earlier look had come to. */
static enum err_code
verify_chain(struct fixture *f)
{
	struct audit_mark mark = {0};
	struct audit_report report = {.ok = false};
	enum err_code code = ERR_OK;

	for (int i = 0; i < 2 && code == ERR_OK; i++)
		code = audit_verify_some(f->reader, f->config.audit_key, &mark,
					 1, &report);
	if (code == ERR_OK)
		assert_true(report.ok);
	return code;
}

static void
test_reads(void **state)
{
	static enum err_code (*const reads[])(struct fixture *) = {
	    read_sessions, read_users, read_user,    read_tokens,
	    read_trail,    read_last,  verify_chain,
	};
	struct fixture *f = *state;
	struct user_ask user = anna(f);

	(void)walk(f, user_add, &user, sizeof(user));
	(void)desk_queue(f, 1);
	for (size_t i = 0; i < sizeof(reads) / sizeof(*reads); i++) {
		bool reached = true;

		for (int n = 0; reached; n++) {
			enum err_code code;

			left = n;
			code = reads[i](f);
			reached = left < 0;
			left = -1;
			assert_int_equal(code, reached ? ERR_NOMEM : ERR_OK);
		}
	}
}

/* --- requests ------------------------------------------------------------ */

static struct request
post(struct fixture *f, int n)
{
	struct register_ask ask = {.op = fixture_op(f),
				   .form = desk_form(f, n)};

	return walk(f, register_post, &ask, sizeof(ask)).post.request;
}

/* What is asked of ${q}, by who holds it. */
static struct request
act(struct fixture *f, store_fn *fn, const struct request *q,
    struct dispatch_ask ask)
{
	ask.op = fixture_op(f);
	ask.id = q != NULL ? q->id : NULL;
	ask.token = q != NULL && q->claim.by != NULL ? q->claim.token : 0;
	return walk(f, fn, &ask, sizeof(ask)).dispatch.request;
}

#define ASK(...) ((struct dispatch_ask){__VA_ARGS__})

static void
test_to_the_visit(void **state)
{
	struct fixture *f = *state;
	struct request q = post(f, 1);

	q = act(f, dispatch_next, NULL, ASK(.outcome = NULL));
	q = act(f, dispatch_heartbeat, &q, ASK(.outcome = NULL));
	q = act(f, dispatch_attempt, &q, ASK(.outcome = "reached"));
	q = act(f, dispatch_schedule, &q,
		ASK(.medic = "m01", .window_start_ms = f->now_ms + HOUR_MS,
		    .window_end_ms = f->now_ms + 3 * HOUR_MS));
	q = act(f, dispatch_depart, &q, ASK(.outcome = NULL));
	q = act(f, dispatch_arrive, &q, ASK(.outcome = NULL));
	q = act(f, dispatch_finish, &q, ASK(.outcome = "done"));
	q = act(f, dispatch_close, &q, ASK(.outcome = "helped"));
	q = act(f, dispatch_undo, &q, ASK(.outcome = NULL));
	assert_int_equal(q.state, REQUEST_DONE);
}

static void
test_from_hand_to_hand(void **state)
{
	struct fixture *f = *state;
	struct request q = post(f, 1);

	q = act(f, dispatch_claim, &q, ASK(.outcome = NULL));
	q = act(f, dispatch_release, &q, ASK(.outcome = NULL));
	q = act(f, dispatch_claim, &q, ASK(.outcome = NULL));
	desk_as(f, "other", ROLE_DISPATCHER);
	q.claim.by = NULL;
	q = act(f, dispatch_takeover, &q, ASK(.reason = "не отвечает"));
	q = act(f, dispatch_note, &q, ASK(.comment = "собака"));
	q = act(f, dispatch_attempt, &q, ASK(.outcome = "no_answer"));
	q = act(f, dispatch_claim, &q, ASK(.outcome = NULL));
	q = act(f, dispatch_handover, &q, ASK(.reason = "конец смены"));
	assert_int_equal(q.state, REQUEST_QUEUED);
}

static void
test_ends(void **state)
{
	static const struct {
		store_fn *fn;
		struct dispatch_ask ask;
	} end[] = {
	    {dispatch_cancel, {.reason = "better"}},
	    {dispatch_decline, {.reason = "outside_area"}},
	    {dispatch_refer, {.reason = "clinic_only"}},
	    {dispatch_emergency, {.comment = "103"}},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(end) / sizeof(*end); i++) {
		struct request q = post(f, (int)i + 1);

		q = act(f, dispatch_claim, &q, ASK(.outcome = NULL));
		q = act(f, end[i].fn, &q, end[i].ask);
		assert_null(q.claim.by);
	}
}

static void
test_zone(void **state)
{
	struct fixture *f = *state;
	struct request q = post(f, 1);

	q = act(f, dispatch_claim, &q, ASK(.outcome = NULL));
	q = act(f, dispatch_zone, &q,
		ASK(.zone = "yellow", .reason = "адрес", .consent = true));
	assert_string_equal(q.zone, "yellow");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	    TEST(test_sessions),
	    TEST(test_users),
	    TEST(test_tokens),
	    TEST(test_to_the_visit),
	    TEST(test_from_hand_to_hand),
	    TEST(test_ends),
	    TEST(test_zone),
	    TEST(test_reads),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
