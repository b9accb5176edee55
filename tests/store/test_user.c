#include <pthread.h>
#include <string.h>

#include "fixture.h"
#include "user.h"

static struct user_ask
ask_for(struct fixture *f, const char *login)
{
	f->err = (struct err){0};
	return (struct user_ask){
	    .op = fixture_op(f),
	    .user =
		{
		    .login = login,
		    .name = "Тестова Анна",
		    .roles = ROLE_OPERATOR,
		    .password_hash = "$argon2id$1",
		    .must_change = true,
		},
	};
}

static enum err_code
add(struct fixture *f, const char *login)
{
	struct user_ask ask = ask_for(f, login);

	return store_write(f->store, user_add, &ask, NULL);
}

static void
test_add_and_find(void **state)
{
	struct fixture *f = *state;
	struct user u;

	assert_int_equal(add(f, "anna"), ERR_OK);
	assert_int_equal(user_find(f->reader, "anna", &u, &f->arena), ERR_OK);
	assert_string_equal(u.name, "Тестова Анна");
	assert_string_equal(u.password_hash, "$argon2id$1");
	assert_int_equal(u.roles, ROLE_OPERATOR);
	assert_true(u.active);
	assert_true(u.must_change);
	assert_int_equal(u.version, 1);
	assert_int_equal(u.created_at_ms, FIXTURE_NOW);
	assert_int_equal(user_find(f->reader, "nobody", &u, &f->arena),
			 ERR_NOT_FOUND);
	assert_int_equal(add(f, "anna"), ERR_EXISTS);
}

static void
test_what_a_user_must_have(void **state)
{
	struct fixture *f = *state;
	static const char *const bad[] = {"",
					  "a",
					  "Anna",
					  "anna k",
					  "анна",
					  "a/b",
					  "abcdefghijklmnopqrstuvwxyz0123456",
					  NULL};
	struct user_ask ask;

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_int_equal(add(f, bad[i]), ERR_FIELDS);
		assert_string_equal(f->err.fields.item[0].pointer, "/login");
	}
	assert_int_equal(add(f, "a.b_c-9"), ERR_OK);
	assert_int_equal(add(f, "abcdefghijklmnopqrstuvwxyz012345"), ERR_OK);
	ask = ask_for(f, "x");
	ask.user.name = "";
	ask.user.roles = ROLE_SYSTEM;
	assert_int_equal(store_write(f->store, user_add, &ask, NULL),
			 ERR_FIELDS);
	assert_int_equal(f->err.fields.n, 3); /* all at once */
}

static void
test_list_is_by_login(void **state)
{
	struct fixture *f = *state;
	struct user *u;
	size_t n;

	assert_int_equal(user_list(f->reader, &u, &n, &f->arena), ERR_OK);
	assert_int_equal(n, 0);
	assert_int_equal(add(f, "boris"), ERR_OK);
	assert_int_equal(add(f, "anna"), ERR_OK);
	assert_int_equal(add(f, "vera"), ERR_OK);
	assert_int_equal(user_list(f->reader, &u, &n, &f->arena), ERR_OK);
	assert_int_equal(n, 3);
	assert_string_equal(u[0].login, "anna");
	assert_string_equal(u[1].login, "boris");
	assert_string_equal(u[2].login, "vera");
}

static void
give_session(struct fixture *f, const char *login)
{
	struct session_ask ask = {.op = fixture_op(f)};
	struct user u;

	assert_int_equal(user_find(f->reader, login, &u, &f->arena), ERR_OK);
	ask.row.user_id = u.id;
	ask.row.login = login;
	ask.row.expires_at_ms = FIXTURE_NOW + 1000;
	assert_int_equal(store_write(f->store, session_save, &ask, NULL),
			 ERR_OK);
}

static void
test_password_change_ends_sessions(void **state)
{
	struct fixture *f = *state;
	struct user_ask ask;

	assert_int_equal(add(f, "anna"), ERR_OK);
	give_session(f, "anna");
	ask = ask_for(f, "anna");
	ask.user.password_hash = "$argon2id$2";
	ask.user.must_change = false;
	assert_int_equal(store_write(f->store, user_set_password, &ask, NULL),
			 ERR_OK);
	assert_int_equal(ask.user.version, 2);
	assert_string_equal(ask.user.password_hash, "$argon2id$2");
	assert_false(ask.user.must_change);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM session"),
			 0);
	ask = ask_for(f, "nobody");
	assert_int_equal(store_write(f->store, user_set_password, &ask, NULL),
			 ERR_NOT_FOUND);
}

