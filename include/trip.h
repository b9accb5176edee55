#ifndef TRIP_H
#define TRIP_H

#include "request.h"

/* Several patients at one address in one call: one trip (DOMAIN §4). */

/* A request that is in the trip group already. */
struct trip_member {
	const char *by; /* login of the operator who posted it */
	const char *place;
	const char *address; /* duplicate_address() */
	enum request_state state;
	unsigned pays; /* mask: performers whose trip it pays */
};

/* Who wants to join; NULL: not known yet. */
struct trip_ask {
	const char *by;
	const char *place;
	const char *address; /* duplicate_address() */
};

/**
 * trip_join(member, n, ask, paid):
 * Whether ${ask} may join the group of ${n} members, and in ${paid} the
 * performers whose trip is charged already.  A group nobody is in is a new
 * one; members whose visit is over no longer count.
 * Answers: NULL, or the code of the field error: "trip_group_over",
 *          "trip_group_other_operator", "trip_group_other_address".
 */
const char *trip_join(const struct trip_member *member, size_t n,
    const struct trip_ask *ask, unsigned *paid);

#endif
