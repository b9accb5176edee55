#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "../../db/connection.h"
#include "../../db/readers.h"
#include "clock.h"
#include "fixture.h"

#define BRIEF_WAIT_MS 20
#define LONG_WAIT_MS 10000
#define CROWD 24
#define ROUNDS 200

static int64_t
zones(struct db *db)
{
	struct db_rows r = db_query(db, SQL_ZONE_COUNT, DB_NO_ARGS);
	int64_t n = db_next(&r) ? db_take_int(&r) : -1;

	return db_done(&r) == ERR_OK ? n : -1;
}

static enum err_code
open_reader(void *owner, struct db **out)
{
	return store_reader_open(owner, out);
}

static enum err_code
open_nothing(void *owner, struct db **out)
{
	(void)owner;
	(void)out;
	return ERR_STORAGE;
}

static struct readers
readers_of(struct fixture *f, int64_t wait_ms)
{
	struct readers r = {
	    .open = open_reader, .owner = f->store, .wait_ms = wait_ms};

	readers_init(&r);
	return r;
}

static struct store_stats
stats_of(struct readers *r)
{
	struct store_stats s = {0};

	readers_stats(r, &s);
	return s;
}

/* A thread that takes one, says so, and gives it back when it is told to. */
struct holder {
	struct readers *from;
	enum store_use use;
	pthread_t thread;
	sem_t go_on;
	struct db *db;
	enum err_code code;
	atomic_int place; /* the how manieth to be served; 0: not yet */
	atomic_int *served;
};

static void *
hold(void *arg)
{
	struct holder *h = arg;

	h->code = readers_take(h->from, h->use, &h->db);
	atomic_store(&h->place, atomic_fetch_add(h->served, 1) + 1);
	while (sem_wait(&h->go_on) != 0)
		;
	readers_give(h->from, h->db);
	return NULL;
}

static void
start(struct holder *h, struct readers *from, enum store_use use,
      atomic_int *served)
{
	*h = (struct holder){.from = from, .use = use, .served = served};
	sem_init(&h->go_on, 0, 0);
	assert_int_equal(pthread_create(&h->thread, NULL, hold, h), 0);
}

static void
end(struct holder *h)
{
	sem_post(&h->go_on);
	pthread_join(h->thread, NULL);
	sem_destroy(&h->go_on);
}

/* It is served, as the ${place}th of all. */
static void
expect(struct holder *h, int place)
{
	while (atomic_load(&h->place) == 0)
		sched_yield();
	assert_int_equal(h->code, ERR_OK);
	assert_int_equal(h->place, place);
}

static void
wait_in_row(struct readers *r, uint64_t n)
{
	const int64_t until_ms = clock_ms(CLOCK_MONOTONIC) + LONG_WAIT_MS;

	while (stats_of(r).readers_waiting != n &&
	       clock_ms(CLOCK_MONOTONIC) < until_ms)
		sched_yield();
	assert_int_equal(stats_of(r).readers_waiting, n);
}

/* ${n} who hold one each. */
static void
occupy(struct holder *h, int n, struct readers *from, enum store_use use,
       atomic_int *served)
{
	int before = atomic_load(served);

	for (int i = 0; i < n; i++) {
		start(&h[i], from, use, served);
		expect(&h[i], before + i + 1);
	}
}

static void
end_all(struct holder *h, int n)
{
	for (int i = 0; i < n; i++)
		end(&h[i]);
}

static void
test_the_last_one_back_goes_out_first(void **state)
{
	struct readers r = readers_of(*state, LONG_WAIT_MS);
	struct holder h[3];
	atomic_int served = 0;
	struct db *last, *next;

	occupy(h, 3, &r, STORE_BRIEF, &served);
	assert_int_equal(stats_of(&r).readers_open, 3);
	end_all(h, 2);
	last = h[2].db;
	end(&h[2]);
	assert_int_equal(readers_take(&r, STORE_BRIEF, &next), ERR_OK);
	assert_ptr_equal(next, last);
	assert_true(readers_held());
	assert_int_equal(zones(next), 0);
	readers_give(&r, next);
	assert_false(readers_held());
	assert_int_equal(stats_of(&r).readers_open, 3);
	readers_free(&r);
}

static void
test_first_come_first_served(void **state)
{
	struct readers r = readers_of(*state, LONG_WAIT_MS);
	struct holder h[STORE_READERS], late[3];
	atomic_int served = 0;

	occupy(h, STORE_READERS, &r, STORE_BRIEF, &served);
	for (int i = 0; i < 3; i++) {
		start(&late[i], &r, STORE_BRIEF, &served);
		wait_in_row(&r, (uint64_t)i + 1);
	}
	for (int i = 0; i < 3; i++) {
		end(&h[i]);
		expect(&late[i], STORE_READERS + i + 1);
		assert_ptr_equal(late[i].db, h[i].db);
	}
	assert_int_equal(stats_of(&r).readers_open, STORE_READERS);
	end_all(h + 3, STORE_READERS - 3);
	end_all(late, 3);
	readers_free(&r);
}

