#include "unit.h"

#include "spread.h"

/* Small numbers are exact: the nearest rank of sorted values. */
static const struct {
	int64_t value[8];
	size_t n;
	int percent;
	int64_t wanted;
} row[] = {
    {{0}, 0, 50, -1},
    {{7}, 1, 1, 7},
    {{7}, 1, 100, 7},
    {{30, 10, 20}, 3, 50, 20},
    {{10, 20, 30, 40}, 4, 50, 20},
    {{10, 20, 30, 40}, 4, 90, 40},
    {{10, 20, 30, 40}, 4, 75, 30},
    {{10, 20, 30, 40}, 4, 25, 10},
    {{-5, 60}, 2, 50, 0},
    {{127, 128, 129}, 3, 50, 128},
    {{127, 128, 129}, 3, 100, 128}, /* two minutes a step from here */
    {{100000}, 1, 50, 16256},       /* the last step there is */
};

static void
test_quantile(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct spread s = {0};

		for (size_t k = 0; k < row[i].n; k++)
			spread_add(&s, row[i].value[k]);
		if (spread_quantile(&s, row[i].percent) != row[i].wanted)
			fail_msg(
			    "row %zu: %lld", i,
			    (long long)spread_quantile(&s, row[i].percent));
	}
}

/* Never above the true value, and less than 1.6 % below it. */
static void
test_error(void **state)
{
	(void)state;
	for (int64_t v = 0; v < 16384; v++) {
		struct spread s = {0};
		int64_t found;

		spread_add(&s, v);
		found = spread_quantile(&s, 50);
		assert_true(found <= v);
		assert_true((double)(v - found) <= 0.016 * (double)v);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_quantile),
	    cmocka_unit_test(test_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
