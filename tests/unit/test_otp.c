#include "unit.h"

#include <string.h>

#include "otp.h"
#include "units.h"

static const unsigned char secret[OTP_SECRET_BYTES + 1] =
    "12345678901234567890"; /* of RFC 6238, appendix B */

/* The last six digits of the eight the standard prints. */
static const struct {
	int64_t at_s;
	const char *code;
} vector[] = {
    {59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
    {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"},
};

static int64_t
step_at(int64_t at_s, const char *code, int64_t last)
{
	return otp_step(secret, code, at_s * SECOND_MS, last);
}

static void
test_vectors(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(vector); i++)
		if (step_at(vector[i].at_s, vector[i].code, 0) !=
		    vector[i].at_s / OTP_STEP_S)
			fail_msg("row %zu", i);
}

/* A clock may be half a minute off, either way, and no more. */
static void
test_window(void **state)
{
	const int64_t at_s = 1111111109, step = at_s / OTP_STEP_S;
	const int64_t from = step * OTP_STEP_S;

	(void)state;
	assert_int_equal(step_at(from - 31, "081804", 0), 0);
	assert_int_equal(step_at(from - 30, "081804", 0), step);
	assert_int_equal(step_at(from + 59, "081804", 0), step);
	assert_int_equal(step_at(from + 60, "081804", 0), 0);
	assert_int_equal(step_at(at_s, "081805", 0), 0);
	assert_int_equal(step_at(at_s, "181804", 0), 0);
}

static void
test_used_once(void **state)
{
	const int64_t at_s = 1111111109, step = at_s / OTP_STEP_S;

	(void)state;
	assert_int_equal(step_at(at_s, "081804", step - 1), step);
	assert_int_equal(step_at(at_s, "081804", step), 0);
	assert_int_equal(step_at(at_s, "081804", step + 5), 0);
}

static const struct {
	const char *typed;
	enum otp_kind kind;
	const char *read;
} typed[] = {
    {"287082", OTP_APP, "287082"},
    {" 287 082 ", OTP_APP, "287082"},
    {"287-082", OTP_APP, "287082"},
    {"28708", OTP_NONE, NULL},
    {"2870822", OTP_NONE, NULL},
    {"28708a", OTP_NONE, NULL},
    {"", OTP_NONE, NULL},
    {"abcde-23456", OTP_RECOVERY, "abcde23456"},
    {"ABCDE 23456", OTP_RECOVERY, "abcde23456"},
    {"2345678923", OTP_RECOVERY, "2345678923"},
    {"abcde-234567", OTP_NONE, NULL},
    {"abcde+2345", OTP_NONE, NULL},
    {"abcde{2345", OTP_NONE, NULL},
    {"код-код", OTP_NONE, NULL},
};

static void
test_read(void **state)
{
	char out[OTP_RECOVERY_LEN + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(typed); i++) {
		if (otp_read(typed[i].typed, out) != typed[i].kind)
			fail_msg("row %zu: %s", i, typed[i].typed);
		if (typed[i].read != NULL)
			assert_string_equal(out, typed[i].read);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_vectors),
	    cmocka_unit_test(test_window),
	    cmocka_unit_test(test_used_once),
	    cmocka_unit_test(test_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
