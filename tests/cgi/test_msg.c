#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../cgi/msg.h"

static struct arena arena;

static int
setup(void **state)
{
	(void)state;
	return msg_load() ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	msg_free();
	arena_free(&arena);
	return 0;
}

static void
test_languages(void **state)
{
	static const struct {
		const char *accept;
		enum lang lang;
	} row[] = {
	    {NULL, LANG_RU},
	    {"", LANG_RU},
	    {"de", LANG_RU},
	    {"en", LANG_EN},
	    {"EN-gb", LANG_EN},
	    {"fi-FI,fi;q=0.9,en;q=0.8", LANG_FI},
	    {"de,en;q=0.7,fi;q=0.8", LANG_FI},
	    {"de, ru;q=0.1, en;q=0.2", LANG_EN},
	    {"en;q=0", LANG_RU},
	    {"en;q-1", LANG_RU},
	    {"fi;q=0.001,en;q=0", LANG_FI},
	    {"*", LANG_RU},
	    {"eng", LANG_RU},
	    {"en;q=x,fi;q=0.5", LANG_FI},
	    {"en ; q=1.0", LANG_EN},
	    {",,;;q=,en", LANG_EN},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		if (msg_lang(row[i].accept) != row[i].lang)
			fail_msg("%s", row[i].accept);
}

/* Every error has its title in every language. */
static void
test_titles(void **state)
{
	static const char *const codes[] = {
#define ERR(name, status, code) code,
#include "err.def"
#undef ERR
	};
	char key[80];

	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		(void)snprintf(key, sizeof(key), "problem.%s", codes[i]);
		for (int l = 0; l < LANG__COUNT; l++)
			assert_string_not_equal(msg_get((enum lang)l, key),
						key);
		assert_string_not_equal(msg_get(LANG_EN, key),
					msg_get(LANG_RU, key));
		assert_string_not_equal(msg_get(LANG_FI, key),
					msg_get(LANG_EN, key));
	}
}

static void
test_unknown_key(void **state)
{
	(void)state;
	assert_string_equal(msg_get(LANG_EN, "no.such.key"), "no.such.key");
}

static void
test_arguments(void **state)
{
	const struct msg_arg args[] = {
	    {"a", "1"}, {"by", "{a}"}, {"none", NULL}};

	(void)state;
	/* an unknown key is its own text */
	assert_string_equal(
	    msg_format(LANG_RU, "x {a} y{by}{none}z", args, 3, &arena),
	    "x 1 y{a}z");
	assert_string_equal(msg_format(LANG_RU, "{b} {a", args, 3, &arena),
			    "{b} {a");
	assert_string_equal(msg_format(LANG_RU, "", args, 3, &arena), "");
}

#define NBSP "\u00a0"

static void
test_money(void **state)
{
	(void)state;
	assert_string_equal(msg_money(390000, &arena),
			    "3" NBSP "900" NBSP "₽");
	assert_string_equal(msg_money(0, &arena), "0" NBSP "₽");
	assert_string_equal(msg_money(95005, &arena), "950,05" NBSP "₽");
	assert_string_equal(msg_money(INT64_C(123456789000), &arena),
			    "1" NBSP "234" NBSP "567" NBSP "890" NBSP "₽");
	assert_string_equal(msg_money(-10000, &arena), "\u2212"
						       "100" NBSP "₽");
	assert_non_null(msg_money(INT64_MIN, &arena));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_languages),
	    cmocka_unit_test(test_titles),
	    cmocka_unit_test(test_unknown_key),
	    cmocka_unit_test(test_arguments),
	    cmocka_unit_test(test_money),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
