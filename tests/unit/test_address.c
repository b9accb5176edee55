#include "unit.h"

#include <stdio.h>

#include "../../rules/address_text.h"
#include "../../rules/needle.h"
#include "address.h"
#include "buf.h"
#include "casefile.h"
#include "place.h"
#include "sample.h"
#include "starve.h"

static struct arena arena = {.limit = (size_t)64 * 1024 * 1024};

static int
reset(void **state)
{
	(void)state;
	starve_pcre2(-1);
	arena_free(&arena);
	return 0;
}

static struct address_answer *
read_in(const struct rulebook *book, const char *text)
{
	static struct address_answer out;

	assert_int_equal(address_read(book, slice_of(text), &out, &arena),
			 ERR_OK);
	return &out;
}

/* --- golden cases ----------------------------------------------------- */

static const char *const state_name[] = {
    [ADDRESS_NONE] = "none",
    [ADDRESS_PLACE] = "place",
    [ADDRESS_SEVERAL] = "several",
    [ADDRESS_LIMIT] = "limit",
};

static int failures;

static void
expect(const cJSON *row, const char *what, const char *want, const char *got)
{
	if (want == NULL || (got != NULL && strcmp(want, got) == 0))
		return;
	failures++;
	print_error("«%.60s»: %s is %s, not %s\n", casefile_text(row, "text"),
		    what, got != NULL ? got : "none", want);
}

static const char *
text_of(const cJSON *row)
{
	struct buf b = BUF(&arena);

	for (int n = casefile_number(row, "repeat", 1); n > 0; n--)
		buf_str(&b, casefile_text(row, "text"));
	return buf_text(&b);
}

static const char *
candidates_of(const struct address_answer *a)
{
	struct buf b = BUF(&arena);

	for (size_t i = 0; i < a->candidate_count; i++)
		buf_printf(&b, "%s%s", i != 0 ? " " : "",
			   a->candidate[i]->code);
	return buf_text(&b);
}

static void
check_row(const cJSON *row)
{
	const struct address_answer *a = read_in(sample_book(), text_of(row));
	const char *place = casefile_text(row, "place");
	const char *several = casefile_text(row, "several");
	const char *state = casefile_text(row, "state");

	if (state == NULL)
		state = place != NULL     ? "place"
			: several != NULL ? "several"
					  : "none";
	expect(row, "state", state, state_name[a->state]);
	expect(row, "place", place, a->place != NULL ? a->place->code : NULL);
	expect(row, "candidates", several, candidates_of(a));
	expect(row, "rule", casefile_text(row, "rule"), a->rule);
	expect(row, "matched", casefile_text(row, "matched"), a->matched);
	reset(NULL);
}

static void
test_cases(void **state)
{
	cJSON *rows = casefile_load("tests/cases/addresses.json");
	const cJSON *row;

	(void)state;
	assert_true(cJSON_GetArraySize(rows) >= 40);
	cJSON_ArrayForEach(row, rows) check_row(row);
	cJSON_Delete(rows);
	assert_int_equal(failures, 0);
}

/* --- books of our own ------------------------------------------------- */

/* The sample with the ${n} ${rules} alone. */
static struct rulebook *
book_of(struct address_rule *rules, size_t n)
{
	struct rulebook *b = sample_tables(&arena);

	for (size_t i = 0; i < n; i++)
		rules[i].active = true;
	b->address_rule = rules;
	b->address_rule_count = n;
	return b;
}

