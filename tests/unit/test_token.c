#include "unit.h"

#include "../../rules/token.h"

static void
test_cut(void **state)
{
	static const struct {
		const char *text;
		const char *words;
	} row[] = {
	    {"УЗИ сердца", "узи сердца"},
	    {"В.О.", "во"},
	    {"в/м укол", "вм укол"},
	    {"п. с.", "п с"}, /* a space parts them */
	    {"р-н", "рн"},
	    {"R-графия", "r графия"},
	    {"а/б/в", "абв"},
	    {"д.5", "д 5"}, /* a number is no initial */
	    {"5.а", "5 а"},
	    {".а", "а"},
	    {"..а", "а"},
	    {"ав.о", "ав о"}, /* of two letters is none */
	    {"Янино-1", "янино 1"},
	    {"наложение/снятие", "наложение снятие"},
	    {"а,б", "а б"},
	    {"...", ""},
	    {"", ""},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct token_list list;
		struct fold f;
		assert_true(fold_make(slice_of(row[i].text), &arena, &f));
		token_cut(&f, &list);
		assert_string_equal(token_join(&list, &arena), row[i].words);
	}
	arena_free(&arena);
}

static void
test_bounds(void **state)
{
	struct arena arena = {0};
	struct token_list list;
	struct fold f;
	char text[200];

	(void)state;
	memset(text, 'a', sizeof(text));
	assert_true(fold_make((struct slice){text, sizeof(text)}, &arena, &f));
	token_cut(&f, &list);
	assert_int_equal(list.n, 1);
	assert_int_equal(list.item[0].n, TOKEN_LEN_MAX);
	for (size_t i = 0; i < sizeof(text); i += 2)
		text[i] = ' ';
	assert_true(fold_make((struct slice){text, sizeof(text)}, &arena, &f));
	token_cut(&f, &list);
	assert_int_equal(list.n, TOKENS_MAX);
	assert_int_equal(list.dropped, sizeof(text) / 2 - TOKENS_MAX);
	arena_free(&arena);
}

static void
test_order(void **state)
{
	struct token a = {{1, 2}, 2}, b = {{1, 2, 3}, 3}, c = {{1, 3}, 2};

	(void)state;
	assert_true(token_compare(&a, &b) < 0);
	assert_true(token_compare(&b, &a) > 0);
	assert_true(token_compare(&b, &c) < 0);
	assert_int_equal(token_compare(&a, &a), 0);
	assert_true(token_starts(&b, &a));
	assert_false(token_starts(&a, &b));
	assert_false(token_starts(&b, &c));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cut),
	    cmocka_unit_test(test_bounds),
	    cmocka_unit_test(test_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
