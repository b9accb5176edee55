#include "unit.h"

#include "../../rules/needle.h"
#include "buf.h"

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
	    /* what is no letter parts none */
	    {"\\bп\\.\\s?с\\.", {"пс"}},
	    {"^ab,? *\\d+\\W{2}-c$", {"abc"}},
	    {"abc.def\\wghi\\Sjkl\\Dmno1pqr", {"mnopqr"}},
	    {"ab\\s+c?d", {"ab"}},
	    {"[а-яё|(]abc[^]x]defg", {"defg"}},
	    {"[[:alpha:]]abc", {"abc"}},
	    {"[[f]abc", {"abc"}},
	    {"[[:f]abc", {"abc"}},
	    {"пески|озерки", {"пески", "озерки"}},
	    {"abc\\(def\\)ghij", {"abcdefghij"}},
	    /* too little, or unusual: nothing is known */
	    {"л", {NULL}},
	    {"мурино|\\bл\\.о?", {NULL}},
	    {"", {NULL}},
	    {"(?i)abc", {NULL}},
	    {"(?x: a#bc\n)abc", {NULL}},
	    {"\\p{Lu}abc", {NULL}},
	    {"\\Qabc\\E", {NULL}},
	    {"\\x{430}abc", {NULL}},
	    {"(abc", {NULL}},
	    {"(abc\\", {NULL}},
	    {"([abc", {NULL}},
	    {"([a\\", {NULL}},
	    {"(*UTF)abc", {NULL}},
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

static bool
may(const struct needle *n, const char *letters)
{
	return needle_may(n, letters, needle_set(letters));
}

static const char *
letters_of(const char *text)
{
	struct fold f;

	assert_true(fold_make(slice_of(text), &arena, &f));
	return needle_letters(&f, &arena);
}

static void
test_may(void **state)
{
	struct needle n;

	(void)state;
	assert_true(needle_of("пески|озерки", &n, &arena));
	assert_true(may(&n, letters_of("станция Пески, 5")));
	assert_true(may(&n, letters_of("озерки")));
	assert_false(may(&n, letters_of("мурино")));
	assert_false(may(&n, letters_of("")));
	assert_true(needle_of("п\\.\\s?с\\.", &n, &arena));
	assert_true(may(&n, letters_of("П. С., 5")));
	assert_false(may(&n, letters_of("п. 5, б-р")));
	assert_true(needle_of("л", &n, &arena));
	assert_true(may(&n, letters_of("мурино")));
	arena_free(&arena);
}

/* A needle longer than there is room for is cut, a letter stays whole. */
static void
test_long(void **state)
{
	struct needle n;
	struct buf b = BUF(&arena);

	(void)state;
	for (int i = 0; i < NEEDLE_BYTES_MAX; i++)
		buf_str(&b, "я");
	assert_true(needle_of(buf_text(&b), &n, &arena));
	assert_true(n.n == 0 || may(&n, b.data));
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
	    cmocka_unit_test(test_long),
	    cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
