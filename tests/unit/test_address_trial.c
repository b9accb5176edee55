#include "unit.h"

#include "address.h"
#include "sample.h"
#include "starve.h"

static struct address_trial
run(const char *pattern, const char *const *text, size_t n)
{
	const struct address_rule rule = {.pattern = pattern};
	struct address_trial out;

	assert_int_equal(address_trial_run(&rule, text, n, &out), ERR_OK);
	return out;
}

/* Ours stay far from every limit, and none takes what is not its. */
static void
test_own_rules_are_fit(void **state)
{
	const struct rulebook *b = sample_book();

	(void)state;
	assert_true(b->address_rule_count > 50);
	for (size_t i = 0; i < b->address_rule_count; i++) {
		struct address_trial out;
		assert_int_equal(
		    address_trial_run(&b->address_rule[i], NULL, 0, &out),
		    ERR_OK);
		assert_string_equal(out.why, "");
		assert_false(out.everything);
		if (out.dangerous)
			fail_msg("%s is slow", b->address_rule[i].code);
	}
}

static void
test_slow_patterns(void **state)
{
	static const char *const evil[] = {
	    "(?:а+)+б",   "(\\w+\\s*)+$x",  "(?:\\w|\\d)+@",
	    "(?:а|аа)+б", "(?:\\d+\\s?)+к", "(\\p{L}+-?)+=",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(evil) / sizeof(*evil); i++)
		if (!run(evil[i], NULL, 0).dangerous)
			fail_msg("%s passes", evil[i]);
	assert_int_equal(run(evil[0], evil, 2).tried, 0);
}

static void
test_texts_are_counted(void **state)
{
	static const char *const text[] = {"Примерная ул., 5", "деревня Горка",
					   "ПРИМЕРНАЯ 7"};
	struct address_trial out = run("\\bпримерная", text, 3);

	(void)state;
	assert_int_equal(out.tried, 3);
	assert_int_equal(out.matched, 2);
	assert_false(out.everything);
	out = run(".", text, 3);
	assert_int_equal(out.matched, 3);
	assert_true(out.everything);
}

static void
test_no_pattern(void **state)
{
	(void)state;
	assert_string_not_equal(run("(", NULL, 0).why, "");
	assert_string_not_equal(run("(*UTF)а", NULL, 0).why, "");
}

/* An address too long to be read cannot be decided: it stops the trial. */
static void
test_text_over_the_limit(void **state)
{
	static char text[3000];
	const char *const one = text;
	struct address_trial out;

	(void)state;
	memset(text, 'a', sizeof(text) - 1);
	out = run("примерная", &one, 1);
	assert_true(out.dangerous);
	assert_int_equal(out.matched, 0);
}

static bool
tries(void *rule)
{
	static const char *const text[] = {"Мга, 5"};
	struct address_trial out;
	enum err_code code = address_trial_run(rule, text, 1, &out);

	return code == ERR_OK && !out.dangerous;
}

/* What was not tried for want of memory is not fit. */
static void
test_no_memory(void **state)
{
	struct address_rule rule = {.pattern = "мга"};

	(void)state;
	assert_true(starve_each(tries, &rule) > 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_own_rules_are_fit),
	    cmocka_unit_test(test_slow_patterns),
	    cmocka_unit_test(test_texts_are_counted),
	    cmocka_unit_test(test_no_pattern),
	    cmocka_unit_test(test_text_over_the_limit),
	    cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
