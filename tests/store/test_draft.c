#include <stdio.h>

#include "buf.h"
#include "desk.h"
#include "draft.h"

#define ONE "3f0c1c9e-6d0b-4a55-9d3a-0b8f4f3f7a10"
#define TWO "3f0c1c9e-6d0b-4a55-9d3a-0b8f4f3f7a11"
#define HOURS (24 * 60 * MINUTE_MS)

static enum err_code
put(struct fixture *f, const char *id, const char *text, int64_t if_version,
    struct draft_ask *out)
{
	*out = (struct draft_ask){
	    .draft = {.id = id, .label = " терапевт ", .text = text},
	    .if_version = if_version,
	};
	f->err = (struct err){.code = ERR_OK};
	out->op = fixture_op(f);
	return store_write(f->store, draft_put, out, NULL);
}

static enum err_code
erase(struct fixture *f, const char *id, int64_t if_version)
{
	struct draft_ask ask = {
	    .op = fixture_op(f), .draft = {.id = id}, .if_version = if_version};

	f->err = (struct err){.code = ERR_OK};
	return store_write(f->store, draft_delete, &ask, NULL);
}

static enum err_code
find(struct fixture *f, const char *id, struct draft *out)
{
	struct op op = fixture_op(f);

	return draft_find(f->reader, &op, id, out);
}

static size_t
list(struct fixture *f, struct draft **out)
{
	struct op op = fixture_op(f);
	size_t n;

	assert_int_equal(draft_list(f->reader, &op, out, &n), ERR_OK);
	return n;
}

static int64_t
audited(struct fixture *f, const char *action)
{
	char sql[128];

	snprintf(sql, sizeof(sql),
		 "SELECT COUNT(*) FROM audit WHERE action = '%s'"
		 " AND detail IS NULL",
		 action);
	return fixture_count(f->path, sql);
}

static void
test_save_and_read(void **state)
{
	struct fixture *f = *state;
	struct draft_ask ask;
	struct draft d;

	assert_int_equal(put(f, ONE, "{\"a\":1}", 0, &ask), ERR_OK);
	assert_true(ask.created);
	assert_int_equal(ask.draft.version, 1);
	assert_int_equal(ask.draft.expires_at_ms, f->now_ms + HOURS);
	f->now_ms += 1500;
	assert_int_equal(put(f, ONE, "{\"a\":2}", 1, &ask), ERR_OK);
	assert_false(ask.created);
	assert_int_equal(ask.draft.version, 2);
	assert_int_equal(find(f, ONE, &d), ERR_OK);
	assert_string_equal(d.id, ONE);
	assert_int_equal(d.version, 2);
	assert_string_equal(d.text, "{\"a\":2}");
	assert_string_equal(d.label, "терапевт");
	assert_int_equal(d.created_at_ms, FIXTURE_NOW);
	assert_int_equal(d.updated_at_ms, f->now_ms);
	assert_int_equal(d.expires_at_ms, f->now_ms + HOURS);
	assert_int_equal(audited(f, "draft.create"), 1);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM audit"
						" WHERE action LIKE 'draft.%'"),
			 1);
}

/* Two tabs: the second to save is told, and nothing of either is lost. */
static void
test_stale(void **state)
{
	struct fixture *f = *state;
	struct draft_ask ask;
	struct draft d;
	int64_t saved_ms;

	assert_int_equal(put(f, ONE, "a", 0, &ask), ERR_OK);
	f->now_ms += 1000;
	assert_int_equal(put(f, ONE, "b", 1, &ask), ERR_OK);
	saved_ms = f->now_ms;
	f->now_ms += 1000;
	assert_int_equal(put(f, ONE, "c", 1, &ask), ERR_STALE);
	assert_string_equal(f->err.by, "tester");
	assert_int_equal(f->err.since_ms, saved_ms);
	assert_int_equal(put(f, ONE, "c", 0, &ask), ERR_PRECONDITION);
	assert_string_equal(f->err.ref, "If-Match");
	assert_int_equal(put(f, ONE, "c", 9, &ask), ERR_STALE);
	assert_int_equal(find(f, ONE, &d), ERR_OK);
	assert_string_equal(d.text, "b");
	assert_int_equal(erase(f, ONE, 1), ERR_STALE);
	assert_int_equal(erase(f, ONE, 2), ERR_OK);
}

/* The answer was lost: the same save again is the same save. */
static void
test_saved_again(void **state)
{
	struct fixture *f = *state;
	struct draft_ask ask;

	assert_int_equal(put(f, ONE, "a", 0, &ask), ERR_OK);
	assert_int_equal(put(f, ONE, "a", 0, &ask), ERR_OK);
	assert_false(ask.created);
	assert_int_equal(ask.draft.version, 1);
	assert_int_equal(put(f, ONE, "b", 1, &ask), ERR_OK);
	assert_int_equal(put(f, ONE, "b", 1, &ask), ERR_OK);
	assert_int_equal(ask.draft.version, 2);
}

