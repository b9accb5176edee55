#include "unit.h"

#include <stdio.h>

#include "err.h"
#include "slice.h"

static void
test_equal(void **state)
{
	(void)state;
	assert_true(slice_eq(SLICE("день"), slice_of("день")));
	assert_true(slice_eq((struct slice){NULL, 0}, SLICE("")));
	assert_false(slice_eq(SLICE("день"), SLICE("дань")));
	assert_false(slice_eq(SLICE("день"), SLICE("дня")));
}

/* A NUL byte is no blank, though strchr() finds it among them. */
static void
test_trim(void **state)
{
	static const struct {
		struct slice is, trimmed;
	} row[] = {
	    {SLICE(" \t день \r\n"), SLICE("день")},
	    {SLICE(" \n"), SLICE("")},
	    {SLICE(""), SLICE("")},
	    {SLICE(" \0день\0 "), SLICE("\0день\0")},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		if (!slice_eq(slice_trim(row[i].is), row[i].trimmed))
			fail_msg("%zu", i);
}

/* The first that are wrong are kept, the others let go. */
static void
test_field_errors(void **state)
{
	static struct field_errors errs;
	static char pointer[FIELD_ERRORS_MAX + 2][8];

	(void)state;
	for (size_t i = 0; i < COUNT(pointer); i++) {
		snprintf(pointer[i], sizeof(pointer[i]), "/%zu", i);
		err_field(&errs, pointer[i], "invalid", NULL);
	}
	assert_int_equal(errs.n, FIELD_ERRORS_MAX);
	assert_true(err_has(&errs, "/0"));
	assert_false(err_has(&errs, pointer[FIELD_ERRORS_MAX]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_equal),
	    cmocka_unit_test(test_trim),
	    cmocka_unit_test(test_field_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
