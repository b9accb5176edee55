#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "lifecycle.h"

/*
 * The table of DOMAIN §5 written a second time, step by step in words, and
 * every cell of state × action × role compared with it.
 */
static const char *const allowed[] = {
    "(new) post operator queued",
    "queued claim dispatcher claimed",
    "unreachable claim dispatcher claimed",
    "claimed takeover dispatcher claimed",
    "claimed release dispatcher queued",
    "claimed handover dispatcher claimed",
    "claimed handover_queue dispatcher queued",
    "claimed expire system queued",
    "unreachable retry system queued",
    "claimed attempt dispatcher claimed",
    "claimed miss dispatcher unreachable",
    "claimed schedule dispatcher scheduled",
    "scheduled replan dispatcher claimed",
    "en_route replan dispatcher claimed",
    "scheduled depart dispatcher en_route",
    "en_route arrive dispatcher on_site",
    "on_site finish dispatcher done",
    "on_site fail dispatcher not_done",
    "not_done revisit dispatcher claimed",
    "done close dispatcher closed",
    "not_done close dispatcher closed",
    "queued cancel operator cancelled",
    "queued decline operator declined",
    "queued refer operator referred",
    "queued mark_duplicate operator duplicate",
    "queued emergency operator emergency",
    "queued change_zone dispatcher queued",
    "queued change_zone admin queued",
    "claimed change_zone dispatcher claimed",
    "claimed change_zone admin claimed",
    "unreachable change_zone dispatcher unreachable",
    "unreachable change_zone admin unreachable",
    "scheduled change_zone dispatcher scheduled",
    "scheduled change_zone admin scheduled",
    "en_route change_zone dispatcher en_route",
    "en_route change_zone admin en_route",
    "on_site change_zone dispatcher on_site",
    "on_site change_zone admin on_site",
    "scheduled change_zone_replan dispatcher claimed",
    "en_route change_zone_replan dispatcher claimed",
    "queued correct operator queued",
    "claimed correct dispatcher claimed",
};

static const char *const ending[][2] = {
    {"cancel", "cancelled"},    {"decline", "declined"},
    {"refer", "referred"},      {"mark_duplicate", "duplicate"},
    {"emergency", "emergency"},
};

static const char *const active[] = {
    "queued",   "claimed", "unreachable", "scheduled",
    "en_route", "on_site", "done",        "not_done",
};

static const struct {
	unsigned role;
	const char *name;
} role[] = {
    {ROLE_OPERATOR, "operator"},
    {ROLE_DISPATCHER, "dispatcher"},
    {ROLE_ADMIN, "admin"},
    {ROLE_SYSTEM, "system"},
};

/* Where the step leads by the words above; NULL: nowhere. */
static const char *
expected(const char *from, const char *action, const char *who)
{
	char step[128];
	size_t n;

	snprintf(step, sizeof(step), "%s %s %s ", from, action, who);
	n = strlen(step);
	for (size_t i = 0; i < COUNT(allowed); i++)
		if (strncmp(allowed[i], step, n) == 0)
			return allowed[i] + n;
	if (strcmp(action, "confirm_price") == 0 &&
	    strcmp(who, "dispatcher") == 0)
		for (size_t i = 0; i < COUNT(active); i++)
			if (strcmp(from, active[i]) == 0)
				return from;
	if (strcmp(action, "note") == 0 && strcmp(from, "(new)") != 0 &&
	    (strcmp(who, "operator") == 0 || strcmp(who, "dispatcher") == 0))
		return from;
	for (size_t i = 0; i < COUNT(active); i++)
		for (size_t k = 0; k < COUNT(ending); k++)
			if (strcmp(who, "dispatcher") == 0 &&
			    strcmp(from, active[i]) == 0 &&
			    strcmp(action, ending[k][0]) == 0)
				return ending[k][1];
	return NULL;
}

static const char *
state_name(enum request_state s)
{
	return s == REQUEST_STATE__COUNT ? "(new)" : request_state_name(s);
}

/* One column of the matrix: all roles, together and one by one. */
static void
check_cell(enum request_state from, enum lifecycle_action action)
{
	const char *name = lifecycle_action_name(action);
	bool anybody = false;
	enum request_state to;
	enum err_code rc;

	for (size_t r = 0; r < COUNT(role); r++)
		anybody |=
		    expected(state_name(from), name, role[r].name) != NULL;
	for (size_t r = 0; r < COUNT(role); r++) {
		const char *want =
		    expected(state_name(from), name, role[r].name);

		rc = lifecycle_next(from, action, role[r].role, &to);
		if (want == NULL)
			assert_int_equal(rc,
					 anybody ? ERR_FORBIDDEN : ERR_STATE);
		else if (rc != ERR_OK || strcmp(state_name(to), want) != 0)
			fail_msg("%s %s %s", state_name(from), name,
				 role[r].name);
	}
	rc = lifecycle_next(from, action, 15, &to);
	assert_int_equal(rc, anybody ? ERR_OK : ERR_STATE);
	rc = lifecycle_next(from, action, 0, &to);
	assert_int_equal(rc, anybody ? ERR_FORBIDDEN : ERR_STATE);
}

