#include "fixture.h"
#include "patient.h"

static void
test_find(void **state)
{
	struct fixture *f = *state;
	struct patient p;

	assert_int_equal(patient_find(f->reader, "000126", &p, &f->arena),
			 ERR_OK);
	assert_string_equal(p.name, "Должников Олег Петрович");
	assert_string_equal(p.birth_date, "1972-11-23");
	assert_string_equal(p.phone, "+78125550104");
	assert_string_equal(p.place, "lo_murino");
	assert_true(p.debt);
	assert_false(p.bonus_member);
	assert_int_equal(patient_find(f->reader, "999999", &p, &f->arena),
			 ERR_NOT_FOUND);
	assert_null(p.name);
}

/* A phone of a family: everybody of it, by card. */
static void
test_find_phone(void **state)
{
	struct fixture *f = *state;
	struct patient p[3];

	assert_int_equal(
	    patient_find_phone(f->reader, "+78125550101", p, 3, &f->arena),
	    ERR_OK);
	assert_string_equal(p[0].card_no, "000123");
	assert_string_equal(p[1].card_no, "000130");
	assert_string_equal(p[1].birth_date, "2012-06-15");
	assert_null(p[2].card_no);
	assert_int_equal(
	    patient_find_phone(f->reader, "+78125550101", p, 1, &f->arena),
	    ERR_OK);
	assert_string_equal(p[0].card_no, "000123");
	assert_int_equal(
	    patient_find_phone(f->reader, "+78125550199", p, 3, &f->arena),
	    ERR_OK);
	assert_null(p[0].card_no);
}

static void
test_looking_is_audited(void **state)
{
	struct fixture *f = *state;
	struct patient_view_ask ask = {fixture_op(f), "000126", false};

	assert_int_equal(store_write(f->store, patient_viewed, &ask, NULL),
			 ERR_OK);
	assert_int_equal(
	    fixture_count(f->path,
			  "SELECT COUNT(*) FROM audit"
			  " WHERE action = 'patient.view'"
			  " AND object_id = '000126'"
			  " AND detail = 'masked' AND actor = 'tester'"),
	    1);
}

int
main(void)
{
#define T(test)                                                                \
	cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    T(test_find),
	    T(test_find_phone),
	    T(test_looking_is_audited),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
