#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "desk.h"
#include "touch.h"

/* What a watcher is told: committed changes, all of them, in their order. */

#define MANY 1100 /* more than one commit may stage */
#define KEPT 4096

static uint64_t after; /* where the watcher is */
static struct change got[KEPT];

/* Reads on; how many there were. */
static size_t
read_on(struct fixture *f, enum err_code expected)
{
	size_t n;

	assert_int_equal(store_changes(f->store, &after, got, KEPT, &n),
			 expected);
	return n;
}

/* From the newest change on. */
static void
start(struct fixture *f)
{
	after = UINT64_MAX;
	assert_int_equal(read_on(f, ERR_NOT_FOUND), 0);
}

/* Whether somebody who waits would wake now; and waits again. */
static bool
wakes(struct fixture *f)
{
	struct pollfd p = {store_changes_fd(f->store), POLLIN, 0};
	uint64_t count;
	bool ready = poll(&p, 1, 0) == 1;

	if (ready)
		assert_int_equal(read(p.fd, &count, sizeof(count)), 8);
	return ready;
}

static void
test_order(void **state)
{
	struct fixture *f = *state;
	struct request q;

	(void)wakes(f);
	start(f);
	q = desk_queue(f, 1);
	assert_true(wakes(f));
	(void)desk_claim(f, q.id);
	assert_true(wakes(f));
	assert_false(wakes(f));
	assert_int_equal(read_on(f, ERR_OK), 2);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(got[i].kind, CHANGE_REQUEST);
		assert_int_equal(got[i].version, i + 1);
		assert_string_equal(got[i].id, q.id);
		assert_string_equal(got[i].owner, "tester");
	}
	assert_string_equal(got[0].state, "queued");
	assert_string_equal(got[1].state, "claimed");
	assert_int_equal(got[1].seq, got[0].seq + 1);
	assert_int_equal(after, got[1].seq);
	assert_int_equal(read_on(f, ERR_OK), 0);
	after = got[0].seq;
	assert_int_equal(read_on(f, ERR_OK), 1);
}

static struct change
change(int n)
{
	struct change c = {.kind = CHANGE_REQUEST, .version = n};

	snprintf(c.id, sizeof(c.id), "%d", n);
	return c;
}

/* Tells of *${arg} changes. */
static enum err_code
tell(struct db *db, void *arg)
{
	const int *count = arg;

	for (int i = 0; i < *count; i++) {
		struct change c = change(i);
		touch_tell(db, &c);
	}
	return ERR_OK;
}

static enum err_code
tell_and_fail(struct db *db, void *arg)
{
	(void)tell(db, arg);
	return ERR_FORBIDDEN;
}

/* What did not happen is not told, and takes no number. */
static void
test_undone(void **state)
{
	struct fixture *f = *state;
	int one = 1, many = MANY;

	(void)wakes(f);
	start(f);
	assert_int_equal(store_write(f->store, tell_and_fail, &many, NULL),
			 ERR_FORBIDDEN);
	assert_false(wakes(f));
	assert_int_equal(read_on(f, ERR_OK), 0);
	assert_int_equal(store_write(f->store, tell, &one, NULL), ERR_OK);
	assert_int_equal(read_on(f, ERR_OK), 1);
	assert_int_equal(got[0].seq, after);
}

/* A commit that changes too much is told as "look at everything". */
static void
test_too_many(void **state)
{
	struct fixture *f = *state;
	int many = MANY, one = 1;

	start(f);
	assert_int_equal(store_write(f->store, tell, &many, NULL), ERR_OK);
	assert_int_equal(read_on(f, ERR_NOT_FOUND), 0);
	assert_int_equal(store_write(f->store, tell, &one, NULL), ERR_OK);
	assert_int_equal(read_on(f, ERR_OK), 1);
}

static void
test_too_old(void **state)
{
	struct fixture *f = *state;
	int some = 1000;
	uint64_t first;

	start(f);
	first = after;
	for (int i = 0; i < KEPT / some; i++)
		assert_int_equal(store_write(f->store, tell, &some, NULL),
				 ERR_OK);
	assert_int_equal(read_on(f, ERR_OK), KEPT / some * some);
	assert_int_equal(got[some].version, 0);
	assert_int_equal(store_write(f->store, tell, &some, NULL), ERR_OK);
	assert_int_equal(read_on(f, ERR_OK), some);
	after = first;
	assert_int_equal(read_on(f, ERR_NOT_FOUND), 0);
	after = got[some - 1].seq + 1; /* never given */
	assert_int_equal(read_on(f, ERR_NOT_FOUND), 0);
}

/* No number of an earlier process is one of this. */
static void
test_restart(void **state)
{
	struct fixture *f = *state;

	(void)desk_queue(f, 1);
	start(f);
	fixture_close(f);
	fixture_open(f);
	assert_int_equal(read_on(f, ERR_NOT_FOUND), 0);
}

static enum err_code
touch_book(struct db *db, void *arg)
{
	(void)arg;
	touch_rows(db, TOUCH_RULEBOOK);
	return ERR_OK;
}

static void
test_rulebook(void **state)
{
	struct fixture *f = *state;
	struct op op = fixture_op(f);

	start(f);
	assert_int_equal(store_write(f->store, touch_book, &op, NULL), ERR_OK);
	fixture_book(f);
	assert_int_equal(read_on(f, ERR_OK), 1);
	assert_int_equal(got[0].kind, CHANGE_RULEBOOK);
	assert_int_equal(got[0].version, f->book->revision);
	assert_string_equal(got[0].owner, "");
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_order),   TEST(test_undone),  TEST(test_too_many),
	    TEST(test_too_old), TEST(test_restart), TEST(test_rulebook),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
