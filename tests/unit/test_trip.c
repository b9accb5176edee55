#include "unit.h"

#include "trip.h"

static const struct trip_ask ask = {"olga", "nevsky", "тестовая 5 41"};

static struct trip_member
member(enum request_state state, unsigned pays)
{
	return (struct trip_member){.id = "x",
				    .by = ask.by,
				    .place = ask.place,
				    .address = ask.address,
				    .state = state,
				    .pays = pays,
				    .shares = PERFORMER_BOTH & ~pays};
}

static void
test_pays_once(void **state)
{
	const struct trip_member m[] = {
	    member(REQUEST_QUEUED, PERFORMER_DOCTOR),
	    member(REQUEST_ON_SITE, 0),
	    member(REQUEST_SCHEDULED, PERFORMER_NURSE),
	};
	unsigned paid = 9;

	(void)state;
	assert_null(trip_join(NULL, 0, &ask, &paid));
	assert_int_equal(paid, 0);
	assert_null(trip_join(m, 2, &ask, &paid));
	assert_int_equal(paid, PERFORMER_DOCTOR);
	assert_null(trip_join(m, 3, &ask, &paid));
	assert_int_equal(paid, PERFORMER_BOTH);
}

static void
test_over(void **state)
{
	const struct trip_member m[] = {
	    member(REQUEST_DONE, PERFORMER_DOCTOR),
	    member(REQUEST_CANCELLED, PERFORMER_DOCTOR),
	    member(REQUEST_CLAIMED, 0),
	};
	unsigned paid;

	(void)state;
	assert_string_equal(trip_join(m, 2, &ask, &paid), "trip_group_over");
	/* what a cancelled visit paid is not paid */
	assert_null(trip_join(m, 3, &ask, &paid));
	assert_int_equal(paid, 0);
}

static void
test_refused(void **state)
{
	struct trip_member m = member(REQUEST_QUEUED, PERFORMER_DOCTOR);
	const struct trip_ask unknown = {.by = ask.by};
	unsigned paid;

	(void)state;
	m.by = "irina";
	assert_string_equal(trip_join(&m, 1, &ask, &paid),
			    "trip_group_other_operator");
	m = member(REQUEST_QUEUED, PERFORMER_DOCTOR);
	m.place = "vyborgsky";
	assert_string_equal(trip_join(&m, 1, &ask, &paid),
			    "trip_group_other_address");
	/* asked for a price, the address is not told yet */
	assert_null(trip_join(&m, 1, &unknown, &paid));
	m = member(REQUEST_QUEUED, PERFORMER_DOCTOR);
	m.address = NULL;
	assert_string_equal(trip_join(&m, 1, &ask, &paid),
			    "trip_group_other_address");
}

/* The next that shares the trip and is open, in the order of posting. */
static void
test_heir(void **state)
{
	const struct trip_member m[] = {
	    member(REQUEST_CANCELLED, 0),
	    member(REQUEST_QUEUED, PERFORMER_DOCTOR),
	    member(REQUEST_DONE, 0),
	    member(REQUEST_ON_SITE, 0),
	};

	(void)state;
	assert_int_equal(trip_heir(m, 4, PERFORMER_NURSE), 1);
	assert_int_equal(trip_heir(m, 4, PERFORMER_DOCTOR), 3);
	assert_int_equal(trip_heir(m, 3, PERFORMER_DOCTOR), 3);
	assert_int_equal(trip_heir(NULL, 0, PERFORMER_DOCTOR), 0);
}

/* What was told for a trip goes to another and comes back. */
static void
test_pay(void **state)
{
	const struct quote told = {
	    .line = {{"trip_doctor", 390000, false},
		     {"trip_nurse", 95000, false}},
	    .line_count = 2,
	    .total_kop = 485000,
	};
	struct quote q = told;

	(void)state;
	quote_share(&q, PERFORMER_BOTH);
	assert_int_equal(trip_lines(&q, true), PERFORMER_BOTH);
	assert_int_equal(trip_lines(&q, false), 0);
	trip_pay(&q, &told, PERFORMER_NURSE);
	assert_int_equal(q.total_kop, 95000);
	assert_int_equal(trip_lines(&q, false), PERFORMER_NURSE);
	trip_pay(&q, &told, PERFORMER_BOTH);
	assert_int_equal(q.total_kop, told.total_kop);
	trip_pay(&q, &told, PERFORMER_BOTH);
	assert_int_equal(q.total_kop, told.total_kop);
	quote_share(&q, PERFORMER_BOTH);
	assert_int_equal(q.total_kop, 0);
	/* nothing was told for it: it costs nothing */
	trip_pay(&q, &(struct quote){.line_count = 0}, PERFORMER_NURSE);
	assert_int_equal(q.total_kop, 0);
	assert_int_equal(trip_lines(&q, false), PERFORMER_NURSE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pays_once), cmocka_unit_test(test_over),
	    cmocka_unit_test(test_refused),   cmocka_unit_test(test_heir),
	    cmocka_unit_test(test_pay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
