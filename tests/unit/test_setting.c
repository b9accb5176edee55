#include "unit.h"

#include <string.h>

#include "sample.h"
#include "setting.h"

/* What a new clinic begins with is what is called the standard. */
static void
test_standards_are_in_range(void **state)
{
	size_t n;
	const struct setting *s = setting_list(&n);

	(void)state;
	assert_true(n > 10);
	for (size_t i = 0; i < n; i++) {
		assert_true(s[i].least <= s[i].standard);
		assert_true(s[i].standard <= s[i].most);
		assert_ptr_equal(setting_find(s[i].key), &s[i]);
		if (strcmp(s[i].unit, "flag") == 0)
			assert_int_equal(s[i].most, 1);
	}
	assert_null(setting_find("clinic.time_zone"));
}

static void
test_read(void **state)
{
	static const char *const wrong[] = {
	    "", "soon", "-1", "1x", " 1", "1.5", "99999999999999999999"};
	int64_t n;

	(void)state;
	assert_true(setting_read("0", &n));
	assert_true(setting_read("045", &n));
	assert_int_equal(n, 45);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_false(setting_read(wrong[i], &n));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_standards_are_in_range),
	    cmocka_unit_test(test_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
