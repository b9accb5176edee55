#include "unit.h"

#include <stdio.h>

#include "quote.h"
#include "sample.h"
#include "units.h"

static struct field_errors errs;

static enum err_code
price(struct quote_ask ask, struct quote *out)
{
	errs.n = 0;
	if (ask.at_ms == 0)
		ask.at_ms = SAMPLE_NOW_MS;
	return quote_price(sample_book(), &ask, out, &errs);
}

static void
assert_quote(struct quote_ask ask, const char *zone, int64_t rub, size_t lines)
{
	struct quote q;

	assert_int_equal(price(ask, &q), ERR_OK);
	assert_string_equal(q.zone, zone);
	assert_int_equal(q.total_kop, rub * RUBLE_KOP);
	assert_int_equal(q.line_count, lines);
}

static void
test_zone_and_place(void **state)
{
	struct quote q;

	(void)state;
	assert_quote((struct quote_ask){.zone = "green"}, "green", 3900, 1);
	assert_quote((struct quote_ask){.place = "vasileostrovsky"}, "green",
		     3900, 1);
	/* the outer unit is dearer than its district */
	assert_quote((struct quote_ask){.place = "pargolovo"}, "red", 6900, 1);
	assert_quote((struct quote_ask){.place = "lo_murino",
					.zone = "oblast",
					.performers = PERFORMER_NURSE},
		     "oblast", 4500, 1);
	assert_int_equal(price((struct quote_ask){0}, &q), ERR_ZONE_UNKNOWN);
	assert_int_equal(price((struct quote_ask){.zone = "blue"}, &q),
			 ERR_ZONE_UNKNOWN);
	assert_int_equal(price((struct quote_ask){.place = "nowhere"}, &q),
			 ERR_PLACE_UNKNOWN);
	assert_int_equal(
	    price((struct quote_ask){.place = "pargolovo", .zone = "yellow"},
		  &q),
	    ERR_ZONE_UNKNOWN);
}

static void
test_place_is_told(void **state)
{
	struct quote q;

	(void)state;
	assert_int_equal(price((struct quote_ask){.place = "pargolovo"}, &q),
			 ERR_OK);
	assert_string_equal(q.place, "pargolovo");
	assert_int_equal(price((struct quote_ask){.zone = "red"}, &q), ERR_OK);
	assert_null(q.place);
}

/* As many as there may be, and each is named where it stands. */
static void
test_every_service(void **state)
{
	struct quote_ask ask = {.zone = "green",
				.service_count = QUOTE_SERVICES_MAX};

	(void)state;
	for (size_t i = 0; i < QUOTE_SERVICES_MAX; i++)
		ask.service[i] = "X01";
	assert_quote(ask, "green", 3900, 1);
	for (size_t i = 0; i < QUOTE_SERVICES_MAX; i++) {
		char pointer[16];
		struct quote q;

		snprintf(pointer, sizeof(pointer), "/services/%zu", i);
		ask.service[i] = "NONE";
		assert_int_equal(price(ask, &q), ERR_FIELDS);
		assert_int_equal(errs.n, 1);
		assert_string_equal(errs.item[0].pointer, pointer);
		ask.service[i] = "X01";
	}
}

static void
test_other_lines(void **state)
{
	const struct quote_line line = {.code = "parking"};

	(void)state;
	assert_int_equal(quote_line_performer(&line), 0);
}

static void
test_both_are_preliminary(void **state)
{
	struct quote q;

	(void)state;
	assert_int_equal(price((struct quote_ask){.zone = "green",
						  .performers = PERFORMER_BOTH},
			       &q),
			 ERR_OK);
	assert_true(q.preliminary);
	assert_int_equal(q.line_count, 2);
	assert_string_equal(q.line[0].code, "trip_doctor");
	assert_string_equal(q.line[1].code, "trip_nurse");
	assert_int_equal(q.total_kop, 4850 * RUBLE_KOP);
	assert_int_equal(q.tariff_version, 1);
	assert_int_equal(q.at_ms, SAMPLE_NOW_MS);
}

