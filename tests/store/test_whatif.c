#include "desk.h"
#include "rezone.h"
#include "spoken.h"
#include "whatif.h"

static struct tariff_draft
change(const char *zone, enum performer performer, int64_t rub, int day)
{
	return (struct tariff_draft){
	    .zone = zone,
	    .performer = performer,
	    .price_kop = rub * RUBLE_KOP,
	    .valid_from = {2026, 12, day},
	};
}

static struct whatif
preview(struct fixture *f, const struct tariff_draft *draft, size_t n)
{
	struct whatif w = {.draft = draft, .count = n, .days = 90};

	f->err = (struct err){.code = ERR_OK};
	w.op = fixture_op(f);
	assert_int_equal(whatif_run(f->reader, &w), ERR_OK);
	return w;
}

static void
expect(struct fixture *f, const char *zone, enum performer performer,
       int64_t trips, int64_t rub)
{
	const struct tariff_draft draft = change(zone, performer, 5000, 1);
	struct whatif w = preview(f, &draft, 1);

	assert_int_equal(w.row->trips, trips);
	assert_int_equal(w.row->old_kop, rub * RUBLE_KOP);
	assert_int_equal(w.row->new_kop, trips * 5000 * RUBLE_KOP);
}

static struct request
post(struct fixture *f, int n, unsigned performers)
{
	struct request_form form = desk_form(f, n);

	form.performers = performers;
	return desk_post(f, &form);
}

/* Trips are counted as they are charged, until they end before a visit. */
static void
test_trips(void **state)
{
	struct fixture *f = *state;
	struct request q = post(f, 1, PERFORMER_DOCTOR);
	struct dispatch_ask cancel = {.id = q.id, .reason = "better"};
	struct dispatch_ask move = {.reason = "x", .consent = true};

	(void)post(f, 2, PERFORMER_BOTH);
	expect(f, "green", PERFORMER_DOCTOR, 2, 7800);
	expect(f, "green", PERFORMER_NURSE, 1, 950);
	expect(f, "red", PERFORMER_NURSE, 0, 0);
	assert_int_equal(desk_do(f, dispatch_cancel, &cancel), ERR_OK);
	expect(f, "green", PERFORMER_DOCTOR, 1, 3900);
	assert_int_equal(desk_do(f, dispatch_undo, &cancel), ERR_OK);
	expect(f, "green", PERFORMER_DOCTOR, 2, 7800);
	move.id = q.id;
	move.zone = "red";
	assert_int_equal(desk_do(f, dispatch_zone, &move), ERR_OK);
	expect(f, "green", PERFORMER_DOCTOR, 1, 3900);
	expect(f, "red", PERFORMER_DOCTOR, 1, 6900);
}

static void
test_days(void **state)
{
	struct fixture *f = *state;
	const struct tariff_draft draft =
	    change("green", PERFORMER_DOCTOR, 5000, 1);
	struct whatif w;

	(void)post(f, 1, PERFORMER_DOCTOR);
	f->now_ms += 89 * DAY_MS;
	w = preview(f, &draft, 1);
	assert_int_equal(w.row->trips, 1);
	assert_int_equal(
	    civil_compare(w.from, (struct civil_date){2026, 11, 26}), 0);
	f->now_ms += DAY_MS;
	assert_int_equal(preview(f, &draft, 1).row->trips, 0);
}

static void
declined(struct fixture *f, const char *zone, unsigned performers)
{
	struct spoken_call_ask ask = {
	    .outcome = "informed",
	    .reason = "price",
	    .zone = zone,
	    .performers = performers,
	    .total_kop = 390000,
	};

	f->err = (struct err){.code = ERR_OK};
	ask.op = fixture_op(f);
	assert_int_equal(store_write(f->store, spoken_call, &ask, NULL),
			 ERR_OK);
}

