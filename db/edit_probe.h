#ifndef EDIT_PROBE_H
#define EDIT_PROBE_H

#include "driver.h"
#include "edit.h"

/**
 * edit_probe_run(db, ask, old):
 * After ${ask} was written over ${old}, before its commit: refuse an alias
 * some other service has, and ask the stored queries of the catalogue as it
 * was and as it is now; what changes goes to ${ask}->probe.  Tables that no
 * search reads pass.
 * Errors:  ERR_FIELDS; ERR_VERDICTS: not to be published; as book_load().
 */
enum err_code edit_probe_run(struct db *db, struct edit_ask *ask,
    const struct edit_row *old) MUST_CHECK;

#endif
