#include "unit.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "pattern.h"
#include "starve.h"

static char why[128];

static struct pattern *
compiled(const char *source)
{
	struct pattern *p;

	assert_int_equal(pattern_compile(source, &p, why, sizeof(why)), ERR_OK);
	return p;
}

static enum pattern_result
match(const char *source, const char *subject)
{
	struct pattern *p = compiled(source);
	enum pattern_result r = pattern_match(p, slice_of(subject));

	pattern_free(p);
	return r;
}

static void
test_match(void **state)
{
	static const struct {
		const char *source, *subject;
		enum pattern_result result;
	} row[] = {
	    {"^мурино\\b", "мурино, дом 1", PATTERN_YES},
	    {"^мурино\\b", "муринозавр", PATTERN_NO}, /* UCP: \b knows ё */
	    {"^.$", "ё", PATTERN_YES},                /* UTF: one character */
	    {"^\\p{L}+$", "Ёлка", PATTERN_YES},
	    {"^a$", "a\n", PATTERN_NO}, /* $ is the very end */
	    {"x", "", PATTERN_NO},
	    {"^$", "", PATTERN_YES},
	    {"(дом|д\\.) ?([0-9]*[02468])\\b", "д. 14", PATTERN_YES},
	    {"(?<n>a)\\k<n>(?P=n)\\g{1}", "aaaa", PATTERN_YES},
	    {"(?i-s:МУРИНО)(?#note)", "мурино", PATTERN_YES},
	    {"\\(*x", "((x", PATTERN_YES}, /* an escaped parenthesis */
	    {"\\Q(\\E", "(", PATTERN_YES},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_int_equal(match(row[i].source, row[i].subject),
				 row[i].result);
}

static void
test_refused(void **state)
{
	static const char *const source[] = {
	    "",
	    "(",
	    "[a",
	    "a{2,1}",
	    "\\",
	    "\\C",
	    "\\X+",
	    "a\\X",
	    "(*UTF)a",
	    "(*COMMIT)a",
	    "a(*SKIP)b",
	    "(*LIMIT_MATCH=1)a",
	    "(*pla:a)",
	    "(?C)a",
	    "(?C1)a",
	    "a(?C\"x\")",
	    "(?R)",
	    "(a(?R)?)",
	    "(a)(?1)",
	    "(a)(?-1)",
	    "(?+1)(a)",
	    "(?0)",
	    "(?<n>a)(?&n)",
	    "(?<n>a)(?P>n)",
	    "(a)\\g<1>",
	    "(a)\\g'1'",
	    "\\Q\\\\E(?R)",
	    "(?#\\)(?R)",
	    "[\\]](?R)",
	    "(?x)#[\n(?R)",
	    "\xff",
	    "(?-",
	    "\\g",
	};
	struct pattern *p;

	(void)state;
	for (size_t i = 0; i < COUNT(source); i++) {
		why[0] = '\0';
		assert_int_equal(
		    pattern_compile(source[i], &p, why, sizeof(why)),
		    ERR_FIELDS);
		assert_null(p);
		assert_true(why[0] != '\0');
	}
}

/*
 * What a pattern becomes is held below 64 KiB by the two bytes of PCRE2's
 * links, so that no allocator has to count.
 */
static void
test_memory(void **state)
{
	static const char *const source[] = {
	    "(?:(?:a{99}){99}){99}",
	    "(?:(?:[а-я]x?){255}){255}",
	};
	struct pattern *p;
	uint32_t link_size = 0;

	(void)state;
	(void)pcre2_config(PCRE2_CONFIG_LINKSIZE, &link_size);
	assert_int_equal(link_size, 2);
	for (size_t i = 0; i < COUNT(source); i++) {
		assert_int_equal(
		    pattern_compile_rule(source[i], &p, why, sizeof(why)),
		    ERR_FIELDS);
		assert_non_null(strstr(why, "too large"));
	}
}

/* ${open}${middle}${close} with ${n} of each. */
static const char *
nested(char *out, const char *open, const char *close, int n)
{
	char *p = out;

	for (int i = 0; i < n; i++)
		p = stpcpy(p, open);
	p = stpcpy(p, "a");
	for (int i = 0; i < n; i++)
		p = stpcpy(p, close);
	return out;
}

static void
test_sizes(void **state)
{
	char text[512];
	struct pattern *p;

	(void)state;
	memset(text, 'a', sizeof(text));
	text[500] = '\0';
	pattern_free(compiled(text));
	text[500] = 'a';
	text[501] = '\0';
	assert_int_equal(pattern_compile(text, &p, why, sizeof(why)),
			 ERR_FIELDS);
	pattern_free(compiled(nested(text, "(?:", ")", 20)));
	nested(text, "(?:", ")", 21);
	assert_int_equal(pattern_compile(text, &p, why, sizeof(why)),
			 ERR_FIELDS);
	pattern_free(compiled(nested(text, "(b)", "", 20)));
	nested(text, "(b)", "", 21);
	assert_int_equal(pattern_compile(text, &p, why, sizeof(why)),
			 ERR_FIELDS);
	assert_string_equal(why, "too many groups");
}

/* Patterns that would run for ages are stopped, and that is no "no". */
static void
test_evil(void **state)
{
	static const char *const source[] = {
	    "^(a+)+$",
	    "^(a|aa)+$",
	    "^(.*?a){12}[bc]$",
	    "(a*)*[bc]",
	    "^\\w*?\\w*?[A-Z]", /* shallow, but 500,000 steps */
	    "^((a?){20}){20}[xy]$",
	};
	char subject[1025];

	(void)state;
	memset(subject, 'a', sizeof(subject) - 1);
	subject[sizeof(subject) - 1] = '\0';
	subject[sizeof(subject) - 2] = '!';
	for (size_t i = 0; i < COUNT(source); i++)
		assert_int_equal(match(source[i], subject), PATTERN_LIMIT);
}

/* Few steps, but each of them still open: the depth is bounded, too. */
static void
test_depth(void **state)
{
	char subject[601];

	(void)state;
	memset(subject, 'a', sizeof(subject) - 1);
	subject[600] = '\0';
	assert_int_equal(match("^(a|b)*$", subject), PATTERN_LIMIT);
	assert_int_equal(match("^(a|b)*$", subject + 300), PATTERN_YES);
}

static void
test_subject(void **state)
{
	struct pattern *p = compiled("я");
	char text[2 * 1025];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i += 2)
		memcpy(text + i, "б", 2);
	assert_int_equal(pattern_match(p, (struct slice){text, 2048}),
			 PATTERN_NO);
	assert_int_equal(pattern_match(p, (struct slice){text, 2050}),
			 PATTERN_LIMIT);
	assert_int_equal(pattern_match(p, (struct slice){text, 3}),
			 PATTERN_LIMIT);
	pattern_free(p);
	pattern_free(NULL);
}

