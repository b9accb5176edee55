#ifndef SESSION_H
#define SESSION_H

#include "http.h"
#include "user.h"

/*
 * Who is logged in: all sessions in memory, found by the hash of the token in
 * the cookie; the store keeps them over a restart.
 */

#define SESSION_COOKIE "__Host-hv"
#define SESSION_TOKEN_BYTES 32
#define SESSION_TOKEN_LEN 43 /* base64url, without padding */
#define SESSION_MAX 4096     /* of all users; beyond: ERR_BUSY */

/* Times a session may live; admins' idle time is shorter. */
struct session_limits {
	int idle_s;
	int idle_admin_s;
	int absolute_s;
	int parallel; /* per user: the oldest gives way */
};

#define SESSION_PARALLEL 3

/** session_limits_of(settings): the idle times are the admin's to choose. */
struct session_limits session_limits_of(const struct settings *settings);

struct session {
	unsigned char token_hash[SESSION_HASH_BYTES];
	char csrf[44];
	int64_t user_id;
	char login[40];
	char name[256];
	unsigned roles;
	bool must_change; /* the password, before anything else */
	bool must_enrol;  /* a second factor, before anything else */
	bool program;     /* by an API token: nobody sits there (bearer.h) */
	bool read_only;   /* then: nothing may be changed */
	char address[64]; /* the client's at the login */
	int64_t created_at_ms;
	int64_t seen_at_ms;
	int64_t expires_at_ms;
};

/* --- tokens: session_token.c ---------------------------------------------- */

/** session_token_random(bytes, out): random bytes, and as base64url. */
void session_token_random(unsigned char bytes[SESSION_TOKEN_BYTES],
    char out[SESSION_TOKEN_LEN + 1]);

/** session_token_make(token, hash): a fresh one and what is kept of it. */
void session_token_make(char token[SESSION_TOKEN_LEN + 1],
    unsigned char hash[SESSION_HASH_BYTES]);

/** session_token_hash(token, hash): false when it is no token at all. */
bool session_token_hash(
    const char *token, unsigned char hash[SESSION_HASH_BYTES]);

/* --- the table ------------------------------------------------------------ */

/** session_table_make(limits): an empty table; NULL: out of memory. */
struct sessions *session_table_make(const struct session_limits *limits);
void session_table_free(struct sessions *t);

/** session_table_limit(t, limits): from now on, for all. */
void session_table_limit(
    struct sessions *t, const struct session_limits *limits);

/** session_table_load(t, db, now_ms): what the store has kept. */
enum err_code session_table_load(
    struct sessions *t, struct db *db, int64_t now_ms) MUST_CHECK;

/**
 * session_table_new(t, user, now_ms, out, token):
 * A new session for ${user} with a fresh token and CSRF token in ${out}; it
 * is not in the table yet.
 */
void session_table_new(struct sessions *t, const struct user *user,
    int64_t now_ms, struct session *out, char token[SESSION_TOKEN_LEN + 1]);

/** session_table_add(t, s): ERR_BUSY when full; beyond the limit the oldest of the user go. */
enum err_code session_table_add(
    struct sessions *t, const struct session *s) MUST_CHECK;

/* What a request with a session's token says about its person. */
enum session_use {
	SESSION_BACKGROUND, /* nothing: a page asks by itself */
	SESSION_WORK,       /* that they work: the session counts as seen now */
};

/**
 * session_table_find(t, token, now_ms, use, out):
 * The live session of ${token}, copied to ${out}.
 */
bool session_table_find(struct sessions *t, const char *token, int64_t now_ms,
    enum session_use use, struct session *out);

/** session_table_alive(t, hash, now_ms): whether it still is. */
bool session_table_alive(struct sessions *t,
    const unsigned char hash[SESSION_HASH_BYTES], int64_t now_ms);

/** session_table_ended(t): moves when a session ends before its time. */
uint64_t session_table_ended(struct sessions *t);

void session_table_end(
    struct sessions *t, const unsigned char hash[SESSION_HASH_BYTES]);
void session_table_end_user(struct sessions *t, int64_t user_id);

/* What a person may have to do before anything else. */
enum session_duty { SESSION_PASSWORD, SESSION_TOTP };

/**
 * session_table_settle(t, user_id, hash, done):
 * The user has a new password, or second factor, by the session ${hash}: the
 * others end, this one need not do ${done} any more.
 */
void session_table_settle(struct sessions *t, int64_t user_id,
    const unsigned char hash[SESSION_HASH_BYTES], enum session_duty done);

/* What a session is called where its token must not be seen. */
#define SESSION_ID_LEN 32
void session_table_id(const struct session *s, char out[SESSION_ID_LEN + 1]);

/** session_table_named(t, id, out): the session called ${id}. */
bool session_table_named(
    struct sessions *t, const char *id, struct session *out);

/**
 * session_table_of(t, user_id, now_ms, out, max):
 * The live sessions of a user, copied; how many of at most ${max}.
 */
size_t session_table_of(struct sessions *t, int64_t user_id, int64_t now_ms,
    struct session *out, size_t max);

/** session_table_count(t): sessions in the table. */
size_t session_table_count(struct sessions *t);

/**
 * session_table_flush(t, store, now_ms):
 * Write last-seen times that moved, end what is over.  About once a minute.
 */
enum err_code session_table_flush(
    struct sessions *t, struct store *store, int64_t now_ms) MUST_CHECK;

/** session_table_row(s): as the store takes it; strings are those of ${s}. */
struct session_row session_table_row(const struct session *s);

/* --- the request's side: session_end.c ----------------------------------- */

/** session_end_one(h, s): in the store and in the table. */
enum err_code session_end_one(
    struct http *h, const struct session *s) MUST_CHECK;

/** session_end_user(h, user_id, login): all of a user. */
enum err_code session_end_user(
    struct http *h, int64_t user_id, const char *login) MUST_CHECK;

/* --- the request's side: session_check.c --------------------------------- */

/** session_check_load(h): h->session and h->actor from the cookie. */
void session_check_load(struct http *h);

/**
 * session_check_csrf(h):
 * Whether an unsafe request comes from our own pages: Sec-Fetch-Site, else
 * Origin against Host; with a session also X-CSRF-Token.
 * Errors:  ERR_CSRF.
 */
enum err_code session_check_csrf(const struct http *h) MUST_CHECK;

/** session_check_cookie(h, name): the cookie's value; NULL: none. */
const char *session_check_cookie(const struct http *h, const char *name);

#endif
