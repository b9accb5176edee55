#include "unit.h"

#include <string.h>

#include "step_time.h"
#include "units.h"

#define NOW (INT64_C(1000) * HOUR_MS)

static void
test_rows(void **state)
{
	static const struct {
		int64_t at, earliest;
		const char *wrong;
	} row[] = {
	    {NOW, NOW - 1, NULL},
	    {NOW, NOW, NULL},
	    {NOW - MINUTE_MS, NOW - MINUTE_MS, NULL},
	    {NOW - 12 * HOUR_MS, 0, NULL},
	    {NOW - 12 * HOUR_MS - 1, 0, "too_long_ago"},
	    {NOW + 1, 0, "in_future"},
	    {NOW - MINUTE_MS - 1, NOW - MINUTE_MS, "before_last_step"},
	    /* the clock was set back: what was, is still before */
	    {NOW, NOW + HOUR_MS, "before_last_step"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		const char *wrong =
		    step_time_wrong(row[i].at, row[i].earliest, NOW);

		if (row[i].wrong == NULL)
			assert_null(wrong);
		else
			assert_string_equal(wrong, row[i].wrong);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
