#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>

#include "desk.h"

/* Writes without a savepoint: what becomes of a batch when one fails late. */

#define JOBS_MAX 4

typedef enum err_code
write_fn(struct store *s, store_fn *fn, void *arg, struct idem *idem);

/* One write of a batch, and the thread that waits for it. */
struct write {
	struct store *store;
	write_fn *by;
	store_fn *fn;
	void *arg;
	enum err_code code;
	pthread_t thread;
};

/* A zone to add. */
struct zone_ask {
	struct op op;
	const char *code;
	int runs;
	size_t errors; /* that were there when it ran last */
};

static sem_t entered, leave;

/* Holds the writer until the batch behind it is whole. */
static enum err_code
hold(struct db *db, void *arg)
{
	(void)db;
	(void)arg;
	sem_post(&entered);
	sem_wait(&leave);
	return ERR_OK;
}

static enum err_code
add(struct db *db, void *arg)
{
	struct zone_ask *ask = arg;

	ask->runs++;
	ask->errors = ask->op.err->fields.n;
	err_field(&ask->op.err->fields, "/code", "invalid", NULL);
	return db_exec(db, SQL_ZONE_INSERT,
		       DB_ARGS(db_text(ask->code), db_text("Z"), db_int(1)));
}

static enum err_code
add_and_fail(struct db *db, void *arg)
{
	enum err_code code = add(db, arg);

	return code == ERR_OK ? ERR_FORBIDDEN : code;
}

static enum err_code
refuse(struct db *db, void *arg)
{
	struct zone_ask *ask = arg;

	(void)db;
	ask->runs++;
	return ERR_FORBIDDEN;
}

static void *
write_one(void *arg)
{
	struct write *w = arg;

	w->code = w->by(w->store, w->fn, w->arg, NULL);
	return NULL;
}

static void
start(struct write *w, struct store *s)
{
	w->store = s;
	assert_int_equal(pthread_create(&w->thread, NULL, write_one, w), 0);
}

/* All of ${w} in one commit, in their order. */
static void
write_together(struct fixture *f, struct write *w, size_t n)
{
	struct write first = {.by = store_write, .fn = hold};
	struct store_stats before, stats;

	sem_init(&entered, 0, 0);
	sem_init(&leave, 0, 0);
	start(&first, f->store);
	sem_wait(&entered);
	store_stats(f->store, &before);
	for (size_t i = 0; i < n; i++) {
		start(&w[i], f->store);
		do {
			usleep(1000);
			store_stats(f->store, &stats);
		} while (stats.queue_depth < i + 1);
	}
	sem_post(&leave);
	pthread_join(first.thread, NULL);
	for (size_t i = 0; i < n; i++)
		pthread_join(w[i].thread, NULL);
	store_stats(f->store, &stats);
	assert_int_equal(stats.commits, before.commits + 2);
	assert_int_equal(stats.failed_commits, 0);
}

static int64_t
zones(const struct fixture *f)
{
	return fixture_count(f->path, "SELECT COUNT(*) FROM zone"
				      " WHERE code IN ('a', 'b', 'c', 'd')");
}

/* Every one gets its own answer, as if each had been alone. */
static void
test_a_late_failure_takes_itself_back_alone(void **state)
{
	struct fixture *f = *state;
	struct err err[JOBS_MAX] = {0};
	struct zone_ask ask[JOBS_MAX];
	struct write w[JOBS_MAX] = {
	    {.by = store_write, .fn = add},
	    {.by = store_write_repeatable, .fn = add},
	    {.by = store_write_repeatable, .fn = add_and_fail},
	    {.by = store_write_repeatable, .fn = add},
	};
	static const char *const code[JOBS_MAX] = {"a", "b", "c", "d"};

	for (size_t i = 0; i < JOBS_MAX; i++) {
		ask[i] = (struct zone_ask){
		    .op = fixture_op(f),
		    .code = code[i],
		};
		ask[i].op.err = &err[i];
		w[i].arg = &ask[i];
	}
	write_together(f, w, JOBS_MAX);
	for (size_t i = 0; i < JOBS_MAX; i++) {
		assert_int_equal(w[i].code, i == 2 ? ERR_FORBIDDEN : ERR_OK);
		assert_int_equal(ask[i].errors, 0);
	}
	assert_int_equal(ask[0].runs, 1); /* never bare */
	assert_int_equal(ask[1].runs, 2);
	assert_int_equal(ask[2].runs, 2);
	assert_int_equal(ask[3].runs, 1); /* it was late before */
	assert_int_equal(zones(f), 3);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM zone"
						" WHERE code = 'c'"),
			 0);
}

