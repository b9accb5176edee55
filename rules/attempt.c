#include <string.h>

#include "attempt.h"
#include "units.h"

#define NEXT_MAX_MS DAY_MS /* the furthest next call */

static const struct {
	const char *name;
	bool live;
} outcome[] = {
    {"reached", true},
    {"no_answer", false},
    {"busy", false},
    {"call_later", false},
};

#define OUTCOMES (sizeof(outcome) / sizeof(outcome[0]))

static size_t
outcome_of(const char *name)
{
	size_t i = 0;

	while (i < OUTCOMES &&
	       (name == NULL || strcmp(outcome[i].name, name) != 0))
		i++;
	return i;
}

const char *
attempt_outcome(size_t i)
{
	return i < OUTCOMES ? outcome[i].name : NULL;
}

bool
attempt_live(const char *name)
{
	size_t i = outcome_of(name);

	return i < OUTCOMES && outcome[i].live;
}

enum err_code
attempt_check(const struct attempt *a, int64_t now_ms,
	      struct field_errors *errs)
{
	if (outcome_of(a->outcome) == OUTCOMES)
		err_field(errs, "/outcome",
			  a->outcome == NULL ? "required" : "unknown_code",
			  NULL);
	if (a->next_at_ms != 0 && a->next_at_ms <= now_ms)
		err_field(errs, "/next_at", "in_past", NULL);
	if (a->next_at_ms > now_ms + NEXT_MAX_MS)
		err_field(errs, "/next_at", "too_far", NULL);
	return errs->n != 0 ? ERR_FIELDS : ERR_OK;
}