static void
test_matrix(void **state)
{
	(void)state;
	for (int s = 0; s <= REQUEST_STATE__COUNT; s++)
		for (int a = 0; a < LIFECYCLE_ACTION__COUNT; a++)
			check_cell((enum request_state)s,
				   (enum lifecycle_action)a);
}

/* A final state has no way out, whoever asks. */
static void
test_final(void **state)
{
	enum request_state to;

	(void)state;
	for (int s = 0; s < REQUEST_STATE__COUNT; s++) {
		if (request_state_active((enum request_state)s))
			continue;
		for (int a = 0; a < LIFECYCLE_ACTION__COUNT; a++)
			if (lifecycle_next((enum request_state)s,
					   (enum lifecycle_action)a, 15,
					   &to) == ERR_OK)
				assert_int_equal(to, s);
	}
}

static void
test_reasons(void **state)
{
	static const char *const cancel[] = {
	    "better",       "went_elsewhere", "price",        "too_late",
	    "changed_mind", "moved",          "hospitalised", "unreachable",
	    "no_medic",     "weather",        "safety",       "data_error"};
	static const char *const decline[] = {
	    "not_done_at_home", "condition_not_met", "outside_area", "debt",
	    "no_staff",         "aggressive_caller"};
	static const char *const fail[] = {"address_not_found",
					   "nobody_home",
					   "refused",
					   "no_legal_representative",
					   "unsafe",
					   "worse_called_103",
					   "equipment"};
	static const char *const replan[] = {"patient_asked", "medic_ill",
					     "medic_late", "no_medic",
					     "data_error"};
	static const struct {
		enum lifecycle_action action;
		const char *const *code;
		size_t count;
	} row[] = {
	    {LIFECYCLE_CANCEL, cancel, COUNT(cancel)},
	    {LIFECYCLE_DECLINE, decline, COUNT(decline)},
	    {LIFECYCLE_FAIL, fail, COUNT(fail)},
	    {LIFECYCLE_REPLAN, replan, COUNT(replan)},
	};
	size_t count;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		assert_non_null(lifecycle_reasons(row[i].action, &count));
		assert_int_equal(count, row[i].count);
		for (size_t k = 0; k < row[i].count; k++)
			assert_true(
			    lifecycle_reason_ok(row[i].action, row[i].code[k]));
		assert_false(lifecycle_reason_ok(row[i].action, "whim"));
		assert_false(lifecycle_reason_ok(row[i].action, NULL));
	}
	assert_string_equal(
	    lifecycle_cancel_by(LIFECYCLE_BY_PATIENT, &count)[0], "better");
	assert_int_equal(count, 7);
	assert_string_equal(lifecycle_cancel_by(LIFECYCLE_BY_CLINIC, &count)[0],
			    "unreachable");
	assert_int_equal(count, 5);
	assert_false(lifecycle_reason_ok(LIFECYCLE_CANCEL, "debt"));
	assert_null(lifecycle_reasons(LIFECYCLE_RELEASE, &count));
	assert_true(lifecycle_reason_ok(LIFECYCLE_RELEASE, "lunch"));
	assert_true(lifecycle_reason_ok(LIFECYCLE_RELEASE, NULL));
	assert_null(lifecycle_action_name(LIFECYCLE_ACTION__COUNT));
}

/* A claim and every end; what others already build on, not. */
static void
test_undoable(void **state)
{
	static const char *const undoable[] = {
	    "claim", "close",          "cancel",    "decline",
	    "refer", "mark_duplicate", "emergency",
	};

	(void)state;
	for (int a = 0; a < LIFECYCLE_ACTION__COUNT; a++) {
		const char *name =
		    lifecycle_action_name((enum lifecycle_action)a);
		bool wanted = false;

		for (size_t i = 0; i < COUNT(undoable); i++)
			wanted |= strcmp(undoable[i], name) == 0;
		assert_int_equal(lifecycle_undoable((enum lifecycle_action)a),
				 wanted);
	}
}

/* How a visit ended says how its request may be closed. */
static void
test_outcomes(void **state)
{
	size_t count;

	(void)state;
	for (int s = 0; s < REQUEST_STATE__COUNT; s++) {
		enum request_state from = (enum request_state)s;
		bool over = from == REQUEST_DONE || from == REQUEST_NOT_DONE;

		assert_int_equal(lifecycle_outcomes(from, &count) != NULL,
				 over);
		assert_int_equal(count, over ? 3 : 0);
		assert_int_equal(lifecycle_outcome_ok(from, "hospitalised"),
				 over);
		assert_int_equal(lifecycle_outcome_ok(from, "helped"),
				 from == REQUEST_DONE);
		assert_int_equal(lifecycle_outcome_ok(from, "no_visit"),
				 from == REQUEST_NOT_DONE);
		assert_false(lifecycle_outcome_ok(from, NULL));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_matrix),   cmocka_unit_test(test_final),
	    cmocka_unit_test(test_reasons),  cmocka_unit_test(test_outcomes),
	    cmocka_unit_test(test_undoable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
