#ifndef LOCK_H
#define LOCK_H

#include "err.h"

/*
 * The instance lock: whoever writes to a database holds it, so that an old
 * and a new process never overlap on one file.
 */

/**
 * lock_take(path, out):
 * Lock the database ${path} by the file "${path}.lock", which stays.
 * Owner:   ${out} belongs to the caller: lock_drop().
 * Errors:  ERR_STATE when somebody else has it; ERR_STORAGE.
 */
enum err_code lock_take(const char *path, int *out) MUST_CHECK;

/** lock_drop(fd): -1 is allowed. */
void lock_drop(int fd);

#endif
