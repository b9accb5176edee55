#include "unit.h"

#include <string.h>

#include "casefile.h"
#include "person.h"

static struct arena arena;

static void
test_phones(void **state)
{
	cJSON *cases = casefile_load("tests/cases/phones.json"), *one;

	(void)state;
	cJSON_ArrayForEach(one, cases)
	{
		const char *typed = casefile_text(one, "typed");
		const char *e164 = casefile_text(one, "e164");
		char out[PERSON_PHONE_MAX + 2] = "";
		bool ok = person_phone(slice_of(typed), out);

		if (ok != (e164 != NULL))
			fail_msg("%s: %s", typed, ok ? out : "refused");
		if (ok)
			assert_string_equal(out, e164);
	}
	cJSON_Delete(cases);
}

static void
test_phone_mask(void **state)
{
	static const char *const row[][2] = {
	    {"+78125550102", "+7 *** ***-01-02"},
	    {"+358401234567", "+*** *** ***-45-67"},
	    {"+1234", "***"},
	    {"", "***"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_string_equal(person_phone_mask(row[i][0], &arena),
				    row[i][1]);
	assert_null(person_phone_mask(NULL, &arena));
}

static void
same(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		assert_ptr_equal(a, b);
	else
		assert_string_equal(a, b);
}

static void
test_name_split(void **state)
{
	static const struct {
		const char *name, *family, *given, *patronymic;
	} row[] = {
	    {"Тестов Пётр Иванович", "Тестов", "Пётр", "Иванович"},
	    {"  Тестов   Пётр ", "Тестов", "Пётр", NULL},
	    {"Ёлкина-Иваненко Зоя", "Ёлкина-Иваненко", "Зоя", NULL},
	    {"Мамедов Руслан Фарид оглы", "Мамедов", "Руслан", "Фарид оглы"},
	    {"фон Берг Отто Карлович", "фон Берг", "Отто", "Карлович"},
	    {"ван дер Вейден Анна", "ван дер Вейден", "Анна", NULL},
	    {"Ван Ли", "Ван", "Ли", NULL}, /* a family name, not a particle */
	    {"Virtanen Aino Maria", "Virtanen", "Aino", "Maria"},
	    {"Сукарно", "Сукарно", NULL, NULL},
	    {"де", "де", NULL, NULL},
	    {"", "", NULL, NULL},
	};
	struct person_name n;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		person_name_split(row[i].name, &n, &arena);
		same(n.family, row[i].family);
		same(n.given, row[i].given);
		same(n.patronymic, row[i].patronymic);
	}
}

static void
test_name_fold(void **state)
{
	(void)state;
	assert_string_equal(person_name_fold("ТЕСТОВ  Пётр", &arena),
			    person_name_fold("Тестов петр", &arena));
	assert_string_not_equal(person_name_fold("Тестова", &arena),
				person_name_fold("Тестов", &arena));
}

static void
test_name_tidy(void **state)
{
	struct arena none = {.limit = 1};

	(void)state;
	assert_string_equal(person_name_tidy("Тecтoв", &arena), "Тестов");
	assert_string_equal(person_name_tidy("Cox-Тecтoв", &arena),
			    "Cox-Тестов");
	assert_string_equal(person_name_tidy("", &arena), "");
	/* a micro sign is no Latin letter, and 0378 no letter at all */
	assert_string_equal(person_name_tidy("Т\u00B5", &arena), "Т\u00B5");
	assert_string_equal(person_name_tidy("W\u0378Т", &arena), "W\u0378Т");
	assert_null(person_name_tidy("Тестоw", &arena));
	assert_null(person_name_tidy("Тестовß", &arena));
	assert_null(person_name_tidy("Тестов", &none));
}

static void
test_name_mask(void **state)
{
	static const char *const row[][3] = {
	    {"Петров Иван Ильич", "1956-07-12", "Иван П., 1956"},
	    {"Ёлкина Зоя", NULL, "Зоя Ё."},
	    {"Virtanen Aino", "1964-12-01", "Aino V., 1964"},
	    {"Сукарно", "1901-06-06", "С., 1901"},
	    {"", "1901-06-06", "., 1901"},
	};
	struct arena none = {.limit = 1};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_string_equal(
		    person_name_mask(row[i][0], row[i][1], &arena), row[i][2]);
	assert_null(person_name_mask(NULL, "1956-07-12", &arena));
	assert_null(person_name_mask("Петров", NULL, &none));
}

static void
test_ages(void **state)
{
	cJSON *cases = casefile_load("tests/cases/ages.json"), *one;

	(void)state;
	cJSON_ArrayForEach(one, cases)
	{
		struct civil_date birth, on;

		assert_true(
		    civil_date_parse(casefile_text(one, "birth"), &birth));
		assert_true(civil_date_parse(casefile_text(one, "on"), &on));
		assert_int_equal(person_age(birth, on),
				 casefile_number(one, "age", -2));
	}
	cJSON_Delete(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_phones),
	    cmocka_unit_test(test_phone_mask),
	    cmocka_unit_test(test_name_split),
	    cmocka_unit_test(test_name_fold),
	    cmocka_unit_test(test_name_tidy),
	    cmocka_unit_test(test_name_mask),
	    cmocka_unit_test(test_ages),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
