#include "unit.h"

#include <string.h>

#include "sample.h"
#include "triage.h"

static enum triage_result
flag(const char *code, int age, enum answer answer)
{
	const struct rulebook *book = sample_book();

	return triage_red_flag(book, rulebook_red_flag(book, code), age,
			       answer);
}

static void
test_red_flags(void **state)
{
	(void)state;
	assert_int_equal(flag("RF01", 40, ANSWER_NO), TRIAGE_CLEAR);
	assert_int_equal(flag("RF01", 40, ANSWER_NONE), TRIAGE_CLEAR);
	assert_int_equal(flag("RF01", 40, ANSWER_NOT_ASKED), TRIAGE_ASK_AGAIN);
	assert_int_equal(flag("RF01", 4, ANSWER_DONT_KNOW), TRIAGE_ASK_AGAIN);
	assert_int_equal(flag("RF01", 4, ANSWER_YES), TRIAGE_EMERGENCY);
}

/* RF03 is asked about adults, RF14 about children. */
static void
test_red_flags_of_an_age(void **state)
{
	(void)state;
	assert_int_equal(flag("RF14", 17, ANSWER_DONT_KNOW), TRIAGE_ASK_AGAIN);
	assert_int_equal(flag("RF14", 18, ANSWER_DONT_KNOW), TRIAGE_CLEAR);
	assert_int_equal(flag("RF03", 17, ANSWER_DONT_KNOW), TRIAGE_CLEAR);
	assert_int_equal(flag("RF03", 18, ANSWER_DONT_KNOW), TRIAGE_ASK_AGAIN);
	for (int i = 0; i < 2; i++)
		assert_int_equal(flag(i ? "RF03" : "RF14", TRIAGE_AGE_UNKNOWN,
				      ANSWER_DONT_KNOW),
				 TRIAGE_ASK_AGAIN);
	/* whatever the age, a yes is a yes */
	assert_int_equal(flag("RF03", 4, ANSWER_YES), TRIAGE_EMERGENCY);
	assert_int_equal(flag("RF14", 61, ANSWER_YES), TRIAGE_EMERGENCY);
}

static int
kit(const struct request_answer *a, size_t n)
{
	return triage_kit(sample_book(), a, n);
}

static void
test_kit_of_each(void **state)
{
	static const struct {
		const char *code;
		int kit;
	} row[] = {
	    {"EA01", 1}, {"EA02", 1}, {"EA03", 2}, {"EA04", 2},
	    {"EA05", 1}, {"EA06", 1}, {"EA07", 0}, {"EA08", 1},
	    {"EA09", 3}, {"EA10", 2}, {"EA99", 0},
	};

	(void)state;
	assert_int_equal(kit(NULL, 0), 0);
	for (size_t i = 0; i < COUNT(row); i++) {
		struct request_answer a = {row[i].code, ANSWER_YES, NULL};

		assert_int_equal(kit(&a, 1), row[i].kit);
		for (a.answer = ANSWER_NO; a.answer <= ANSWER_NOT_ASKED;
		     a.answer++)
			assert_int_equal(kit(&a, 1), 0);
	}
}

static void
test_kit_together(void **state)
{
	const struct request_answer v1[] = {
	    {"EA01", ANSWER_YES, "38,6"},
	    {"EA02", ANSWER_YES, "кашель"},
	};
	const struct request_answer v3[] = {
	    {"EA01", ANSWER_YES, "38,9"},
	    {"EA03", ANSWER_YES, "бледнеет"},
	};
	struct request_answer abroad[] = {
	    {"EA06", ANSWER_YES, "Финляндия"},
	    {"EA01", ANSWER_YES, "38"},
	};

	(void)state;
	assert_int_equal(kit(v1, 2), 1);
	assert_int_equal(kit(v3, 2), 2);
	assert_int_equal(kit(abroad, 2), 3);
	abroad[1].answer = ANSWER_NO;
	assert_int_equal(kit(abroad, 2), 1);
}

static void
test_kit_of_contact(void **state)
{
	static const struct {
		const char *comment;
		int kit;
	} row[] = {
	    {NULL, 1},
	    {"ОРВИ у дочери", 1},
	    {"коронавирус", 1}, /* no measles in it */
	    {"корова на даче", 1},
	    {"Ветрянка в группе", 2},
	    {"у брата КОРЬ", 2},
	    {"контакт по кори", 2},
	    {"кишечная инфекция", 2},
	    {"туберкулёз", 2},
	    {"\xff", 2}, /* not to be read: rather one more */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct request_answer a[] = {
		    {"EA05", ANSWER_YES, row[i].comment},
		    {"EA02", ANSWER_YES, "ветрянка"},
		};

		assert_int_equal(kit(a, 2), row[i].kit);
		a[0].answer = ANSWER_DONT_KNOW;
		assert_int_equal(kit(a, 2), 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_red_flags),
	    cmocka_unit_test(test_red_flags_of_an_age),
	    cmocka_unit_test(test_kit_of_each),
	    cmocka_unit_test(test_kit_together),
	    cmocka_unit_test(test_kit_of_contact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
