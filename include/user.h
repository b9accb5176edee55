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
	int64_t version;
	int64_t created_at_ms;
};

/** user_find(db, login, out, arena): ERR_NOT_FOUND when there is none. */
enum err_code user_find(struct db *db, const char *login, struct user *out,
    struct arena *arena) MUST_CHECK;

/** user_list(db, out, count, arena): all, by login. */
enum err_code user_list(struct db *db, struct user **out, size_t *count,
    struct arena *arena) MUST_CHECK;

struct user_ask {
	struct op op;
	struct user user; /* id is filled by user_add */
};

/** store_fn over struct user_ask; logins are [a-z0-9._-]{2,32}. */
enum err_code user_add(struct db *db, void *arg);      /* ERR_EXISTS */
enum err_code user_set_password(struct db *db, void *arg);
enum err_code user_set_active(struct db *db, void *arg); /* ends sessions */

#define SESSION_HASH_BYTES 32

/* A session: only the hash of its token is ever kept. */
struct session_row {
	unsigned char token_hash[SESSION_HASH_BYTES];
	char csrf[44]; /* base64 text given to the page */
	int64_t user_id;
	const char *login;
	const char *name;
	unsigned roles;
	int64_t created_at_ms;
	int64_t seen_at_ms;
	int64_t expires_at_ms; /* absolute */
};

struct session_ask {
	struct op op;
	struct session_row row;
	int max_parallel; /* session_save: older ones of the user are ended */
};

/** store_fns over struct session_ask. */
enum err_code session_save(struct db *db, void *arg);
enum err_code session_end(struct db *db, void *arg);     /* by token_hash */
enum err_code session_end_all(struct db *db, void *arg); /* by user_id */
enum err_code session_touch(struct db *db, void *arg);   /* seen_at_ms */

/** session_list(db, out, count, arena): those of active users. */
enum err_code session_list(struct db *db, struct session_row **out,
    size_t *count, struct arena *arena) MUST_CHECK;

#endif
