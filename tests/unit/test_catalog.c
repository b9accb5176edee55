#include "unit.h"

#include <stdio.h>

#include "catalog.h"
#include "sample.h"
#include "starve.h"

static struct arena arena;

static int
reset(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct catalog_answer
ask_in(const struct rulebook *book, struct catalog_ask ask)
{
	struct catalog_answer out;

	if (ask.limit == 0)
		ask.limit = CATALOG_HITS_MAX;
	if (ask.at_ms == 0)
		ask.at_ms = SAMPLE_NOW_MS;
	assert_int_equal(catalog_search(book, &ask, &out, &arena), ERR_OK);
	return out;
}

static struct catalog_answer
ask(const char *query)
{
	return ask_in(sample_book(),
		      (struct catalog_ask){.query = slice_of(query)});
}

static void
test_best_first_one_each(void **state)
{
	struct catalog_answer out = ask("узи");

	(void)state;
	assert_int_equal(out.verdict, VERDICT_NONE);
	assert_true(out.hit_count > 5);
	for (size_t i = 1; i < out.hit_count; i++) {
		assert_true(out.hit[i - 1].score >= out.hit[i].score);
		for (size_t k = 0; k < i; k++)
			assert_ptr_not_equal(out.hit[k].service,
					     out.hit[i].service);
	}
}

/* Two services of one name: neither decides. */
static void
test_names_alike(void **state)
{
	static const char *one[] = {"пробная услуга"};
	static const char *other[] = {"пробные услуги"};
	struct arena own = {.limit = (size_t)64 * 1024 * 1024};
	struct rulebook *b = sample_tables(&own);
	struct catalog_ask q = {.query = SLICE("пробная услуга"),
				.at_ms = SAMPLE_NOW_MS,
				.limit = 5};
	struct catalog_answer out;

	(void)state;
	b->service[0].verdict = VERDICT_NOT_ALLOWED;
	b->service[1].verdict = VERDICT_ASK_DISPATCHER;
	b->service[0].alias = one;
	b->service[1].alias = other;
	b->service[0].alias_count = b->service[1].alias_count = 1;
	sample_build(b);
	assert_int_equal(catalog_search(b, &q, &out, &own), ERR_OK);
	assert_int_equal(out.hit_count, 2);
	assert_true(out.hit[0].score > out.hit[1].score);
	assert_int_equal(out.verdict, VERDICT_NONE);
	/* what holds elsewhere says nothing of here */
	b->service[1].branch = "на Примерной";
	q.branch = "на Захарова";
	assert_int_equal(catalog_search(b, &q, &out, &own), ERR_OK);
	assert_int_equal(out.verdict, VERDICT_NOT_ALLOWED);
	rulebook_drop(b);
	arena_free(&own);
}

static void
test_limit(void **state)
{
	struct catalog_answer out =
	    ask_in(sample_book(),
		   (struct catalog_ask){.query = SLICE("узи омт"), .limit = 1});

	(void)state;
	/* what the limit cuts off still forbids a verdict */
	assert_int_equal(out.hit_count, 1);
	assert_int_equal(out.verdict, VERDICT_NONE);
}

static void
test_phrase_and_score(void **state)
{
	struct catalog_answer out = ask("эхо сердца");

	(void)state;
	assert_string_equal(out.hit[0].service->code, "E05");
	assert_string_equal(out.hit[0].phrase, "эхо сердца");
	assert_true(out.hit[0].score > 0.99 && out.hit[0].score <= 1.0);
}

static void
test_slip_between_two(void **state)
{
	struct catalog_answer out = ask("фимиотерапия");

	(void)state;
	assert_int_equal(out.verdict, VERDICT_NONE);
	assert_true(out.hit_count >= 2);
	assert_int_equal(ask("приём гедиатра").verdict, VERDICT_NONE);
}

/* Not equal, but too near for a guess: another verdict forbids to decide. */
static void
test_near_rival(void **state)
{
	struct arena own = {0};
	struct rulebook *b = sample_tables(&own);
	struct catalog_ask q = {.query = SLICE("альфа бета гамма дельта")};
	struct catalog_answer out;

	(void)state;
	b->service[0].name = "Альфа бета гамма дельта кси";
	b->service[60].name = "Альфа бета гамма дельта тау омега";
	sample_build(b);
	out = ask_in(b, q);
	assert_ptr_equal(out.hit[0].service, &b->service[0]);
	assert_ptr_equal(out.hit[1].service, &b->service[60]);
	assert_true(out.hit[0].score > out.hit[1].score + 0.1);
	assert_int_equal(out.verdict, VERDICT_NONE);
	b->service[60].verdict = b->service[0].verdict;
	assert_int_equal(ask_in(b, q).verdict, VERDICT_NOT_ALLOWED);
	rulebook_drop(b);
	arena_free(&own);
}

/* Who is no longer done does not vouch for who is. */
static void
test_rival_behind_the_past(void **state)
{
	struct arena own = {0};
	struct rulebook *b = sample_tables(&own);
	struct catalog_ask q = {.query = SLICE("альфа бета гамма дельта")};

	(void)state;
	b->service[0].name = "Альфа бета гамма дельта кси";
	b->service[1].name = "Альфа бета гамма дельта";
	b->service[1].valid_to_ms = 1000;
	b->service[60].name = "Альфа бета гамма дельта тау омега";
	sample_build(b);
	assert_int_equal(ask_in(b, q).verdict, VERDICT_NONE);
	rulebook_drop(b);
	arena_free(&own);
}

/* Found by its name in the handbook, and without what is in brackets. */
static void
test_other_names(void **state)
{
	struct arena own = {0};
	struct rulebook *b = sample_tables(&own);
	struct catalog_answer out;

	(void)state;
	b->service[55].name = "Лечебный пилинг (кабинет стопы) дома";
	b->service[54].source_name = "Осмотр вертебролога";
	sample_build(b);
	out = ask_in(
	    b, (struct catalog_ask){.query = SLICE("лечебный пилинг дома")});
	assert_ptr_equal(out.hit[0].service, &b->service[55]);
	assert_true(out.hit[0].score > 0.99);
	out = ask_in(b, (struct catalog_ask){.query = SLICE("вертебролога")});
	assert_ptr_equal(out.hit[0].service, &b->service[54]);
	rulebook_drop(b);
	arena_free(&own);
}

static void
test_dates(void **state)
{
	struct arena own = {0};
	struct rulebook *b = sample_tables(&own);
	struct catalog_ask q = {.query = SLICE("ээг"), .at_ms = 999};

	(void)state;
	b->service[1].valid_from_ms = 1000;
	b->service[1].valid_to_ms = 2000;
	sample_build(b);
	assert_int_equal(ask_in(b, q).verdict, VERDICT_UNKNOWN);
	q.at_ms = 1000;
	assert_int_equal(ask_in(b, q).verdict, VERDICT_NOT_ALLOWED);
	q.at_ms = 1999;
	assert_int_equal(ask_in(b, q).verdict, VERDICT_NOT_ALLOWED);
	q.at_ms = 2000;
	assert_int_equal(ask_in(b, q).verdict, VERDICT_UNKNOWN);
	rulebook_drop(b);
	arena_free(&own);
}

/* Twenty and more services by one name: one of them may differ unseen. */
static void
test_full_of_equals(void **state)
{
	struct arena own = {0};
	struct rulebook *b = sample_tables(&own);

	(void)state;
	for (size_t i = 0; i < 25; i++) {
		b->service[i].name = "Новая услуга";
		b->service[i].verdict = VERDICT_NOT_ALLOWED;
	}
	sample_build(b);
	assert_int_equal(
	    ask_in(b, (struct catalog_ask){.query = SLICE("новая услуга")})
		.verdict,
	    VERDICT_NONE);
	rulebook_drop(b);
	arena_free(&own);
}

/* A speciality that joins the catalogue is no longer a foreign word. */
static void
test_known_word_joins(void **state)
{
	static const char *alias[] = {"нефролог"};
	struct arena own = {0};
	struct rulebook *b = sample_tables(&own);
	struct catalog_names names;

	(void)state;
	b->service[55].alias = alias;
	b->service[55].alias_count = 1;
	sample_build(b);
	assert_int_equal(catalog_names(b, &names, &own), ERR_OK);
	assert_ptr_equal(catalog_owner(&names, "нефролог", "", &own),
			 &b->service[55]);
	assert_ptr_equal(
	    ask_in(b, (struct catalog_ask){.query = SLICE("нефролог")})
		.hit[0]
		.service,
	    &b->service[55]);
	assert_ptr_equal(
	    ask_in(b, (struct catalog_ask){.query = SLICE("нефралог")})
		.hit[0]
		.service,
	    &b->service[55]);
	rulebook_drop(b);
	arena_free(&own);
}

static void
test_odd_queries(void **state)
{
	static char longest[4096];
	struct catalog_answer out;

	(void)state;
	memset(longest, 'a', sizeof(longest) - 1);
	assert_int_equal(ask(longest).verdict, VERDICT_UNKNOWN);
	longest[1024] = '\0';
	assert_int_equal(ask(longest).verdict, VERDICT_UNKNOWN);
	assert_int_equal(ask("\xFF\xFE").verdict, VERDICT_UNKNOWN);
	/* the words past the sixteenth are not passed over */
	out = ask("узи сердца а б в г д е ж з и й к л м н о п р с т у ф х");
	assert_int_not_equal(out.verdict, VERDICT_NOT_ALLOWED);
}

/* The codes of what is found, each with a space behind it. */
static void
referrals(const struct rulebook *b, const char *near, const char *service,
	  size_t max, char out[64])
{
	struct catalog_referral r[9] = {0};
	size_t n = catalog_referrals(b, rulebook_service(b, service),
				     rulebook_place(b, near), r, max);
	size_t at = 0;

	assert_null(r[max].referral);
	out[0] = '\0';
	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(out + at, 64 - at, "%s ",
				       r[i].referral->code);
}

static void
test_referrals(void **state)
{
	const struct rulebook *b = sample_book();
	static const struct {
		const char *near, *service, *want;
		size_t max;
	} row[] = {
	    {NULL, "E07", "r01 r02 r03 r05 ", 8}, /* as in the directory */
	    {"petrogradsky", "E07", "r01 r02 r03 r05 ", 8},
	    {"moskovsky", "E07", "r02 r01 r03 r05 ", 8},
	    {"lo_tosno", "E07", "r02 r01 r03 r05 ", 8},
	    {"lo_murino", "E07", "r01 r02 r05 r03 ", 8},
	    {"lo_murino", "E07", "r01 r02 r05 ", 3}, /* the nearest ones */
	    {"moskovsky", "E07", "r02 ", 1},
	    {"moskovsky", "E07", "", 0},
	    {"moskovsky", "S10", "r01 r05 ", 8}, /* own first, however far */
	    {"lo_vsevolozhsk", "S10", "r01 r05 ", 8},
	    {"moskovsky", "X01", "", 8},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		char got[64];
		referrals(b, row[i].near, row[i].service, row[i].max, got);
		assert_string_equal(got, row[i].want);
	}
}

static void
test_referral_distances(void **state)
{
	const struct rulebook *b = sample_book();
	const struct service *xray = rulebook_service(b, "E07");
	struct catalog_referral r[8];

	(void)state;
	assert_int_equal(catalog_referrals(b, NULL, NULL, r, 8), 5);
	assert_int_equal(catalog_referrals(b, xray, NULL, r, 8), 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(r[i].distance_m, -1);
	assert_int_equal(
	    catalog_referrals(b, xray, rulebook_place(b, "moskovsky"), r, 8),
	    4);
	assert_int_equal(r[0].distance_m, 0);
	assert_in_range(r[1].distance_m, 15000, 17000);
}

/* A clinic that is nowhere on the map is the last of its kind. */
static void
test_referral_off_the_map(void **state)
{
	struct rulebook *b = sample_tables(&arena);
	struct catalog_referral r[8];

	(void)state;
	b->referral[0].place = NULL;
	sample_build(b);
	assert_int_equal(catalog_referrals(b, rulebook_service(b, "E07"),
					   rulebook_place(b, "petrogradsky"), r,
					   8),
			 4);
	assert_string_equal(r[0].referral->code, "r02");
	assert_string_equal(r[1].referral->code, "r01");
	assert_int_equal(r[1].distance_m, -1);
	assert_false(r[2].referral->own);
	rulebook_drop(b);
}

/* What is told of a hit is what it was scored by, in every reading. */
static void
test_explained_as_scored(void **state)
{
	static const char *const query[] = {
	    "узи сердца", "узи серца",   "epb cthlwf", "укол маме в попу",
	    "узи",        "EEG на дому", "мрт колена"};

	(void)state;
	for (size_t i = 0; i < sizeof(query) / sizeof(*query); i++) {
		struct catalog_answer a = ask(query[i]);
		assert_true(a.hit_count != 0);
		for (size_t k = 0; k < a.hit_count; k++) {
			struct catalog_why why;
			assert_int_equal(
			    catalog_explain(sample_book(), slice_of(query[i]),
					    &a.hit[k], &why, &arena),
			    ERR_OK);
			assert_float_equal(why.score, a.hit[k].score, 1e-9);
			assert_true(why.question_count != 0);
			assert_true(why.phrase_count != 0);
			assert_true(why.capped ||
				    why.score <= why.question_share);
			assert_true(why.score <= why.phrase_share);
		}
	}
}

static void
test_explained_word_by_word(void **state)
{
	struct catalog_answer a = ask("узи серца колбаса");
	struct catalog_why why;

	(void)state;
	assert_int_equal(catalog_explain(sample_book(),
					 SLICE("узи серца колбаса"), &a.hit[0],
					 &why, &arena),
			 ERR_OK);
	assert_int_equal(why.question_count, 3);
	assert_string_equal(why.question[0].text, "узи");
	assert_float_equal(why.question[0].like, 1, 1e-9);
	assert_in_range((int)(why.question[1].like * 100), 60, 95);
	assert_float_equal(why.question[2].like, 0, 1e-9);
	assert_true(why.score < catalog_decides());
}

/* A hit of another catalogue is no hit: nothing is told, nothing breaks. */
static void
test_explain_stranger(void **state)
{
	struct catalog_hit hit = {.service = &sample_book()->service[0],
				  .phrase = "nobody says so"};
	struct catalog_why why;

	(void)state;
	assert_int_equal(
	    catalog_explain(sample_book(), SLICE("узи"), &hit, &why, &arena),
	    ERR_OK);
	assert_int_equal(why.question_count, 0);
	assert_true(why.score < 0);
}

/* A question of no words, and one of words that weigh nothing. */
static void
test_explain_nothing(void **state)
{
	static const char *const query[] = {"!!!", "на"};
	struct catalog_answer a = ask("узи сердца");
	struct catalog_why why;

	(void)state;
	for (size_t i = 0; i < COUNT(query); i++) {
		assert_int_equal(catalog_explain(sample_book(),
						 slice_of(query[i]), &a.hit[0],
						 &why, &arena),
				 ERR_OK);
		assert_true(why.score <= 0);
	}
	assert_int_equal(ask("яяяяяяяяяя").verdict, VERDICT_UNKNOWN);
}

static bool
explains(void *hit)
{
	struct arena own = {0};
	struct catalog_why why;
	enum err_code err = catalog_explain(sample_book(), SLICE("epb cthlwf"),
					    hit, &why, &own);

	arena_free(&own);
	return err == ERR_OK;
}

static void
test_explain_no_memory(void **state)
{
	struct catalog_answer a = ask("узи сердца");

	(void)state;
	assert_true(starve_each(explains, &a.hit[0]) > 20);
}

static void
test_owner_of_words(void **state)
{
	struct catalog_names names;
	const struct service *s;

	(void)state;
	assert_int_equal(catalog_names(sample_book(), &names, &arena), ERR_OK);
	s = catalog_owner(&names, "  СПИРОМЕТРИЯ!", "E02", &arena);
	assert_non_null(s);
	assert_string_equal(s->code, "E01");
	s = catalog_owner(&names, "аудиометрия", "E02", &arena);
	assert_non_null(s);
	assert_string_equal(s->code, "E03");
	assert_null(catalog_owner(&names, "спирометрия", "E01", &arena));
	assert_null(catalog_owner(&names, "сантехник", "E01", &arena));
}

static bool
names_all(void *book)
{
	struct arena own = {0};
	struct catalog_names names;
	bool ran = catalog_names(book, &names, &own) == ERR_OK;

	arena_free(&own);
	return ran;
}

static void
test_names_no_memory(void **state)
{
	struct arena tight = {.limit = 1};
	struct rulebook few = *sample_book();
	struct catalog_names all;

	(void)state;
	assert_int_equal(catalog_names(sample_book(), &all, &arena), ERR_OK);
	assert_null(catalog_owner(&all, "спирометрия", "E02", &tight));
	few.service_count = 3;
	assert_true(starve_each(names_all, &few) > 3);
	few.service_count = 0;
	assert_int_equal(catalog_names(&few, &all, &arena), ERR_OK);
	assert_int_equal(all.count, 0);
	assert_null(catalog_owner(&all, "спирометрия", "E02", &arena));
}

static bool
searches(void *query)
{
	struct catalog_ask q = {
	    .query = slice_of(query), .at_ms = SAMPLE_NOW_MS, .limit = 5};
	struct arena own = {0};
	struct catalog_answer out;
	enum err_code err = catalog_search(sample_book(), &q, &out, &own);

	if (err == ERR_OK)
		assert_int_equal(out.verdict, VERDICT_NOT_ALLOWED);
	arena_free(&own);
	return err == ERR_OK;
}

static void
test_no_memory(void **state)
{
	static char query[] = "узи сердца";

	(void)state;
	(void)sample_book();
	assert_true(starve_each(searches, query) > 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_teardown(test_best_first_one_each, reset),
	    cmocka_unit_test_teardown(test_names_alike, reset),
	    cmocka_unit_test_teardown(test_limit, reset),
	    cmocka_unit_test_teardown(test_phrase_and_score, reset),
	    cmocka_unit_test_teardown(test_slip_between_two, reset),
	    cmocka_unit_test_teardown(test_near_rival, reset),
	    cmocka_unit_test_teardown(test_dates, reset),
	    cmocka_unit_test_teardown(test_rival_behind_the_past, reset),
	    cmocka_unit_test_teardown(test_other_names, reset),
	    cmocka_unit_test_teardown(test_full_of_equals, reset),
	    cmocka_unit_test_teardown(test_known_word_joins, reset),
	    cmocka_unit_test_teardown(test_odd_queries, reset),
	    cmocka_unit_test(test_referrals),
	    cmocka_unit_test(test_referral_distances),
	    cmocka_unit_test_teardown(test_referral_off_the_map, reset),
	    cmocka_unit_test_teardown(test_explained_as_scored, reset),
	    cmocka_unit_test_teardown(test_explained_word_by_word, reset),
	    cmocka_unit_test_teardown(test_explain_stranger, reset),
	    cmocka_unit_test_teardown(test_explain_nothing, reset),
	    cmocka_unit_test_teardown(test_explain_no_memory, reset),
	    cmocka_unit_test_teardown(test_owner_of_words, reset),
	    cmocka_unit_test_teardown(test_names_no_memory, reset),
	    cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
