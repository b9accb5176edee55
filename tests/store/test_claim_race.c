#include <pthread.h>
#include <stdio.h>

#include "desk.h"

/* Many dispatchers, one queue: every request has exactly one winner. */

#define REQUESTS 200
#define DISPATCHERS 64

struct dispatcher {
	struct fixture *f;
	char login[16];
	pthread_t thread;
	char won[REQUESTS][37];
	size_t count;
	enum err_code code; /* what ended the shift */
};

static void *
work(void *arg)
{
	struct dispatcher *d = arg;
	struct fixture own = *d->f; /* the store is shared, nothing else */

	own.arena = (struct arena){.limit = (size_t)1 << 26};
	own.actor.login = d->login;
	for (;;) {
		struct dispatch_ask ask = {0};

		d->code = desk_do(&own, dispatch_next, &ask);
		if (d->code != ERR_OK || d->count == REQUESTS)
			break;
		snprintf(d->won[d->count++], sizeof(d->won[0]), "%s",
			 ask.request.id);
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

static void
test_one_winner(void **state)
{
	static struct dispatcher d[DISPATCHERS];
	struct fixture *f = *state;
	const char *won[REQUESTS + 1];
	size_t n = 0;

	for (int i = 1; i <= REQUESTS; i++)
		post(f, i);
	for (int i = 0; i < DISPATCHERS; i++) {
		d[i].f = f;
		snprintf(d[i].login, sizeof(d[i].login), "d%d", i);
		assert_int_equal(
		    pthread_create(&d[i].thread, NULL, work, &d[i]), 0);
	}
	for (int i = 0; i < DISPATCHERS; i++) {
		pthread_join(d[i].thread, NULL);
		assert_int_equal(d[i].code, ERR_NOT_FOUND);
		for (size_t k = 0; k < d[i].count; k++) {
			assert_true(n < REQUESTS);
			won[n++] = d[i].won[k];
		}
	}
	assert_int_equal(n, REQUESTS);
	qsort(won, n, sizeof(won[0]), compare);
	for (size_t i = 1; i < n; i++)
		assert_string_not_equal(won[i - 1], won[i]);
	/* what the winners were told is what stands in the store */
	for (int i = 0; i < DISPATCHERS; i++)
		for (size_t k = 0; k < d[i].count; k++) {
			struct request q = desk_find(f, d[i].won[k]);

			assert_string_equal(q.claim.by, d[i].login);
			assert_int_equal(q.claim.token, 1);
			assert_int_equal(q.version, 2);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_one_winner, desk_setup,
					    fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
