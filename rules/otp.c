#include "otp.h"

#include <ctype.h>
#include <liboath/oath.h>
#include <stdbool.h>
#include <stddef.h>

#include "units.h"

#define WINDOW 1 /* steps a clock may be off, either way */

enum otp_kind
otp_read(const char *typed, char out[OTP_RECOVERY_LEN + 1])
{
	size_t n = 0, digits = 0;

	out[0] = '\0';
	for (const char *p = typed; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		if (c == ' ' || c == '-')
			continue;
		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c - 'A' + 'a');
		if (n == OTP_RECOVERY_LEN || c > 'z' || !isalnum(c))
			return OTP_NONE;
		digits += c <= '9';
		out[n++] = (char)c;
		out[n] = '\0';
	}
	if (n == OTP_DIGITS && digits == n)
		return OTP_APP;
	return n == OTP_RECOVERY_LEN ? OTP_RECOVERY : OTP_NONE;
}

/* Whether two codes are the same; how alike they are takes no time. */
static bool
same(const char *a, const char *b)
{
	int differ = 0;

	for (size_t i = 0; i < OTP_DIGITS; i++)
		differ |= a[i] ^ b[i];
	return differ == 0;
}

int64_t
otp_step(const unsigned char secret[OTP_SECRET_BYTES],
	 const char code[OTP_DIGITS + 1], int64_t now_ms, int64_t last_step)
{
	int64_t now = now_ms / (OTP_STEP_S * SECOND_MS), found = 0;

	for (int64_t step = now - WINDOW; step <= now + WINDOW; step++) {
		char made[OTP_DIGITS + 1] = "";
		bool right;

		(void)oath_hotp_generate((const char *)secret, OTP_SECRET_BYTES,
					 (uint64_t)step, OTP_DIGITS, false,
					 OATH_HOTP_DYNAMIC_TRUNCATION, made);
		right = same(made, code);
		if (right && step > last_step)
			found = step;
	}
	return found;
}