static void
test_disabling_ends_sessions(void **state)
{
	struct fixture *f = *state;
	struct user_ask ask;

	assert_int_equal(add(f, "anna"), ERR_OK);
	give_session(f, "anna");
	ask = ask_for(f, "anna");
	ask.user.version = 9;
	ask.user.active = false;
	ask.set = USER_ACTIVE;
	assert_int_equal(store_write(f->store, user_change, &ask, NULL),
			 ERR_STALE);
	assert_string_equal(f->err.by, "tester");
	assert_int_equal(f->err.since_ms, FIXTURE_NOW);
	ask = ask_for(f, "anna");
	ask.user.version = 1;
	ask.user.active = false;
	ask.set = USER_ACTIVE;
	assert_int_equal(store_write(f->store, user_change, &ask, NULL),
			 ERR_OK);
	assert_true(ask.ended);
	assert_false(ask.user.active);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM session"),
			 0);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM audit"
						" WHERE action = 'user.disable'"
						" AND object_id = 'anna'"),
			 1);
}

static enum err_code
set_roles(struct fixture *f, const char *login, unsigned roles)
{
	struct user_ask ask = ask_for(f, login);

	ask.user.roles = roles;
	ask.set = USER_ROLES;
	return store_write(f->store, user_change, &ask, NULL);
}

static enum err_code
set_active(struct fixture *f, const char *login, bool active)
{
	struct user_ask ask = ask_for(f, login);

	ask.user.active = active;
	ask.set = USER_ACTIVE;
	return store_write(f->store, user_change, &ask, NULL);
}

/* What is not named stays; a new name ends no session. */
static void
test_changes_are_partial(void **state)
{
	struct fixture *f = *state;
	struct user_ask ask;

	assert_int_equal(add(f, "anna"), ERR_OK);
	give_session(f, "anna");
	ask = ask_for(f, "anna");
	ask.user.name = "  Тестова\tАнна Ивановна ";
	ask.user.roles = 0;
	ask.set = USER_NAME;
	assert_int_equal(store_write(f->store, user_change, &ask, NULL),
			 ERR_OK);
	assert_false(ask.ended);
	assert_string_equal(ask.user.name, "Тестова Анна Ивановна");
	assert_int_equal(ask.user.roles, ROLE_OPERATOR);
	assert_int_equal(ask.user.version, 2);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM session"),
			 1);
	assert_int_equal(set_roles(f, "anna", ROLE_DISPATCHER), ERR_OK);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM session"),
			 0);
	assert_int_equal(
	    fixture_count(f->path,
			  "SELECT COUNT(*) FROM audit WHERE action ="
			  " 'user.change' AND detail = 'roles' || char(9) ||"
			  " 'operator' || char(9) || 'dispatcher' ||"
			  " char(10)"),
	    1);
	assert_int_equal(set_roles(f, "anna", 0), ERR_FIELDS);
	assert_int_equal(set_roles(f, "nobody", ROLE_ADMIN), ERR_NOT_FOUND);
}

static void
test_the_last_admin_stays(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(add(f, "anna"), ERR_OK);
	assert_int_equal(add(f, "boris"), ERR_OK);
	assert_int_equal(set_roles(f, "anna", ROLE_ADMIN), ERR_OK);
	assert_int_equal(set_roles(f, "anna", ROLE_OPERATOR), ERR_LAST_ADMIN);
	assert_int_equal(set_active(f, "anna", false), ERR_LAST_ADMIN);
	assert_int_equal(set_roles(f, "boris", ROLE_ADMIN | ROLE_OPERATOR),
			 ERR_OK);
	assert_int_equal(set_active(f, "anna", false), ERR_OK);
	/* a disabled one does not count */
	assert_int_equal(set_roles(f, "boris", ROLE_OPERATOR), ERR_LAST_ADMIN);
	assert_int_equal(set_roles(f, "anna", ROLE_OPERATOR), ERR_OK);
	assert_int_equal(set_active(f, "boris", false), ERR_LAST_ADMIN);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM user_account"
				   " WHERE active = 1 AND (roles & 4) <> 0"),
	    1);
}

struct demotion {
	struct fixture *f;
	struct user_ask ask;
	struct arena arena;
	struct err err;
	enum err_code code;
};

static void *
demote(void *arg)
{
	struct demotion *d = arg;

	d->code = store_write(d->f->store, user_change, &d->ask, NULL);
	return NULL;
}

