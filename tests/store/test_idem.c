#include <string.h>

#include "fixture.h"

/* A POST of its own: counts how often it really ran. */
struct post {
	char card[8];
	int ran;
	int rendered;
	enum err_code fails;
};

static enum err_code
create(struct db *db, void *arg)
{
	struct post *p = arg;
	enum err_code code = fixture_card(db, p->card);

	p->ran++;
	return code == ERR_OK ? p->fails : code;
}

static enum err_code
render(void *arg, struct idem_answer *out)
{
	struct post *p = arg;

	p->rendered++;
	*out = (struct idem_answer){
	    .status = 201,
	    .location = "/cards/z",
	    .body = "{\"card\":\"z\"}",
	};
	return ERR_OK;
}

static enum err_code
post(struct fixture *f, struct post *p, const char *key, int body,
     struct idem *out)
{
	*out = (struct idem){
	    .key = key,
	    .scope = "tester POST /cards",
	    .now_ms = f->now_ms,
	    .render = render,
	    .render_arg = p,
	    .arena = &f->arena,
	};
	memset(out->fingerprint, body, sizeof(out->fingerprint));
	return store_write(f->store, create, p, out);
}

static void
test_same_key_same_answer(void **state)
{
	struct fixture *f = *state;
	struct post p = {.card = "z"};
	struct idem idem;

	assert_int_equal(post(f, &p, "k1", 1, &idem), ERR_OK);
	assert_false(idem.replayed);
	assert_int_equal(idem.answer.status, 201);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(post(f, &p, "k1", 1, &idem), ERR_OK);
		assert_true(idem.replayed);
		assert_int_equal(idem.answer.status, 201);
		assert_string_equal(idem.answer.location, "/cards/z");
		assert_null(idem.answer.etag);
		assert_string_equal(idem.answer.body, "{\"card\":\"z\"}");
		fixture_close(f); /* also after a restart */
		fixture_open(f);
	}
	assert_int_equal(p.ran, 1);
	assert_int_equal(p.rendered, 1);
}

/* What an older release kept stands as it is; what nobody can read is no
 * answer, and the request is not run again. */
static void
test_kept_otherwise(void **state)
{
	struct fixture *f = *state;
	struct post p = {.card = "z"};
	struct idem idem;

	assert_int_equal(post(f, &p, "k1", 1, &idem), ERR_OK);
	fixture_close(f);
	assert_int_equal(
	    fixture_sql(f->path, "UPDATE idempotency SET body = '{\"old\":1}',"
				 " packed = NULL"),
	    1);
	fixture_open(f);
	assert_int_equal(post(f, &p, "k1", 1, &idem), ERR_OK);
	assert_string_equal(idem.answer.body, "{\"old\":1}");
	fixture_close(f);
	assert_int_equal(
	    fixture_sql(f->path, "UPDATE idempotency SET packed = x'02'"), 1);
	fixture_open(f);
	assert_int_equal(post(f, &p, "k1", 1, &idem), ERR_STORAGE);
	assert_int_equal(p.ran, 1);
}

/* An answer that cannot be kept for want of memory undoes the write. */
static void
test_no_memory(void **state)
{
	struct fixture *f = *state;
	struct arena own = {.limit = 1};
	struct post p = {.card = "z"};
	enum err_code code = ERR_NOMEM;
	struct idem idem;

	for (int tries = 0; code == ERR_NOMEM; own.limit += 16, tries++) {
		idem = (struct idem){.key = "k1",
				     .scope = "tester POST /cards",
				     .now_ms = f->now_ms,
				     .render = render,
				     .render_arg = &p,
				     .arena = &own};
		code = store_write(f->store, create, &p, &idem);
		arena_free(&own);
		assert_true(tries < 100);
	}
	assert_int_equal(code, ERR_OK);
	assert_true(p.ran > 1);
	for (own.limit = 1, code = ERR_NOMEM; code == ERR_NOMEM;
	     own.limit += 16) {
		idem.arena = &own;
		code = store_write(f->store, create, &p, &idem);
		if (code == ERR_OK)
			assert_string_equal(idem.answer.body,
					    "{\"card\":\"z\"}");
		arena_free(&own);
	}
	assert_int_equal(code, ERR_OK);
}

static void
test_other_body_is_refused(void **state)
{
	struct fixture *f = *state;
	struct post p = {.card = "z"};
	struct idem idem;

	assert_int_equal(post(f, &p, "k1", 1, &idem), ERR_OK);
	assert_int_equal(post(f, &p, "k1", 2, &idem), ERR_IDEM_MISMATCH);
	assert_false(idem.replayed);
	assert_int_equal(p.ran, 1);
}

static void
test_other_key_runs_again(void **state)
{
	struct fixture *f = *state;
	struct post p = {.card = "z"};
	struct idem idem;

	assert_int_equal(post(f, &p, "k1", 1, &idem), ERR_OK);
	assert_int_equal(post(f, &p, "k2", 1, &idem), ERR_EXISTS);
	assert_int_equal(p.ran, 2);
}

static void
test_failure_keeps_no_answer(void **state)
{
	struct fixture *f = *state;
	struct post p = {.card = "z", .fails = ERR_FORBIDDEN};
	struct idem idem;

	assert_int_equal(post(f, &p, "k1", 1, &idem), ERR_FORBIDDEN);
	p.fails = ERR_OK;
	assert_int_equal(post(f, &p, "k1", 1, &idem), ERR_OK);
	assert_false(idem.replayed);
	assert_int_equal(p.ran, 2);
}

static void
test_old_answers_go(void **state)
{
	struct fixture *f = *state;
	struct post p = {.card = "a"}, q = {.card = "b"};
	struct idem idem;

	f->now_ms = 1000; /* long ago; the service has the clock of today */
	assert_int_equal(post(f, &p, "old", 1, &idem), ERR_OK);
	f->now_ms = INT64_MAX / 2;
	fixture_close(f);
	fixture_open(f); /* the first batch after a start prunes */
	assert_int_equal(post(f, &q, "new", 1, &idem), ERR_OK);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM idempotency"), 1);
	assert_int_equal(post(f, &q, "new", 1, &idem), ERR_OK);
	assert_true(idem.replayed);
}

int
main(void)
{
#define T(test)                                                                \
	cmocka_unit_test_setup_teardown(test, fixture_setup_empty,             \
					fixture_teardown)
	const struct CMUnitTest tests[] = {
	    T(test_same_key_same_answer),
	    T(test_kept_otherwise),
	    T(test_no_memory),
	    T(test_other_body_is_refused),
	    T(test_other_key_runs_again),
	    T(test_failure_keeps_no_answer),
	    T(test_old_answers_go),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