/* A refusal before anything is written costs the others nothing. */
static void
test_a_refusal_repeats_nothing(void **state)
{
	struct fixture *f = *state;
	struct err err[2] = {0};
	struct zone_ask ask[2];
	struct write w[2] = {
	    {.by = store_write_repeatable, .fn = add, .arg = &ask[0]},
	    {.by = store_write_repeatable, .fn = refuse, .arg = &ask[1]},
	};

	for (size_t i = 0; i < 2; i++) {
		ask[i] = (struct zone_ask){.op = fixture_op(f), .code = "a"};
		ask[i].op.err = &err[i];
	}
	write_together(f, w, 2);
	assert_int_equal(w[0].code, ERR_OK);
	assert_int_equal(w[1].code, ERR_FORBIDDEN);
	assert_int_equal(ask[0].runs, 1);
	assert_int_equal(ask[1].runs, 1);
	assert_int_equal(zones(f), 1);
}

/* Posted and claimed once, though each of both ran twice. */
static void
test_posting_and_claiming_may_run_twice(void **state)
{
	struct fixture *f = *state;
	struct err err[3] = {0};
	struct register_ask post = {
	    .op = fixture_op(f),
	    .form = desk_form(f, 1),
	};
	struct dispatch_ask next = {.op = fixture_op(f)};
	struct zone_ask spoiler = {.op = fixture_op(f), .code = "a"};
	struct arena own[2] = {{.limit = 1 << 20}, {.limit = 1 << 20}};
	struct write w[] = {
	    {.by = store_write_repeatable, .fn = register_post, .arg = &post},
	    {.by = store_write_repeatable, .fn = dispatch_next, .arg = &next},
	    {.by = store_write_repeatable, .fn = add_and_fail, .arg = &spoiler},
	};

	post.form.patient.name = "  Образцова   Анна ";
	post.op.err = &err[0];
	next.op.err = &err[1];
	spoiler.op.err = &err[2];
	post.op.arena = &own[0];
	next.op.arena = &own[1];
	write_together(f, w, 3);
	assert_int_equal(w[0].code, ERR_OK);
	assert_int_equal(w[1].code, ERR_OK);
	assert_int_equal(spoiler.runs, 2);
	assert_string_equal(post.request.id, next.request.id);
	assert_string_equal(post.request.number, "26-000001");
	assert_string_equal(post.request.form.patient.name, "Образцова Анна");
	assert_int_equal(next.request.claim.token, 1);
	assert_int_equal(next.request.version, 2);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM request"),
			 1);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM request_event"), 2);
	assert_int_equal(
	    fixture_count(f->path, "SELECT SUM(trips) FROM trip_day"), 1);
	fixture_forbidden(f->path, "UPDATE request SET state = 'lost'",
			  "CHECK constraint failed");
	for (size_t i = 0; i < 2; i++)
		arena_free(&own[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		test_a_late_failure_takes_itself_back_alone, desk_setup,
		fixture_teardown),
	    cmocka_unit_test_setup_teardown(test_a_refusal_repeats_nothing,
					    desk_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(
		test_posting_and_claiming_may_run_twice, desk_setup,
		fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
