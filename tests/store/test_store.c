#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "touch.h"

#define THREADS 16
#define ROUNDS 50

static enum err_code
insert_zone(struct db *db, void *arg)
{
	return db_exec(db, SQL_ZONE_INSERT,
		       DB_ARGS(db_text(arg), db_text("Z"), db_int(1)));
}

/* Writes, then fails: nothing of it may stay. */
static enum err_code
insert_and_fail(struct db *db, void *arg)
{
	enum err_code code = insert_zone(db, arg);

	touch_rows(db, TOUCH_REQUESTS);
	return code == ERR_OK ? ERR_FORBIDDEN : code;
}

static enum err_code
touch_requests(struct db *db, void *arg)
{
	(void)arg;
	touch_rows(db, TOUCH_REQUESTS);
	return ERR_OK;
}

static int64_t
zones(struct db *db)
{
	struct db_rows r = db_query(db, SQL_ZONE_COUNT, DB_NO_ARGS);
	int64_t n = db_next(&r) ? db_take_int(&r) : -1;

	return db_done(&r) == ERR_OK ? n : -1;
}

struct crowd {
	struct store *store;
	int number;
	int wrong;
};

/* Every third write fails; each caller gets its own result. */
static void *
write_many(void *arg)
{
	struct crowd *c = arg;
	struct db *reader;

	if (store_reader_open(c->store, &reader) != ERR_OK) {
		c->wrong++;
		return NULL;
	}
	for (int i = 0; i < ROUNDS; i++) {
		char code[32];
		bool fails = i % 3 == 0;
		int64_t before = zones(reader);
		snprintf(code, sizeof(code), "t%d_%d", c->number, i);
		if (store_write(c->store, fails ? insert_and_fail : insert_zone,
				code, NULL) != (fails ? ERR_FORBIDDEN : ERR_OK))
			c->wrong++;
		if (zones(reader) < before + !fails)
			c->wrong++; /* an acknowledged write is not seen */
	}
	store_reader_close(reader);
	return NULL;
}

