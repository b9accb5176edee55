#ifndef FILES_H
#define FILES_H

#include "err.h"

/* Files as a backup needs them: on disk when the call returns. */

/** files_make(path): a new empty file, mode 0600; ERR_EXISTS. */
enum err_code files_make(const char *path) MUST_CHECK;

/** files_sync(path): what was written to ${path} is on the disk. */
enum err_code files_sync(const char *path) MUST_CHECK;

/** files_copy(from, to): the new file ${to}, synced. */
enum err_code files_copy(const char *from, const char *to) MUST_CHECK;

/**
 * files_move(from, to, replace):
 * Rename and sync the folder.  Errors: ERR_NOT_FOUND; ERR_EXISTS unless
 * ${replace}; ERR_STORAGE.
 */
enum err_code files_move(
    const char *from, const char *to, bool replace) MUST_CHECK;

#endif
