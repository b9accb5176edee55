#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>

#include "../../cgi/app.h"
#include "../../cgi/session.h"
#include "fake.h"
#include "units.h"

static const struct session_limits limits = {
    .idle_s = 1800, .idle_admin_s = 900, .absolute_s = 43200, .parallel = 3};
static const struct user operator= {
    .id = 1, .login = "operator", .name = "Оператор", .roles = ROLE_OPERATOR};
static const struct user admin = {
    .id = 2, .login = "admin", .name = "Админ", .roles = ROLE_ADMIN};

static struct sessions *table;
static struct arena arena;

static int
setup(void **state)
{
	(void)state;
	table = session_table_make(&limits);
	return table != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	session_table_free(table);
	arena_free(&arena);
	return 0;
}

/* A session of ${user} in the table; its token. */
static const char *
login(const struct user *user, int64_t now_ms, struct session *s)
{
	char token[SESSION_TOKEN_LEN + 1];

	session_table_new(table, user, now_ms, s, token);
	assert_int_equal(session_table_add(table, s), ERR_OK);
	return arena_strdup(&arena, token);
}

static bool
alive(const char *token, int64_t now_ms)
{
	struct session s;

	return session_table_find(table, token, now_ms, SESSION_WORK, &s);
}

static void
test_found_by_token(void **state)
{
	struct session a, b, got;
	const char *ta = login(&operator, FAKE_NOW_MS, &a);
	const char *tb = login(&admin, FAKE_NOW_MS, &b);

	(void)state;
	assert_string_not_equal(ta, tb);
	assert_string_not_equal(a.csrf, b.csrf);
	assert_int_equal(strlen(a.csrf), 43);
	assert_true(
	    session_table_find(table, ta, FAKE_NOW_MS, SESSION_WORK, &got));
	assert_string_equal(got.login, "operator");
	assert_string_equal(got.name, "Оператор");
	assert_int_equal(got.roles, ROLE_OPERATOR);
	/* the token itself is nowhere in what is kept */
	assert_null(memmem(&got, sizeof(got), ta, 16));
	session_table_end(table, got.token_hash);
	assert_false(alive(ta, FAKE_NOW_MS));
	assert_true(alive(tb, FAKE_NOW_MS));
	assert_int_equal(session_table_count(table), 1);
}

static void
test_no_tokens(void **state)
{
	static const char *const bad[] = {
	    NULL,
	    "",
	    "x",
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
	    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
	    "******************************************A"};
	struct session s;

	(void)state;
	(void)login(&operator, FAKE_NOW_MS, &s);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(alive(bad[i], FAKE_NOW_MS));
}

static void
test_idle_and_absolute(void **state)
{
	struct session s;
	const char *op = login(&operator, FAKE_NOW_MS, &s);
	const char *ad = login(&admin, FAKE_NOW_MS, &s);
	int64_t now_ms = FAKE_NOW_MS;

	(void)state;
	assert_true(alive(ad, now_ms + 900 * SECOND_MS - 1));
	assert_false(alive(ad, now_ms + 1800 * SECOND_MS - 1));
	assert_true(alive(op, now_ms + 1800 * SECOND_MS - 1));
	/* renewed by work, but not beyond the absolute end */
	while (now_ms < FAKE_NOW_MS + (43200 - 1000) * SECOND_MS) {
		now_ms += 1000 * SECOND_MS;
		assert_true(alive(op, now_ms));
	}
	assert_true(alive(op, FAKE_NOW_MS + 43200 * SECOND_MS - 1));
	assert_false(alive(op, FAKE_NOW_MS + 43200 * SECOND_MS));
}

/* What a page asks by itself keeps nobody logged in. */
static void
test_background(void **state)
{
	struct session s, got;
	const char *token = login(&operator, FAKE_NOW_MS, &s);
	int64_t end_ms = FAKE_NOW_MS + 1800 * SECOND_MS;

	(void)state;
	assert_true(session_table_find(table, token, end_ms - 1,
				       SESSION_BACKGROUND, &got));
	assert_int_equal(got.seen_at_ms, FAKE_NOW_MS);
	assert_true(session_table_alive(table, s.token_hash, end_ms - 1));
	assert_false(session_table_alive(table, s.token_hash, end_ms));
	assert_false(
	    session_table_find(table, token, end_ms, SESSION_BACKGROUND, &got));
}

static void
test_ended(void **state)
{
	struct session s;
	uint64_t before = session_table_ended(table);

	(void)state;
	(void)login(&operator, FAKE_NOW_MS, &s);
	assert_int_equal(session_table_ended(table), before);
	session_table_end(table, s.token_hash);
	assert_int_not_equal(session_table_ended(table), before);
	assert_false(session_table_alive(table, s.token_hash, FAKE_NOW_MS));
}