static void
test_longer_words_win(void **state)
{
	struct address_rule rules[] = {
	    {.code = "short", .pattern = "гавань", .place = "nevsky"},
	    {.code = "long", .pattern = "старая гавань", .place = "lo_mga"},
	    {.code = "same", .pattern = "тихая", .place = "nevsky"},
	    {.code = "twin", .pattern = "тихая", .place = "kirovsky"},
	    {.code = "io", .pattern = "Ёлочная", .place = "lo_mga"},
	};
	struct rulebook *b = book_of(rules, COUNT(rules));

	(void)state;
	sample_build(b);
	assert_string_equal(read_in(b, "Старая Гавань, 5")->rule, "long");
	assert_string_equal(read_in(b, "новая гавань")->place->code, "nevsky");
	assert_int_equal(read_in(b, "тихая")->state, ADDRESS_SEVERAL);
	assert_string_equal(read_in(b, "ЕЛОЧНАЯ 3")->rule, "io");
	assert_string_equal(read_in(b, "ёлочная 3")->matched, "ёлочная");
	rulebook_drop(b);
}

/* What a rule's words stand for may lie around a place named in them. */
static void
test_rule_around_a_name(void **state)
{
	struct address_rule rules[] = {
	    {.code = "park", .pattern = "мурино парк", .place = "vsevolozhsky"},
	    {.code = "off", .pattern = "мурино", .place = "nevsky"},
	};
	struct rulebook *b = book_of(rules, COUNT(rules));

	(void)state;
	rules[1].active = false;
	sample_build(b);
	assert_string_equal(read_in(b, "Мурино парк, 5")->place->code,
			    "lo_murino");
	assert_string_equal(read_in(b, "\U0001F3E0 Мурино — 5")->matched,
			    "Мурино");
	rulebook_drop(b);
}

/* More places than are told of: still several. */
static void
test_many_candidates(void **state)
{
	struct address_rule rules[ADDRESS_CANDIDATES_MAX + 1];
	struct rulebook *b = book_of(rules, COUNT(rules));
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < b->place_count && n < COUNT(rules); i++) {
		bool upper = false;

		for (size_t k = 0; k < b->place_count; k++)
			upper |=
			    b->place[k].parent != NULL &&
			    strcmp(b->place[k].parent, b->place[i].code) == 0;
		if (upper)
			continue;
		rules[n] = (struct address_rule){.code = b->place[i].code,
						 .pattern = "тихая",
						 .place = b->place[i].code,
						 .active = true};
		n++;
	}
	sample_build(b);
	assert_int_equal(read_in(b, "тихая")->candidate_count,
			 ADDRESS_CANDIDATES_MAX);
	assert_int_equal(read_in(b, "тихая")->state, ADDRESS_SEVERAL);
	rulebook_drop(b);
}

/* A rule without a place hides what comes after it, not what came before. */
static void
test_order_of_masks(void **state)
{
	struct address_rule rules[] = {
	    {.code = "first", .pattern = "мга", .place = "lo_mga"},
	    {.code = "mask", .pattern = "[а-я]+ тупик"},
	    {.code = "last", .pattern = "гавань", .place = "lo_tosno"},
	};
	struct rulebook *b = book_of(rules, COUNT(rules));

	(void)state;
	sample_build(b);
	assert_string_equal(read_in(b, "мга тупик")->rule, "first");
	assert_int_equal(read_in(b, "гавань тупик")->state, ADDRESS_NONE);
	assert_int_equal(read_in(b, "купчино тупик")->state, ADDRESS_NONE);
	assert_string_equal(read_in(b, "гавань тупик, гавань")->rule, "last");
	rulebook_drop(b);
}

