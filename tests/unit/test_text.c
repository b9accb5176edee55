#include "unit.h"

#include "text.h"

static struct slice
bytes(const char *s, size_t n)
{
	return (struct slice){s, n};
}

static void
test_valid(void **state)
{
	static const struct {
		struct slice s;
		bool valid;
	} row[] = {
	    {{"", 0}, true},
	    {{"узи", 6}, true},
	    {{"a\0b", 3}, false},
	    {{"\xC0\xAF", 2}, false},         /* overlong */
	    {{"\xED\xA0\x80", 3}, false},     /* a surrogate */
	    {{"\xF4\x90\x80\x80", 4}, false}, /* past the last plane */
	    {{"\xD0", 1}, false},             /* cut in the middle */
	    {{"\xF0\x9F\x98\x80", 4}, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_int_equal(text_valid(row[i].s), row[i].valid);
}

/* Wherever it stands in a text that is read eight bytes at a time. */
static void
test_valid_anywhere(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		bool valid;
	} part[] = {
	    {"\0", 1, false},   {"\x80", 1, false},     {"\xFF", 1, false},
	    {"\xD1", 1, false}, {"\xD0\x41", 2, false}, {"\x7F", 1, true},
	    {"ё", 2, true},     {"\xD1\xA0", 2, true},  {"€", 3, true},
	};

	(void)state;
	for (size_t at = 0; at <= 17; at++)
		for (size_t i = 0; i < COUNT(part); i++) {
			char text[] = "abcdefghijklmnopqrstuvwxyz";

			memcpy(text + at, part[i].bytes, part[i].n);
			assert_int_equal(text_valid(bytes(text, 26)),
					 part[i].valid);
		}
}

static void
test_length(void **state)
{
	(void)state;
	assert_int_equal(text_length(SLICE("")), 0);
	assert_int_equal(text_length(SLICE("узи 5")), 5);
	assert_int_equal(text_length(bytes("\xF0\x9F\x98\x80", 4)), 1);
}

static void
test_clean(void **state)
{
	static const char *const row[][2] = {
	    {"  Иван \t\n Петров  ", "Иван Петров"},
	    {"\xE2\x80\xAEтекст\xE2\x80\xAC", "текст"}, /* bidi controls */
	    {"a\x01\x7F\x62", "ab"},
	    {"и\xCC\x86од", "йод"},     /* composed */
	    {"и\x1F\xCC\x86од", "йод"}, /* once nothing stands between */
	    {"Ёлка\xC2\xA0и\xE2\x80\xAFдом", "Ёлка и дом"},
	    {" \xE2\x80\x8B ", ""},
	    {"\u200dИ\u200dван \u200dПетров", "Иван Петров"}, /* joiners */
	    {"क्\u200dष", "क्\u200dष"}, /* where they are written */
	    {"", ""},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_string_equal(text_clean(slice_of(row[i][0]), &arena),
				    row[i][1]);
	assert_string_equal(text_clean(bytes("a  b  c", 4), &arena), "a b");
	assert_null(text_clean(bytes("\xFF", 1), &arena));
	arena_free(&arena);
}

static void
test_tidy(void **state)
{
	static const struct {
		const char *text;
		bool tidy;
	} row[] = {
	    {"", true},
	    {"Иван Петров, д. 5 ~", true},
	    {"\u0400ѐё\u045f", true},
	    {" а", false},
	    {"а ", false},
	    {" ", false},
	    {"а  б", false},
	    {"а\tб", false},
	    {"а\x7F", false},
	    {"а\x01", false},
	    {"\u0460", false},
	    {"и\xCC\x86од", false},
	    {"a\xCC\x86", false},
	    {"\u03FF", false},
	    {"дом\u200B", false},
	    {"\xD0", false},
	    {"\xD1\x41", false},
	    {"\x80", false},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct slice s = slice_of(row[i].text);

		assert_int_equal(text_tidy(s), row[i].tidy);
		if (row[i].tidy)
			assert_string_equal(text_clean(s, &arena), row[i].text);
	}
	arena_free(&arena);
}

static void
test_has_hidden(void **state)
{
	static const struct {
		const char *text;
		bool hidden;
	} row[] = {
	    {"", false},
	    {"Тестов\t\r\n\xC2\x85Пётр", false},
	    {"\u200b\u00ad\ufeff\u200e\u202a\u202c\u2066", false},
	    {"محمد 😀", false},
	    {"\x01", true},
	    {"а\x7f", true},
	    {"\xC2\x9F", true},
	    {"\u061c", true},
	    {"\u200f", true},
	    {"\u202b", true},
	    {"\u202e", true},
	    {"\u2067", true},
	    {"\xFF", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_int_equal(text_has_hidden(slice_of(row[i].text)),
				 row[i].hidden);
}

static void
test_fold(void **state)
{
	static const char *const row[][2] = {
	    {"  УЗИ   Сердца! ", "узи сердца"},
	    {"Ёлкина-Иваненко", "елкина иваненко"},
	    {"е\xCC\x88лка", "елка"},         /* ё of two characters */
	    {"йод и\xCC\x86од", "йод йод"},   /* й stays й */
	    {"у\xCC\x81зи", "узи"},           /* a stress mark */
	    {"те\xC2\xADрапевт", "терапевт"}, /* a soft hyphen */
	    {"В/М №5", "в м 5"},
	    {"Straße Ä", "strasse ä"},
	    {"...", ""},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_string_equal(text_fold(slice_of(row[i][0]), &arena),
				    row[i][1]);
	assert_null(text_fold(bytes("\xFF", 1), &arena));
	arena_free(&arena);
}

/* One character of 3 bytes becomes 18: the room must grow. */
static void
test_fold_grows(void **state)
{
	struct arena arena = {0};
	char text[60];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i += 3)
		memcpy(text + i, "\xE1\xBE\x82", 3);
	assert_non_null(text_fold(bytes(text, sizeof(text)), &arena));
	arena_free(&arena);
}

static void
test_no_memory(void **state)
{
	struct arena arena = {.limit = 1};

	(void)state;
	assert_null(text_fold(SLICE("узи"), &arena));
	assert_null(text_clean(SLICE("узи"), &arena));
	assert_true(arena.overflow);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_valid),
	    cmocka_unit_test(test_valid_anywhere),
	    cmocka_unit_test(test_length),
	    cmocka_unit_test(test_tidy),
	    cmocka_unit_test(test_clean),
	    cmocka_unit_test(test_has_hidden),
	    cmocka_unit_test(test_fold),
	    cmocka_unit_test(test_fold_grows),
	    cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