/* Two admins demote one another at the same instant: one of them stays. */
static void
test_two_demotions_at_once(void **state)
{
	static const char *const login[] = {"anna", "boris"};
	struct fixture *f = *state;
	struct demotion d[2];
	pthread_t thread[2];

	for (int i = 0; i < 2; i++) {
		assert_int_equal(add(f, login[i]), ERR_OK);
		assert_int_equal(set_roles(f, login[i], ROLE_ADMIN), ERR_OK);
	}
	for (int i = 0; i < 2; i++) {
		d[i] = (struct demotion){.f = f};
		d[i].ask = ask_for(f, login[i]);
		d[i].ask.op.arena = &d[i].arena;
		d[i].ask.op.err = &d[i].err;
		d[i].ask.set = USER_ROLES;
		pthread_create(&thread[i], NULL, demote, &d[i]);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(thread[i], NULL);
		arena_free(&d[i].arena);
	}
	assert_int_equal((d[0].code == ERR_OK) + (d[1].code == ERR_OK), 1);
	assert_int_equal(
	    (d[0].code == ERR_LAST_ADMIN) + (d[1].code == ERR_LAST_ADMIN), 1);
}

static void
test_nobody_changes_their_own_rights(void **state)
{
	struct fixture *f = *state;
	struct user_ask ask;

	assert_int_equal(add(f, "tester"), ERR_OK);
	assert_int_equal(add(f, "boris"), ERR_OK);
	assert_int_equal(set_roles(f, "boris", ROLE_ADMIN), ERR_OK);
	assert_int_equal(set_roles(f, "tester", ROLE_ADMIN), ERR_OWN_ACCOUNT);
	assert_int_equal(set_active(f, "tester", false), ERR_OWN_ACCOUNT);
	assert_int_equal(set_roles(f, "tester", ROLE_OPERATOR), ERR_OK);
	ask = ask_for(f, "tester");
	ask.set = USER_NAME; /* their name they may */
	assert_int_equal(store_write(f->store, user_change, &ask, NULL),
			 ERR_OK);
}

/* The old password was changed meanwhile; the session that goes on. */
static void
test_own_password(void **state)
{
	static const unsigned char here[SESSION_HASH_BYTES] = {0};
	struct fixture *f = *state;
	struct session_ask there = {.op = fixture_op(f)};
	struct user_ask ask;

	assert_int_equal(add(f, "anna"), ERR_OK);
	give_session(f, "anna"); /* its hash is zeroes: here */
	there.row = (struct session_row){.user_id = 1,
					 .login = "anna",
					 .token_hash = {1},
					 .expires_at_ms = FIXTURE_NOW + 1000};
	assert_int_equal(store_write(f->store, session_save, &there, NULL),
			 ERR_OK);
	ask = ask_for(f, "anna");
	ask.user.password_hash = "$argon2id$2";
	ask.old_hash = "$argon2id$0";
	ask.keep = here;
	assert_int_equal(store_write(f->store, user_set_password, &ask, NULL),
			 ERR_CREDENTIALS);
	ask.old_hash = "$argon2id$1";
	assert_int_equal(store_write(f->store, user_set_password, &ask, NULL),
			 ERR_OK);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM session"),
			 1);
	assert_int_equal(fixture_count(f->path,
				       "SELECT COUNT(*) FROM session WHERE"
				       " token_hash = zeroblob(32)"),
			 1);
	/* a login whose password was checked before that comes too late */
	there.user_version = 1;
	there.row.token_hash[0] = 2;
	assert_int_equal(store_write(f->store, session_save, &there, NULL),
			 ERR_CREDENTIALS);
	there.user_version = 2;
	assert_int_equal(store_write(f->store, session_save, &there, NULL),
			 ERR_OK);
}

int
main(void)
{
#define T(test)                                                                \
	cmocka_unit_test_setup_teardown(test, fixture_setup_empty,             \
					fixture_teardown)
	const struct CMUnitTest tests[] = {
	    T(test_add_and_find),
	    T(test_what_a_user_must_have),
	    T(test_list_is_by_login),
	    T(test_password_change_ends_sessions),
	    T(test_disabling_ends_sessions),
	    T(test_changes_are_partial),
	    T(test_the_last_admin_stays),
	    T(test_two_demotions_at_once),
	    T(test_nobody_changes_their_own_rights),
	    T(test_own_password),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