static void
test_performers_follow_services(void **state)
{
	static const struct {
		const char *service[2];
		size_t count;
		unsigned performers;
	} row[] = {
	    {{0}, 0, PERFORMER_DOCTOR},
	    {{"X01"}, 1, PERFORMER_DOCTOR},
	    {{"X33"}, 1, PERFORMER_NURSE},
	    {{"X24"}, 1, PERFORMER_NURSE}, /* either may: the nurse */
	    {{"X24", "X01"}, 2, PERFORMER_DOCTOR},
	    {{"X33", "X24"}, 2, PERFORMER_NURSE},
	    {{"X01", "X33"}, 2, PERFORMER_BOTH},
	    {{"E02"}, 1, PERFORMER_DOCTOR}, /* not done: nobody of its own */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct quote_ask ask = {.zone = "red",
					.service_count = row[i].count};
		struct quote q;
		memcpy(ask.service, row[i].service, sizeof(row[i].service));
		assert_int_equal(price(ask, &q), ERR_OK);
		assert_int_equal(q.performers, row[i].performers);
	}
}

static void
test_bonus_is_no_discount(void **state)
{
	struct quote q;

	(void)state;
	assert_int_equal(
	    price((struct quote_ask){.zone = "yellow", .bonus_member = true},
		  &q),
	    ERR_OK);
	assert_true(q.bonus_member);
	assert_int_equal(q.total_kop, 4900 * RUBLE_KOP);
}

static void
test_trip_group_pays_once(void **state)
{
	struct quote_ask ask = {.zone = "green",
				.performers = PERFORMER_BOTH,
				.paid_performers = PERFORMER_DOCTOR};
	struct quote q;

	(void)state;
	assert_int_equal(price(ask, &q), ERR_OK);
	assert_true(q.line[0].in_trip_group);
	assert_int_equal(q.line[0].price_kop, 0);
	assert_false(q.line[1].in_trip_group);
	assert_int_equal(q.total_kop, 950 * RUBLE_KOP);
}

static void
test_refusals(void **state)
{
	struct quote_ask ask = {
	    .zone = "green", .service = {"X01", "NONE"}, .service_count = 2};
	struct quote q;

	(void)state;
	assert_int_equal(price(ask, &q), ERR_FIELDS);
	assert_int_equal(errs.n, 1);
	assert_string_equal(errs.item[0].pointer, "/services/1");
	assert_string_equal(errs.item[0].arg, "NONE");
	ask = (struct quote_ask){.zone = "green", .performers = 8};
	assert_int_equal(price(ask, &q), ERR_FIELDS);
	assert_string_equal(errs.item[0].pointer, "/performers");
	ask = (struct quote_ask){.zone = "green",
				 .service_count = QUOTE_SERVICES_MAX + 1};
	assert_int_equal(price(ask, &q), ERR_FIELDS);
	assert_string_equal(errs.item[0].pointer, "/services");
	ask = (struct quote_ask){.zone = "green", .at_ms = 1};
	assert_int_equal(price(ask, &q), ERR_TARIFF_MISSING);
}

/* A place with no zone anywhere above it is asked about, never guessed. */
static void
test_place_without_zone(void **state)
{
	struct arena arena = {0};
	struct rulebook *b = sample_tables(&arena);
	struct quote_ask ask = {.place = "pargolovo", .at_ms = SAMPLE_NOW_MS};
	struct quote q;

	(void)state;
	for (size_t i = 0; i < b->place_count; i++)
		b->place[i].zone = NULL;
	sample_build(b);
	assert_int_equal(quote_price(b, &ask, &q, &errs), ERR_ZONE_UNKNOWN);
	rulebook_drop(b);
	arena_free(&arena);
}

static void
test_overflow(void **state)
{
	struct arena arena = {0};
	struct rulebook *b = sample_tables(&arena);
	struct quote_ask ask = {.zone = "green",
				.performers = PERFORMER_BOTH,
				.at_ms = SAMPLE_NOW_MS};
	struct quote q;

	(void)state;
	sample_build(b);
	for (size_t i = 0; i < b->tariff_count; i++)
		b->tariff[i].price_kop = INT64_MAX;
	assert_int_equal(quote_price(b, &ask, &q, &errs), ERR_INTERNAL);
	rulebook_drop(b);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_zone_and_place),
	    cmocka_unit_test(test_place_is_told),
	    cmocka_unit_test(test_every_service),
	    cmocka_unit_test(test_other_lines),
	    cmocka_unit_test(test_both_are_preliminary),
	    cmocka_unit_test(test_performers_follow_services),
	    cmocka_unit_test(test_bonus_is_no_discount),
	    cmocka_unit_test(test_trip_group_pays_once),
	    cmocka_unit_test(test_refusals),
	    cmocka_unit_test(test_place_without_zone),
	    cmocka_unit_test(test_overflow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
