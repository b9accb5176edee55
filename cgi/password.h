#ifndef PASSWORD_H
#define PASSWORD_H

#include "err.h"

/* Passwords: Argon2id, 64 MiB × 2 passes, at most two at a time. */

#define PASSWORD_MIN 12 /* characters */
#define PASSWORD_MAX 128
#define PASSWORD_HASH_MAX 128 /* bytes of the text, with its NUL */

/** password_fits(password): 12 to 128 characters of UTF-8. */
bool password_fits(const char *password);

/**
 * password_common(password):
 * Whether it is one of those that are tried first (common-passwords.txt),
 * whatever its case and the digits or signs around it; nothing but digits; or
 * a few characters over and over.
 */
bool password_common(const char *password);

/** password_allowed(password, pointer, err): else the field is noted. */
bool password_allowed(
    const char *password, const char *pointer, struct err *err);

/** password_letters(out, n): ${n} random characters nobody mistakes, and NUL. */
void password_letters(char *out, size_t n);

#define PASSWORD_MADE_LEN 16

/** password_make(out): a random one, of password_letters(). */
void password_make(char out[PASSWORD_MADE_LEN + 1]);

/**
 * password_hash(password, out):
 * Whether it fits is the caller's to ask: the logins of a demonstration may
 * be as simple as their owner likes.
 * Errors:  ERR_BUSY; ERR_NOMEM.
 */
enum err_code password_hash(
    const char *password, char out[PASSWORD_HASH_MAX]) MUST_CHECK;

/**
 * password_verify(hash, password):
 * With ${hash} NULL (nobody of that name) it takes the same time and refuses.
 * Errors:  ERR_CREDENTIALS; ERR_BUSY when too many wait already.
 */
enum err_code password_verify(
    const char *hash, const char *password) MUST_CHECK;

#endif
