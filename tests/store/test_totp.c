#include <liboath/oath.h>
#include <string.h>

#include "fixture.h"
#include "totp.h"
#include "units.h"
#include "user.h"

/* The second factor of one user; the codes are those of liboath. */

static const unsigned char secret[OTP_SECRET_BYTES + 1] =
    "abcdefghijklmnopqrst";

static void
add_user(struct fixture *f, const char *login)
{
	struct user_ask ask = {
	    .op = fixture_op(f),
	    .user = {.login = login,
		     .name = "Тестова Анна",
		     .roles = ROLE_ADMIN,
		     .password_hash = "x"},
	};

	assert_int_equal(store_write(f->store, user_add, &ask, NULL), ERR_OK);
}

static int
setup(void **state)
{
	(void)fixture_setup_empty(state);
	add_user(*state, "anna");
	return 0;
}

static const char *
code_at(const struct fixture *f, int64_t off)
{
	static char code[OTP_DIGITS + 1];

	(void)oath_hotp_generate(
	    (const char *)secret, OTP_SECRET_BYTES,
	    (uint64_t)(f->now_ms / (OTP_STEP_S * SECOND_MS) + off), OTP_DIGITS,
	    false, OATH_HOTP_DYNAMIC_TRUNCATION, code);
	return code;
}

static struct totp_ask
ask_with(struct fixture *f, const char *code)
{
	static const unsigned char keep[SESSION_HASH_BYTES] = {1};
	struct totp_ask ask = {
	    .op = fixture_op(f),
	    .proof = {.user_id = 1, .login = "anna", .code = code},
	    .keep = keep,
	};

	memcpy(ask.secret, secret, OTP_SECRET_BYTES);
	for (int i = 0; i < TOTP_RECOVERY_CODES; i++) {
		memcpy(ask.recovery[i], "abcdefghj2", OTP_RECOVERY_LEN + 1);
		ask.recovery[i][0] = (char)('a' + i);
	}
	return ask;
}

static enum err_code
run(struct fixture *f, store_fn *fn, const char *code)
{
	struct totp_ask ask = ask_with(f, code);

	return store_write(f->store, fn, &ask, NULL);
}

static void
turn_on(struct fixture *f)
{
	assert_int_equal(run(f, totp_begin, NULL), ERR_OK);
	assert_int_equal(run(f, totp_confirm, code_at(f, -1)), ERR_OK);
}

static enum err_code
enter(struct fixture *f, const char *code)
{
	static unsigned char number;
	struct user u;
	struct session_ask ask = {.op = fixture_op(f), .code = code};

	assert_int_equal(user_find(f->reader, "anna", &u, &f->arena), ERR_OK);
	ask.user_version = u.version;
	ask.row = (struct session_row){.user_id = 1,
				       .login = "anna",
				       .must_enrol = !u.totp,
				       .created_at_ms = f->now_ms,
				       .seen_at_ms = f->now_ms,
				       .expires_at_ms = f->now_ms + HOUR_MS};
	memset(ask.row.token_hash, ++number, SESSION_HASH_BYTES);
	memset(ask.row.csrf, 'c', sizeof(ask.row.csrf) - 1);
	return store_write(f->store, session_save, &ask, NULL);
}

static struct totp_state
state_of(struct fixture *f)
{
	struct totp_state s;

	assert_int_equal(totp_state(f->reader, 1, &s), ERR_OK);
	return s;
}

static void
test_on_when_a_code_was_seen(void **state)
{
	struct fixture *f = *state;
	struct user u;

	assert_int_equal(run(f, totp_confirm, code_at(f, 0)), ERR_STATE);
	assert_int_equal(run(f, totp_begin, NULL), ERR_OK);
	assert_false(state_of(f).on);
	assert_int_equal(enter(f, NULL), ERR_OK); /* offered is not on */
	assert_int_equal(run(f, totp_confirm, "000000"), ERR_CODE_WRONG);
	assert_int_equal(run(f, totp_confirm, "aaaaabbbbb"), ERR_CODE_WRONG);
	assert_false(state_of(f).on);
	assert_int_equal(run(f, totp_confirm, code_at(f, 0)), ERR_OK);
	assert_true(state_of(f).on);
	assert_int_equal(state_of(f).since_ms, FIXTURE_NOW);
	assert_int_equal(state_of(f).recovery_left, TOTP_RECOVERY_CODES);
	assert_int_equal(user_find(f->reader, "anna", &u, &f->arena), ERR_OK);
	assert_true(u.totp);
	assert_int_equal(u.version, 2);
	assert_int_equal(run(f, totp_confirm, code_at(f, 1)), ERR_STATE);
}

static void
test_a_code_is_used_once(void **state)
{
	struct fixture *f = *state;

	turn_on(f);
	assert_int_equal(enter(f, NULL), ERR_CODE_REQUIRED);
	assert_int_equal(enter(f, code_at(f, -1)), ERR_CODE_WRONG);
	assert_int_equal(enter(f, code_at(f, 0)), ERR_OK);
	assert_int_equal(enter(f, code_at(f, 0)), ERR_CODE_WRONG);
	assert_int_equal(enter(f, code_at(f, 1)), ERR_OK);
	assert_int_equal(enter(f, code_at(f, 2)), ERR_CODE_WRONG);
	f->now_ms += OTP_STEP_S * SECOND_MS;
	assert_int_equal(enter(f, code_at(f, 0)), ERR_CODE_WRONG);
	assert_int_equal(enter(f, code_at(f, 1)), ERR_OK);
}

