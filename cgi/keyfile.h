#ifndef KEYFILE_H
#define KEYFILE_H

#include <stddef.h>

#include "err.h"
#include "store.h"

/* The audit key: hex in a file of its own, beside the database by default. */

#define KEYFILE_NAME "audit.key"

/** keyfile_beside(path, name, out, size): ${name} in the folder of ${path}. */
bool keyfile_beside(
    const char *path, const char *name, char *out, size_t size);

/** keyfile_path(db_path, out, size): audit.key in the database's folder. */
bool keyfile_path(const char *db_path, char *out, size_t size);

/** keyfile_read(path, key): ERR_NOT_FOUND; ERR_SYNTAX when it is no key. */
enum err_code keyfile_read(
    const char *path, unsigned char key[STORE_KEY_BYTES]) MUST_CHECK;

/** keyfile_make(path): a new random one, mode 0600; ERR_EXISTS. */
enum err_code keyfile_make(const char *path) MUST_CHECK;

#endif