static void
test_houses(void **state)
{
	static const struct {
		const char *text;
		bool fits;
	} row[] = {
	    {"улица 11", true},
	    {"улица 10", false},
	    {"улица 29к2", true},
	    {"улица 9", false},
	    {"улица 31", false},
	    {"улица 15/2", true},
	    {"улица", false},
	    {"улица 0", false},
	    {"улица 9, улица 13", true},
	    {"улица ١٥", false},
	    {"улица 99999999999999999999", false},
	};
	struct address_rule rule = {.code = "odd",
				    .pattern = "улица(?: (?<house>\\d+))?",
				    .place = "lo_mga",
				    .house_from = 11,
				    .house_to = 29,
				    .parity = PARITY_ODD};
	const char *matched;
	struct pattern *p;
	char why[200];

	(void)state;
	assert_int_equal(address_rule_compile(&rule, &p, why, sizeof(why)),
			 ERR_OK);
	for (size_t i = 0; i < COUNT(row); i++) {
		enum pattern_result r = address_rule_try(
		    &rule, p, slice_of(row[i].text), &matched, &arena);
		if ((r == PATTERN_YES) != row[i].fits)
			fail_msg("%s", row[i].text);
		assert_true((matched != NULL) == row[i].fits);
	}
	assert_int_equal(
	    address_rule_try(&rule, p, SLICE("\xff"), &matched, &arena),
	    PATTERN_LIMIT);
	pattern_free(p);
	rule.pattern = "улица \\d+";
	assert_int_equal(address_rule_compile(&rule, &p, why, sizeof(why)),
			 ERR_FIELDS);
	assert_non_null(strstr(why, "house"));
	assert_null(p);
	rule.parity = PARITY_ANY;
	rule.house_from = 0;
	rule.house_to = 1;
	assert_int_equal(address_rule_compile(&rule, &p, why, sizeof(why)),
			 ERR_FIELDS);
}

/* Even houses alone, whatever follows the number. */
static void
test_even_houses(void **state)
{
	struct address_rule rules[] = {
	    {.code = "even",
	     .pattern = "улица (?<house>\\d+\\w?)",
	     .place = "lo_mga",
	     .parity = PARITY_EVEN},
	};
	struct rulebook *b = book_of(rules, COUNT(rules));

	(void)state;
	sample_build(b);
	assert_string_equal(read_in(b, "улица 10z")->rule, "even");
	assert_string_equal(read_in(b, "улица 10а")->rule, "even");
	assert_int_equal(read_in(b, "улица 11z")->state, ADDRESS_NONE);
	rulebook_drop(b);
}

struct attempt {
	const struct address_rule *rule;
	const struct pattern *pattern;
};

static bool
tries(void *arg)
{
	const struct attempt *a = arg;
	struct arena own = {0};
	const char *matched;
	bool ran = address_rule_try(a->rule, a->pattern, SLICE("г. Мга, 5"),
				    &matched, &own) == PATTERN_YES;

	assert_true((matched != NULL) == ran);
	arena_free(&own);
	return ran;
}

static void
test_try_no_memory(void **state)
{
	const struct address_rule rule = {.pattern = "мга", .place = "lo_mga"};
	struct attempt a = {.rule = &rule};
	struct pattern *p;
	char why[200];

	(void)state;
	assert_int_equal(address_rule_compile(&rule, &p, why, sizeof(why)),
			 ERR_OK);
	a.pattern = p;
	assert_true(starve_each(tries, &a) > 3);
	pattern_free(p);
}

/* A needle lets through every text its pattern matches. */
static void
test_needles_hide_nothing(void **state)
{
	cJSON *rows = casefile_load("tests/cases/addresses.json");
	const struct rulebook *b = sample_book();
	const cJSON *row;

	(void)state;
	cJSON_ArrayForEach(row, rows)
	{
		struct slice text = slice_of(casefile_text(row, "text"));
		struct address_text t;

		assert_true(address_text_make(text, &arena, &t));
		for (size_t i = 0; i < b->address_rule_count; i++) {
			const struct address_rule *rule = &b->address_rule[i];
			struct needle needle;
			struct pattern *p;
			const char *matched;
			char why[200];

			assert_int_equal(
			    address_rule_compile(rule, &p, why, sizeof(why)),
			    ERR_OK);
			assert_true(needle_of(rule->pattern, &needle, &arena));
			if (address_rule_try(rule, p, text, &matched, &arena) ==
				PATTERN_YES &&
			    !needle_may(&needle, t.letters, t.letter_set))
				fail_msg("%s: %s", rule->code, text.p);
			pattern_free(p);
		}
		reset(NULL);
	}
	cJSON_Delete(rows);
}

/* --- doubt ------------------------------------------------------------ */

