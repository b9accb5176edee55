#include <stdio.h>
#include <string.h>

#include "fixture.h"
#include "user.h"

static int
setup(void **state)
{
	struct fixture *f;
	struct user_ask ask;

	(void)fixture_setup_empty(state);
	f = *state;
	ask = (struct user_ask){
	    .op = fixture_op(f),
	    .user =
		{
		    .login = "anna",
		    .name = "Тестова Анна",
		    .roles = ROLE_OPERATOR,
		    .password_hash = "x",
		},
	};
	assert_int_equal(store_write(f->store, user_add, &ask, NULL), ERR_OK);
	assert_int_equal(ask.user.id, 1);
	return 0;
}

static struct session_ask
session(struct fixture *f, int number)
{
	struct session_ask ask = {
	    .op = fixture_op(f),
	    .row =
		{
		    .user_id = 1,
		    .login = "anna",
		    .created_at_ms = f->now_ms,
		    .seen_at_ms = f->now_ms,
		    .expires_at_ms = f->now_ms + 1000,
		},
	    .max_parallel = 3,
	};

	memset(ask.row.token_hash, number, SESSION_HASH_BYTES);
	snprintf(ask.row.csrf, sizeof(ask.row.csrf),
		 "0123456789012345678901234567890123456789%03d", number);
	return ask;
}

static void
save(struct fixture *f, int number)
{
	struct session_ask ask = session(f, number);

	assert_int_equal(store_write(f->store, session_save, &ask, NULL),
			 ERR_OK);
}

static struct session_row *
list(struct fixture *f, size_t *n)
{
	struct session_row *row;

	assert_int_equal(session_list(f->reader, &row, n, &f->arena), ERR_OK);
	return row;
}

static void
test_saved_as_it_was(void **state)
{
	struct fixture *f = *state;
	struct session_ask ask = session(f, 5);
	struct session_row *row;
	size_t n;

	save(f, 5);
	row = list(f, &n);
	assert_int_equal(n, 1);
	assert_memory_equal(row->token_hash, ask.row.token_hash,
			    SESSION_HASH_BYTES);
	assert_string_equal(row->csrf, ask.row.csrf);
	assert_string_equal(row->login, "anna");
	assert_string_equal(row->name, "Тестова Анна");
	assert_int_equal(row->roles, ROLE_OPERATOR);
	assert_int_equal(row->expires_at_ms, FIXTURE_NOW + 1000);
	assert_false(row->must_change);
	assert_false(row->must_enrol);
	assert_int_equal(store_write(f->store, session_save, &ask, NULL),
			 ERR_EXISTS);
	ask = session(f, 6);
	ask.row.must_enrol = true;
	assert_int_equal(store_write(f->store, session_save, &ask, NULL),
			 ERR_OK);
	assert_true(list(f, &n)[1].must_enrol);
}

/* Whoever was changed since the password was checked does not come in. */
static void
test_user_of_another_version(void **state)
{
	struct fixture *f = *state;
	struct session_ask ask = session(f, 1);
	size_t n;

	ask.user_version = 2;
	assert_int_equal(store_write(f->store, session_save, &ask, NULL),
			 ERR_CREDENTIALS);
	(void)list(f, &n);
	assert_int_equal(n, 0);
	ask.user_version = 1;
	assert_int_equal(store_write(f->store, session_save, &ask, NULL),
			 ERR_OK);
}

static void
test_the_oldest_gives_way(void **state)
{
	struct fixture *f = *state;
	const struct session_row *row;
	size_t n;

	for (int i = 1; i <= 5; i++)
		save(f, i);
	row = list(f, &n);
	assert_int_equal(n, 3);
	assert_int_equal(row[0].token_hash[0], 3);
	assert_int_equal(row[2].token_hash[0], 5);
}

static void
test_expired_ones_go(void **state)
{
	struct fixture *f = *state;
	size_t n;

	save(f, 1);
	f->now_ms += 1000;
	save(f, 2);
	(void)list(f, &n);
	assert_int_equal(n, 1);
}

static void
test_touch_and_end(void **state)
{
	struct fixture *f = *state;
	struct session_ask ask = session(f, 1);
	size_t n;

	save(f, 1);
	save(f, 2);
	ask.row.seen_at_ms = FIXTURE_NOW + 7;
	assert_int_equal(store_write(f->store, session_touch, &ask, NULL),
			 ERR_OK);
	assert_int_equal(list(f, &n)[0].seen_at_ms, FIXTURE_NOW + 7);
	for (int i = 0; i < 2; i++) /* ending twice is no error */
		assert_int_equal(store_write(f->store, session_end, &ask, NULL),
				 ERR_OK);
	assert_int_equal(list(f, &n)[0].token_hash[0], 2);
	assert_int_equal(n, 1);
	for (int i = 0; i < 2; i++)
		assert_int_equal(
		    store_write(f->store, session_end_all, &ask, NULL), ERR_OK);
	(void)list(f, &n);
	assert_int_equal(n, 0);
	assert_int_equal(fixture_count(f->path,
				       "SELECT COUNT(*) FROM audit"
				       " WHERE action = 'session.end_all'"),
			 1);
	assert_int_equal(fixture_count(f->path,
				       "SELECT COUNT(*) FROM audit"
				       " WHERE action = 'session.end'"),
			 1);
}

static void
test_many_are_listed(void **state)
{
	struct fixture *f = *state;
	size_t n;

	for (int i = 0; i < 40; i++) {
		struct session_ask ask = session(f, i);
		ask.max_parallel = 0; /* no limit */
		assert_int_equal(
		    store_write(f->store, session_save, &ask, NULL), ERR_OK);
	}
	assert_int_equal(list(f, &n)[39].token_hash[0], 39);
	assert_int_equal(n, 40);
}

/* A list that is cut short for want of memory is no list. */
static void
test_list_no_memory(void **state)
{
	struct fixture *f = *state;
	struct arena own = {.limit = 1};
	enum err_code code = ERR_NOMEM;
	struct session_row *row;
	size_t n;

	save(f, 1);
	save(f, 2);
	for (int tries = 0; code == ERR_NOMEM;
	     own.limit += 16 + own.limit / 8, tries++) {
		code = session_list(f->reader, &row, &n, &own);
		assert_int_equal(code == ERR_OK, !own.overflow);
		arena_free(&own);
		assert_true(tries < 1000);
	}
	assert_int_equal(code, ERR_OK);
	assert_int_equal(n, 2);
}

int
main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    T(test_saved_as_it_was),      T(test_user_of_another_version),
	    T(test_the_oldest_gives_way), T(test_expired_ones_go),
	    T(test_touch_and_end),        T(test_list_no_memory),
	    T(test_many_are_listed),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
