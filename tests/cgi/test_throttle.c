#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "../../cgi/throttle.h"
#include "units.h"

#define NOW_MS INT64_C(1795417500000)

static struct throttle *t;

static int
setup(void **state)
{
	(void)state;
	t = throttle_make();
	return t != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	throttle_free(t);
	return 0;
}

static void
test_delay_grows(void **state)
{
	int64_t now_ms = NOW_MS;
	int expected_s = 1;

	(void)state;
	for (int i = 0; i < 5; i++)
		assert_int_equal(throttle_try(t, "a", "192.0.2.1", now_ms), 0);
	for (; expected_s <= 256; expected_s *= 2) {
		assert_int_equal(throttle_try(t, "a", "192.0.2.1", now_ms),
				 expected_s);
		now_ms += expected_s * SECOND_MS;
		assert_int_equal(throttle_try(t, "a", "192.0.2.1", now_ms), 0);
	}
	assert_int_equal(throttle_try(t, "a", "192.0.2.1", now_ms), 300);
	/* refused tries do not make it longer */
	assert_int_equal(
	    throttle_try(t, "a", "192.0.2.1", now_ms + 299 * SECOND_MS), 1);
	/* another login from there goes on */
	assert_int_equal(throttle_try(t, "b", "192.0.2.1", now_ms), 0);
	/* and a quiet quarter of an hour forgets: five are free again */
	now_ms += 15 * MINUTE_MS;
	for (int i = 0; i < 5; i++)
		assert_int_equal(throttle_try(t, "a", "192.0.2.1", now_ms), 0);
}

static void
test_address(void **state)
{
	char login[20];

	(void)state;
	for (int i = 0; i < 30; i++) {
		(void)snprintf(login, sizeof(login), "user%d", i);
		assert_int_equal(throttle_try(t, login, "192.0.2.1", NOW_MS),
				 0);
	}
	assert_int_equal(throttle_try(t, "fresh", "192.0.2.1", NOW_MS), 1);
	assert_int_equal(throttle_try(t, "fresh", "192.0.2.2", NOW_MS), 0);
}

static void
test_passed(void **state)
{
	(void)state;
	/* right logins never add up, of one person or of a whole clinic */
	for (int i = 0; i < 200; i++) {
		assert_int_equal(throttle_try(t, "a", "192.0.2.1", NOW_MS), 0);
		throttle_passed(t, "a", "192.0.2.1");
	}
	for (int i = 0; i < 5; i++)
		assert_int_equal(throttle_try(t, "a", "192.0.2.1", NOW_MS), 0);
	throttle_passed(t, "a", "192.0.2.1");
	assert_int_equal(throttle_try(t, "a", "192.0.2.1", NOW_MS), 0);
}

static void
test_undo(void **state)
{
	(void)state;
	for (int i = 0; i < 200; i++) {
		assert_int_equal(throttle_try(t, "a", "192.0.2.1", NOW_MS), 0);
		throttle_undo(t, "a", "192.0.2.1");
	}
}

/* Any number of names fits; the one under attack is not pushed out. */
static void
test_bounded(void **state)
{
	char login[20], address[20];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		(void)snprintf(login, sizeof(login), "u%d", i);
		(void)snprintf(address, sizeof(address), "a%d", i);
		(void)throttle_try(t, login, address, NOW_MS + i);
		(void)throttle_try(t, "victim", address, NOW_MS + i);
	}
	assert_true(throttle_try(t, "victim", "z", NOW_MS + 20000) > 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_delay_grows), TEST(test_address), TEST(test_passed),
	    TEST(test_undo),        TEST(test_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