static void
test_many_threads(void **state)
{
	struct fixture *f = *state;
	struct crowd crowd[THREADS];
	pthread_t thread[THREADS];
	struct store_stats stats;

	for (int i = 0; i < THREADS; i++) {
		crowd[i] = (struct crowd){f->store, i, 0};
		assert_int_equal(
		    pthread_create(&thread[i], NULL, write_many, &crowd[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(thread[i], NULL);
		assert_int_equal(crowd[i].wrong, 0);
	}
	assert_int_equal(zones(f->reader),
			 THREADS * (ROUNDS - (ROUNDS + 2) / 3));
	store_stats(f->store, &stats);
	assert_int_equal(stats.jobs, THREADS * ROUNDS);
	assert_true(stats.commits < stats.jobs); /* it is a group commit */
	assert_int_equal(stats.failed_commits, 0);
}

static void
test_revision_moves_with_requests_alone(void **state)
{
	struct fixture *f = *state;
	char code[] = "z", other[] = "y";
	uint64_t before = store_requests_revision(f->store);

	assert_int_equal(store_write(f->store, fixture_card, code, NULL),
			 ERR_OK);
	assert_int_equal(store_requests_revision(f->store), before);
	assert_int_equal(store_write(f->store, insert_and_fail, other, NULL),
			 ERR_FORBIDDEN);
	assert_int_equal(store_requests_revision(f->store), before);
	assert_int_equal(store_write(f->store, touch_requests, NULL, NULL),
			 ERR_OK);
	assert_int_equal(store_requests_revision(f->store), before + 1);
	fixture_close(f);
	fixture_open(f);
	assert_int_not_equal(store_requests_revision(f->store), before + 1);
}

static sem_t entered, leave;

/* Holds the writer until it is let go. */
static enum err_code
hold(struct db *db, void *arg)
{
	(void)db;
	(void)arg;
	sem_post(&entered);
	sem_wait(&leave);
	return ERR_OK;
}

struct waiter {
	struct store *store;
	store_fn *fn;
	enum err_code code;
};

static void *
write_one(void *arg)
{
	struct waiter *w = arg;

	w->code = store_write(w->store, w->fn, NULL, NULL);
	return NULL;
}

static void
spawn(pthread_t *t, struct waiter *w)
{
	pthread_attr_t attr;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, 128 * 1024);
	assert_int_equal(pthread_create(t, &attr, write_one, w), 0);
	pthread_attr_destroy(&attr);
}

static void
test_a_full_queue_is_busy_at_once(void **state)
{
	struct fixture *f = *state;
	static struct waiter waiter[STORE_QUEUE_MAX + 1];
	static pthread_t thread[STORE_QUEUE_MAX + 1];
	struct store_stats stats;

	sem_init(&entered, 0, 0);
	sem_init(&leave, 0, 0);
	waiter[0] = (struct waiter){.store = f->store, .fn = hold};
	spawn(&thread[0], &waiter[0]);
	sem_wait(&entered);
	for (int i = 1; i <= STORE_QUEUE_MAX; i++) {
		waiter[i] =
		    (struct waiter){.store = f->store, .fn = touch_requests};
		spawn(&thread[i], &waiter[i]);
	}
	do {
		usleep(1000);
		store_stats(f->store, &stats);
	} while (stats.queue_depth < STORE_QUEUE_MAX);
	assert_int_equal(store_write(f->store, touch_requests, NULL, NULL),
			 ERR_BUSY);
	sem_post(&leave);
	for (int i = 0; i <= STORE_QUEUE_MAX; i++) {
		pthread_join(thread[i], NULL);
		assert_int_equal(waiter[i].code, ERR_OK);
	}
	store_stats(f->store, &stats);
	assert_int_equal(stats.queue_refused, 1);
	assert_int_equal(stats.queue_depth, 0);
	assert_int_equal(stats.commits, 1 + STORE_QUEUE_MAX / STORE_BATCH_MAX);
}

static void
test_close_finishes_what_waits(void **state)
{
	struct fixture *f = *state;
	struct waiter first = {.store = f->store, .fn = hold};
	struct waiter second = {.store = f->store, .fn = touch_requests};
	pthread_t a, b;
	struct store_stats stats;

	sem_init(&entered, 0, 0);
	sem_init(&leave, 0, 0);
	spawn(&a, &first);
	sem_wait(&entered);
	spawn(&b, &second);
	do {
		usleep(1000);
		store_stats(f->store, &stats);
	} while (stats.queue_depth < 1);
	sem_post(&leave);
	fixture_close(f);
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	assert_int_equal(first.code, ERR_OK);
	assert_int_equal(second.code, ERR_OK);
}

static void
test_one_instance_only(void **state)
{
	struct fixture *f = *state;
	struct store *second;
	struct err err = {0};
	int from, to;

	assert_int_equal(store_open(&f->config, &second, &err), ERR_STATE);
	assert_string_equal(err.ref, "locked");
	assert_int_equal(store_migrate(f->path, &from, &to, &err), ERR_STATE);
	assert_string_equal(err.ref, "locked");
	fixture_close(f);
	fixture_open(f);
}

static void
test_another_process_is_refused(void **state)
{
	struct fixture *f = *state;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		struct store *second;
		struct err err = {0};
		_exit(store_open(&f->config, &second, &err) == ERR_STATE ? 0
									 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void
test_files_are_private(void **state)
{
	struct fixture *f = *state;
	static const char *const suffix[] = {"", "-wal", "-shm", ".lock"};
	char code[] = "z";

	assert_int_equal(store_write(f->store, insert_zone, code, NULL),
			 ERR_OK);
	for (size_t i = 0; i < sizeof(suffix) / sizeof(*suffix); i++) {
		char path[128];
		struct stat st;
		snprintf(path, sizeof(path), "%s%s", f->path, suffix[i]);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
	assert_int_equal(fixture_count(f->path, "PRAGMA application_id"),
			 0x484f4d56);
}

static void
test_no_database(void **state)
{
	struct fixture *f = *state;
	struct store *store;
	struct err err = {0};
	char path[128];

	fixture_file(f, "none.db", path);
	f->config.path = path;
	assert_int_equal(store_open(&f->config, &store, &err), ERR_NOT_FOUND);
	assert_int_equal(access(path, F_OK), -1);
	f->config.path = f->path;
	assert_int_equal(store_create(f->path, &err), ERR_EXISTS);
}

/* An edit of the settings: the rulebook is built anew from it. */
struct edit {
	struct op op;
	const char *key;
	const char *value;
};

static enum err_code
edit_setting(struct db *db, void *arg)
{
	const struct edit *e = arg;

	touch_rows(db, TOUCH_RULEBOOK);
	return db_exec(db, SQL_SETTING_SET,
		       DB_ARGS(db_text(e->value), db_text(e->key)));
}

static void
test_rulebook_is_swapped(void **state)
{
	struct fixture *f = *state;
	struct edit e = {fixture_op(f), "attempt.max", "4"};
	const struct rulebook *fresh;

	assert_int_equal(store_write(f->store, edit_setting, &e, NULL), ERR_OK);
	fresh = store_book(f->store);
	assert_int_equal(fresh->settings.attempts_max, 4);
	assert_int_equal(fresh->revision, f->book->revision + 1);
	assert_int_equal(f->book->settings.attempts_max, 3); /* as taken */
	store_book_drop(f->store, fresh);
}

static void
test_broken_edit_is_refused(void **state)
{
	struct fixture *f = *state;
	struct edit e = {fixture_op(f), "clinic.time_zone", "Atlantis/City"};

	assert_int_equal(store_write(f->store, edit_setting, &e, NULL),
			 ERR_FIELDS);
	assert_int_equal(f->err.fields.n, 1);
	assert_string_equal(f->err.fields.item[0].pointer, "clinic.time_zone");
	fixture_close(f);
	fixture_open(f);
	assert_string_equal(f->book->clinic_zone.name, "Europe/Moscow");
}

static enum err_code
add_zone_without_prices(struct db *db, void *arg)
{
	char code[] = "new";

	(void)arg;
	touch_rows(db, TOUCH_RULEBOOK);
	return insert_zone(db, code);
}

static void
test_rules_refuse_an_edit(void **state)
{
	struct fixture *f = *state;
	struct edit e = {.op = fixture_op(f)};

	assert_int_equal(
	    store_write(f->store, add_zone_without_prices, &e, NULL),
	    ERR_FIELDS);
	assert_true(f->err.fields.n >= 1);
	fixture_book(f);
	assert_int_equal(f->book->zone_count, 4);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM zone"),
			 4);
}

struct reading {
	struct store *store;
	atomic_bool stop;
	atomic_int bad;
};

static void *
read_books(void *arg)
{
	struct reading *r = arg;
	int64_t last = 0;

	while (!atomic_load(&r->stop)) {
		const struct rulebook *b = store_book(r->store);
		if (b->revision < last || b->zone == NULL)
			atomic_fetch_add(&r->bad, 1);
		last = b->revision;
		store_book_drop(r->store, b);
	}
	return NULL;
}

/* Touches the rules without changing them. */
static enum err_code
edit_nothing(struct db *db, void *arg)
{
	(void)arg;
	touch_rows(db, TOUCH_RULEBOOK);
	return ERR_OK;
}

static void
test_rulebook_under_readers(void **state)
{
	struct fixture *f = *state;
	struct reading reading = {.store = f->store};
	struct edit e = {.op = fixture_op(f)};
	pthread_t thread[4];

	for (int i = 0; i < 4; i++)
		pthread_create(&thread[i], NULL, read_books, &reading);
	for (int i = 0; i < 20; i++)
		assert_int_equal(store_write(f->store, edit_nothing, &e, NULL),
				 ERR_OK);
	atomic_store(&reading.stop, true);
	for (int i = 0; i < 4; i++)
		pthread_join(thread[i], NULL);
	assert_int_equal(atomic_load(&reading.bad), 0);
}

#define LOG_MAX (INT64_C(32) << 20) /* of the log: then it is cut */

static enum err_code
write_much(struct db *db, void *arg)
{
	static unsigned char much[512 * 1024];
	int *n = arg;

	memset(much, ++*n & 0xff, sizeof(much));
	return db_exec(db, SQL_PROBE_WRITE,
		       DB_ARGS(db_blob(much, sizeof(much))));
}

static int64_t
log_bytes(const struct fixture *f)
{
	struct store_stats stats;

	store_stats(f->store, &stats);
	return stats.wal_bytes;
}

/* The log grows while it is read, and is cut once nobody does. */
static void
test_a_long_read_keeps_the_log(void **state)
{
	struct fixture *f = *state;
	int n = 0;

	assert_int_equal(store_read_begin(f->reader), ERR_OK);
	assert_int_equal(zones(f->reader), 0);
	while (log_bytes(f) <= LOG_MAX)
		assert_int_equal(store_write(f->store, write_much, &n, NULL),
				 ERR_OK);
	for (int more = 0; more < 8; more++)
		assert_int_equal(store_write(f->store, write_much, &n, NULL),
				 ERR_OK);
	assert_true(log_bytes(f) > LOG_MAX);
	store_read_end(f->reader);
	for (int i = 0; i < 150 && log_bytes(f) > LOG_MAX; i++) {
		usleep(20 * 1000); /* a second between two tries */
		assert_int_equal(store_write(f->store, write_much, &n, NULL),
				 ERR_OK);
	}
	assert_true(log_bytes(f) < LOG_MAX / 8);
}

int
main(void)
{
#define E(test)                                                                \
	cmocka_unit_test_setup_teardown(test, fixture_setup_empty,             \
					fixture_teardown)
	const struct CMUnitTest tests[] = {
	    E(test_many_threads),
	    E(test_revision_moves_with_requests_alone),
	    E(test_a_full_queue_is_busy_at_once),
	    E(test_close_finishes_what_waits),
	    E(test_one_instance_only),
	    E(test_another_process_is_refused),
	    E(test_files_are_private),
	    E(test_no_database),
	    E(test_rulebook_is_swapped),
	    E(test_broken_edit_is_refused),
	    E(test_a_long_read_keeps_the_log),
	    cmocka_unit_test_setup_teardown(test_rules_refuse_an_edit,
					    fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(test_rulebook_under_readers,
					    fixture_setup, fixture_teardown),
	};
#undef E

	return cmocka_run_group_tests(tests, NULL, NULL);
}
