#include "unit.h"

#include <string.h>

#include "card.h"
#include "sample.h"
#include "starve.h"

#define NOW INT64_C(1795680300000) /* 2026-11-26T08:05:00Z */

static struct arena arena;

static struct card
good(void)
{
	return (struct card){.text = {[CARD_NO] = "К-1",
				      [CARD_NAME] = "Тестов Пётр",
				      [CARD_BIRTH] = "1980-01-31"}};
}

static const char *
column(const char *title)
{
	enum card_field f = card_field_called(title, &arena);

	return f != CARD__COUNT ? card_field_name(f) : NULL;
}

static void
test_columns(void **state)
{
	(void)state;
	assert_string_equal(column("birth_date"), "birth_date");
	assert_string_equal(column("Дата  рождения"), "birth_date");
	assert_string_equal(column("ФИО"), "name");
	assert_null(column("возраст"));
	assert_null(column(""));
	assert_true(card_field_needed(CARD_NAME));
	assert_false(card_field_needed(CARD_NOTE));
}

/* What is typed, and what is kept; NULL: refused with the code. */
static void
test_texts(void **state)
{
	static const struct {
		enum card_field field;
		const char *typed;
		const char *kept;
		const char *code;
	} row[] = {
	    {CARD_NO, "К-1", "К-1", NULL},
	    {CARD_NO, "К 1", NULL, "invalid"},
	    {CARD_NO, "", NULL, "required"},
	    {CARD_NAME, "  Тестов   Пётр ", "Тестов Пётр", NULL},
	    {CARD_NAME, NULL, NULL, "required"},
	    {CARD_NAME, "Тестов 2", NULL, "name_invalid"},
	    {CARD_BIRTH, "31.01.1980", "1980-01-31", NULL},
	    {CARD_BIRTH, "31.02.1980", NULL, "date_invalid"},
	    {CARD_BIRTH, "2026-11-27", NULL, "birth_date_future"},
	    {CARD_BIRTH, "1880-01-01", NULL, "birth_date_too_old"},
	    {CARD_PHONE, "8 (812) 555-01-02", "+78125550102", NULL},
	    {CARD_PHONE, "", "", NULL},
	    {CARD_PHONE, "12", NULL, "phone_invalid"},
	    {CARD_ADDRESS, " Тестовая,  5", "Тестовая, 5", NULL},
	    {CARD_ADDRESS, "", "", NULL},
	    {CARD_PLACE, "nevsky", "nevsky", NULL},
	    {CARD_PLACE, "", "", NULL},
	    {CARD_PLACE, "нигде", NULL, "unknown_code"},
	    {CARD_PLACE, " МУРИНО ", "lo_murino", NULL},
	    {CARD_PLACE, "Кировский район", NULL, "place_ambiguous"},
	    {CARD_BONUS, "Да", "1", NULL},
	    {CARD_BONUS, "ЛОЖЬ", "0", NULL},
	    {CARD_DEBT, "", "0", NULL},
	    {CARD_DEBT, "может быть", NULL, "choice"},
	    {CARD_NOTE, " заметка ", "заметка", NULL},
	    {CARD_NOTE, "за\x01метка", NULL, "hidden_character"},
	    {CARD_NOTE, "за\xFFметка", NULL, "hidden_character"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct card card = good();
		struct field_errors errs = {0};
		enum err_code code;

		card.text[row[i].field] = row[i].typed;
		code = card_check(sample_book(), NOW, &card, &errs, &arena);
		if (code != (row[i].code != NULL ? ERR_FIELDS : ERR_OK))
			fail_msg("%zu: %d", i, (int)code);
		if (row[i].code != NULL)
			assert_string_equal(errs.item[0].code, row[i].code);
		else
			assert_string_equal(card.text[row[i].field],
					    row[i].kept);
	}
}

static void
test_all_at_once(void **state)
{
	struct card card = {.text = {[CARD_PHONE] = "x", [CARD_DEBT] = "x"}};
	struct field_errors errs = {0};

	(void)state;
	assert_int_equal(card_check(sample_book(), NOW, &card, &errs, &arena),
			 ERR_FIELDS);
	assert_int_equal(errs.n, 5);
	assert_null(card.text[CARD_NOTE]); /* not said stays so */
}

static void
test_long_note(void **state)
{
	struct card card = good();
	struct field_errors errs = {0};
	char *note = arena_alloc(&arena, 2002);

	(void)state;
	memset(note, 'x', 2001);
	card.text[CARD_NOTE] = note;
	assert_int_equal(card_check(sample_book(), NOW, &card, &errs, &arena),
			 ERR_FIELDS);
	assert_string_equal(errs.item[0].code, "too_long");
}

static bool
checks(void *place)
{
	struct card card = good();
	struct field_errors errs = {0};
	struct arena own = {0};
	enum err_code code;

	card.text[CARD_PHONE] = "8 (812) 555-01-02";
	card.text[CARD_PLACE] = place;
	card.text[CARD_BONUS] = "да";
	code = card_check(sample_book(), NOW, &card, &errs, &own);
	arena_free(&own);
	return code == ERR_OK;
}

static void
test_no_memory(void **state)
{
	static char place[] = "Мурино";

	(void)state;
	(void)sample_book();
	assert_true(starve_each(checks, place) > 5);
	starve_memory(0); /* its own name needs none */
	assert_int_equal(card_field_called("name", &arena), CARD_NAME);
	starve_memory(0);
	assert_int_equal(card_field_called("ФИО", &arena), CARD__COUNT);
	assert_true(arena.overflow);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_columns),
	    cmocka_unit_test(test_texts),
	    cmocka_unit_test(test_all_at_once),
	    cmocka_unit_test(test_long_note),
	    cmocka_unit_test(test_no_memory),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
