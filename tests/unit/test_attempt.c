#include "unit.h"

#include <string.h>

#include "attempt.h"
#include "units.h"

#define NOW (100 * DAY_MS)

static const struct {
	struct attempt attempt;
	const char *pointer; /* NULL: fine */
	const char *code;
} row[] = {
    {{"reached", 0}, NULL, NULL},
    {{"no_answer", NOW + 1}, NULL, NULL},
    {{"busy", NOW + DAY_MS}, NULL, NULL},
    {{NULL, 0}, "/outcome", "required"},
    {{"asleep", 0}, "/outcome", "unknown_code"},
    {{"busy", NOW}, "/next_at", "in_past"},
    {{"busy", NOW + DAY_MS + 1}, "/next_at", "too_far"},
};

static void
test_check(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct field_errors errs = {.n = 0};
		enum err_code code = attempt_check(&row[i].attempt, NOW, &errs);

		if (row[i].pointer == NULL) {
			assert_int_equal(code, ERR_OK);
			continue;
		}
		assert_int_equal(code, ERR_FIELDS);
		assert_int_equal(errs.n, 1);
		assert_string_equal(errs.item[0].pointer, row[i].pointer);
		assert_string_equal(errs.item[0].code, row[i].code);
	}
}

/* A voice, and nothing else, keeps the promise: voicemail has no name here. */
static void
test_live(void **state)
{
	size_t live = 0, n = 0;

	(void)state;
	for (; attempt_outcome(n) != NULL; n++)
		live += attempt_live(attempt_outcome(n));
	assert_int_equal(n, 4);
	assert_int_equal(live, 1);
	assert_true(attempt_live("reached"));
	assert_false(attempt_live("asleep"));
	assert_false(attempt_live(NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_check),
	    cmocka_unit_test(test_live),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
