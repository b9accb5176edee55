#include "unit.h"

#include <string.h>

#include "duplicate.h"

static struct arena arena;

static struct request_form
form(const char *card, const char *name, const char *birth, const char *phone,
     const char *address)
{
	return (struct request_form){
	    .patient = {card, name, birth, phone},
	    .address = {.text = address},
	};
}

static const char *
by(const struct request_form *a, const struct request_form *b, bool group)
{
	struct duplicate_keys x = duplicate_keys_of(a, &arena);
	struct duplicate_keys y = duplicate_keys_of(b, &arena);
	const char *found = duplicate_by(&x, &y, group);

	return found != NULL ? found : "";
}

static struct request_form
twin(const char *name)
{
	return form(NULL, name, "2020-05-05", "+78125550107",
		    "Парная улица, д. 2, кв. 2");
}

static void
test_ways(void **state)
{
	struct request_form a =
	    form("000123", "Тестов Пётр", "1980-01-31", "+78125550101",
		 "Тестовая ул., д. 5, кв. 41");
	struct request_form card = form("000123", "Иной Олег", "1990-01-01",
					"+78125550109", "Дачная 1");
	struct request_form name =
	    form(NULL, "ТЕСТОВ ПЕТР", "1980-01-31", "+78125550109", "Дачная 1");
	struct request_form address =
	    form(NULL, "Тестов П", "1980-06-01", "+78125550109",
		 "улица Тестовая, дом 5, квартира 41");
	struct request_form phone =
	    form(NULL, "Тестова Мария", "2012-06-15", "+78125550101",
		 "улица Тестовая, дом 5, квартира 41");
	struct request_form other =
	    form(NULL, "Тестов Пётр", "1980-01-30", "+78125550109",
		 "Тестовая ул., д. 5, кв. 42");
	struct request_form house =
	    form(NULL, "Тестов П", "1980-06-01", "+78125550109",
		 "улица Тестовая, дом 6, квартира 41");
	struct request_form empty = form(NULL, NULL, NULL, NULL, NULL);

	(void)state;
	assert_string_equal(by(&a, &a, false), "card");
	assert_string_equal(by(&a, &card, false), "card");
	assert_string_equal(by(&a, &name, false), "name_birth_date");
	assert_string_equal(by(&a, &address, false), "address_birth_year");
	assert_string_equal(by(&a, &phone, false), "phone");
	assert_string_equal(by(&a, &other, false), "");
	assert_string_equal(by(&a, &house, false), "");
	assert_string_equal(by(&empty, &empty, false), "");
}

/* V12: twins of one trip group share address, phone and year. */
static void
test_group(void **state)
{
	struct request_form a = twin("Парина Анна"), b = twin("Парина Вера");

	(void)state;
	assert_string_equal(by(&a, &b, true), "");
	assert_string_equal(by(&a, &b, false), "address_birth_year");
	assert_string_equal(by(&a, &a, true), "name_birth_date");
}

/* V14: the daughter calls from her own phone and knows no card. */
static void
test_relative(void **state)
{
	struct request_form mother =
	    form("000124", "Примерова Анна Сергеевна", "1956-07-12",
		 "+78125550102", "Примерный проспект, д. 12, кв. 7");
	struct request_form again =
	    form(NULL, "Примерова Анна Сергеевна", "1956-07-12", "+78125550199",
		 "Примерный 12");

	(void)state;
	assert_string_equal(by(&mother, &again, false), "name_birth_date");
}

/* The flat counts wherever it was typed, once. */
static void
test_address(void **state)
{
	static const struct {
		const char *text, *flat;
	} same[] = {
	    {"Санкт-Петербург, Тестовая улица, д. 5, кв. 41", NULL},
	    {"г. СПб, ул. Тестовая, д. 5, кв. 41", "41"},
	    {"Тестовая 5", "41"},
	    {"тестовая 5", " 41 "},
	};
	static const struct {
		const char *text, *flat;
	} differ[] = {
	    {"Тестовая 5", NULL}, {"Тестовая 5", "4"},
	    {"Тестовая 5", "5"},  {"Тестовый проспект 5", "41"},
	    {"улица", "41"},      {"", "41"},
	};
	struct request_form a =
	    form(NULL, NULL, "1980-01-31", NULL, same[0].text);

	(void)state;
	for (size_t i = 0; i < COUNT(same); i++) {
		struct request_form b =
		    form(NULL, NULL, "1980-12-31", NULL, same[i].text);

		b.address.flat = same[i].flat;
		assert_string_equal(by(&a, &b, false), "address_birth_year");
	}
	for (size_t i = 0; i < COUNT(differ); i++) {
		struct request_form b =
		    form(NULL, NULL, "1980-01-31", NULL, differ[i].text);

		b.address.flat = differ[i].flat;
		assert_string_equal(by(&a, &b, false), "");
	}
}

/* Half a key is none. */
static void
test_missing(void **state)
{
	struct request_form f = form("", "Тестов", NULL, NULL, "Тестовая 5");
	struct duplicate_keys k = duplicate_keys_of(&f, &arena);

	(void)state;
	assert_null(k.card);
	assert_null(k.name_birth);
	assert_null(k.address_birth);
	f = form(NULL, "…", "198", NULL, "Тестовая 5");
	k = duplicate_keys_of(&f, &arena);
	assert_null(k.name_birth);
	assert_null(k.address_birth);
}

static void
test_blocks(void **state)
{
	(void)state;
	assert_true(duplicate_blocks("card"));
	assert_true(duplicate_blocks("name_birth_date"));
	assert_true(duplicate_blocks("address_birth_year"));
	assert_false(duplicate_blocks("phone"));
	assert_false(duplicate_blocks("other"));
	assert_false(duplicate_blocks(NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_ways),     cmocka_unit_test(test_group),
	    cmocka_unit_test(test_relative), cmocka_unit_test(test_address),
	    cmocka_unit_test(test_missing),  cmocka_unit_test(test_blocks),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