static void
test_patience_ends(void **state)
{
	struct readers r = readers_of(*state, BRIEF_WAIT_MS);
	struct holder h[STORE_READERS];
	atomic_int served = 0;
	int64_t from_ms;
	struct db *db;

	occupy(h, STORE_READERS, &r, STORE_BRIEF, &served);
	from_ms = clock_ms(CLOCK_MONOTONIC);
	assert_int_equal(readers_take(&r, STORE_BRIEF, &db), ERR_BUSY);
	assert_true(clock_ms(CLOCK_MONOTONIC) - from_ms >= BRIEF_WAIT_MS);
	assert_null(db);
	assert_false(readers_held());
	assert_int_equal(stats_of(&r).readers_refused, 1);
	assert_int_equal(stats_of(&r).readers_waiting, 0);
	end(&h[0]);
	assert_int_equal(readers_take(&r, STORE_BRIEF, &db), ERR_OK);
	readers_give(&r, db);
	end_all(h + 1, STORE_READERS - 1);
	readers_free(&r);
}

/* Who got none reads all the same: that fails, and harms nobody. */
static void
test_none_reads_nothing(void **state)
{
	struct db_rows rows;
	struct db *none;

	(void)state;
	assert_int_equal(db_none(&none), ERR_OK);
	rows = db_query(none, SQL_ZONE_COUNT, DB_NO_ARGS);
	assert_false(db_next(&rows));
	assert_int_equal(db_done(&rows), ERR_BUSY);
	assert_int_equal(store_read_begin(none), ERR_BUSY);
	db_close(none);
}

static void
test_long_reads_leave_some(void **state)
{
	struct readers r = readers_of(*state, LONG_WAIT_MS);
	struct holder slow[STORE_READERS_LONG + 1];
	struct holder h[STORE_READERS - STORE_READERS_LONG], late;
	const int quick = STORE_READERS - STORE_READERS_LONG;
	atomic_int served = 0;

	occupy(slow, STORE_READERS_LONG, &r, STORE_LONG, &served);
	start(&slow[STORE_READERS_LONG], &r, STORE_LONG, &served);
	wait_in_row(&r, 1);
	occupy(h, quick, &r, STORE_BRIEF, &served); /* past the one waiting */
	start(&late, &r, STORE_BRIEF, &served);
	wait_in_row(&r, 2);
	end(&h[0]); /* none for a fifth long one: for who came after it */
	expect(&late, STORE_READERS + 1);
	end(&slow[0]);
	expect(&slow[STORE_READERS_LONG], STORE_READERS + 2);
	end_all(h + 1, quick - 1);
	end(&late);
	end_all(slow + 1, STORE_READERS_LONG);
	readers_free(&r);
}

/* Who could not open one leaves the turn to the next. */
static void
test_an_opening_fails(void **state)
{
	struct readers r = readers_of(*state, BRIEF_WAIT_MS);
	struct db *db;

	r.open = open_nothing;
	for (int i = 0; i <= STORE_READERS; i++) {
		assert_int_equal(readers_take(&r, STORE_LONG, &db),
				 ERR_STORAGE);
		assert_null(db);
		assert_false(readers_held());
	}
	assert_int_equal(stats_of(&r).readers_open, 0);
	r.open = open_reader;
	assert_int_equal(readers_take(&r, STORE_LONG, &db), ERR_OK);
	readers_give(&r, db);
	readers_free(&r);
}

struct visitor {
	struct readers *from;
	enum store_use use;
	pthread_t thread;
	atomic_int *inside;
	int wrong;
};

static void *
come_and_go(void *arg)
{
	struct visitor *v = arg;

	for (int i = 0; i < ROUNDS; i++) {
		struct db *db;

		if (readers_take(v->from, v->use, &db) != ERR_OK) {
			v->wrong++;
			continue;
		}
		if (atomic_fetch_add(v->inside, 1) >= STORE_READERS)
			v->wrong++;
		if (zones(db) != 0)
			v->wrong++;
		atomic_fetch_sub(v->inside, 1);
		readers_give(v->from, db);
	}
	return NULL;
}

static void
test_a_crowd(void **state)
{
	struct readers r = readers_of(*state, LONG_WAIT_MS);
	struct visitor v[CROWD];
	atomic_int inside = 0;

	for (int i = 0; i < CROWD; i++) {
		v[i] = (struct visitor){
		    .from = &r,
		    .use = i % 3 == 0 ? STORE_LONG : STORE_BRIEF,
		    .inside = &inside,
		};
		assert_int_equal(
		    pthread_create(&v[i].thread, NULL, come_and_go, &v[i]), 0);
	}
	for (int i = 0; i < CROWD; i++) {
		pthread_join(v[i].thread, NULL);
		assert_int_equal(v[i].wrong, 0);
	}
	assert_int_equal(stats_of(&r).readers_waiting, 0);
	assert_int_equal(stats_of(&r).readers_refused, 0);
	assert_true(stats_of(&r).readers_open <= STORE_READERS);
	readers_free(&r);
}

int
main(void)
{
#define WITH_STORE(test)                                                       \
	cmocka_unit_test_setup_teardown(test, fixture_setup_empty,             \
					fixture_teardown)
	const struct CMUnitTest tests[] = {
	    WITH_STORE(test_the_last_one_back_goes_out_first),
	    WITH_STORE(test_first_come_first_served),
	    WITH_STORE(test_patience_ends),
	    WITH_STORE(test_none_reads_nothing),
	    WITH_STORE(test_long_reads_leave_some),
	    WITH_STORE(test_an_opening_fails),
	    WITH_STORE(test_a_crowd),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