static void
test_a_recovery_code_is_used_once(void **state)
{
	struct fixture *f = *state;

	turn_on(f);
	assert_int_equal(enter(f, "ABCDE-FGHJ2"), ERR_OK);
	assert_int_equal(enter(f, "abcdefghj2"), ERR_CODE_WRONG);
	assert_int_equal(state_of(f).recovery_left, TOTP_RECOVERY_CODES - 1);
	assert_int_equal(enter(f, "zbcdefghj2"), ERR_CODE_WRONG);
	assert_int_equal(fixture_count(f->path,
				       "SELECT COUNT(*) FROM audit"
				       " WHERE action = 'totp.recovery'"),
			 1);
	assert_int_equal(run(f, totp_renew, "bbcdefghj2"), ERR_OK);
	assert_int_equal(state_of(f).recovery_left, TOTP_RECOVERY_CODES);
	assert_int_equal(enter(f, "abcdefghj2"), ERR_OK);
}

static void
test_another_secret_takes_over_when_confirmed(void **state)
{
	struct fixture *f = *state;

	turn_on(f);
	assert_int_equal(run(f, totp_begin, NULL), ERR_CODE_REQUIRED);
	assert_int_equal(run(f, totp_begin, code_at(f, 0)), ERR_OK);
	assert_true(state_of(f).on);
	assert_int_equal(enter(f, code_at(f, 1)), ERR_OK);
	assert_int_equal(run(f, totp_confirm, code_at(f, 1)), ERR_OK);
	assert_true(state_of(f).on);
}

/* What has to be done first is done, elsewhere the session is over. */
static void
test_sessions(void **state)
{
	struct fixture *f = *state;
	struct totp_ask ask;
	struct session_row *row;
	size_t n;

	assert_int_equal(enter(f, NULL), ERR_OK);
	assert_int_equal(enter(f, NULL), ERR_OK);
	assert_int_equal(session_list(f->reader, &row, &n, &f->arena), ERR_OK);
	assert_true(row[1].must_enrol);
	assert_int_equal(run(f, totp_begin, NULL), ERR_OK);
	ask = ask_with(f, code_at(f, 0));
	ask.keep = row[1].token_hash;
	assert_int_equal(store_write(f->store, totp_confirm, &ask, NULL),
			 ERR_OK);
	assert_int_equal(session_list(f->reader, &row, &n, &f->arena), ERR_OK);
	assert_int_equal(n, 1);
	assert_memory_equal(row->token_hash, ask.keep, SESSION_HASH_BYTES);
	assert_false(row->must_enrol);
}

static void
test_off(void **state)
{
	struct fixture *f = *state;
	struct user_ask drop = {.op = fixture_op(f), .user = {.login = "anna"}};

	assert_int_equal(run(f, totp_remove, NULL), ERR_STATE);
	assert_int_equal(run(f, totp_renew, NULL), ERR_STATE);
	assert_int_equal(store_write(f->store, user_drop_totp, &drop, NULL),
			 ERR_STATE);
	turn_on(f);
	assert_int_equal(run(f, totp_remove, NULL), ERR_CODE_REQUIRED);
	assert_int_equal(run(f, totp_remove, code_at(f, 0)), ERR_OK);
	assert_false(state_of(f).on);
	assert_int_equal(enter(f, NULL), ERR_OK);
	turn_on(f);
	drop.user = (struct user){.login = "anna", .version = 1};
	assert_int_equal(store_write(f->store, user_drop_totp, &drop, NULL),
			 ERR_STALE);
	drop.user.version = 0;
	assert_int_equal(store_write(f->store, user_drop_totp, &drop, NULL),
			 ERR_OK);
	assert_false(drop.user.totp);
	assert_true(drop.ended);
	assert_int_equal(fixture_count(f->path,
				       "SELECT (SELECT COUNT(*) FROM session) +"
				       " (SELECT COUNT(*) FROM recovery_code) +"
				       " (SELECT COUNT(*) FROM user_totp)"),
			 0);
}

static void
test_nobody_drops_their_own(void **state)
{
	struct fixture *f = *state;
	struct user_ask drop = {.op = fixture_op(f), .user = {.login = "anna"}};
	struct actor anna = {.login = "anna", .roles = ROLE_ADMIN};

	turn_on(f);
	drop.op.actor = &anna;
	assert_int_equal(store_write(f->store, user_drop_totp, &drop, NULL),
			 ERR_OWN_ACCOUNT);
	assert_true(state_of(f).on);
}

/* The file gives away neither the secret nor the codes, nor may a row be moved
 * to another user. */
static void
test_sealed(void **state)
{
	struct fixture *f = *state;

	add_user(f, "boris");
	turn_on(f);
	fixture_close(f);
	f->arena.limit = (size_t)1 << 26; /* the file is read whole */
	assert_false(fixture_holds(f, (const char *)secret));
	assert_false(fixture_holds(f, "abcdefghj2"));
	assert_int_equal(
	    fixture_sql(f->path, "UPDATE user_totp SET user_id = 2"), 1);
	fixture_open(f);
	assert_int_equal(
	    totp_check(f->reader,
		       &(struct totp_proof){2, "boris", code_at(f, 0)},
		       f->now_ms),
	    ERR_STORAGE);
	fixture_close(f);
	assert_int_equal(
	    fixture_sql(f->path, "UPDATE user_totp SET user_id = 1"), 1);
	memset(f->config.audit_key, 8, sizeof(f->config.audit_key));
	fixture_open(f);
	assert_int_equal(enter(f, code_at(f, 0)), ERR_STORAGE);
}

int
main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    T(test_on_when_a_code_was_seen),
	    T(test_a_code_is_used_once),
	    T(test_a_recovery_code_is_used_once),
	    T(test_another_secret_takes_over_when_confirmed),
	    T(test_sessions),
	    T(test_off),
	    T(test_nobody_drops_their_own),
	    T(test_sealed),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