/* A caller who asked for both is one, and is among both. */
static void
test_declined(void **state)
{
	struct fixture *f = *state;
	const struct tariff_draft draft[] = {
	    change("green", PERFORMER_DOCTOR, 4000, 1),
	    change("green", PERFORMER_NURSE, 1000, 1),
	};
	struct whatif w;

	declined(f, "green", PERFORMER_BOTH);
	declined(f, "green", PERFORMER_NURSE);
	declined(f, "green", 0);
	declined(f, "red", PERFORMER_NURSE);
	w = preview(f, draft, 2);
	assert_int_equal(w.row[0].declined, 2);
	assert_int_equal(w.row[1].declined, 3);
	assert_int_equal(w.total.declined, 3);
	assert_int_equal(preview(f, draft, 1).total.declined, 2);
}

/* A price told and kept stays as told, until it is posted with or runs out. */
static void
test_open_quotes(void **state)
{
	struct fixture *f = *state;
	const struct tariff_draft draft =
	    change("green", PERFORMER_DOCTOR, 4000, 1);
	struct spoken_ask ask = {
	    .quote =
		{
		    .zone = "green",
		    .place = "vasileostrovsky",
		    .performers = PERFORMER_DOCTOR,
		    .line = {{"trip_doctor", 390000, false}},
		    .line_count = 1,
		    .total_kop = 390000,
		    .tariff_version = 8,
		    .at_ms = f->now_ms,
		},
	};
	struct request_form form = desk_form(f, 1);

	for (int i = 0; i < 2; i++) {
		ask.op = fixture_op(f);
		assert_int_equal(store_write(f->store, spoken_keep, &ask, NULL),
				 ERR_OK);
	}
	assert_int_equal(preview(f, &draft, 1).row->open_quotes, 2);
	form.quote_id = ask.quote.id;
	(void)desk_post(f, &form);
	assert_int_equal(preview(f, &draft, 1).total.open_quotes, 1);
	f->now_ms += 1440 * MINUTE_MS;
	assert_int_equal(preview(f, &draft, 1).total.open_quotes, 0);
}

/* Of two changes of one pair the later one is what it will cost. */
static void
test_pairs(void **state)
{
	struct fixture *f = *state;
	const struct tariff_draft draft[] = {
	    change("green", PERFORMER_DOCTOR, 4500, 20),
	    change("red", PERFORMER_DOCTOR, 7000, 1),
	    change("green", PERFORMER_DOCTOR, 4000, 1),
	};
	struct whatif w = preview(f, draft, 3);

	assert_int_equal(w.row_count, 2);
	assert_int_equal(w.row[0].price_now_kop, 3900 * RUBLE_KOP);
	assert_int_equal(w.row[0].price_new_kop, 4500 * RUBLE_KOP);
	assert_string_equal(w.row[1].zone, "red");
	w = preview(f, draft + 1, 2);
	assert_int_equal(w.row[1].price_new_kop, 4000 * RUBLE_KOP);
}

static void
test_refused(void **state)
{
	struct fixture *f = *state;
	const struct tariff_draft draft[] = {
	    change("blue", PERFORMER_DOCTOR, 4000, 1),
	    change("red", 0, 4000, 1), change("red", PERFORMER_NURSE, 0, 1),
	    change("red", PERFORMER_NURSE, 90000, 1), /* may be tried */
	};
	struct whatif w = {.draft = draft, .count = 4, .days = 90};

	w.op = fixture_op(f);
	assert_int_equal(whatif_run(f->reader, &w), ERR_FIELDS);
	assert_int_equal(f->err.fields.n, 3);
	assert_string_equal(desk_error(f, "/changes/0/zone"), "unknown_code");
	assert_string_equal(desk_error(f, "/changes/1/performer"), "choice");
	assert_string_equal(desk_error(f, "/changes/2/price"), "out_of_range");
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_trips),       TEST(test_days),  TEST(test_declined),
	    TEST(test_open_quotes), TEST(test_pairs), TEST(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