static void
test_gone_stays_gone(void **state)
{
	struct fixture *f = *state;
	struct draft_ask ask;
	struct draft d;

	assert_int_equal(erase(f, ONE, 0), ERR_NOT_FOUND);
	assert_int_equal(put(f, ONE, "секрет", 0, &ask), ERR_OK);
	assert_int_equal(erase(f, ONE, 0), ERR_OK);
	assert_int_equal(find(f, ONE, &d), ERR_NOT_FOUND);
	assert_int_equal(put(f, ONE, "b", 1, &ask), ERR_NOT_FOUND);
	assert_int_equal(audited(f, "draft.delete"), 1);
}

static void
test_own_only(void **state)
{
	struct fixture *f = *state;
	struct draft_ask ask;
	struct draft d, *all;

	assert_int_equal(put(f, ONE, "a", 0, &ask), ERR_OK);
	desk_as(f, "другая", ROLE_OPERATOR);
	assert_int_equal(find(f, ONE, &d), ERR_NOT_FOUND);
	assert_int_equal(list(f, &all), 0);
	assert_int_equal(put(f, ONE, "a", 0, &ask), ERR_NOT_FOUND);
	assert_int_equal(put(f, ONE, "b", 1, &ask), ERR_NOT_FOUND);
	assert_int_equal(erase(f, ONE, 0), ERR_NOT_FOUND);
	desk_as(f, "tester", ROLE_OPERATOR);
	assert_int_equal(find(f, ONE, &d), ERR_OK);
	assert_string_equal(d.text, "a");
}

static void
test_list(void **state)
{
	struct fixture *f = *state;
	struct draft_ask ask;
	struct draft *d;

	assert_int_equal(put(f, ONE, "a", 0, &ask), ERR_OK);
	f->now_ms += 1000;
	assert_int_equal(put(f, TWO, "b", 0, &ask), ERR_OK);
	assert_int_equal(list(f, &d), 2);
	assert_string_equal(d[0].id, TWO);
	assert_string_equal(d[0].label, "терапевт");
	assert_null(d[0].text);
	f->now_ms += 1000;
	assert_int_equal(put(f, ONE, "c", 1, &ask), ERR_OK);
	assert_int_equal(list(f, &d), 2);
	assert_string_equal(d[0].id, ONE);
	assert_int_equal(d[0].version, 2);
}

/* Number ${n} of many drafts. */
static const char *
numbered(struct fixture *f, int n)
{
	struct buf id = BUF(&f->arena);

	buf_printf(&id, "00000000-0000-4000-8000-%012d", n);
	return buf_text(&id);
}

static void
test_too_many(void **state)
{
	struct fixture *f = *state;
	struct draft_ask ask;
	struct draft *d;

	for (int i = 0; i < DRAFT_OWN_MAX; i++)
		assert_int_equal(put(f, numbered(f, i), "a", 0, &ask), ERR_OK);
	assert_int_equal(put(f, ONE, "a", 0, &ask), ERR_TOO_MANY_DRAFTS);
	assert_string_equal(f->err.ref, "20");
	assert_int_equal(put(f, numbered(f, 0), "b", 1, &ask), ERR_OK);
	assert_int_equal(list(f, &d), DRAFT_OWN_MAX);
	assert_int_equal(erase(f, numbered(f, 7), 0), ERR_OK);
	assert_int_equal(put(f, ONE, "a", 0, &ask), ERR_OK);
	/* those of others and those that ran out do not count */
	desk_as(f, "other", ROLE_OPERATOR);
	assert_int_equal(put(f, TWO, "a", 0, &ask), ERR_OK);
	desk_as(f, "tester", ROLE_OPERATOR);
	f->now_ms += HOURS;
	assert_int_equal(put(f, numbered(f, 99), "a", 0, &ask), ERR_OK);
}

