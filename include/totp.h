#ifndef TOTP_H
#define TOTP_H

#include "otp.h"
#include "store.h"

/*
 * The second factor of a user's login.  Its secret is in the database only
 * encrypted, its recovery codes only as hashes (db/seal.h).
 */

#define TOTP_RECOVERY_CODES 10

struct totp_state {
	bool on;
	int64_t since_ms;
	int recovery_left;
};

/** totp_state(db, user_id, out): of a user without one: off. */
enum err_code totp_state(struct db *db, int64_t user_id,
    struct totp_state *out) MUST_CHECK;

/* Who says which code. */
struct totp_proof {
	int64_t user_id;
	const char *login;
	const char *code; /* as typed; or NULL */
};

/**
 * totp_check(db, proof, now_ms):
 * On a reader, before anything is done: whether the code is right.
 * Errors:  ERR_CODE_REQUIRED: there is none; ERR_CODE_WRONG: or it was used.
 */
enum err_code totp_check(struct db *db, const struct totp_proof *proof,
    int64_t now_ms) MUST_CHECK;

/**
 * totp_spend(db, op, proof):
 * The same within a write, after which the code is used.  Every way in that
 * asks for a password calls it; without a second factor it changes nothing.
 */
enum err_code totp_spend(struct db *db, const struct op *op,
    const struct totp_proof *proof) MUST_CHECK;

struct totp_ask {
	struct op op;
	struct totp_proof proof;
	/* totp_begin(): the new secret, offered until a code of it is seen */
	unsigned char secret[OTP_SECRET_BYTES];
	/* totp_confirm(), totp_renew(): the codes that are good from now on */
	char recovery[TOTP_RECOVERY_CODES][OTP_RECOVERY_LEN + 1];
	const unsigned char *keep; /* totp_confirm(): this session goes on */
};

/* store_fns over struct totp_ask; Errors: as totp_spend(). */

/** totp_begin(db, arg): offer a secret; one that is in force stays. */
enum err_code totp_begin(struct db *db, void *arg);

/**
 * totp_confirm(db, arg):
 * The offered secret is in force: the code is one of it.  The other sessions
 * of the user end.
 * Errors:  ERR_STATE: none is offered.
 */
enum err_code totp_confirm(struct db *db, void *arg);

/** totp_renew(db, arg): other recovery codes; ERR_STATE: it is off. */
enum err_code totp_renew(struct db *db, void *arg);

/** totp_remove(db, arg): off; ERR_STATE: it is off already. */
enum err_code totp_remove(struct db *db, void *arg);

/** totp_refused(db, arg): somebody who knew the password had no right code. */
enum err_code totp_refused(struct db *db, void *arg);

/** totp_erase(db, user_id): the rows, and a new version of the user: what the
 * operations that take it off have in common. */
enum err_code totp_erase(struct db *db, int64_t user_id) MUST_CHECK;

#endif
