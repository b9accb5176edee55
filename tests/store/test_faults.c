#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../db/connection.h"
#include "edit.h"
#include "fixture.h"

#define READY_MS 1500 /* a second between probes, and room */

static enum err_code
insert_zone(struct db *db, void *arg)
{
	return db_exec(db, SQL_ZONE_INSERT,
		       DB_ARGS(db_text(arg), db_text("Z"), db_int(1)));
}

static enum err_code
write_zone(struct fixture *f, int number)
{
	char code[16];

	snprintf(code, sizeof(code), "z%d", number);
	return store_write(f->store, insert_zone, code, NULL);
}

static int64_t
zones(const struct fixture *f)
{
	struct db_rows r = db_query(f->reader, SQL_ZONE_COUNT, DB_NO_ARGS);
	int64_t n = db_next(&r) ? db_take_int(&r) : -1;

	assert_int_equal(db_done(&r), ERR_OK);
	return n;
}

static void
wait_until_ready(const struct fixture *f)
{
	for (int ms = 0; ms < READY_MS && !store_ready(f->store); ms += 10)
		usleep(10 * 1000);
	assert_true(store_ready(f->store));
}

/* No file of this process may grow beyond ${bytes}. */
static void
limit_files(rlim_t bytes)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void
test_disk_full_and_back(void **state)
{
	struct fixture *f = *state;
	struct store_stats stats;
	int64_t kept = 0;

	signal(SIGXFSZ, SIG_IGN);
	for (; kept < 3; kept++)
		assert_int_equal(write_zone(f, (int)kept), ERR_OK);
	store_stats(f->store, &stats);
	limit_files((rlim_t)stats.wal_bytes + 60000);
	while (write_zone(f, (int)kept) == ERR_OK)
		kept++;
	for (int i = 0; i < 5; i++) {
		assert_int_equal(write_zone(f, 9000), ERR_STORAGE);
		assert_false(store_ready(f->store));
		assert_int_equal(zones(f), kept); /* reads go on */
	}
	usleep(1200 * 1000); /* probes fail, too */
	assert_false(store_ready(f->store));
	limit_files(RLIM_INFINITY);
	wait_until_ready(f);
	assert_int_equal(write_zone(f, 9001), ERR_OK);
	assert_int_equal(zones(f), kept + 1);
	fixture_close(f);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM zone"),
			 kept + 1);
}

static void
test_a_write_is_the_probe_too(void **state)
{
	struct fixture *f = *state;
	struct store_stats stats;

	signal(SIGXFSZ, SIG_IGN);
	store_stats(f->store, &stats);
	limit_files((rlim_t)stats.wal_bytes);
	while (write_zone(f, 1) == ERR_OK)
		;
	assert_false(store_ready(f->store));
	limit_files(RLIM_INFINITY);
	assert_int_equal(write_zone(f, 2), ERR_OK); /* at once */
	assert_true(store_ready(f->store));
}

static sem_t entered, leave;

static enum err_code
hold(struct db *db, void *arg)
{
	(void)db;
	(void)arg;
	sem_post(&entered);
	sem_wait(&leave);
	return ERR_OK;
}

/* Runs out of pages: the engine may end the whole transaction by itself. */
static enum err_code
fill_up(struct db *db, void *arg)
{
	enum err_code code = db_script(db, "PRAGMA max_page_count = 1");
	enum err_code lifted;

	(void)arg;
	for (int i = 0; i < 5000 && code == ERR_OK; i++) {
		char zone[16];
		snprintf(zone, sizeof(zone), "full%d", i);
		code = insert_zone(db, zone);
	}
	lifted = db_script(db, "PRAGMA max_page_count = 1000000");
	return code != ERR_OK ? code : lifted;
}

/* The same, by a function that does not mind. */
static enum err_code
fill_up_quietly(struct db *db, void *arg)
{
	(void)fill_up(db, arg);
	return ERR_OK;
}

/* A reference to nothing, found only by the commit. */
static enum err_code
spoil_commit(struct db *db, void *arg)
{
	enum err_code code = db_script(db, "PRAGMA defer_foreign_keys = ON");
	struct db_rows r;

	(void)arg;
	if (code != ERR_OK)
		return code;
	r = db_query(db, SQL_TARIFF_INSERT,
		     DB_ARGS(db_text("nowhere"), db_int(1), db_int(5),
			     db_int(5), db_int(5), db_text("x"), db_text("x")));
	(void)db_next(&r);
	return db_done(&r);
}

static enum err_code
refuse(struct db *db, void *arg)
{
	(void)db;
	(void)arg;
	return ERR_FORBIDDEN;
}

struct waiter {
	struct store *store;
	store_fn *fn;
	void *arg;
	enum err_code code;
};

static void *
write_one(void *arg)
{
	struct waiter *w = arg;

	w->code = store_write(w->store, w->fn, w->arg, NULL);
	return NULL;
}

