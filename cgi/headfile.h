#ifndef HEADFILE_H
#define HEADFILE_H

#include <stddef.h>

#include "audit.h"

/*
 * How far the audit chain has been verified, beside the audit key: outside
 * the database, so that a tail that is cut off shows.  Signed with the key.
 */

#define HEADFILE_NAME "audit.head"

/** headfile_path(key_path, out, size): in the folder of the key. */
bool headfile_path(const char *key_path, char *out, size_t size);

/** headfile_read(path, key, out): ERR_NOT_FOUND; ERR_SYNTAX: not of ours. */
enum err_code headfile_read(const char *path,
    const unsigned char key[STORE_KEY_BYTES], struct audit_mark *out) MUST_CHECK;

/** headfile_write(path, key, mark): whole or not at all. */
enum err_code headfile_write(const char *path,
    const unsigned char key[STORE_KEY_BYTES],
    const struct audit_mark *mark) MUST_CHECK;

/**
 * headfile_check(path, key, report):
 * After the whole chain was verified: whether it is as long as it was; if
 * not, ${report} says where it was cut.  No file: nothing is known.
 */
void headfile_check(const char *path,
    const unsigned char key[STORE_KEY_BYTES], struct audit_report *report);

#endif
