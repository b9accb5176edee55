#include "unit.h"

#include "trip.h"

static const struct trip_ask ask = {"olga", "nevsky", "тестовая 5 41"};

static struct trip_member
member(enum request_state state, unsigned pays)
{
	return (struct trip_member){ask.by, ask.place, ask.address, state,
				    pays};
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pays_once),
	    cmocka_unit_test(test_over),
	    cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