static void
test_parallel(void **state)
{
	struct session s;
	const char *token[4];

	(void)state;
	for (int i = 0; i < 4; i++)
		token[i] = login(&operator, FAKE_NOW_MS + i, &s);
	assert_false(alive(token[0], FAKE_NOW_MS + 10));
	for (int i = 1; i < 4; i++)
		assert_true(alive(token[i], FAKE_NOW_MS + 10));
	session_table_end_user(table, operator.id);
	assert_int_equal(session_table_count(table), 0);
}

static void
test_full(void **state)
{
	struct session s;
	char token[SESSION_TOKEN_LEN + 1];
	struct user user = operator;

	(void)state;
	for (int i = 0; i < SESSION_MAX; i++) {
		user.id = 100 + i;
		session_table_new(table, &user, FAKE_NOW_MS, &s, token);
		assert_int_equal(session_table_add(table, &s), ERR_OK);
	}
	user.id = 1;
	session_table_new(table, &user, FAKE_NOW_MS, &s, token);
	assert_int_equal(session_table_add(table, &s), ERR_BUSY);
}

static void
test_long_name(void **state)
{
	struct session s;
	struct user user = operator;
	char name[600], token[SESSION_TOKEN_LEN + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(name) - 2; i += 2)
		memcpy(name + i, "я", 2);
	name[sizeof(name) - 2] = '\0';
	user.name = name;
	session_table_new(table, &user, FAKE_NOW_MS, &s, token);
	assert_int_equal(strlen(s.name) % 2, 0); /* whole characters */
	assert_true(strlen(s.name) > 200);
}

#define PARAMS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* session_check_csrf() of a request with these parameters. */
static enum err_code
csrf(const struct session *s, const char *const *params)
{
	struct http h = fake_http(&arena, params);
	struct session copy;

	if (s != NULL) {
		copy = *s;
		h.session = &copy;
	}
	return session_check_csrf(&h);
}

static void
test_csrf(void **state)
{
	struct session s;
	char wrong[44];

	(void)state;
	(void)login(&operator, FAKE_NOW_MS, &s);
	memcpy(wrong, s.csrf, sizeof(wrong));
	wrong[42] = wrong[42] == 'A' ? 'E' : 'A';
	assert_int_equal(csrf(&s, PARAMS("", "")), ERR_CSRF);
	assert_int_equal(csrf(&s, PARAMS("HTTP_X_CSRF_TOKEN", "")), ERR_CSRF);
	assert_int_equal(csrf(&s, PARAMS("HTTP_X_CSRF_TOKEN", wrong)),
			 ERR_CSRF);
	assert_int_equal(csrf(&s, PARAMS("HTTP_X_CSRF_TOKEN", s.csrf)), ERR_OK);
	assert_int_equal(csrf(&s, PARAMS("HTTP_X_CSRF_TOKEN", s.csrf,
					 "HTTP_SEC_FETCH_SITE", "same-origin")),
			 ERR_OK);
	assert_int_equal(csrf(&s, PARAMS("HTTP_X_CSRF_TOKEN", s.csrf,
					 "HTTP_SEC_FETCH_SITE", "same-site")),
			 ERR_CSRF);
	assert_int_equal(
	    csrf(&s, PARAMS("HTTP_X_CSRF_TOKEN", s.csrf, "HTTP_SEC_FETCH_SITE",
			    "cross-site", "HTTP_ORIGIN", "http://localhost",
			    "HTTP_HOST", "localhost")),
	    ERR_CSRF);
	/* login: no session, no token, but never from another site */
	assert_int_equal(csrf(NULL, PARAMS("", "")), ERR_OK);
	assert_int_equal(
	    csrf(NULL, PARAMS("HTTP_SEC_FETCH_SITE", "cross-site")), ERR_CSRF);
}

