#include "unit.h"

#include "../../rules/needle.h"

static struct arena arena;

/* What each pattern cannot match without; none: nothing is known. */
static void
test_patterns(void **state)
{
	static const struct {
		const char *source;
		const char *needle[NEEDLE_BRANCHES_MAX];
	} row[] = {
	    {"\\bмурино\\b", {"мурино"}},
	    {"\\bМУРИНО", {"мурино"}},
	    {"ёлкино", {"елкино"}},
	    {"\\bкировске?\\b", {"кировск"}},
	    {"невск(?:ий|ого)\\s+район\\w*", {"невск"}},
	    {"ab+cdef", {"cdef"}},
	    {"abcd{2}e", {"abc"}},
	    {"abcd?", {"abc"}},
	    {"abcd*+", {"abc"}},
	    {"(?<house>long)abc", {"abc"}},
	    {"(?!нет|(?:или))abc", {"abc"}},
	    {"[а-яё|(]abc[^]x]defg", {"defg"}},
	    {"[[:alpha:]]abc", {"abc"}},
	    {"пески|озерки", {"пески", "озерки"}},
	    {"abc\\(def\\)ghij", {"ghij"}},
	    /* too little, or unusual: nothing is known */
	    {"ло", {NULL}},
	    {"мурино|\\bло\\b", {NULL}},
	    {"", {NULL}},
	    {"(?i)abc", {NULL}},
	    {"(?x: a#bc\n)abc", {NULL}},
	    {"\\p{Lu}abc", {NULL}},
	    {"\\Qabc\\E", {NULL}},
	    {"\\x{430}abc", {NULL}},
	    {"(abc", {NULL}},
	    {"[abc", {NULL}},
	    {"abc{", {NULL}},
	    {"abc\\", {NULL}},
	    {"abc|bcd|cde|def|efg", {NULL}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct needle n;

		assert_true(needle_of(row[i].source, &n, &arena));
		for (size_t k = 0; k < n.n; k++)
			assert_string_equal(n.text[k], row[i].needle[k]);
		assert_true(n.n == NEEDLE_BRANCHES_MAX ||
			    row[i].needle[n.n] == NULL);
	}
	arena_free(&arena);
}

static void
test_may(void **state)
{
	struct needle n;

	(void)state;
	assert_true(needle_of("пески|озерки", &n, &arena));
	assert_true(needle_may(&n, "станция пески 5"));
	assert_true(needle_may(&n, "озерки"));
	assert_false(needle_may(&n, "мурино"));
	assert_false(needle_may(&n, ""));
	assert_true(needle_of("ло", &n, &arena));
	assert_true(needle_may(&n, "мурино"));
	arena_free(&arena);
}

static void
test_no_memory(void **state)
{
	struct arena none = {.limit = 1};
	struct needle n;

	(void)state;
	assert_false(needle_of("мурино", &n, &none));
	arena_free(&none);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_patterns),
	    cmocka_unit_test(test_may),
	    cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
