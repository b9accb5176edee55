#ifndef USER_H
#define USER_H

#include "store.h"

/* People who log in, and their sessions. */

struct user {
	int64_t id;
	const char *login;
	const char *name;
	unsigned roles; /* mask of enum role */
	const char *password_hash; /* libsodium's string */
	bool active;
	bool must_change; /* first password is for one use */
	bool totp;        /* a second factor is asked at the login */
	int64_t version;
	int64_t created_at_ms;
};

/** user_find(db, login, out, arena): ERR_NOT_FOUND when there is none. */
enum err_code user_find(struct db *db, const char *login, struct user *out,
    struct arena *arena) MUST_CHECK;

/** user_list(db, out, count, arena): all, by login. */
enum err_code user_list(struct db *db, struct user **out, size_t *count,
    struct arena *arena) MUST_CHECK;

#define SESSION_HASH_BYTES 32

/* What user_change() sets; the rest stays as it is. */
enum user_set { USER_NAME = 1, USER_ROLES = 2, USER_ACTIVE = 4 };

struct user_ask {
	struct op op;
	struct user user; /* in; out: as stored.  version 0: whichever */
	unsigned set;     /* user_change(): mask of enum user_set */
	bool ended;       /* out: user_change() ended the sessions */
	/* user_set_password(): the hash the old password was checked against,
	   and the session that goes on; NULL: whichever, none */
	const char *old_hash;
	const unsigned char *keep;
};

/*
 * store_fns over struct user_ask; logins are [a-z0-9._-]{2,32}.
 *
 * Errors:  ERR_FIELDS; ERR_NOT_FOUND; ERR_STALE with who and when.
 */

/** user_add(db, arg): ERR_EXISTS. */
enum err_code user_add(struct db *db, void *arg);

/**
 * user_change(db, arg):
 * Other roles, or none, end the user's sessions.
 * Errors:  ERR_OWN_ACCOUNT: nobody changes their own roles or locks
 *          themselves out; ERR_LAST_ADMIN: one active admin must be left.
 */
enum err_code user_change(struct db *db, void *arg);

/** user_set_password(db, arg): ends the sessions; ERR_CREDENTIALS: the old
 * password is not the one any more. */
enum err_code user_set_password(struct db *db, void *arg);

/**
 * user_drop_totp(db, arg):
 * Take the second factor from the user who lost it; the sessions end.
 * Errors:  ERR_OWN_ACCOUNT: one's own goes by totp_remove(); ERR_STATE:
 *          there is none.
 */
enum err_code user_drop_totp(struct db *db, void *arg);

/* A session: only the hash of its token is ever kept. */
struct session_row {
	unsigned char token_hash[SESSION_HASH_BYTES];
	char csrf[44]; /* base64 text given to the page */
	int64_t user_id;
	const char *login;
	const char *name;
	unsigned roles;
	bool must_change;
	bool must_enrol; /* a second factor, before anything else */
	const char *address; /* the client's at the login; or NULL */
	int64_t created_at_ms;
	int64_t seen_at_ms;
	int64_t expires_at_ms; /* absolute */
};

struct session_ask {
	struct op op;
	struct session_row row;
	int max_parallel; /* session_save: older ones of the user are ended */
	/* session_save: the user as the password was checked; 0: not asked */
	int64_t user_version;
	const char *code; /* of the second factor; or NULL; totp_spend() */
};

/** store_fns over struct session_ask. */
enum err_code session_save(struct db *db, void *arg); /* ERR_CREDENTIALS */
enum err_code session_end(struct db *db, void *arg);     /* by token_hash */
enum err_code session_end_all(struct db *db, void *arg); /* by user_id */
enum err_code session_touch(struct db *db, void *arg);   /* seen_at_ms */

/** session_list(db, out, count, arena): those of active users. */
enum err_code session_list(struct db *db, struct session_row **out,
    size_t *count, struct arena *arena) MUST_CHECK;

#endif
