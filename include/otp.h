#ifndef OTP_H
#define OTP_H

#include <stdint.h>

/*
 * Codes of a second factor: six digits an app makes of a shared secret and
 * the time (RFC 6238: SHA-1, half a minute a step), and recovery codes.
 */

#define OTP_SECRET_BYTES 20
#define OTP_DIGITS 6
#define OTP_STEP_S 30
#define OTP_RECOVERY_LEN 10 /* without the dash it is shown with */

/* What somebody typed for a code. */
enum otp_kind { OTP_NONE, OTP_APP, OTP_RECOVERY };

/**
 * otp_read(typed, out):
 * What ${typed} is: spaces and dashes left out, in small letters, in ${out}.
 */
enum otp_kind otp_read(const char *typed, char out[OTP_RECOVERY_LEN + 1]);

/**
 * otp_step(secret, code, now_ms, last_step):
 * The step whose code is ${code}: the one of ${now_ms}, the one before or the
 * one after, if it is later than ${last_step}; 0: none.  As long for any code.
 * Source:  RFC 6238; RFC 4226 §7.2.
 */
int64_t otp_step(const unsigned char secret[OTP_SECRET_BYTES],
    const char code[OTP_DIGITS + 1], int64_t now_ms, int64_t last_step);

#endif
