#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "../../cgi/logline.h"

#define PAIRS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void
test_line(void **state)
{
	char line[200];
	size_t n = logline_format(line, sizeof(line),
				  PAIRS("a", "x", "none", NULL, "b", "y"));

	(void)state;
	assert_int_equal(n, strlen("{\"a\":\"x\",\"b\":\"y\"}\n"));
	assert_memory_equal(line, "{\"a\":\"x\",\"b\":\"y\"}\n", n);
}

/* No value ends its line or its string. */
static void
test_forging(void **state)
{
	char line[400];
	size_t n = logline_format(
	    line, sizeof(line),
	    PAIRS("a", "x\",\"level\":\"error\"}\n{\"b\":\"\r\x1b[2J\x7f\\ё"));

	(void)state;
	assert_ptr_equal(memchr(line, '\n', n), line + n - 1);
	assert_null(memchr(line, '\r', n));
	assert_null(memchr(line, 0x1b, n));
	assert_null(memmem(line, n, "\"level\"", 7));
	for (size_t i = 0; i + 1 < n; i++)
		assert_in_range(line[i], 0x20, 0x7e);
}

static void
test_too_long(void **state)
{
	char line[256], value[2000];
	size_t n;

	(void)state;
	memset(value, 'v', sizeof(value) - 1);
	value[sizeof(value) - 1] = '\0';
	for (size_t size = 40; size <= sizeof(line); size++) {
		n = logline_format(line, size,
				   PAIRS("a", "1", "long", value, "b", "2"));
		assert_true(n <= size);
		assert_memory_equal(line + n - 2, "}\n", 2);
		assert_memory_equal(line, "{\"a\":\"1\"", 8);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_line),
	    cmocka_unit_test(test_forging),
	    cmocka_unit_test(test_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