static void
test_no_zone_is_asked(void **state)
{
	struct rulebook *b = sample_tables(&arena);
	const struct address_answer *a;

	(void)state;
	for (size_t i = 0; i < b->place_count; i++)
		if (strcmp(b->place[i].code, "lo_sosnovyy_bor") == 0)
			b->place[i].zone = NULL;
	sample_build(b);
	a = read_in(b, "г. Сосновый Бор, Парковая, 5");
	assert_int_equal(a->state, ADDRESS_SEVERAL);
	assert_int_equal(a->candidate_count, 1);
	/* who pays what is not known: neither agrees with the other */
	assert_true(address_contradicts(b, a, rulebook_place(b, "lo_murino")));
	assert_true(address_contradicts(b, read_in(b, "г. Мурино, Парковая, 5"),
					rulebook_place(b, "lo_sosnovyy_bor")));
	assert_int_equal(read_in(b, "г. Сосновый Бор")->candidate_count, 1);
	assert_int_equal(read_in(b, "Выборг")->state, ADDRESS_SEVERAL);
	rulebook_drop(b);
}

/* A limit is an error and names its rule; it is never "no match". */
static void
test_limits(void **state)
{
	struct address_rule rules[] = {
	    {.code = "evil", .pattern = "^(.*?а){12}[bc]$", .place = "lo_mga"},
	};
	struct rulebook *b = book_of(rules, COUNT(rules));
	char text[2 * 900 + 1];

	(void)state;
	for (size_t i = 0; i + 2 < sizeof(text); i += 2)
		memcpy(text + i, "а", 3);
	sample_build(b);
	assert_int_equal(read_in(b, text)->state, ADDRESS_LIMIT);
	assert_string_equal(read_in(b, text)->rule, "evil");
	assert_false(address_contradicts(b, read_in(b, text), &b->place[0]));
	starve_pcre2(0);
	assert_int_equal(read_in(b, "мга")->state, ADDRESS_LIMIT);
	starve_pcre2(-1);
	rulebook_drop(b);
	assert_int_equal(read_in(sample_book(), "\xff")->state, ADDRESS_LIMIT);
}

/* Rules that each keep below their own limit share one allowance. */
static void
test_steps_are_shared(void **state)
{
	static char code[80][4];
	struct address_rule rules[COUNT(code)];
	char text[2 * 300 + 1];

	(void)state;
	for (size_t i = 0; i + 2 < sizeof(text); i += 2)
		memcpy(text + i, "а", 3);
	for (size_t i = 0; i < COUNT(code); i++) {
		snprintf(code[i], sizeof(code[i]), "%zu", i);
		rules[i] = (struct address_rule){.code = code[i],
						 .pattern = "а{0,60}?\\w??[бв]",
						 .place = "lo_mga"};
	}
	for (size_t n = 1; n <= COUNT(code); n += COUNT(code) - 1) {
		struct rulebook *b = book_of(rules, n);

		sample_build(b);
		assert_int_equal(read_in(b, text)->state,
				 n == 1 ? ADDRESS_NONE : ADDRESS_LIMIT);
		rulebook_drop(b);
	}
}

/* More hits than are kept: nothing is sure. */
static void
test_too_many_hits(void **state)
{
	struct address_rule rules[] = {
	    {.code = "each", .pattern = "а", .place = "lo_mga"},
	};
	struct rulebook *b = book_of(rules, COUNT(rules));
	char text[2 * 65 + 1];

	(void)state;
	for (size_t i = 0; i + 2 < sizeof(text); i += 2)
		memcpy(text + i, "а", 3);
	sample_build(b);
	assert_int_equal(read_in(b, text)->state, ADDRESS_LIMIT);
	assert_string_equal(read_in(b, text + 2)->place->code, "lo_mga");
	rulebook_drop(b);
}