/* Run the ${n} writes as one batch. */
static void
run_together(struct fixture *f, struct waiter *w, size_t n)
{
	struct waiter holder = {.store = f->store, .fn = hold};
	pthread_t thread[8], first;

	sem_init(&entered, 0, 0);
	sem_init(&leave, 0, 0);
	pthread_create(&first, NULL, write_one, &holder);
	sem_wait(&entered);
	for (size_t i = 0; i < n; i++) {
		struct store_stats stats;
		w[i].store = f->store;
		pthread_create(&thread[i], NULL, write_one, &w[i]);
		do {
			usleep(1000);
			store_stats(f->store, &stats);
		} while (stats.queue_depth < i + 1);
	}
	sem_post(&leave);
	for (size_t i = 0; i < n; i++)
		pthread_join(thread[i], NULL);
	pthread_join(first, NULL);
	assert_int_equal(holder.code, ERR_OK);
}

static void
test_a_lost_batch_is_lost_for_all(void **state)
{
	struct fixture *f = *state;
	static store_fn *const culprits[] = {fill_up, fill_up_quietly,
					     spoil_commit};
	char a[] = "first", b[] = "last";

	for (size_t i = 0; i < sizeof(culprits) / sizeof(*culprits); i++) {
		struct waiter w[] = {
		    {.fn = insert_zone, .arg = a},
		    {.fn = refuse},
		    {.fn = culprits[i]},
		    {.fn = insert_zone, .arg = b},
		};
		struct store_stats stats;
		run_together(f, w, 4);
		for (size_t k = 0; k < 4; k++)
			assert_int_equal(w[k].code, ERR_STORAGE);
		assert_int_equal(zones(f), 0);
		store_stats(f->store, &stats);
		assert_true(stats.failed_commits > i);
	}
	assert_int_equal(write_zone(f, 1), ERR_OK);
	assert_int_equal(zones(f), 1);
}

static void
test_a_good_batch_with_one_refusal(void **state)
{
	struct fixture *f = *state;
	char a[] = "first", b[] = "last";
	struct waiter w[] = {
	    {.fn = insert_zone, .arg = a},
	    {.fn = insert_zone, .arg = a},
	    {.fn = refuse},
	    {.fn = insert_zone, .arg = b},
	};

	run_together(f, w, 4);
	assert_int_equal(w[0].code, ERR_OK);
	assert_int_equal(w[1].code, ERR_EXISTS); /* in the order of arrival */
	assert_int_equal(w[2].code, ERR_FORBIDDEN);
	assert_int_equal(w[3].code, ERR_OK);
	assert_int_equal(zones(f), 2);
}

/* Overwrite everything behind the first page. */
static void
spoil(const char *path)
{
	static char junk[4096];
	int fd = open(path, O_WRONLY);
	off_t size = lseek(fd, 0, SEEK_END);

	memset(junk, 0xa5, sizeof(junk));
	for (off_t at = 4096; at < size; at += 4096)
		if (pwrite(fd, junk, sizeof(junk), at) != sizeof(junk))
			_exit(2);
	close(fd);
}

static void
test_a_corrupt_file_ends_the_process(void **state)
{
	struct fixture *f = *state;
	int status;
	pid_t pid;

	fixture_close(f); /* no thread may be alive across the fork */
	pid = fork();
	if (pid == 0) {
		struct db_rows r;
		fixture_open(f);
		spoil(f->path);
		r = db_query(f->reader, SQL_PLACE_LIST, DB_NO_ARGS);
		while (db_next(&r))
			;
		_exit(db_done(&r) == ERR_OK ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 70);
}

/* A list for which there is no room is refused; nothing is read of it. */
static void
test_a_list_too_long(void **state)
{
	struct fixture *f = *state;
	struct edit_row *row;
	struct arena arena;
	struct op op = fixture_op(f);
	size_t n;

	for (size_t kib = 1; kib < 400; kib *= 2) {
		arena = (struct arena){.limit = kib * 1024};
		op.arena = &arena;
		assert_int_equal(
		    edit_list(f->reader, &op, EDIT_SERVICE, &row, &n),
		    ERR_NOMEM);
		arena_free(&arena);
	}
	arena = (struct arena){.limit = 0};
	op.arena = &arena;
	assert_int_equal(edit_list(f->reader, &op, EDIT_SERVICE, &row, &n),
			 ERR_OK);
	assert_int_equal(n, 98);
	arena_free(&arena);
}

int
main(void)
{
#define E(test)                                                                \
	cmocka_unit_test_setup_teardown(test, fixture_setup_empty,             \
					fixture_teardown)
	const struct CMUnitTest tests[] = {
	    E(test_disk_full_and_back),
	    E(test_a_write_is_the_probe_too),
	    E(test_a_lost_batch_is_lost_for_all),
	    E(test_a_good_batch_with_one_refusal),
	    cmocka_unit_test_setup_teardown(test_a_list_too_long, fixture_setup,
					    fixture_teardown),
	    cmocka_unit_test_setup_teardown(
		test_a_corrupt_file_ends_the_process, fixture_setup,
		fixture_teardown),
	};
#undef E

	return cmocka_run_group_tests(tests, NULL, NULL);
}
