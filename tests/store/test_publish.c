#include "desk.h"
#include "publish.h"

static enum err_code
publish(struct fixture *f, struct publish_ask *ask)
{
	f->err = (struct err){.code = ERR_OK};
	ask->op = fixture_op(f);
	return store_write(f->store, publish_tariff, ask, NULL);
}

static struct publish_ask
dearer(void)
{
	return (struct publish_ask){
	    .draft =
		{
		    .zone = "green",
		    .performer = PERFORMER_DOCTOR,
		    .price_kop = 4200 * RUBLE_KOP,
		    .valid_from = {2026, 12, 1},
		    .reason = "инфляция",
		},
	};
}

/* In force from midnight of the clinic, not a moment sooner. */
static void
test_publish(void **state)
{
	const int64_t midnight_ms = INT64_C(1796072400000);
	struct fixture *f = *state;
	struct publish_ask ask = dearer();
	int64_t revision = f->book->revision, version = f->book->tariff_version;

	assert_int_equal(publish(f, &ask), ERR_OK);
	assert_int_equal(ask.tariff.valid_from_ms, midnight_ms);
	assert_true(ask.tariff.id > 0);
	fixture_book(f);
	assert_true(f->book->revision > revision);
	assert_true(f->book->tariff_version > version);
	assert_int_equal(
	    tariff_at(f->book, "green", PERFORMER_DOCTOR, midnight_ms - 1)
		->price_kop,
	    3900 * RUBLE_KOP);
	assert_int_equal(
	    tariff_at(f->book, "green", PERFORMER_DOCTOR, midnight_ms)
		->price_kop,
	    4200 * RUBLE_KOP);
	assert_int_equal(
	    tariff_at(f->book, "green", PERFORMER_NURSE, midnight_ms)
		->price_kop,
	    950 * RUBLE_KOP);
}

static void
test_refused(void **state)
{
	struct fixture *f = *state;
	struct publish_ask ask = dearer();

	ask.draft.zone = "blue";
	ask.draft.price_kop = 0;
	ask.draft.reason = NULL;
	assert_int_equal(publish(f, &ask), ERR_FIELDS);
	assert_int_equal(f->err.fields.n, 3);
	ask = dearer();
	ask.draft.valid_from = (struct civil_date){2026, 11, 26};
	assert_int_equal(publish(f, &ask), ERR_FIELDS);
}

/* The database refuses a second price of one moment, by whatever rulebook. */
static void
test_twice(void **state)
{
	struct fixture *f = *state;
	struct publish_ask ask = dearer();

	assert_int_equal(publish(f, &ask), ERR_OK);
	assert_int_equal(publish(f, &ask), ERR_EXISTS);
	fixture_book(f);
	assert_int_equal(publish(f, &ask), ERR_FIELDS);
}

static void
test_history(void **state)
{
	struct fixture *f = *state;
	struct publish_ask ask = dearer();
	struct tariff *t;
	size_t n;

	assert_int_equal(publish(f, &ask), ERR_OK);
	assert_int_equal(publish_history(f->reader, NULL, 0, &t, &n, &f->arena),
			 ERR_OK);
	assert_int_equal(n, 9);
	assert_string_equal(t[0].reason, "инфляция");
	assert_string_equal(t[0].recorded_by, "tester");
	assert_int_equal(t[0].recorded_at_ms, f->now_ms);
	assert_int_equal(publish_history(f->reader, "green", PERFORMER_DOCTOR,
					 &t, &n, &f->arena),
			 ERR_OK);
	assert_int_equal(n, 2);
	assert_int_equal(t[1].price_kop, 3900 * RUBLE_KOP);
	assert_int_equal(publish_history(f->reader, "green", PERFORMER_NURSE,
					 &t, &n, &f->arena),
			 ERR_OK);
	assert_int_equal(n, 1);
	assert_int_equal(
	    publish_history(f->reader, "blue", 0, &t, &n, &f->arena), ERR_OK);
	assert_int_equal(n, 0);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_publish),
	    TEST(test_refused),
	    TEST(test_twice),
	    TEST(test_history),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
