#include <stdio.h>
#include "desk.h"
#include "quote.h"

/* Who pays a shared trip when who paid it ends, and when that is undone. */

static struct request
post(struct fixture *f, const char *name, const char *service,
     unsigned performers)
{
	struct request_form form = desk_form(f, 1);

	form.patient.name = name;
	form.service[0].code = service;
	form.performers = performers;
	form.trip_group = "trip-1";
	return desk_post(f, &form);
}

/* What ${id} costs now; a price other than the spoken one has its time. */
static int64_t
price(struct fixture *f, const char *id)
{
	struct request q = desk_find(f, id);
	bool other = request_price(&q)->total_kop != q.quote.total_kop;

	assert_int_equal(q.agreed_at_ms, other ? f->now_ms : 0);
	assert_int_equal((q.flags & REQUEST_FLAG_TRIP_PAYER) != 0, other);
	return request_price(&q)->total_kop / RUBLE_KOP;
}

static void
cancel(struct fixture *f, const char *id)
{
	struct dispatch_ask ask = {.id = id, .reason = "better"};

	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_OK);
}

static int64_t
told(const struct fixture *f, const char *prices)
{
	char sql[128];

	snprintf(sql, sizeof(sql),
		 "SELECT COUNT(*) FROM request_event WHERE action ="
		 " 'trip_price' AND comment = '%s'",
		 prices);
	return fixture_count(f->path, sql);
}

/* The doctor's trip goes to one, the nurse's to another; and both back. */
static void
test_to_each_its_own(void **state)
{
	struct fixture *f = *state;
	struct request payer = post(f, "Тестов Иван", "X01", PERFORMER_BOTH);
	struct request doctor = post(f, "Тестов Пётр", "X01", PERFORMER_DOCTOR);
	struct request nurse = post(f, "Тестов Олег", "X33", PERFORMER_NURSE);
	struct dispatch_ask undo = {.id = payer.id};

	assert_int_equal(price(f, payer.id), 4850);
	assert_int_equal(price(f, doctor.id), 0);
	assert_int_equal(price(f, nurse.id), 0);
	f->now_ms += SECOND_MS;
	cancel(f, payer.id);
	assert_int_equal(price(f, doctor.id), 3900);
	assert_int_equal(price(f, nurse.id), 950);
	assert_int_equal(desk_do(f, dispatch_undo, &undo), ERR_OK);
	assert_int_equal(price(f, payer.id), 4850);
	assert_int_equal(price(f, doctor.id), 0);
	assert_int_equal(price(f, nurse.id), 0);
	fixture_close(f);
	assert_int_equal(told(f, "0>3900"), 2); /* of him, and of who paid */
	assert_int_equal(told(f, "0>950"), 2);
	assert_int_equal(told(f, "3900>0"), 2);
	assert_int_equal(told(f, "950>0"), 2);
	fixture_open(f);
}

/* What another one pays stays with that; who pays nothing is not touched. */
static void
test_only_what_was_paid(void **state)
{
	struct fixture *f = *state;
	struct request doctor = post(f, "Тестов Иван", "X01", PERFORMER_DOCTOR);
	struct request nurse = post(f, "Тестов Пётр", "X33", PERFORMER_NURSE);
	struct request both = post(f, "Тестов Олег", "X01", PERFORMER_BOTH);
	struct request last = post(f, "Тестов Яков", "X01", PERFORMER_BOTH);
	struct dispatch_ask undo = {.id = doctor.id};

	assert_int_equal(price(f, doctor.id), 3900);
	assert_int_equal(price(f, nurse.id), 950);
	assert_int_equal(price(f, both.id), 0);
	cancel(f, doctor.id);
	assert_int_equal(price(f, both.id), 3900);
	assert_int_equal(price(f, nurse.id), 950);
	assert_int_equal(price(f, last.id), 0);
	assert_int_equal(desk_do(f, dispatch_undo, &undo), ERR_OK);
	assert_int_equal(price(f, both.id), 0);
	assert_int_equal(price(f, nurse.id), 950);
	fixture_close(f);
	assert_int_equal(told(f, "0>3900"), 2);
	assert_int_equal(fixture_count(f->path,
				       "SELECT COUNT(*) FROM request_event"
				       " WHERE action = 'trip_price'"),
			 4);
	fixture_open(f);
}

/* The first that is left pays, the next one when that ends; nobody else. */
static void
test_one_after_the_other(void **state)
{
	struct fixture *f = *state;
	struct request one = post(f, "Тестов Иван", "X01", PERFORMER_BOTH);
	struct request two = post(f, "Тестов Пётр", "X01", PERFORMER_BOTH);
	struct request three = post(f, "Тестов Олег", "X01", PERFORMER_BOTH);
	struct dispatch_ask undo = {.id = two.id};

	cancel(f, one.id);
	assert_int_equal(price(f, two.id), 4850);
	assert_int_equal(price(f, three.id), 0);
	assert_null(desk_find(f, two.id).undo.action);
	cancel(f, two.id);
	assert_int_equal(price(f, three.id), 4850);
	assert_int_equal(desk_do(f, dispatch_undo, &undo), ERR_OK);
	assert_int_equal(price(f, three.id), 0);
	assert_int_equal(price(f, two.id), 4850);
	cancel(f, two.id);
	cancel(f, three.id); /* nobody is left */
	assert_int_equal(price(f, three.id), 4850);
}

int
main(void)
{
#define T(test)                                                                \
	cmocka_unit_test_setup_teardown(test, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    T(test_to_each_its_own),
	    T(test_only_what_was_paid),
	    T(test_one_after_the_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
