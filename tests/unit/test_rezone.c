#include "unit.h"

#include <string.h>

#include "rezone.h"
#include "sample.h"
#include "units.h"

static struct request
spoken(const char *zone, unsigned performers, unsigned paid)
{
	const struct quote_ask ask = {
	    .zone = zone,
	    .performers = performers,
	    .paid_performers = paid,
	    .at_ms = SAMPLE_NOW_MS,
	};
	struct request q = {.zone = zone};
	struct field_errors errs = {.n = 0};

	assert_int_equal(quote_price(sample_book(), &ask, &q.quote, &errs),
			 ERR_OK);
	return q;
}

static void
test_prices(void **state)
{
	static const struct {
		unsigned performers, paid;
		int rubles; /* in the yellow zone */
		bool changes;
	} row[] = {
	    {PERFORMER_DOCTOR, 0, 4900, true},
	    {PERFORMER_NURSE, 0, 1950, true},
	    {PERFORMER_BOTH, 0, 6850, true},
	    /* the trip is paid with another patient, in any zone */
	    {PERFORMER_DOCTOR, PERFORMER_DOCTOR, 0, false},
	    {PERFORMER_BOTH, PERFORMER_DOCTOR, 1950, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct request q =
		    spoken("green", row[i].performers, row[i].paid);
		struct field_errors errs = {.n = 0};
		struct quote price;

		assert_int_equal(
		    rezone_price(sample_book(), &q, "yellow", &price, &errs),
		    ERR_OK);
		assert_int_equal(price.total_kop, row[i].rubles * RUBLE_KOP);
		assert_int_equal(price.at_ms, q.quote.at_ms);
		assert_int_equal(rezone_changes(&q, &price), row[i].changes);
	}
}

/* What counts is what was agreed upon last. */
static void
test_agreed(void **state)
{
	struct request q = spoken("green", PERFORMER_DOCTOR, 0);
	struct quote first = q.quote;

	(void)state;
	assert_ptr_equal(request_price(&q), &q.quote);
	assert_false(rezone_changes(&q, &first));
	q.agreed_at_ms = 1;
	q.agreed.total_kop = 5 * RUBLE_KOP;
	assert_ptr_equal(request_price(&q), &q.agreed);
	assert_true(rezone_changes(&q, &first));
}

static void
test_unknown(void **state)
{
	struct request q = spoken("green", PERFORMER_DOCTOR, 0);
	struct field_errors errs = {.n = 0};
	struct quote price;

	(void)state;
	assert_int_equal(rezone_price(sample_book(), &q, "blue", &price, &errs),
			 ERR_FIELDS);
	assert_string_equal(errs.item[0].code, "unknown_code");
	assert_int_equal(rezone_price(sample_book(), &q, NULL, &price, &errs),
			 ERR_FIELDS);
	assert_string_equal(errs.item[1].code, "required");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_prices),
	    cmocka_unit_test(test_agreed),
	    cmocka_unit_test(test_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
