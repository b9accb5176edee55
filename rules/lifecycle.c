#include <string.h>

#include "lifecycle.h"
#include "transition.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Sets of states, one bit each. */
#define FROM(name) (1u << REQUEST_##name)
#define ANY_STATE ((1u << REQUEST_STATE__COUNT) - 1)
#define NOWHERE (1u << REQUEST_STATE__COUNT) /* not posted yet */
#define SAME TRANSITION_SAME                 /* the state stays */

enum {
#define X(name, wire, active) ACTIVE_##name = (active) ? FROM(name) : 0,
	REQUEST_STATES(X)
#undef X
#define X(name, wire, active) | ACTIVE_##name
	    ANY_ACTIVE = 0 REQUEST_STATES(X)
#undef X
};

/* DOMAIN §5.  An action may have several rows; the first that fits counts. */
static const struct transition step[] = {
    {NOWHERE, LIFECYCLE_POST, REQUEST_QUEUED, ROLE_OPERATOR},
    {FROM(QUEUED) | FROM(UNREACHABLE), LIFECYCLE_CLAIM, REQUEST_CLAIMED,
     ROLE_DISPATCHER},
    {FROM(CLAIMED), LIFECYCLE_TAKEOVER, REQUEST_CLAIMED, ROLE_DISPATCHER},
    {FROM(CLAIMED), LIFECYCLE_RELEASE, REQUEST_QUEUED, ROLE_DISPATCHER},
    {FROM(CLAIMED), LIFECYCLE_HANDOVER, REQUEST_CLAIMED, ROLE_DISPATCHER},
    {FROM(CLAIMED), LIFECYCLE_HANDOVER_QUEUE, REQUEST_QUEUED, ROLE_DISPATCHER},
    {FROM(CLAIMED), LIFECYCLE_EXPIRE, REQUEST_QUEUED, ROLE_SYSTEM},
    {FROM(UNREACHABLE), LIFECYCLE_RETRY, REQUEST_QUEUED, ROLE_SYSTEM},
    {FROM(CLAIMED), LIFECYCLE_ATTEMPT, SAME, ROLE_DISPATCHER},
    {FROM(CLAIMED), LIFECYCLE_MISS, REQUEST_UNREACHABLE, ROLE_DISPATCHER},
    {FROM(CLAIMED), LIFECYCLE_SCHEDULE, REQUEST_SCHEDULED, ROLE_DISPATCHER},
    {FROM(SCHEDULED) | FROM(EN_ROUTE), LIFECYCLE_REPLAN, REQUEST_CLAIMED,
     ROLE_DISPATCHER},
    {FROM(SCHEDULED), LIFECYCLE_DEPART, REQUEST_EN_ROUTE, ROLE_DISPATCHER},
    {FROM(EN_ROUTE), LIFECYCLE_ARRIVE, REQUEST_ON_SITE, ROLE_DISPATCHER},
    {FROM(ON_SITE), LIFECYCLE_FINISH, REQUEST_DONE, ROLE_DISPATCHER},
    {FROM(ON_SITE), LIFECYCLE_FAIL, REQUEST_NOT_DONE, ROLE_DISPATCHER},
    {FROM(NOT_DONE), LIFECYCLE_REVISIT, REQUEST_CLAIMED, ROLE_DISPATCHER},
    {FROM(DONE) | FROM(NOT_DONE), LIFECYCLE_CLOSE, REQUEST_CLOSED,
     ROLE_DISPATCHER},
#define END(name, to)                                                          \
	{FROM(QUEUED), LIFECYCLE_##name, REQUEST_##to,                         \
	 ROLE_OPERATOR | ROLE_DISPATCHER},                                     \
	{                                                                      \
		ANY_ACTIVE, LIFECYCLE_##name, REQUEST_##to, ROLE_DISPATCHER    \
	}
    END(CANCEL, CANCELLED),
    END(DECLINE, DECLINED),
    END(REFER, REFERRED),
    END(MARK_DUPLICATE, DUPLICATE),
    END(EMERGENCY, EMERGENCY),
#undef END
    {FROM(QUEUED) | FROM(CLAIMED) | FROM(UNREACHABLE) | FROM(SCHEDULED) |
	 FROM(EN_ROUTE) | FROM(ON_SITE),
     LIFECYCLE_CHANGE_ZONE, SAME, ROLE_DISPATCHER | ROLE_ADMIN},
    {FROM(SCHEDULED) | FROM(EN_ROUTE), LIFECYCLE_CHANGE_ZONE_REPLAN,
     REQUEST_CLAIMED, ROLE_DISPATCHER},
    {ANY_ACTIVE, LIFECYCLE_CONFIRM_PRICE, SAME, ROLE_DISPATCHER},
    {FROM(QUEUED), LIFECYCLE_CORRECT, SAME, ROLE_OPERATOR},
    {FROM(CLAIMED), LIFECYCLE_CORRECT, SAME, ROLE_DISPATCHER},
    {ANY_STATE, LIFECYCLE_NOTE, SAME, ROLE_OPERATOR | ROLE_DISPATCHER},
};

