#include "unit.h"

#include "undo.h"
#include "units.h"

static void
test_open(void **state)
{
	static const struct {
		int64_t until_ms, left_ms;
		bool open;
	} row[] = {
	    {HOUR_MS, UNDO_S * SECOND_MS, true},
	    {HOUR_MS, 0, true},
	    {HOUR_MS, -1, false},
	    {5 * HOUR_MS, 2 * HOUR_MS, false}, /* the clock was set back */
	    {0, SECOND_MS, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_int_equal(undo_open(row[i].until_ms,
					   row[i].until_ms - row[i].left_ms),
				 row[i].open);
}

static void
test_check(void **state)
{
	const struct undoable x = {HOUR_MS, "anna", HOUR_MS - 1};
	struct err err = {.by = NULL};

	(void)state;
	assert_int_equal(undo_check(&x, "anna", HOUR_MS, &err), ERR_OK);
	assert_int_equal(undo_check(&x, "boris", HOUR_MS, &err), ERR_FORBIDDEN);
	assert_null(err.by);
	assert_int_equal(undo_check(&x, "anna", HOUR_MS + 1, &err),
			 ERR_UNDO_OVER);
	assert_string_equal(err.by, "anna");
	assert_int_equal(err.since_ms, HOUR_MS - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_open),
	    cmocka_unit_test(test_check),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
