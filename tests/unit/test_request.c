#include "unit.h"

#include "request.h"

static void
test_states(void **state)
{
	(void)state;
	for (int s = 0; s < REQUEST_STATE__COUNT; s++)
		assert_int_equal(
		    request_state_of(request_state_name((enum request_state)s)),
		    s);
	assert_string_equal(request_state_name(REQUEST_EN_ROUTE), "en_route");
	assert_null(request_state_name(REQUEST_STATE__COUNT));
	assert_int_equal(request_state_of("lost"), REQUEST_STATE__COUNT);
	assert_int_equal(request_state_of(NULL), REQUEST_STATE__COUNT);
	assert_true(request_state_active(REQUEST_NOT_DONE));
	assert_false(request_state_active(REQUEST_CLOSED));
	assert_false(request_state_active(REQUEST_STATE__COUNT));
}

static void
test_flags(void **state)
{
	(void)state;
	assert_string_equal(request_flag_name(REQUEST_FLAG_BIT_FREE_TEXT),
			    "free_text_service");
	assert_string_equal(request_flag_name(REQUEST_FLAG_BIT_LEASE_EXPIRED),
			    "lease_expired");
	assert_null(request_flag_name(REQUEST_FLAG_BIT__COUNT));
}

static void
test_answers(void **state)
{
	(void)state;
	for (int a = ANSWER_YES; a <= ANSWER_NOT_ASKED; a++)
		assert_int_equal(
		    request_answer_of(request_answer_name((enum answer)a)), a);
	assert_null(request_answer_name(ANSWER_NONE));
	assert_null(request_answer_name(ANSWER_NOT_ASKED + 1));
	assert_int_equal(request_answer_of("maybe"), ANSWER_NONE);
	assert_int_equal(request_answer_of(NULL), ANSWER_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_states),
	    cmocka_unit_test(test_flags),
	    cmocka_unit_test(test_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
