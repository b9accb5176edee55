#include "unit.h"

#include <string.h>

#include "buf.h"

static struct arena arena;

/* Whatever the room that is left, what is appended is whole. */
static void
test_printf(void **state)
{
	static char text[1400];
	size_t sizes[] = {0, 1, 200, 254, 255, 256, 257, 300, 511, 512, 699};

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	for (size_t before = 0; before < 600; before += 7)
		for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
			struct buf b = BUF(&arena);

			buf_put(&b, text, before);
			buf_printf(&b, "%.*s|%d", (int)sizes[i], text, 42);
			buf_printf(&b, "%s", "");
			assert_int_equal(b.n, before + sizes[i] + 3);
			assert_int_equal(strlen(buf_text(&b)), b.n);
			assert_memory_equal(b.data, text, before + sizes[i]);
			assert_string_equal(b.data + b.n - 3, "|42");
			arena_reset(&arena);
		}
}

/* Memory refused once is refused until the end. */
static void
test_refused(void **state)
{
	struct arena small = {.limit = 300};
	struct buf b = BUF(&small);

	(void)state;
	buf_printf(&b, "%0500d", 1);
	buf_printf(&b, "%d", 1);
	assert_true(b.failed);
	assert_null(buf_text(&b));
	arena_free(&small);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_printf),
	    cmocka_unit_test(test_refused),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
