#include <string.h>

#include "request.h"

static const struct {
	const char *name;
	bool active;
} state[] = {
#define X(name, wire, active) [REQUEST_##name] = {wire, active},
    REQUEST_STATES(X)
#undef X
};

static const char *const flag_name[] = {
#define X(name, wire) [REQUEST_FLAG_BIT_##name] = wire,
    REQUEST_FLAGS(X)
#undef X
};

static const char *const answer_name[] = {
    [ANSWER_YES] = "yes",
    [ANSWER_NO] = "no",
    [ANSWER_DONT_KNOW] = "dont_know",
    [ANSWER_NOT_ASKED] = "not_asked",
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

const struct quote *
request_price(const struct request *q)
{
	return q->agreed_at_ms != 0 ? &q->agreed : &q->quote;
}

const char *
request_state_name(enum request_state s)
{
	return (size_t)s < COUNT(state) ? state[s].name : NULL;
}

enum request_state
request_state_of(const char *name)
{
	size_t i = 0;

	while (i < COUNT(state) &&
	       (name == NULL || strcmp(state[i].name, name) != 0))
		i++;
	return (enum request_state)i;
}

bool
request_state_active(enum request_state s)
{
	return (size_t)s < COUNT(state) && state[s].active;
}

const char *
request_flag_name(enum request_flag_bit bit)
{
	return (size_t)bit < COUNT(flag_name) ? flag_name[bit] : NULL;
}

const char *
request_answer_name(enum answer a)
{
	return (size_t)a < COUNT(answer_name) ? answer_name[a] : NULL;
}

enum answer
request_answer_of(const char *name)
{
	for (size_t i = ANSWER_YES; name != NULL && i < COUNT(answer_name); i++)
		if (strcmp(answer_name[i], name) == 0)
			return (enum answer)i;
	return ANSWER_NONE;
}