/* Short subjects get the whole allowance, long ones no less than 1,000. */
static void
test_steps(void **state)
{
	char subject[4 * 1024 + 1] = "";

	(void)state;
	for (size_t i = 0; i + 4 < sizeof(subject); i += 4)
		memcpy(subject + i, "😀", 4);
	assert_int_equal(match("^.{1024}$", subject), PATTERN_YES);
	assert_int_equal(match("x$", subject), PATTERN_NO);
}

static struct pattern *
compiled_rule(const char *source)
{
	struct pattern *p;

	assert_int_equal(pattern_compile_rule(source, &p, why, sizeof(why)),
			 ERR_OK);
	return p;
}

static void
test_find(void **state)
{
	struct pattern *p = compiled_rule("дом (?<house>\\d+)?");
	struct pattern_search s = {SLICE("ДОМ 12, дом "), "house",
				   PATTERN_STEPS_MAX};
	struct pattern_found found;

	(void)state;
	assert_int_equal(pattern_find(p, &s, 0, &found), PATTERN_YES);
	assert_int_equal(found.from, 0);
	assert_int_equal(found.to, 9);
	assert_int_equal(found.group_from, 7);
	assert_int_equal(found.group_to, 9);
	assert_int_equal(pattern_find(p, &s, found.to, &found), PATTERN_YES);
	assert_int_equal(found.from, 11);
	assert_int_equal(found.group_to, 0);
	assert_int_equal(pattern_find(p, &s, found.to, &found), PATTERN_NO);
	assert_true(s.steps < PATTERN_STEPS_MAX);
	assert_true(pattern_has_group(p, "house"));
	assert_false(pattern_has_group(p, "flat"));
	s.group = NULL;
	assert_int_equal(pattern_find(p, &s, 0, &found), PATTERN_YES);
	assert_int_equal(found.group_to, 0);
	s.subject = SLICE("\xff");
	assert_int_equal(pattern_find(p, &s, 0, &found), PATTERN_LIMIT);
	pattern_free(p);
	p = compiled_rule("x*");
	s.subject = SLICE("yxx");
	assert_int_equal(pattern_find(p, &s, 0, &found), PATTERN_YES);
	assert_int_equal(found.from, 1); /* not the nothing before it */
	for (int calls = 0; calls < 2; calls++) {
		starve_pcre2(calls);
		assert_int_equal(pattern_find(p, &s, 0, &found), PATTERN_LIMIT);
	}
	starve_pcre2(-1);
	pattern_free(p);
}

