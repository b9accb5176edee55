#include "unit.h"

#include <string.h>

#include "claim.h"

#define NOW INT64_C(1000000)

/* Every way to come to something that can be claimed. */
static const struct {
	const char *name;
	struct claim claim;
	bool waits;
	const char *login;
	int64_t token;
	enum err_code code;
} row[] = {
    {"its holder", {"a", 7, 1, NOW + 1}, false, "a", 7, ERR_OK},
    {"an older token", {"a", 7, 1, NOW + 1}, false, "a", 6, ERR_TOKEN_STALE},
    {"no token", {"a", 7, 1, NOW + 1}, false, "a", 0, ERR_FIELDS},
    {"another", {"a", 7, 1, NOW + 1}, false, "b", 7, ERR_CLAIMED},
    {"another, without", {"a", 7, 1, NOW + 1}, false, "b", 0, ERR_CLAIMED},
    {"the lease is over", {"a", 7, 1, NOW}, false, "a", 7, ERR_TOKEN_STALE},
    {"it waits", {NULL, 7, 0, 0}, true, "b", 0, ERR_OK},
    {"it waits again", {NULL, 7, 0, 0}, true, "a", 7, ERR_TOKEN_STALE},
    {"it is past that", {NULL, 7, 0, 0}, false, "a", 7, ERR_OK},
    {"past that, older", {NULL, 7, 0, 0}, false, "a", 6, ERR_TOKEN_STALE},
    {"past that, without", {NULL, 7, 0, 0}, false, "b", 0, ERR_OK},
};

static struct claimed
thing(const struct claim *c, bool waits)
{
	return (struct claimed){
	    .claim = c,
	    .waits = waits,
	    .version = 3,
	    .updated_by = "c",
	    .updated_at_ms = 2,
	};
}

static void
test_check(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct claimed x = thing(&row[i].claim, row[i].waits);
		bool held = row[i].claim.by != NULL;
		struct err err = {0};
		enum err_code code =
		    claim_check(&x, row[i].login, row[i].token, NOW, &err);

		if (code != row[i].code)
			fail_msg("%s: %d", row[i].name, code);
		assert_int_equal(err_has(&err.fields, "/token"),
				 code == ERR_FIELDS);
		if (code != ERR_CLAIMED && code != ERR_TOKEN_STALE)
			continue;
		assert_string_equal(err.by, held ? "a" : "c");
		assert_int_equal(err.since_ms, held ? 1 : 2);
	}
}

static void
test_life(void **state)
{
	struct claim c = {.token = 4};

	(void)state;
	assert_false(claim_in_force(&c, NOW));
	claim_take(&c, "a", NOW, 10);
	assert_string_equal(c.by, "a");
	assert_int_equal(c.token, 5);
	assert_int_equal(c.since_ms, NOW);
	assert_true(claim_in_force(&c, NOW + 9));
	assert_false(claim_in_force(&c, NOW + 10));
	claim_end(&c);
	assert_null(c.by);
	assert_int_equal(c.token, 5);
	assert_int_equal(c.expires_at_ms, 0);
}

static void
test_version(void **state)
{
	const struct claim c = {.token = 1};
	struct claimed x = thing(&c, true);
	struct err err = {0};

	(void)state;
	assert_int_equal(claim_version(&x, 0, &err), ERR_OK);
	assert_int_equal(claim_version(&x, 3, &err), ERR_OK);
	assert_int_equal(claim_version(&x, 2, &err), ERR_STALE);
	assert_string_equal(err.by, "c");
	assert_int_equal(err.since_ms, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_check),
	    cmocka_unit_test(test_life),
	    cmocka_unit_test(test_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
