#include "task_desk.h"

/* Every write of a task with a stale token, an old version, no memory. */

static const struct {
	store_fn *fn;
	struct task_ask ask; /* what it carries besides */
} writes[] = {
    {task_release, {.comment = "слово"}},
    {task_attempt, {.outcome = "reached"}},
    {task_attempt, {.outcome = "no_answer"}},
    {task_handover, {.queue = "nurse", .reason = "wrong_queue"}},
    {task_close, {.outcome = "solved", .comment = "слово"}},
    {task_cancel, {.reason = "duplicate"}},
};

#define WRITES (sizeof(writes) / sizeof(writes[0]))

static struct task
claimed(struct fixture *f)
{
	struct task_ask ask = {
	    .new = {.queue = "advice", .phone = "+78125550177"}};

	assert_int_equal(task_desk_do(f, task_create, &ask), ERR_OK);
	ask.id = ask.task.id;
	assert_int_equal(task_desk_do(f, task_claim, &ask), ERR_OK);
	return ask.task;
}

static struct task_ask
ask_of(const struct task *t, size_t i)
{
	struct task_ask ask = writes[i].ask;

	ask.id = t->id;
	ask.token = t->claim.token;
	ask.if_version = t->version;
	return ask;
}

static void
test_stale(void **state)
{
	struct fixture *f = *state;
	struct task t = claimed(f);

	for (size_t i = 0; i < WRITES; i++) {
		struct task_ask ask = ask_of(&t, i);

		ask.token++;
		assert_int_equal(task_desk_do(f, writes[i].fn, &ask),
				 ERR_TOKEN_STALE);
		ask = ask_of(&t, i);
		ask.if_version--;
		assert_int_equal(task_desk_do(f, writes[i].fn, &ask),
				 ERR_STALE);
		assert_string_equal(f->err.by, "tester");
		ask = ask_of(&t, i);
		ask.token = 0;
		assert_int_equal(task_desk_do(f, writes[i].fn, &ask),
				 ERR_FIELDS);
	}
	assert_int_equal(task_desk_find(f, t.id).version, t.version);
}

/* Memory runs out at every point: nothing is written, then all of it. */
static void
test_no_memory(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < WRITES; i++) {
		struct task t = claimed(f);
		struct task_ask ask = ask_of(&t, i);
		enum err_code code = ERR_NOMEM;

		for (size_t limit = 1; code != ERR_OK; limit += 200) {
			struct arena small = {.limit = limit};

			f->err = (struct err){.code = ERR_OK};
			ask.op = fixture_op(f);
			ask.op.arena = &small;
			code = store_write(f->store, writes[i].fn, &ask, NULL);
			arena_free(&small);
			assert_true(code == ERR_OK || code == ERR_NOMEM);
			assert_int_equal(task_desk_find(f, t.id).version,
					 t.version + (code == ERR_OK));
		}
	}
}

/* A task is there whole, with its history, or not at all. */
static void
test_made_whole(void **state)
{
	struct fixture *f = *state;
	enum err_code code = ERR_NOMEM;
	struct task_list_ask list = {.login = "tester", .limit = 9};
	struct task_page page;

	for (size_t limit = 1; code != ERR_OK; limit += 200) {
		struct arena small = {.limit = limit};
		struct task_ask ask = {.op = fixture_op(f)};

		ask.new = (struct task_new){.kind = "referral",
					    .phone = "+78125550177"};
		ask.op.arena = &small;
		code = store_write(f->store, task_create, &ask, NULL);
		arena_free(&small);
		assert_int_equal(task_list(f->reader, &list, &page, &f->arena),
				 ERR_OK);
		assert_int_equal(page.count, code == ERR_OK);
	}
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_stale),
	    TEST(test_no_memory),
	    TEST(test_made_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