/* What one search leaves is all that the next one has. */
static void
test_steps_are_shared(void **state)
{
	struct pattern *p = compiled_rule("a*?a*?[bc]");
	struct pattern_search s = {SLICE("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
				   NULL, PATTERN_STEPS_MAX};
	struct pattern_found found;
	int64_t once;

	(void)state;
	assert_int_equal(pattern_find(p, &s, 0, &found), PATTERN_NO);
	once = PATTERN_STEPS_MAX - s.steps;
	assert_true(once > 1000);
	s.steps = 2 * once;
	assert_int_equal(pattern_find(p, &s, 0, &found), PATTERN_NO);
	assert_int_equal(pattern_find(p, &s, 0, &found), PATTERN_NO);
	assert_int_equal(pattern_find(p, &s, 0, &found), PATTERN_LIMIT);
	pattern_free(p);
}

/* What walks over the text is not one step, however short the pattern. */
static void
test_walks_are_counted(void **state)
{
	struct pattern *p = compiled_rule("[а-я]*+х");
	char text[2 * 1000 + 1];
	struct pattern_search s = {.steps = PATTERN_STEPS_MAX};
	struct pattern_found found;

	(void)state;
	for (size_t i = 0; i + 2 < sizeof(text); i += 2)
		memcpy(text + i, "а", 3);
	s.subject = (struct slice){text, 200};
	assert_int_equal(pattern_find(p, &s, 0, &found), PATTERN_NO);
	assert_true(PATTERN_STEPS_MAX - s.steps > 100 * 100 / 2);
	s.subject.n = 2000;
	assert_int_equal(pattern_find(p, &s, 0, &found), PATTERN_LIMIT);
	assert_true(s.steps > 0); /* those of all are not used up by one */
	pattern_free(p);
}

static void
test_no_memory(void **state)
{
	struct pattern *p = compiled("a");
	struct pattern *q;

	(void)state;
	for (int calls = 0; calls < 2; calls++) {
		starve_pcre2(calls);
		assert_int_equal(pattern_compile("a", &q, why, sizeof(why)),
				 ERR_NOMEM);
		assert_null(q);
	}
	for (int calls = 0; calls < 2; calls++) {
		starve_pcre2(calls);
		assert_int_equal(pattern_match(p, slice_of("a")),
				 PATTERN_LIMIT);
	}
	starve_pcre2(-1);
	assert_int_equal(pattern_match(p, slice_of("a")), PATTERN_YES);
	pattern_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_match),
	    cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_memory),
	    cmocka_unit_test(test_sizes),
	    cmocka_unit_test(test_evil),
	    cmocka_unit_test(test_depth),
	    cmocka_unit_test(test_subject),
	    cmocka_unit_test(test_steps),
	    cmocka_unit_test(test_no_memory),
	    cmocka_unit_test(test_find),
	    cmocka_unit_test(test_steps_are_shared),
	    cmocka_unit_test(test_walks_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
