#ifndef IDEM_H
#define IDEM_H

#include "connection.h"
#include "store.h"

/* Answers kept for repeated requests; all within the writer's transaction. */

/**
 * idem_replay(db, idem):
 * Look ${idem}->key up; when known, fill ${idem}->answer and set replayed.
 * Errors:  ERR_IDEM_MISMATCH when it was used with another body.
 */
enum err_code idem_replay(struct db *db, struct idem *idem) MUST_CHECK;

/** idem_keep(db, idem): render the answer of a success and keep it. */
enum err_code idem_keep(struct db *db, struct idem *idem) MUST_CHECK;

/** idem_prune(db, before_ms): forget some answers made before it. */
enum err_code idem_prune(struct db *db, int64_t before_ms) MUST_CHECK;

#endif
