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

/* As test_escapes() has it, of one byte. */
static bool
stands_as_it_is(int c)
{
	return c >= 0x20 && c != '"' && c != '\\' && c != 0x7F;
}

/* Many bytes are looked at in one step: each of them, wherever it stands. */
static void
test_every_byte_everywhere(void **state)
{
	char text[] = "aaaaaaaaaaaaaaaaaaaa", wanted[sizeof(text) + 2];
	struct arena arena = {0};

	(void)state;
	for (size_t at = 0; at < sizeof(text) - 1; at++) {
		for (int c = 1; c < 256; c++) {
			struct buf out = BUF(&arena);
			struct jw w = JW(&out, NULL);

			text[at] = (char)c;
			snprintf(wanted, sizeof(wanted), "\"%s\"", text);
			jw_text(&w, NULL, text);
			assert_int_equal(strcmp(buf_text(&out), wanted) == 0,
					 stands_as_it_is(c));
			arena_reset(&arena);
		}
		text[at] = 'a';
	}
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
	    cmocka_unit_test(test_every_byte_everywhere),
	    cmocka_unit_test(test_failure_sticks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
