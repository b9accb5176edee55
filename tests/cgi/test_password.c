#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../cgi/password.h"

#define RIGHT "Верный-Пароль-01"

static void
test_length(void **state)
{
	char text[2 * PASSWORD_MAX + 3];

	(void)state;
	assert_false(password_fits(""));
	assert_false(password_fits("12345678901"));
	assert_true(password_fits("123456789012"));
	assert_true(password_fits("двенадцать12")); /* characters, not bytes */
	assert_false(password_fits("одиннадцать"));
	assert_false(password_fits("bad utf-8 \xC3( here"));
	for (size_t i = 0; i <= PASSWORD_MAX; i++)
		memcpy(text + 2 * i, "я", 3);
	assert_false(password_fits(text));
	text[2 * PASSWORD_MAX] = '\0';
	assert_true(password_fits(text));
}

static void
test_common(void **state)
{
	static const char *const common[] = {
	    "password1234",    "PASSWORD-2026!",   "PassWord....",
	    "Пароль123456",    "йцукенгшщзхъ",     "qwertyuiop[]",
	    "Qwerty Qwerty 1", "123456789012",     "+7 812 555-01-01",
	    "aaaaaaaaaaaaa",   "abababababab",     "абвабвабвабв",
	    "Administrator1",  "gfhjkmgfhjkm",     "homevisit2026",
	    "............1",   "любимая2026-2026", "парольпарольПароль"};
	static const char *const good[] = {
	    "Верный-Пароль-01",    "Suite-Passphrase-0001",
	    "шкаф лошадь скрепка", "correct horse batt",
	    "k4mp9wqtzr2x",        "наш пароль вечен"};

	(void)state;
	for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
		if (!password_common(common[i]))
			fail_msg("not common: %s", common[i]);
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (password_common(good[i]))
			fail_msg("common: %s", good[i]);
}

static void
test_made(void **state)
{
	char a[PASSWORD_MADE_LEN + 1], b[PASSWORD_MADE_LEN + 1];

	(void)state;
	password_make(a);
	password_make(b);
	assert_string_not_equal(a, b);
	assert_true(password_fits(a));
	assert_false(password_common(a));
}

static void
test_verify(void **state)
{
	char hash[PASSWORD_HASH_MAX], again[PASSWORD_HASH_MAX];

	(void)state;
	assert_int_equal(password_hash(RIGHT, hash), ERR_OK);
	assert_int_equal(password_hash(RIGHT, again), ERR_OK);
	assert_string_not_equal(hash, again);
	assert_memory_equal(hash, "$argon2id$v=19$m=65536,t=2,p=1$", 31);
	assert_int_equal(password_verify(hash, RIGHT), ERR_OK);
	assert_int_equal(password_verify(hash, "Верный-Пароль-02"),
			 ERR_CREDENTIALS);
	assert_int_equal(password_verify(hash, ""), ERR_CREDENTIALS);
	assert_int_equal(password_verify("", RIGHT), ERR_CREDENTIALS);
	assert_int_equal(password_verify(NULL, RIGHT), ERR_CREDENTIALS);
}

static double
cost(const char *hash)
{
	struct timespec a, b;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &a);
	assert_int_equal(password_verify(hash, "Неверный-Пароль"),
			 ERR_CREDENTIALS);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &b);
	return (double)(b.tv_sec - a.tv_sec) +
	       (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

/* An unknown user must not be told by the time: far apart would be a bug. */
static void
test_same_cost(void **state)
{
	char hash[PASSWORD_HASH_MAX];
	double known = 0, unknown = 0;

	(void)state;
	assert_int_equal(password_hash(RIGHT, hash), ERR_OK);
	for (int i = 0; i < 3; i++) {
		known += cost(hash);
		unknown += cost(NULL);
	}
	assert_true(unknown > known / 3 && unknown < known * 3);
}

static atomic_int refused, answered;

static void *
caller(void *arg)
{
	enum err_code code = password_verify(NULL, RIGHT);

	atomic_fetch_add(code == ERR_BUSY ? &refused : &answered, 1);
	return arg;
}

/* A crowd is answered or told to come back; nobody is forgotten. */
static void
test_crowd(void **state)
{
	pthread_t thread[40];

	(void)state;
	for (int i = 0; i < 40; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, caller, NULL),
				 0);
	for (int i = 0; i < 40; i++)
		pthread_join(thread[i], NULL);
	assert_int_equal(refused + answered, 40);
	assert_true(answered >= 2);
	assert_true(refused > 0);
	assert_int_equal(password_verify(NULL, RIGHT), ERR_CREDENTIALS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_length),    cmocka_unit_test(test_common),
	    cmocka_unit_test(test_made),      cmocka_unit_test(test_verify),
	    cmocka_unit_test(test_same_cost), cmocka_unit_test(test_crowd),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