static void
test_origin(void **state)
{
	static const struct {
		const char *origin;
		enum err_code code;
	} row[] = {
	    {"http://localhost:8080", ERR_OK},
	    {"https://LOCALHOST:8080", ERR_OK},
	    {"http://localhost", ERR_CSRF},
	    {"http://localhost:8080.evil.example", ERR_CSRF},
	    {"http://evil.example", ERR_CSRF},
	    {"null", ERR_CSRF},
	    {"", ERR_CSRF},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		assert_int_equal(
		    csrf(NULL, PARAMS("HTTP_ORIGIN", row[i].origin, "HTTP_HOST",
				      "localhost:8080")),
		    row[i].code);
	assert_int_equal(csrf(NULL, PARAMS("HTTP_ORIGIN", "http://localhost")),
			 ERR_CSRF);
}

static void
test_cookie(void **state)
{
	struct session s;
	const char *token = login(&operator, FAKE_NOW_MS, &s);
	struct app app = {.sessions = table};
	char cookies[200];
	struct http h;

	(void)state;
	(void)snprintf(cookies, sizeof(cookies),
		       "a=b; x__Host-hv=no;__Host-hv=%s; c", token);
	h = fake_http(&arena, PARAMS("HTTP_COOKIE", cookies));
	h.app = &app;
	session_check_load(&h);
	assert_non_null(h.session);
	assert_string_equal(h.actor.login, "operator");
	assert_int_equal(h.actor.roles, ROLE_OPERATOR);
	h = fake_http(&arena, PARAMS("HTTP_COOKIE", "__Host-hv"));
	h.app = &app;
	session_check_load(&h);
	assert_null(h.session);
}

/* Logins, look-ups and logouts of several threads at once. */
static void *
visitor(void *arg)
{
	struct user user = *(const struct user *)arg;
	struct session s, got;
	char token[SESSION_TOKEN_LEN + 1];

	for (int i = 0; i < 500; i++) {
		session_table_new(table, &user, FAKE_NOW_MS + i, &s, token);
		if (session_table_add(table, &s) != ERR_OK)
			return arg;
		if (!session_table_find(table, token, FAKE_NOW_MS + i,
					SESSION_WORK, &got))
			return arg;
		if (i % 2 == 0)
			session_table_end(table, s.token_hash);
	}
	return NULL;
}

static void
test_threads(void **state)
{
	struct user user[4] = {operator, operator, operator, operator};
	pthread_t thread[4];
	void *failed;

	(void)state;
	for (int i = 0; i < 4; i++) {
		user[i].id = i + 1;
		assert_int_equal(
		    pthread_create(&thread[i], NULL, visitor, &user[i]), 0);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(thread[i], &failed);
		assert_null(failed);
	}
	assert_true(session_table_count(table) <= 12);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static void
test_settings_have_bounds(void **state)
{
	struct settings settings = {.session_idle_min = 0,
				    .session_idle_admin_min = 100000};
	struct session_limits got = session_limits_of(&settings);

	(void)state;
	assert_true(got.idle_s > 0); /* whoever set it could not log in */
	assert_int_equal(got.idle_admin_s, got.absolute_s);
	settings = (struct settings){.session_idle_min = 30,
				     .session_idle_admin_min = 15};
	got = session_limits_of(&settings);
	assert_int_equal(got.idle_s, limits.idle_s);
	assert_int_equal(got.idle_admin_s, limits.idle_admin_s);
	assert_int_equal(got.absolute_s, limits.absolute_s);
	assert_int_equal(got.parallel, limits.parallel);
}

/* A new idle time holds for those who are in. */
static void
test_limits_change(void **state)
{
	struct session_limits shorter = limits;
	struct session s;
	const char *token = login(&operator, FAKE_NOW_MS, &s);

	(void)state;
	shorter.idle_s = 60;
	session_table_limit(table, &shorter);
	assert_true(alive(token, FAKE_NOW_MS + 59 * SECOND_MS));
	assert_false(alive(token, FAKE_NOW_MS + 119 * SECOND_MS));
}

static void
test_seen_and_settled(void **state)
{
	struct user fresh = operator;
	struct session a, b, other, got[4];
	char name[SESSION_ID_LEN + 1];
	const char *ta, *tb;

	(void)state;
	fresh.must_change = true;
	ta = login(&fresh, FAKE_NOW_MS, &a);
	tb = login(&fresh, FAKE_NOW_MS, &b);
	(void)login(&admin, FAKE_NOW_MS, &other);
	assert_true(a.must_change);
	assert_int_equal(session_table_of(table, 1, FAKE_NOW_MS, got, 4), 2);
	assert_int_equal(session_table_of(table, 1, FAKE_NOW_MS, got, 1), 1);
	assert_int_equal(session_table_of(table, 3, FAKE_NOW_MS, got, 4), 0);
	session_table_id(&b, name);
	assert_true(session_table_named(table, name, &got[0]));
	assert_memory_equal(got[0].token_hash, b.token_hash,
			    SESSION_HASH_BYTES);
	assert_false(session_table_named(table, "", &got[0]));
	session_table_settle(table, 1, a.token_hash, SESSION_PASSWORD);
	assert_false(alive(tb, FAKE_NOW_MS));
	assert_true(
	    session_table_find(table, ta, FAKE_NOW_MS, SESSION_WORK, &got[0]));
	assert_false(got[0].must_change);
	assert_int_equal(session_table_count(table), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_found_by_token),
	    TEST(test_no_tokens),
	    TEST(test_idle_and_absolute),
	    TEST(test_background),
	    TEST(test_ended),
	    TEST(test_parallel),
	    TEST(test_full),
	    TEST(test_long_name),
	    TEST(test_csrf),
	    TEST(test_origin),
	    TEST(test_cookie),
	    TEST(test_threads),
	    TEST(test_settings_have_bounds),
	    TEST(test_limits_change),
	    TEST(test_seen_and_settled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
