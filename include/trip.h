#ifndef TRIP_H
#define TRIP_H

#include "request.h"

/* Several patients at one address in one call: one trip (DOMAIN §4). */

/* A request that is in the trip group already. */
struct trip_member {
	const char *id;
	const char *by; /* login of the operator who posted it */
	const char *place;
	const char *address; /* duplicate_address() */
	enum request_state state;
	unsigned pays;   /* mask: performers whose trip it pays */
	unsigned shares; /* mask: performers whose trip another pays */
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

/**
 * trip_heir(member, n, performer):
 * Who pays the trip of ${performer} when who paid it ends without a visit: the
 * first that shares it and is still open; ${n}: nobody.
 */
size_t trip_heir(const struct trip_member *member, size_t n,
    unsigned performer);

/** trip_lines(q, shared): the performers whose trip another patient pays
 * (${shared}), or this one. */
unsigned trip_lines(const struct quote *q, bool shared);

/**
 * trip_pay(q, from, performers):
 * The trips of ${performers}, in ${q} shared, cost what was told for them in
 * ${from}; the other way round is quote_share().
 */
void trip_pay(struct quote *q, const struct quote *from, unsigned performers);

#endif
