#include "desk.h"
#include "spoken.h"

static void
test_keep(void **state)
{
	struct fixture *f = *state;
	struct spoken_ask ask = {
	    .op = fixture_op(f),
	    .quote =
		{
		    .zone = "yellow",
		    .place = "nevsky",
		    .performers = PERFORMER_BOTH,
		    .line = {{"trip_doctor", 490000, false},
			     {"trip_nurse", 195000, false}},
		    .line_count = 2,
		    .bonus_member = true,
		    .total_kop = 685000,
		    .preliminary = true,
		    .tariff_version = 8,
		    .at_ms = f->now_ms,
		},
	};
	struct quote q;

	assert_int_equal(store_write(f->store, spoken_keep, &ask, NULL),
			 ERR_OK);
	assert_int_equal(ask.quote.valid_until_ms,
			 f->now_ms + 1440 * MINUTE_MS);
	assert_int_equal(spoken_find(f->reader, ask.quote.id, &q, &f->arena),
			 ERR_OK);
	assert_string_equal(q.id, ask.quote.id);
	assert_string_equal(q.zone, "yellow");
	assert_string_equal(q.place, "nevsky");
	assert_int_equal(q.performers, PERFORMER_BOTH);
	assert_int_equal(q.line_count, 2);
	assert_string_equal(q.line[1].code, "trip_nurse");
	assert_int_equal(q.line[1].price_kop, 195000);
	assert_int_equal(q.total_kop, 685000);
	assert_true(q.bonus_member && q.preliminary);
	assert_int_equal(q.tariff_version, 8);
	assert_int_equal(q.at_ms, f->now_ms);
	assert_int_equal(q.valid_until_ms, ask.quote.valid_until_ms);
	assert_int_equal(spoken_find(f->reader, "no", &q, &f->arena),
			 ERR_NOT_FOUND);
}

static enum err_code
call(struct fixture *f, struct spoken_call_ask *ask)
{
	f->err = (struct err){.code = ERR_OK};
	ask->op = fixture_op(f);
	return store_write(f->store, spoken_call, ask, NULL);
}

/* V9: too dear; nothing in the record points at a person. */
static void
test_call(void **state)
{
	struct fixture *f = *state;
	struct spoken_call_ask ask = {
	    .outcome = "informed",
	    .reason = "price",
	    .zone = "oblast",
	    .performers = PERFORMER_DOCTOR,
	    .service = (const char *[]){"X01", "E02"},
	    .service_count = 2,
	    .total_kop = 890000,
	};
	struct spoken_call_ask emergency = {
	    .outcome = "emergency", .red_flag = "RF03", .total_kop = -1};
	struct spoken_call_ask referred = {
	    .outcome = "referred", .referral = "r01", .total_kop = -1};

	assert_int_equal(call(f, &ask), ERR_OK);
	assert_non_null(ask.id);
	assert_int_equal(call(f, &emergency), ERR_OK);
	assert_int_equal(call(f, &referred), ERR_OK);
	fixture_close(f);
	assert_int_equal(
	    fixture_count(f->path,
			  "SELECT total_kop FROM call_record"
			  " WHERE reason = 'price' AND zone = 'oblast'"),
	    890000);
	assert_int_equal(fixture_count(f->path,
				       "SELECT COUNT(*) FROM call_record"
				       " WHERE total_kop IS NULL"),
			 2);
}

static void
test_call_unknown(void **state)
{
	struct fixture *f = *state;
	struct spoken_call_ask ask = {
	    .outcome = "sold",
	    .reason = "tired",
	    .zone = "blue",
	    .performers = 4,
	    .service = (const char *[]){"X01", "X99"},
	    .service_count = 2,
	    .referral = "r99",
	    .follow_up = "forgot",
	    .red_flag = "RF99",
	};

	assert_int_equal(call(f, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/outcome"), "unknown_code");
	assert_string_equal(desk_error(f, "/reason"), "unknown_code");
	assert_string_equal(desk_error(f, "/zone"), "unknown_code");
	assert_string_equal(desk_error(f, "/performers"), "unknown_code");
	assert_string_equal(desk_error(f, "/services/1"), "unknown_code");
	assert_string_equal(desk_error(f, "/referral"), "unknown_code");
	assert_string_equal(desk_error(f, "/red_flag"), "unknown_code");
	assert_string_equal(desk_error(f, "/follow_up"), "unknown_code");
	ask = (struct spoken_call_ask){.outcome = NULL};
	assert_int_equal(call(f, &ask), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/outcome"), "required");
}

/* Where a caller was sent, and how, goes with one outcome. */
static void
test_call_referral(void **state)
{
	static const struct {
		const char *outcome, *referral, *follow_up, *pointer, *code;
	} row[] = {
	    {"referred", NULL, NULL, NULL, NULL},
	    {"referred", "r01", NULL, NULL, NULL},
	    {"referred", "r01", "told", NULL, NULL},
	    {"referred", "r01", "booked", NULL, NULL},
	    {"referred", "r01", "call_back", "/callback_phone", "required"},
	    {"referred", NULL, "call_back", "/callback_phone", "required"},
	    {"referred", NULL, "told", "/referral", "required"},
	    {"referred", NULL, "booked", "/referral", "required"},
	    {"informed", "r01", NULL, "/referral", "only_referred"},
	    {"emergency", "r01", NULL, "/referral", "only_referred"},
	    {"informed", NULL, "told", "/follow_up", "only_referred"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		struct spoken_call_ask ask = {
		    .outcome = row[i].outcome,
		    .referral = row[i].referral,
		    .follow_up = row[i].follow_up,
		    .total_kop = -1,
		};

		assert_int_equal(call(f, &ask),
				 row[i].code != NULL ? ERR_FIELDS : ERR_OK);
		if (row[i].code != NULL)
			assert_string_equal(desk_error(f, row[i].pointer),
					    row[i].code);
	}
}

static void
unknown(struct fixture *f, const char *query)
{
	struct spoken_unknown_ask ask = {fixture_op(f), query};

	assert_int_equal(store_write(f->store, spoken_unknown, &ask, NULL),
			 ERR_OK);
}

/* Counted once each; what may be a phone, a card or a story is not kept. */
static void
test_unknown(void **state)
{
	struct fixture *f = *state;
	char story[300];

	memset(story, 'a', sizeof(story) - 1);
	story[sizeof(story) - 1] = '\0';
	unknown(f, "гирудотерапия");
	f->now_ms += 1000;
	unknown(f, "гирудотерапия");
	unknown(f, "витамин b12");
	unknown(f, "8 812 555 01 02");
	unknown(f, "карта 000123");
	unknown(f, story);
	unknown(f, "");
	unknown(f, NULL);
	fixture_close(f);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM unknown_term"), 2);
	assert_int_equal(
	    fixture_count(f->path,
			  "SELECT last_at_ms - first_at_ms FROM unknown_term"
			  " WHERE count = 2"),
	    1000);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_keep),         TEST(test_call),
	    TEST(test_call_unknown), TEST(test_call_referral),
	    TEST(test_unknown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
