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
#define SESSION_LIMITS                                                         \
	((struct session_limits){.idle_s = 30 * 60,                            \
	    .idle_admin_s = 15 * 60,                                           \
	    .absolute_s = 12 * 60 * 60,                                        \
	    .parallel = SESSION_PARALLEL})

struct session {
	unsigned char token_hash[SESSION_HASH_BYTES];
	char csrf[44];
	int64_t user_id;
	char login[40];
	char name[256];
	unsigned roles;
	int64_t created_at_ms;
	int64_t seen_at_ms;
	int64_t expires_at_ms;
};

/** session_table_make(limits): an empty table; NULL: out of memory. */
struct sessions *session_table_make(const struct session_limits *limits);
void session_table_free(struct sessions *t);

/** session_table_load(t, db, now_ms): what the store has kept. */
enum err_code session_table_load(
    struct sessions *t, struct db *db, int64_t now_ms) MUST_CHECK;

/**
 * session_table_new(t, user, now_ms, out, token):
 * A new session for ${user} with a fresh token and CSRF token in ${out}; it
 * is not in the table yet.
 */
void session_table_new(const struct sessions *t, const struct user *user,
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
