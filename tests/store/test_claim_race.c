#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#include "../unit/chance.h"
#include "desk.h"
#include "task_list.h"
#include "task_work.h"

/* Many people, one queue: every request, and every task, has one winner. */

#define USUAL 200
#define REQUESTS_MAX 20000 /* CLAIMS=20000: make figures */
#define DISPATCHERS 64

/* Take the next one for the actor of ${f}; ${id}: what was won. */
typedef enum err_code take_fn(struct fixture *f, char id[37]);

static size_t requests;

struct dispatcher {
	struct fixture *f;
	take_fn *take;
	char login[16];
	pthread_t thread;
	char won[REQUESTS_MAX][37];
	size_t count;
	enum err_code code; /* what ended the shift */
};

static enum err_code
take_request(struct fixture *f, char id[37])
{
	struct dispatch_ask ask = {0};
	enum err_code code = desk_do(f, dispatch_next, &ask);

	if (code == ERR_OK)
		snprintf(id, 37, "%s", ask.request.id);
	return code;
}

static enum err_code
take_task(struct fixture *f, char id[37])
{
	struct task_ask ask = {.op = fixture_op(f)};
	enum err_code code = store_write(f->store, task_claim_next, &ask, NULL);

	if (code == ERR_OK)
		snprintf(id, 37, "%s", ask.task.id);
	return code;
}

static void *
work(void *arg)
{
	struct dispatcher *d = arg;
	struct fixture own = *d->f; /* the store is shared, nothing else */

	own.arena = (struct arena){.limit = (size_t)1 << 26};
	own.actor.login = d->login;
	for (;;) {
		char id[37];

		d->code = d->take(&own, id);
		if (d->code != ERR_OK || d->count == requests)
			break;
		memcpy(d->won[d->count++], id, sizeof(id));
		arena_reset(&own.arena);
	}
	arena_free(&own.arena);
	return NULL;
}

static void
post(struct fixture *f, int n)
{
	struct request_form form = desk_form(f, n);

	form.patient.phone = "+78125550100";
	(void)desk_post(f, &form);
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All of ${d} at once take what there is: each is won once. */
static void
race(struct fixture *f, struct dispatcher *who, take_fn *take)
{
	static const char *won[REQUESTS_MAX];
	size_t n = 0;

	for (int i = 0; i < DISPATCHERS; i++) {
		who[i] = (struct dispatcher){.f = f, .take = take};
		snprintf(who[i].login, sizeof(who[i].login), "d%d", i);
		assert_int_equal(
		    pthread_create(&who[i].thread, NULL, work, &who[i]), 0);
	}
	for (int i = 0; i < DISPATCHERS; i++) {
		pthread_join(who[i].thread, NULL);
		assert_int_equal(who[i].code, ERR_NOT_FOUND);
		for (size_t k = 0; k < who[i].count; k++) {
			assert_true(n < requests);
			won[n++] = who[i].won[k];
		}
	}
	assert_int_equal(n, requests);
	qsort(won, n, sizeof(won[0]), compare);
	for (size_t i = 1; i < n; i++)
		assert_string_not_equal(won[i - 1], won[i]);
	print_message("%zu things, %d at once: one winner each\n", requests,
		      DISPATCHERS);
}

static struct dispatcher d[DISPATCHERS];

static void
test_requests(void **state)
{
	struct fixture *f = *state;

	for (int i = 1; i <= (int)requests; i++)
		post(f, i);
	race(f, d, take_request);
	/* what the winners were told is what stands in the store */
	for (int i = 0; i < DISPATCHERS; i++)
		for (size_t k = 0; k < d[i].count; k++) {
			struct request q = desk_find(f, d[i].won[k]);

			assert_string_equal(q.claim.by, d[i].login);
			assert_int_equal(q.claim.token, 1);
			assert_int_equal(q.version, 2);
		}
}

static void
test_tasks(void **state)
{
	struct fixture *f = *state;

	for (int i = 1; i <= (int)requests; i++) {
		struct task_ask ask = {.op = fixture_op(f)};

		ask.new.queue = i % 2 == 0 ? "nurse" : "advice";
		ask.new.phone = "+78125550100";
		assert_int_equal(store_write(f->store, task_create, &ask, NULL),
				 ERR_OK);
	}
	race(f, d, take_task);
	for (int i = 0; i < DISPATCHERS; i++)
		for (size_t k = 0; k < d[i].count; k++) {
			struct task t;

			assert_int_equal(task_list_find(f->reader, d[i].won[k],
							d[i].login, &t,
							&f->arena),
					 ERR_OK);
			assert_string_equal(t.claim.by, d[i].login);
			assert_int_equal(t.claim.token, 1);
			assert_int_equal(t.owners, 1);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_requests, desk_setup,
					    fixture_teardown),
	    cmocka_unit_test_setup_teardown(test_tasks, desk_setup,
					    fixture_teardown),
	};

	requests = chance_times("CLAIMS", USUAL);
	assert(requests <= REQUESTS_MAX);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
