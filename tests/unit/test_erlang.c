#include "unit.h"

#include <math.h>

#include "erlang.h"

/* The checks of DOMAIN §10, in per mille, and the edges. */
static const struct {
	struct erlang_load load;
	int staff;
	int level; /* per mille */
} row[] = {
    {{16, 300, 20}, 3, 838}, {{16, 300, 20}, 4, 957}, {{720, 240, 15}, 55, 846},
    {{16, 300, 20}, 1, 0}, /* more is spoken than one can speak */
    {{12, 300, 20}, 1, 0}, /* just as much: the line never ends */
    {{16, 300, 20}, 0, 0},
};

static void
test_level(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		double level = erlang_level(&row[i].load, row[i].staff);

		if (lround(level * 1000) != row[i].level)
			fail_msg("row %zu: %f", i, level);
	}
}

static void
test_waits(void **state)
{
	const struct erlang_load load = {16, 300, 20};

	(void)state;
	assert_true(erlang_waits(&load, 1) == 1);
	/* one call at a time of 1.333: A^2/2·2/(2-A) over the whole */
	assert_int_equal(lround(erlang_waits(&load, 2) * 1000), 533);
}

static void
test_staff(void **state)
{
	const struct erlang_load few = {16, 300, 20}, none = {0, 300, 20};
	const struct erlang_load flood = {100000, 300, 20};

	(void)state;
	assert_int_equal(erlang_staff(&few, 0.8), 3);
	assert_int_equal(erlang_staff(&few, 0.9), 4);
	assert_int_equal(erlang_staff(&none, 0.8), 0);
	assert_int_equal(erlang_staff(&flood, 0.8), ERLANG_STAFF_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_level),
	    cmocka_unit_test(test_waits),
	    cmocka_unit_test(test_staff),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
