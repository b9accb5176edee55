#include "unit.h"

#include "sample.h"
#include "tariff.h"
#include "units.h"

/* The sample with a rise of the green doctor from 2026-12-01. */
static struct rulebook *
book_with_rise(struct arena *arena)
{
	struct rulebook *b = sample_tables(arena);
	struct tariff *t =
	    ARENA_ARRAY(arena, struct tariff, b->tariff_count + 1);

	assert_non_null(t);
	t[0] = b->tariff[0];
	t[0].price_kop = 4200 * RUBLE_KOP;
	t[0].valid_from_ms =
	    civil_ms(&b->clinic_zone, (struct civil_date){2026, 12, 1}, 0);
	memcpy(t + 1, b->tariff, b->tariff_count * sizeof(*t));
	b->tariff = t;
	b->tariff_count++;
	sample_build(b);
	return b;
}

static void
test_price_table(void **state)
{
	static const struct {
		const char *zone;
		enum performer performer;
		int64_t rub;
	} row[] = {
	    {"green", PERFORMER_DOCTOR, 3900},
	    {"green", PERFORMER_NURSE, 950},
	    {"yellow", PERFORMER_DOCTOR, 4900},
	    {"yellow", PERFORMER_NURSE, 1950},
	    {"red", PERFORMER_DOCTOR, 6900},
	    {"red", PERFORMER_NURSE, 3100},
	    {"oblast", PERFORMER_DOCTOR, 8900},
	    {"oblast", PERFORMER_NURSE, 4500},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		const struct tariff *t =
		    tariff_at(sample_book(), row[i].zone, row[i].performer,
			      SAMPLE_NOW_MS);
		assert_non_null(t);
		assert_int_equal(t->price_kop, row[i].rub * RUBLE_KOP);
	}
}

static void
test_edges(void **state)
{
	struct arena arena = {0};
	struct rulebook *b = book_with_rise(&arena);
	int64_t rise =
	    civil_ms(&b->clinic_zone, (struct civil_date){2026, 12, 1}, 0);
	const struct tariff *t;

	(void)state;
	t = tariff_at(b, "green", PERFORMER_DOCTOR, rise - 1);
	assert_int_equal(t->price_kop, 3900 * RUBLE_KOP);
	t = tariff_at(b, "green", PERFORMER_DOCTOR, rise);
	assert_int_equal(t->price_kop, 4200 * RUBLE_KOP);
	t = tariff_at(b, "green", PERFORMER_DOCTOR, INT64_MAX);
	assert_int_equal(t->price_kop, 4200 * RUBLE_KOP);
	assert_null(
	    tariff_at(b, "green", PERFORMER_DOCTOR, SAMPLE_TARIFF_MS - 1));
	assert_null(tariff_at(b, "blue", PERFORMER_DOCTOR, rise));
	assert_null(tariff_at(b, "a", PERFORMER_DOCTOR, rise));
	rulebook_drop(b);
	arena_free(&arena);
}

static void
test_check_accepts(void **state)
{
	struct tariff_draft draft = {"green",
				     PERFORMER_DOCTOR,
				     4200 * RUBLE_KOP,
				     {2026, 11, 24},
				     "рост цен"};
	struct field_errors errs = {0};

	(void)state;
	tariff_check(sample_book(), &draft, SAMPLE_NOW_MS, &errs);
	assert_int_equal(errs.n, 0);
}

static void
test_check_refuses(void **state)
{
	static const struct {
		struct tariff_draft draft;
		const char *pointer;
		const char *code;
	} row[] = {
	    {{NULL, 1, 100, {2027, 1, 1}, "r"}, "/zone", "unknown_code"},
	    {{"blue", 1, 100, {2027, 1, 1}, "r"}, "/zone", "unknown_code"},
	    {{"green", 0, 100, {2027, 1, 1}, "r"}, "/performer", "choice"},
	    {{"green", 3, 100, {2027, 1, 1}, "r"}, "/performer", "choice"},
	    {{"green", 1, 0, {2027, 1, 1}, "r"}, "/price", "out_of_range"},
	    {{"green", 1, -100, {2027, 1, 1}, "r"}, "/price", "out_of_range"},
	    {{"green", 1, TARIFF_PRICE_MAX_KOP + 100, {2027, 1, 1}, "r"},
	     "/price",
	     "out_of_range"},
	    {{"green", 1, 150, {2027, 1, 1}, "r"}, "/price", "whole_rubles"},
	    {{"green", 1, 100, {2027, 1, 1}, NULL}, "/reason", "required"},
	    {{"green", 1, 100, {2027, 1, 1}, ""}, "/reason", "required"},
	    {{"green", 1, 100, {2027, 2, 29}, "r"},
	     "/valid_from",
	     "date_invalid"},
	    {{"green", 1, 100, {2026, 11, 23}, "r"},
	     "/valid_from",
	     "not_in_future"},
	    {{"green", 1, 100, {2025, 6, 1}, "r"},
	     "/valid_from",
	     "not_in_future"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct field_errors errs = {0};
		tariff_check(sample_book(), &row[i].draft, SAMPLE_NOW_MS,
			     &errs);
		assert_int_equal(errs.n, 1);
		assert_string_equal(errs.item[0].pointer, row[i].pointer);
		assert_string_equal(errs.item[0].code, row[i].code);
	}
}

static void
test_check_twin(void **state)
{
	struct arena arena = {0};
	struct rulebook *b = book_with_rise(&arena);
	struct tariff_draft draft = {"green",
				     PERFORMER_DOCTOR,
				     4300 * RUBLE_KOP,
				     {2026, 12, 1},
				     "ещё раз"};
	struct field_errors errs = {0};

	(void)state;
	tariff_check(b, &draft, SAMPLE_NOW_MS, &errs);
	assert_int_equal(errs.n, 1);
	assert_string_equal(errs.item[0].code, "not_unique");
	draft.performer = PERFORMER_NURSE;
	errs.n = 0;
	tariff_check(b, &draft, SAMPLE_NOW_MS, &errs);
	assert_int_equal(errs.n, 0);
	rulebook_drop(b);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_price_table),
	    cmocka_unit_test(test_edges),
	    cmocka_unit_test(test_check_accepts),
	    cmocka_unit_test(test_check_refuses),
	    cmocka_unit_test(test_check_twin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