static void
test_contradicts(void **state)
{
	static const struct {
		const char *text, *chosen;
		bool contradicts;
	} row[] = {
	    {"Мурино", "vasileostrovsky", true},
	    {"Мурино", "lo_murino", false},
	    {"Мурино", "vsevolozhsky", false}, /* above it, the same zone */
	    {"Мурино", "lo_kudrovo", true},    /* the same zone, beside it */
	    {"Всеволожский район", "lo_murino", false},
	    {"Парголово", "vyborgsky", true}, /* above it, another zone */
	    {"Кировский район", "kirovsky_lo", false},
	    {"Кировский район", "nevsky", true},
	    {"Тестовая улица, 5", "nevsky", false},
	};
	const struct rulebook *b = sample_book();

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		const struct place *p = rulebook_place(b, row[i].chosen);

		if (address_contradicts(b, read_in(b, row[i].text), p) !=
		    row[i].contradicts)
			fail_msg("%s, %s", row[i].text, row[i].chosen);
	}
	assert_false(address_contradicts(b, read_in(b, "Мурино"), NULL));
}

static void
test_bad_rules_are_refused(void **state)
{
	static struct err err;
	struct address_rule rules[] = {
	    {.code = "good", .pattern = "мга", .place = "lo_mga"},
	    {.code = "bad", .pattern = "(мга", .place = "lo_mga"},
	    {.code = "off", .pattern = "(мга", .place = "lo_mga"},
	};
	struct rulebook *b = book_of(rules, COUNT(rules));

	(void)state;
	rules[2].active = false;
	assert_int_equal(rulebook_build(b, &err), ERR_FIELDS);
	assert_int_equal(err.fields.n, 1);
	assert_string_equal(err.fields.item[0].pointer,
			    "/address_rules/1/pattern");
	assert_string_equal(err.fields.item[0].code, "pattern");
	assert_non_null(strstr(err.fields.item[0].arg, "parenthesis"));
	rulebook_drop(b);
}

/* What was chosen by hand against what is written. */
static void
test_checked(void **state)
{
	static const struct {
		const char *text;
		const char *place;
		bool contradicts;
	} row[] = {
	    {"г. Мурино, ул. Шувалова, 5", "lo_murino", false},
	    {"г. Мурино, ул. Шувалова, 5", "nevsky", true},
	    {"г. Мурино, ул. Шувалова, 5", NULL, false},
	    {"Тестовая ул., 5", "nevsky", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct request_address address = {.text = row[i].text,
						  .place = row[i].place};
		struct arena tight = {.limit = 1};
		bool contradicts = !row[i].contradicts;

		assert_int_equal(address_check(sample_book(), &address,
					       &contradicts, &arena),
				 ERR_OK);
		if (contradicts != row[i].contradicts)
			fail_msg("%zu", i);
		assert_int_equal(address_check(sample_book(), &address,
					       &contradicts, &tight),
				 ERR_NOMEM);
		assert_false(contradicts);
	}
}

static bool
reads_place(void *text)
{
	struct arena own = {0};
	struct address_answer out;
	enum err_code err =
	    address_read(sample_book(), slice_of(text), &out, &own);
	bool found = err == ERR_OK && out.state == ADDRESS_PLACE;

	arena_free(&own);
	return found;
}

static void
test_no_memory(void **state)
{
	static char text[] = "г. Мурино, ул. Шувалова, 5";

	(void)state;
	(void)sample_book();
	assert_true(starve_each(reads_place, text) > 10);
}

int
main(void)
{
#define T(test) cmocka_unit_test_teardown(test, reset)
	const struct CMUnitTest tests[] = {
	    T(test_cases),
	    T(test_longer_words_win),
	    T(test_rule_around_a_name),
	    T(test_many_candidates),
	    T(test_order_of_masks),
	    T(test_houses),
	    T(test_even_houses),
	    T(test_try_no_memory),
	    T(test_needles_hide_nothing),
	    T(test_no_zone_is_asked),
	    T(test_limits),
	    T(test_steps_are_shared),
	    T(test_too_many_hits),
	    T(test_contradicts),
	    T(test_bad_rules_are_refused),
	    T(test_checked),
	    T(test_no_memory),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
