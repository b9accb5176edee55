#include "unit.h"

#include <string.h>

#include "find.h"

static struct arena arena;

static const struct request_form form = {
    .patient =
	{
	    .card_no = "00-1234",
	    .name = "Берёзкина Анна-Мария Львовна",
	    .phone = "+78125550107",
	},
    .caller = {.name = "Иван", .phone = "+358401234567"},
    .address = {.text = "Тестовая улица, д. 5, корп. 2"},
};

/* A typed question and whether the request above answers it. */
static const struct {
	const char *q;
	bool found;
} row[] = {
    {"берёзкина", true},
    {"БЕРЕЗК", true},
    {"анна березкина", true},
    {"бер ан ль", true},
    {"мария", true},
    {"иван", true},
    {"тестовая 5", true},
    {"00-1234", true},
    {"1234", true},
    {"8 (812) 555-01-07", true},
    {"+7 812 5550107", true},
    {"812 555 01 07", true},
    {"+358 40 123 4567", true},
    {"березкина ольга", false},
    {"зкина", false},
    {"8 812 555-01-08", false},
    {"тестовая 7", false},
};

static void
test_rows(void **state)
{
	struct find_words of;

	(void)state;
	find_words_of(&form, &of, &arena);
	for (size_t i = 0; i < COUNT(row); i++) {
		struct find_words in;

		if (!find_words_in(slice_of(row[i].q), &in, &arena))
			fail_msg("%s: no words", row[i].q);
		if (find_match(&of, &in) != row[i].found)
			fail_msg("%s", row[i].q);
	}
}

static void
test_no_words(void **state)
{
	static const char *const q[] = {"", " ", "а", "-,.", "а б", "7"};
	struct find_words in;

	(void)state;
	for (size_t i = 0; i < COUNT(q); i++)
		if (find_words_in(slice_of(q[i]), &in, &arena))
			fail_msg("«%s»", q[i]);
}

static void
test_longest_first(void **state)
{
	struct find_words in;

	(void)state;
	assert_true(find_words_in(SLICE("ан берёзкина ль"), &in, &arena));
	assert_int_equal(in.count, 3);
	assert_string_equal(in.word[0], "березкина");
}

/* More words than there is room for: the rest is left out. */
static void
test_many(void **state)
{
	struct find_words in;
	char q[4 * FIND_WORDS_MAX + 1] = "";

	(void)state;
	for (int i = 0; i < FIND_WORDS_MAX + 5 && strlen(q) + 4 < sizeof(q);
	     i++)
		strncat(q, "аб ", sizeof(q) - strlen(q) - 1);
	assert_true(find_words_in(slice_of(q), &in, &arena));
	assert_in_range(in.count, 1, FIND_WORDS_MAX);
	find_words_of(
	    &(struct request_form){.patient.name = q, .address.text = q}, &in,
	    &arena);
	assert_int_equal(in.count, FIND_WORDS_MAX);
}

/* Nothing but what must be there; no memory. */
static void
test_little(void **state)
{
	static const struct request_form bare = {
	    .patient = {.name = "Анна", .phone = "+7"}};
	struct arena none = {.limit = 1};
	struct find_words out;

	(void)state;
	find_words_of(&bare, &out, &arena);
	assert_int_equal(out.count, 1);
	find_words_of(&form, &out, &none);
	assert_int_equal(out.count, 0);
	assert_true(none.overflow);
	assert_false(find_words_in(SLICE("анна"), &out, &none));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_no_words),
	    cmocka_unit_test(test_longest_first),
	    cmocka_unit_test(test_many),
	    cmocka_unit_test(test_little),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
