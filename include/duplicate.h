#ifndef DUPLICATE_H
#define DUPLICATE_H

#include "request.h"

/* Requests that may be for the same visit (DOMAIN §5). */

/* The keys duplicates are found by, folded for comparing; NULL: none. */
struct duplicate_keys {
	const char *card;
	const char *phone;
	const char *name_birth;    /* folded name + birth date */
	const char *address_birth; /* folded address + flat + birth year */
};

/** duplicate_address(address, arena): as compared, with the flat; or NULL. */
const char *duplicate_address(
    const struct request_address *address, struct arena *arena);

/** duplicate_keys_of(form, arena): the keys of ${form}. */
struct duplicate_keys duplicate_keys_of(
    const struct request_form *form, struct arena *arena);

/**
 * duplicate_by(a, b, same_group):
 * By what ${a} and ${b} match: the strongest of "card", "name_birth_date",
 * "address_birth_year", "phone"; NULL when by nothing.  Within one trip
 * group (${same_group}) a shared address or phone is expected: only card and
 * name_birth_date count there.
 */
const char *duplicate_by(const struct duplicate_keys *a,
    const struct duplicate_keys *b, bool same_group);

/** duplicate_blocks(by): false for a phone alone, families share phones. */
bool duplicate_blocks(const char *by);

#endif
