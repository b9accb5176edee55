#include <string.h>

#include "task.h"
#include "transition.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const char *const kind_name[] = {
#define X(name, wire) wire,
    TASK_KINDS(X)
#undef X
};

static const struct {
	const char *name;
	bool active;
} state[] = {
#define X(name, wire, active) [TASK_##name] = {wire, active},
    TASK_STATES(X)
#undef X
};

static const char *const action_name[] = {
#define X(name, wire) [TASK_ACT_##name] = wire,
    TASK_ACTIONS(X)
#undef X
};

static bool
one_of(const char *s, const char *const *name, size_t n)
{
	for (size_t i = 0; s != NULL && i < n; i++)
		if (strcmp(name[i], s) == 0)
			return true;
	return false;
}

const char *
task_state_name(enum task_state s)
{
	return (size_t)s < COUNT(state) ? state[s].name : NULL;
}

enum task_state
task_state_of(const char *name)
{
	enum task_state s = 0;

	while (s < TASK_STATE__COUNT &&
	       (name == NULL || strcmp(state[s].name, name) != 0))
		s++;
	return s;
}

bool
task_state_active(enum task_state s)
{
	return (size_t)s < COUNT(state) && state[s].active;
}

const char *
task_action_name(enum task_action a)
{
	return (size_t)a < COUNT(action_name) ? action_name[a] : NULL;
}

bool
task_kind_known(const char *name)
{
	return one_of(name, kind_name, COUNT(kind_name));
}

/* --- the life of a task ----------------------------------------------- */

#define FROM(name) (1u << TASK_##name)
#define NOWHERE (1u << TASK_STATE__COUNT) /* not made yet */
#define PEOPLE (ROLE_OPERATOR | ROLE_DISPATCHER)
#define OPEN (FROM(WAITING) | FROM(CLAIMED) | FROM(RETRY))

static const struct transition step[] = {
    {NOWHERE, TASK_ACT_CREATE, TASK_WAITING, PEOPLE | ROLE_SYSTEM},
    {FROM(WAITING) | FROM(RETRY), TASK_ACT_CLAIM, TASK_CLAIMED, PEOPLE},
    {FROM(CLAIMED), TASK_ACT_TAKEOVER, TASK_CLAIMED, PEOPLE},
    {FROM(CLAIMED), TASK_ACT_RELEASE, TASK_WAITING, PEOPLE},
    {FROM(CLAIMED), TASK_ACT_EXPIRE, TASK_WAITING, ROLE_SYSTEM},
    {FROM(RETRY), TASK_ACT_AGAIN, TASK_WAITING, ROLE_SYSTEM},
    {FROM(CLAIMED), TASK_ACT_ATTEMPT, TASK_CLAIMED, PEOPLE},
    {FROM(CLAIMED), TASK_ACT_MISS, TASK_RETRY, PEOPLE},
    {FROM(CLAIMED), TASK_ACT_HANDOVER, TASK_WAITING, PEOPLE},
    {FROM(CLAIMED), TASK_ACT_PASS, TASK_CLAIMED, PEOPLE},
    {FROM(CLAIMED), TASK_ACT_CLOSE, TASK_DONE, PEOPLE},
    {OPEN, TASK_ACT_CANCEL, TASK_CANCELLED, PEOPLE},
};

enum err_code
task_next(enum task_state from, enum task_action action, unsigned roles,
	  enum task_state *to)
{
	static const struct transitions table = {step, COUNT(step)};
	unsigned next;
	enum err_code code = transition_next(
	    &table, &(struct transition_ask){from, action, roles}, &next);

	if (code == ERR_OK)
		*to = (enum task_state)next;
	return code;
}

bool
task_undoable(enum task_action action)
{
	return action == TASK_ACT_CLAIM || action == TASK_ACT_CLOSE ||
	       action == TASK_ACT_CANCEL;
}

/* --- reasons ---------------------------------------------------------- */

static const char *const handover[] = {
    "wrong_queue", "needs_specialist", "asked_for", "no_time", "other",
};

static const char *const cancel[] = {
    "called_again",
    "duplicate",
    "data_error",
    "not_wanted",
};

/* Nobody says of a caller who was not reached that the matter is solved. */
#define UNREACHABLE "unreachable"

static const char *const outcome[] = {
    "solved", "booked", "referred", "visit", "not_needed", UNREACHABLE,
};

static const struct {
	const char *const *code;
	size_t count;
} reasons[TASK_ACT__COUNT] = {
    [TASK_ACT_HANDOVER] = {handover, COUNT(handover)},
    [TASK_ACT_PASS] = {handover, COUNT(handover)},
    [TASK_ACT_CLOSE] = {outcome, COUNT(outcome)},
    [TASK_ACT_CANCEL] = {cancel, COUNT(cancel)},
};

const char *const *
task_reasons(enum task_action action, size_t *count)
{
	*count = reasons[action].count;
	return reasons[action].code;
}

bool
task_reason_ok(enum task_action action, const char *code)
{
	return one_of(code, reasons[action].code, reasons[action].count);
}

bool
task_contact_needed(const char *code)
{
	return code != NULL && strcmp(code, UNREACHABLE) != 0;
}

/* --- queues ----------------------------------------------------------- */

struct promise_clock
task_clock(const struct rulebook *book, const struct task_queue *queue)
{
	return (struct promise_clock){
	    .zone = &book->clinic_zone,
	    .hours = &queue->hours,
	    .target_min = queue->target_min,
	    .deadline_min = queue->deadline_min,
	    .amber_min = queue->target_min * 2 / 3,
	};
}

/* The day ${d} of the clinic as the hours ${own} leave it. */
static struct calendar_day
cut_day(const struct calendar_day *d, const struct task_hours *own)
{
	struct calendar_day out = *d;
	int weekday = civil_weekday(d->date) - 1;

	if (out.open_min < own->open_min)
		out.open_min = own->open_min;
	if (out.close_min > own->close_min)
		out.close_min = own->close_min;
	if (!(own->weekdays & 1u << weekday) || out.close_min < out.open_min)
		out.close_min = out.open_min;
	return out;
}

bool
task_hours_make(const struct rulebook *book, const struct task_hours *own,
		struct service_hours *out)
{
	const struct service_hours *clinic = &book->hours;
	struct calendar_day *day =
	    ARENA_ARRAY(book->arena, struct calendar_day, clinic->day_count);

	*out =
	    (struct service_hours){.day = day, .day_count = clinic->day_count};
	if (day == NULL)
		return false;
	for (size_t i = 0; i < COUNT(out->week); i++) {
		out->week[i].open_min = own->open_min;
		out->week[i].close_min =
		    own->weekdays & 1u << i ? own->close_min : own->open_min;
	}
	for (size_t i = 0; i < clinic->day_count; i++)
		day[i] = cut_day(&clinic->day[i], own);
	return true;
}

const struct task_queue *
task_queue_for(const struct rulebook *book, const char *kind)
{
	for (size_t i = 0; i < book->queue_count; i++) {
		const struct task_queue *q = &book->queue[i];

		if (q->takes != NULL && strcmp(q->takes, kind) == 0)
			return q;
	}
	return book->queue_count != 0 ? &book->queue[0] : NULL;
}
