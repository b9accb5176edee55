#include "callback.h"
#include "desk.h"
#include "spoken.h"

#define PHONE "+78125550177"

static enum err_code
call(struct fixture *f, const char *follow_up, const char *phone)
{
	struct spoken_call_ask ask = {
	    .outcome = "referred",
	    .referral = "r01",
	    .follow_up = follow_up,
	    .callback_phone = phone,
	    .total_kop = -1,
	};

	f->err = (struct err){.code = ERR_OK};
	ask.op = fixture_op(f);
	return store_write(f->store, spoken_call, &ask, NULL);
}

static int64_t
kept(struct fixture *f)
{
	return fixture_count(f->path, "SELECT COUNT(*) FROM callback");
}

static int64_t
purge(struct fixture *f)
{
	struct callback_purge_ask ask = {.op = fixture_op(f)};
	bool due;

	assert_int_equal(callback_due(f->reader, &ask.op, &due), ERR_OK);
	assert_int_equal(store_write(f->store, callback_purge, &ask, NULL),
			 ERR_OK);
	assert_int_equal(due, ask.purged != 0);
	return ask.purged;
}

static void
test_kept_apart(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(call(f, "call_back", "8 (812) 555-01-77"), ERR_OK);
	assert_int_equal(call(f, "call_back", NULL), ERR_OK);
	assert_int_equal(call(f, "told", NULL), ERR_OK);
	fixture_close(f);
	assert_int_equal(kept(f), 1);
	assert_int_equal(fixture_count(f->path,
				       "SELECT COUNT(*) FROM callback"
				       " JOIN call_record ON id = call_id"
				       " WHERE phone = '" PHONE "'"
				       " AND follow_up = 'call_back'"),
			 1);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM audit"
						" WHERE detail LIKE '%555%'"),
			 0);
}

static void
test_wrong(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(call(f, "call_back", "555"), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/callback_phone"), "phone_invalid");
	assert_int_equal(call(f, "told", PHONE), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/callback_phone"), "only_call_back");
	assert_int_equal(call(f, NULL, PHONE), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/callback_phone"), "only_call_back");
	assert_int_equal(kept(f), 0);
}

static void
test_purge(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(call(f, "call_back", PHONE), ERR_OK);
	f->now_ms += HOUR_MS;
	assert_int_equal(call(f, "call_back", "+78125550178"), ERR_OK);
	f->now_ms += 71 * HOUR_MS - 1;
	assert_int_equal(purge(f), 0);
	f->now_ms += 1;
	assert_int_equal(purge(f), 1);
	assert_int_equal(kept(f), 1);
	f->now_ms += HOUR_MS;
	assert_int_equal(purge(f), 1);
	assert_int_equal(purge(f), 0);
	fixture_close(f);
	assert_int_equal(fixture_count(f->path,
				       "SELECT COUNT(*) FROM audit"
				       " WHERE action = 'callback.expire'"
				       " AND detail = '1'"),
			 2);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM call_record"), 2);
}

/* What is erased is not in the file any more. */
static void
test_erased(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(call(f, "call_back", PHONE), ERR_OK);
	f->now_ms += 72 * HOUR_MS;
	assert_int_equal(purge(f), 1);
	fixture_close(f);
	assert_false(fixture_holds(f, PHONE));
	assert_true(fixture_holds(f, "referred"));
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_kept_apart),
	    TEST(test_wrong),
	    TEST(test_purge),
	    TEST(test_erased),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