enum err_code
lifecycle_next(enum request_state from, enum lifecycle_action action,
	       unsigned roles, enum request_state *to)
{
	static const struct transitions table = {step, COUNT(step)};
	unsigned next;
	enum err_code rc = transition_next(
	    &table, &(struct transition_ask){from, action, roles}, &next);

	if (rc == ERR_OK)
		*to = (enum request_state)next;
	return rc;
}

bool
lifecycle_undoable(enum lifecycle_action action)
{
	static const bool undoable[LIFECYCLE_ACTION__COUNT] = {
	    [LIFECYCLE_CLAIM] = true,     [LIFECYCLE_CLOSE] = true,
	    [LIFECYCLE_CANCEL] = true,    [LIFECYCLE_DECLINE] = true,
	    [LIFECYCLE_REFER] = true,     [LIFECYCLE_MARK_DUPLICATE] = true,
	    [LIFECYCLE_EMERGENCY] = true,
	};

	return undoable[action];
}

const char *
lifecycle_action_name(enum lifecycle_action a)
{
	static const char *const name[] = {
#define X(name, wire) [LIFECYCLE_##name] = wire,
	    LIFECYCLE_ACTIONS(X)
#undef X
	};

	return (size_t)a < COUNT(name) ? name[a] : NULL;
}

#define BY_PATIENT                                                             \
	"better", "went_elsewhere", "price", "too_late", "changed_mind",       \
	    "moved", "hospitalised"
#define BY_CLINIC "unreachable", "no_medic", "weather", "safety", "data_error"

static const char *const cancel[] = {BY_PATIENT, BY_CLINIC};
static const char *const by_patient[] = {BY_PATIENT};
static const char *const by_clinic[] = {BY_CLINIC};

static const char *const decline[] = {
    "not_done_at_home", "condition_not_met", "outside_area", "debt",
    "no_staff",         "aggressive_caller",
};

static const char *const replan[] = {
    "patient_asked", "medic_ill", "medic_late", "no_medic", "data_error",
};

static const char *const after_done[] = {
    "helped",
    "follow_up",
    "hospitalised",
};
static const char *const after_not_done[] = {
    "no_visit",
    "went_elsewhere",
    "hospitalised",
};

static const char *const fail[] = {
    "address_not_found",
    "nobody_home",
    "refused",
    "no_legal_representative",
    "unsafe",
    "worse_called_103",
    "equipment",
};

static const struct {
	const char *const *code;
	size_t count;
} reasons[LIFECYCLE_ACTION__COUNT] = {
    [LIFECYCLE_CANCEL] = {cancel, COUNT(cancel)},
    [LIFECYCLE_DECLINE] = {decline, COUNT(decline)},
    [LIFECYCLE_FAIL] = {fail, COUNT(fail)},
    [LIFECYCLE_REPLAN] = {replan, COUNT(replan)},
};

const char *const *
lifecycle_reasons(enum lifecycle_action action, size_t *count)
{
	*count = reasons[action].count;
	return reasons[action].code;
}

const char *const *
lifecycle_cancel_by(enum lifecycle_side side, size_t *count)
{
	bool patient = side == LIFECYCLE_BY_PATIENT;

	*count = patient ? COUNT(by_patient) : COUNT(by_clinic);
	return patient ? by_patient : by_clinic;
}

const char *const *
lifecycle_outcomes(enum request_state from, size_t *count)
{
	*count = 0;
	if (from != REQUEST_DONE && from != REQUEST_NOT_DONE)
		return NULL;
	*count =
	    from == REQUEST_DONE ? COUNT(after_done) : COUNT(after_not_done);
	return from == REQUEST_DONE ? after_done : after_not_done;
}

static bool
one_of(const char *const *code, size_t count, const char *given)
{
	for (size_t i = 0; given != NULL && i < count; i++)
		if (strcmp(code[i], given) == 0)
			return true;
	return false;
}

bool
lifecycle_outcome_ok(enum request_state from, const char *outcome)
{
	size_t count;
	const char *const *code = lifecycle_outcomes(from, &count);

	return one_of(code, count, outcome);
}

bool
lifecycle_reason_ok(enum lifecycle_action action, const char *reason)
{
	size_t count;
	const char *const *code = lifecycle_reasons(action, &count);

	return count == 0 || one_of(code, count, reason);
}
