#ifndef ADDRESS_GUARD_H
#define ADDRESS_GUARD_H

#include "edit.h"

/**
 * address_guard(db, ask):
 * Before a rule is saved: refuse a pattern that does not compile, that hits a
 * limit on slow texts or on the last addresses, or that takes any text.  Other
 * tables and changes that leave the pattern alone pass.
 * Errors:  ERR_FIELDS; ERR_STORAGE; ERR_NOMEM.
 */
enum err_code address_guard(struct db *db, const struct edit_ask *ask) MUST_CHECK;

#endif
