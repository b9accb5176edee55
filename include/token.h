#ifndef TOKEN_H
#define TOKEN_H

#include "store.h"

/* API tokens: what programs log in with, each as one user. */

#define TOKEN_HASH_BYTES 32
#define TOKEN_DAYS_MAX 366

struct token {
	const char *id;
	int64_t user_id;
	const char *login; /* acts as this user */
	const char *name;  /* what it is for */
	unsigned scopes;   /* mask of enum role it may use */
	bool read_only;
	int64_t created_at_ms;
	const char *created_by;
	int64_t expires_at_ms;
	int64_t used_at_ms;    /* about; 0: never */
	int64_t revoked_at_ms; /* 0: stands */
};

struct token_ask {
	struct op op;
	struct token token; /* in: login, name, scopes …; out: as stored */
	unsigned char hash[TOKEN_HASH_BYTES]; /* token_add() */
};

/*
 * store_fns over struct token_ask.
 *
 * token_add():    ERR_FIELDS: no such user, or without these roles.
 * token_revoke(): by token.id; ERR_NOT_FOUND; revoked already: nothing happens.
 * token_used():   by token.id, at op.now_ms.
 */
enum err_code token_add(struct db *db, void *arg);
enum err_code token_revoke(struct db *db, void *arg);
enum err_code token_used(struct db *db, void *arg);

/** token_list(db, out, count, arena): all, the newest first. */
enum err_code token_list(struct db *db, struct token **out, size_t *count,
    struct arena *arena) MUST_CHECK;

/* Whom a token lets in. */
struct token_holder {
	struct token token;
	const char *name; /* of the user */
	unsigned roles;   /* its scopes, as far as the user has them now */
};

/**
 * token_find(db, hash, now_ms, out, arena):
 * Errors:  ERR_NOT_FOUND: none, expired, revoked, or its user is disabled.
 */
enum err_code token_find(struct db *db,
    const unsigned char hash[TOKEN_HASH_BYTES], int64_t now_ms,
    struct token_holder *out, struct arena *arena) MUST_CHECK;

#endif
