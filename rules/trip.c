#include <string.h>

#include "trip.h"

/* The medic is on the way at the most: somebody can still be added. */
static bool
is_open(const struct trip_member *m)
{
	return m->state <= REQUEST_ON_SITE;
}

/* What is not known yet does not speak against it. */
static bool
differs(const char *member, const char *asked)
{
	return asked != NULL && (member == NULL || strcmp(member, asked) != 0);
}

const char *
trip_join(const struct trip_member *member, size_t n,
	  const struct trip_ask *ask, unsigned *paid)
{
	size_t open = 0;

	*paid = 0;
	for (size_t i = 0; i < n; i++) {
		const struct trip_member *m = &member[i];

		if (!is_open(m))
			continue;
		if (differs(m->by, ask->by))
			return "trip_group_other_operator";
		if (differs(m->place, ask->place) ||
		    differs(m->address, ask->address))
			return "trip_group_other_address";
		*paid |= m->pays;
		open++;
	}
	return n != 0 && open == 0 ? "trip_group_over" : NULL;
}
