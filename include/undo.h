#ifndef UNDO_H
#define UNDO_H

#include <stdbool.h>
#include <stdint.h>

#include "err.h"

/* Taking the last change back: of a request, of a task. */

#define UNDO_S 10 /* how long it may be */

/* The last change. */
struct undoable {
	int64_t until_ms; /* 0: it cannot be taken back */
	const char *by;
	int64_t at_ms;
};

/**
 * undo_open(until_ms, now_ms):
 * Whether there is still time for it; a clock that was set back gives no more
 * of it.
 */
bool undo_open(int64_t until_ms, int64_t now_ms);

/**
 * undo_check(x, login, now_ms, err):
 * Whether ${login} may take ${x} back.
 * Errors:  ERR_UNDO_OVER with by and since; ERR_FORBIDDEN: it is another's.
 */
enum err_code undo_check(const struct undoable *x, const char *login,
    int64_t now_ms, struct err *err) MUST_CHECK;

#endif
