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
	assert_int_equal(store_write(f->store, user_set_active, &ask, NULL),
			 ERR_STALE);
	ask.user.version = 1;
	assert_int_equal(store_write(f->store, user_set_active, &ask, NULL),
			 ERR_OK);
	assert_false(ask.user.active);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM session"),
			 0);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM audit"
						" WHERE action = 'user.disable'"
						" AND object_id = 'anna'"),
			 1);
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
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
