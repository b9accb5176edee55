#ifndef BACKUP_H
#define BACKUP_H

#include "audit.h"
#include "store.h"

/* Copies of the database: made online, checked, put back. */

struct backup_report {
	int schema;
	int64_t requests;
	struct audit_report audit;
	bool integrity_ok;
	char problem[200]; /* first line of what is wrong */
};

/**
 * backup_make(path, to, key, out, err):
 * Write a consistent copy of the database at ${path}, running or not, to the
 * new file ${to} (mode 0600): copy, fsync, check, rename.
 * Errors:  ERR_EXISTS, ERR_NOT_FOUND, ERR_STORAGE, ERR_STATE (copy broken).
 */
enum err_code backup_make(const char *path, const char *to,
    const unsigned char key[STORE_KEY_BYTES], struct backup_report *out,
    struct err *err) MUST_CHECK;

/** backup_check(path, key, out, err): integrity, schema, audit chain. */
enum err_code backup_check(const char *path,
    const unsigned char key[STORE_KEY_BYTES], struct backup_report *out,
    struct err *err) MUST_CHECK;

/**
 * backup_restore(from, path, key, out, err):
 * Put the checked copy ${from} in the place of ${path}; the old file is kept
 * beside it with the suffix ".before-restore"; stale -wal and -shm go.
 * Errors:  ERR_STATE: "newer", "locked" (the service runs), "broken".
 */
enum err_code backup_restore(const char *from, const char *path,
    const unsigned char key[STORE_KEY_BYTES], struct backup_report *out,
    struct err *err) MUST_CHECK;

#endif