static void
test_wrong(void **state)
{
	static const char *const id[] = {
	    "",
	    "x",
	    "3F0C1C9E-6D0B-4A55-9D3A-0B8F4F3F7A10",
	    "3f0c1c9e-6d0b-4a55-9d3a-0b8f4f3f7a1",
	    "3f0c1c9e-6d0b-4a55-9d3a-0b8f4f3f7a1g",
	    "3f0c1c9e06d0b-4a55-9d3a-0b8f4f3f7a10",
	};
	struct fixture *f = *state;
	char *text = arena_alloc(&f->arena, DRAFT_TEXT_MAX + 2);
	struct draft_ask ask;

	for (size_t i = 0; i < sizeof(id) / sizeof(id[0]); i++) {
		assert_int_equal(put(f, id[i], "a", 0, &ask), ERR_FIELDS);
		assert_string_equal(desk_error(f, "/id"), "invalid");
	}
	assert_int_equal(put(f, ONE, NULL, 0, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/text"), "required");
	memset(text, 'a', DRAFT_TEXT_MAX + 1);
	assert_int_equal(put(f, ONE, text, 0, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/text"), "too_big");
	text[DRAFT_TEXT_MAX] = '\0';
	assert_int_equal(put(f, ONE, text, 0, &ask), ERR_OK);
	text[DRAFT_LABEL_MAX + 1] = '\0';
	ask = (struct draft_ask){
	    .op = fixture_op(f),
	    .draft = {.id = TWO, .label = text, .text = "a"},
	};
	assert_int_equal(store_write(f->store, draft_put, &ask, NULL),
			 ERR_FIELDS);
	assert_string_equal(desk_error(f, "/label"), "too_long");
}

static int64_t
purge(struct fixture *f)
{
	struct draft_purge_ask ask = {.op = fixture_op(f)};

	assert_int_equal(store_write(f->store, draft_purge, &ask, NULL),
			 ERR_OK);
	return ask.purged;
}

static bool
due(struct fixture *f)
{
	struct op op = fixture_op(f);
	bool due;

	assert_int_equal(draft_due(f->reader, &op, &due), ERR_OK);
	return due;
}

static void
test_purge(void **state)
{
	struct fixture *f = *state;
	struct draft_ask ask;
	struct draft d, *all;

	assert_int_equal(put(f, ONE, "a", 0, &ask), ERR_OK);
	assert_int_equal(put(f, TWO, "a", 0, &ask), ERR_OK);
	f->now_ms += HOURS - 1;
	assert_false(due(f));
	assert_int_equal(purge(f), 0);
	assert_int_equal(put(f, TWO, "b", 1, &ask), ERR_OK);
	f->now_ms += 1;
	assert_true(due(f));
	/* before the sweep as after it */
	assert_int_equal(find(f, ONE, &d), ERR_NOT_FOUND);
	assert_int_equal(list(f, &all), 1);
	assert_int_equal(purge(f), 1);
	assert_false(due(f));
	assert_int_equal(find(f, TWO, &d), ERR_OK);
	assert_int_equal(audited(f, "draft.expire"), 1);
}

static void
test_purge_in_bites(void **state)
{
	struct fixture *f = *state;
	struct draft_ask ask;

	for (int i = 0; i < 60; i++) {
		desk_as(f, numbered(f, i / DRAFT_OWN_MAX), ROLE_OPERATOR);
		assert_int_equal(put(f, numbered(f, i), "a", 0, &ask), ERR_OK);
	}
	f->now_ms += HOURS;
	assert_int_equal(purge(f), 50);
	assert_int_equal(purge(f), 10);
	assert_false(due(f));
}

/* The request and the draft change places in one transaction. */
static void
test_posted(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct draft_ask ask;
	struct request q;
	struct draft d;

	assert_int_equal(put(f, ONE, "a", 0, &ask), ERR_OK);
	assert_int_equal(put(f, TWO, "b", 0, &ask), ERR_OK);
	form.draft_id = ONE;
	form.consent_price = false;
	assert_int_equal(desk_try(f, &form, &q), ERR_FIELDS);
	assert_int_equal(find(f, ONE, &d), ERR_OK);
	form.consent_price = true;
	desk_post(f, &form);
	assert_int_equal(find(f, ONE, &d), ERR_NOT_FOUND);
	assert_int_equal(find(f, TWO, &d), ERR_OK);
	assert_int_equal(audited(f, "draft.delete"), 1);
	/* a duplicate was not posted */
	form.draft_id = TWO;
	assert_int_equal(desk_try(f, &form, &q), ERR_DUPLICATE);
	assert_int_equal(find(f, TWO, &d), ERR_OK);
	/* none, or somebody else's: the request is posted all the same */
	form = desk_form(f, 2);
	form.draft_id = ONE;
	desk_post(f, &form);
	desk_as(f, "other", ROLE_OPERATOR);
	form = desk_form(f, 3);
	form.draft_id = TWO;
	desk_post(f, &form);
	desk_as(f, "tester", ROLE_OPERATOR);
	assert_int_equal(find(f, TWO, &d), ERR_OK);
}

/* What is erased is not in the file any more. */
static void
test_erased(void **state)
{
	static const char canary[] = "Kanareykin Yellowbird";
	static const char kept[] = "Warbler Songnote";
	struct fixture *f = *state;
	struct draft_ask ask;

	assert_int_equal(put(f, ONE, canary, 0, &ask), ERR_OK);
	assert_int_equal(put(f, TWO, kept, 0, &ask), ERR_OK);
	assert_int_equal(erase(f, ONE, 0), ERR_OK);
	fixture_close(f);
	assert_false(fixture_holds(f, canary));
	assert_true(fixture_holds(f, kept));
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_save_and_read), TEST(test_stale),
	    TEST(test_saved_again),   TEST(test_gone_stays_gone),
	    TEST(test_own_only),      TEST(test_list),
	    TEST(test_too_many),      TEST(test_wrong),
	    TEST(test_purge),         TEST(test_purge_in_bites),
	    TEST(test_posted),        TEST(test_erased),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
