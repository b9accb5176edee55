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

static const struct card anna = {
    .text = {[CARD_NO] = "I-1",
	     [CARD_NAME] = "Тестова Анна",
	     [CARD_BIRTH] = "1980-01-31",
	     [CARD_PHONE] = "+78125550141",
	     [CARD_NOTE] = ""},
};
static const struct card oleg = {
    .text = {[CARD_NO] = "000126",
	     [CARD_NAME] = "Должников Олег Петрович",
	     [CARD_BIRTH] = "1972-11-23",
	     [CARD_DEBT] = CARD_NO_FLAG},
};

static enum err_code
import(struct fixture *f, const struct card *card, size_t n,
       struct patient_import_ask *ask)
{
	*ask =
	    (struct patient_import_ask){fixture_op(f), card, n, "source", {0}};
	return store_write(f->store, patient_import, ask, NULL);
}

/* What is not said stays; nothing new is written twice, nor audited. */
static void
test_import(void **state)
{
	struct fixture *f = *state;
	const struct card both[] = {anna, oleg};
	struct patient_import_ask ask;
	enum patient_is is;
	struct patient p;
	unsigned changed;

	assert_int_equal(
	    patient_compare(f->reader, &oleg, &is, &changed, &f->arena),
	    ERR_OK);
	assert_int_equal(is, PATIENT_CHANGED);
	assert_int_equal(changed, 1u << CARD_DEBT);
	for (int round = 0; round < 2; round++) {
		assert_int_equal(import(f, both, 2, &ask), ERR_OK);
		assert_int_equal(ask.n[PATIENT_NEW], round == 0);
		assert_int_equal(ask.n[PATIENT_CHANGED], round == 0);
		assert_int_equal(ask.n[PATIENT_SAME], 2 * round);
	}
	assert_int_equal(patient_find(f->reader, "000126", &p, &f->arena),
			 ERR_OK);
	assert_false(p.debt);
	assert_string_equal(p.phone, "+78125550104");
	assert_int_equal(patient_find(f->reader, "I-1", &p, &f->arena), ERR_OK);
	assert_null(p.note);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM audit"
				   " WHERE action = 'patient.import'"
				   " AND detail LIKE 'new 1, changed 1, same"
				   " 0; %' AND detail NOT LIKE '%Тест%'"),
	    1);
	assert_int_equal(fixture_count(f->path, "SELECT version FROM patient"
						" WHERE card_no = '000126'"),
			 2);
}

/* A card the database refuses undoes its batch. */
static void
test_import_whole(void **state)
{
	struct fixture *f = *state;
	struct card bad = oleg;
	struct patient_import_ask ask;
	struct patient p;

	bad.text[CARD_PLACE] = "nowhere";
	assert_int_not_equal(
	    import(f, (const struct card[]){anna, bad}, 2, &ask), ERR_OK);
	assert_int_equal(patient_find(f->reader, "I-1", &p, &f->arena),
			 ERR_NOT_FOUND);
}

int
main(void)
{
#define T(test)                                                                \
	cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    T(test_find),   T(test_find_phone),   T(test_looking_is_audited),
	    T(test_import), T(test_import_whole),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
