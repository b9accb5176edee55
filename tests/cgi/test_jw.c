#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../cgi/jw.h"
#include "fake.h"

static void
test_shapes(void **state)
{
	struct arena arena = {0};
	struct buf out = BUF(&arena);
	struct jw w = JW(&out, fake_zone());

	(void)state;
	jw_object(&w, NULL);
	jw_text(&w, "a", "x");
	jw_array(&w, "list");
	jw_int(&w, NULL, INT64_MIN);
	jw_object(&w, NULL);
	jw_end_object(&w);
	jw_array(&w, NULL);
	jw_end_array(&w);
	jw_bool(&w, NULL, true);
	jw_end_array(&w);
	jw_null(&w, "none");
	jw_text(&w, "no_text", NULL);
	jw_score(&w, "score", 0.65);
	jw_money(&w, "price", 390000);
	jw_time(&w, "at", FAKE_NOW_MS);
	jw_time(&w, "never", 0);
	jw_bool(&w, "off", false);
	jw_end_object(&w);
	assert_string_equal(
	    buf_text(&out),
	    "{\"a\":\"x\",\"list\":[-9223372036854775808,{},[],true],"
	    "\"none\":null,\"no_text\":null,\"score\":0.650,"
	    "\"price\":{\"amount\":390000,\"currency\":\"RUB\"},"
	    "\"at\":\"2026-11-23T10:05:00+03:00\",\"never\":null,"
	    "\"off\":false}");
	arena_free(&arena);
}

static void
test_escapes(void **state)
{
	struct arena arena = {0};
	struct buf out = BUF(&arena);
	struct jw w = JW(&out, NULL);

	(void)state;
	jw_object(&w, NULL);
	jw_text(&w, "k\"", "\"\\/\b\f\n\r\t\x01\x1f\x7f<Пётр>");
	jw_end_object(&w);
	assert_string_equal(
	    buf_text(&out),
	    "{\"k\\\"\":\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0001\\u001f"
	    "\\u007f<Пётр>\"}");
	arena_free(&arena);
}

static void
test_failure_sticks(void **state)
{
	struct arena arena = {.limit = 1024};
	struct buf out = BUF(&arena);
	struct jw w = JW(&out, NULL);

	(void)state;
	jw_array(&w, NULL);
	for (int i = 0; i < 1000; i++)
		jw_int(&w, NULL, i);
	jw_end_array(&w);
	assert_true(out.failed);
	assert_null(buf_text(&out));
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_shapes),
	    cmocka_unit_test(test_escapes),
	    cmocka_unit_test(test_failure_sticks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
