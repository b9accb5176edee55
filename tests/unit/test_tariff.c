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
	struct rulebook few = *sample_book();
	struct tariff_draft draft = {.zone = "green",
				     .performer = PERFORMER_DOCTOR,
				     .price_kop = 4200 * RUBLE_KOP,
				     .valid_from = {2026, 11, 24},
				     .reason = "рост цен"};
	struct field_errors errs = {0};

	(void)state;
	tariff_check(sample_book(), &draft, SAMPLE_NOW_MS, &errs);
	assert_int_equal(errs.n, 0);
	few.tariff_count = 0; /* the first price of its zone */
	tariff_check(&few, &draft, SAMPLE_NOW_MS, &errs);
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
#define DRAFT(zone, performer, kop, y, m, d, reason)                           \
	{zone, performer, kop, {y, m, d}, reason, false}
#define KOP (4000 * RUBLE_KOP)
	    {DRAFT(NULL, 1, KOP, 2027, 1, 1, "r"), "/zone", "unknown_code"},
	    {DRAFT("blue", 1, KOP, 2027, 1, 1, "r"), "/zone", "unknown_code"},
	    {DRAFT("green", 0, KOP, 2027, 1, 1, "r"), "/performer", "choice"},
	    {DRAFT("green", 3, KOP, 2027, 1, 1, "r"), "/performer", "choice"},
	    {DRAFT("green", 1, 0, 2027, 1, 1, "r"), "/price", "out_of_range"},
	    {DRAFT("green", 1, -100, 2027, 1, 1, "r"), "/price",
	     "out_of_range"},
	    {DRAFT("green", 1, TARIFF_PRICE_MAX_KOP + 100, 2027, 1, 1, "r"),
	     "/price", "out_of_range"},
	    {DRAFT("green", 1, KOP + 50, 2027, 1, 1, "r"), "/price",
	     "whole_rubles"},
	    {DRAFT("green", 1, 11701 * RUBLE_KOP, 2027, 1, 1, "r"), "/price",
	     "price_unusual"},
	    {DRAFT("green", 1, 1299 * RUBLE_KOP, 2027, 1, 1, "r"), "/price",
	     "price_unusual"},
	    {DRAFT("green", 1, KOP, 2027, 1, 1, NULL), "/reason", "required"},
	    {DRAFT("green", 1, KOP, 2027, 1, 1, ""), "/reason", "required"},
	    {DRAFT("green", 1, KOP, 2027, 2, 29, "r"), "/valid_from",
	     "date_invalid"},
	    {DRAFT("green", 1, KOP, 2026, 11, 23, "r"), "/valid_from",
	     "not_in_future"},
	    {DRAFT("green", 1, KOP, 2025, 6, 1, "r"), "/valid_from",
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
	struct tariff_draft draft = {.zone = "green",
				     .performer = PERFORMER_DOCTOR,
				     .price_kop = 4300 * RUBLE_KOP,
				     .valid_from = {2026, 12, 1},
				     .reason = "ещё раз"};
	struct field_errors errs = {0};

	(void)state;
	tariff_check(b, &draft, SAMPLE_NOW_MS, &errs);
	assert_int_equal(errs.n, 1);
	assert_string_equal(errs.item[0].code, "not_unique");
	draft.performer = PERFORMER_NURSE;
	draft.price_kop = 1000 * RUBLE_KOP;
	errs.n = 0;
	tariff_check(b, &draft, SAMPLE_NOW_MS, &errs);
	assert_int_equal(errs.n, 0);
	rulebook_drop(b);
	arena_free(&arena);
}

/* What looks like a slip of the finger, and is not. */
static void
test_confirmed(void **state)
{
	static const int64_t kop[] = {
	    1300 * RUBLE_KOP,  /* a third: no slip yet */
	    11700 * RUBLE_KOP, /* three times */
	    11701 * RUBLE_KOP,    1299 * RUBLE_KOP, 4000 * RUBLE_KOP + 50,
	    TARIFF_PRICE_MAX_KOP, /* the dearest there is */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(kop); i++) {
		struct tariff_draft draft = {.zone = "green",
					     .performer = PERFORMER_DOCTOR,
					     .price_kop = kop[i],
					     .valid_from = {2027, 1, 1},
					     .reason = "r"};
		struct field_errors errs = {0};
		tariff_check(sample_book(), &draft, SAMPLE_NOW_MS, &errs);
		assert_int_equal(errs.n, i < 2 ? 0 : 1);
		draft.confirmed = true;
		errs.n = 0;
		tariff_check(sample_book(), &draft, SAMPLE_NOW_MS, &errs);
		assert_int_equal(errs.n, 0);
	}
}

static void
test_states(void **state)
{
	static const struct {
		struct tariff t;
		const char *name;
	} row[] = {
	    {{.id = 1, .approved_at_ms = 1, .valid_from_ms = 10}, "current"},
	    {{.id = 2, .approved_at_ms = 1, .valid_from_ms = 10}, "past"},
	    {{.id = 2, .approved_at_ms = 1, .valid_from_ms = 11}, "future"},
	    {{.id = 2, .valid_from_ms = 11}, "proposed"},
	    {{.id = 2, .valid_from_ms = 10}, "lapsed"},
	    {{.id = 2, .withdrawn_at_ms = 9, .approved_at_ms = 1}, "withdrawn"},
	};
	const struct tariff current = {.id = 1};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_string_equal(
		    tariff_state_name(tariff_state(&current, &row[i].t, 10)),
		    row[i].name);
	assert_int_equal(tariff_state(NULL, &row[0].t, 10), TARIFF_PAST);
}

static void
test_known(void **state)
{
	struct tariff list[] = {
	    {.id = 1, .approved_at_ms = 5},
	    {.id = 2},
	    {.id = 3, .approved_at_ms = 5, .withdrawn_at_ms = 8},
	    {.id = 4, .approved_at_ms = 9},
	};
	struct tariff copy[COUNT(list)];

	(void)state;
	assert_int_equal(tariff_known(list, 0, 9), 0);
	memcpy(copy, list, sizeof(copy));
	assert_int_equal(tariff_known(copy, COUNT(copy), 4), 0);
	memcpy(copy, list, sizeof(copy));
	assert_int_equal(tariff_known(copy, COUNT(copy), 7), 2);
	memcpy(copy, list, sizeof(copy));
	assert_int_equal(tariff_known(copy, COUNT(copy), 5), 2);
	assert_int_equal(copy[1].id, 3);
	memcpy(copy, list, sizeof(copy));
	assert_int_equal(tariff_known(copy, COUNT(copy), 8), 1);
	memcpy(copy, list, sizeof(copy));
	assert_int_equal(tariff_known(copy, COUNT(copy), INT64_MAX), 2);
	assert_int_equal(copy[1].id, 4);
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
	    cmocka_unit_test(test_confirmed),
	    cmocka_unit_test(test_states),
	    cmocka_unit_test(test_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
