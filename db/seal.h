#ifndef SEAL_H
#define SEAL_H

#include <stdint.h>

#include "driver.h"
#include "otp.h"

/*
 * Secrets that a copy of the database must not give away: encrypted, and
 * hashed, with keys made of the audit key, which is kept outside it.
 */

#define SEAL_BYTES 60 /* nonce, secret, tag */
#define SEAL_HASH_BYTES 32

/** seal_close(db, user_id, secret, out): ${secret} so that it opens for
 * ${user_id} alone. */
void seal_close(struct db *db, int64_t user_id,
    const unsigned char secret[OTP_SECRET_BYTES],
    unsigned char out[SEAL_BYTES]);

/** seal_open(db, user_id, sealed, out): ERR_STORAGE: another key, another
 * user, or not as it was written. */
enum err_code seal_open(struct db *db, int64_t user_id,
    const unsigned char sealed[SEAL_BYTES],
    unsigned char out[OTP_SECRET_BYTES]) MUST_CHECK;

/** seal_hash(db, user_id, code, out): what is kept of a recovery code. */
void seal_hash(struct db *db, int64_t user_id, const char *code,
    unsigned char out[SEAL_HASH_BYTES]);

#endif
