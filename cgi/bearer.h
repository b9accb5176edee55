#ifndef BEARER_H
#define BEARER_H

#include "http.h"
#include "token.h"

/* Programs that log in: "Authorization: Bearer hv_…". */

#define BEARER_LEN (3 + 43) /* "hv_" and 32 bytes as base64url */

/** bearer_make(out, hash): a fresh token and what is kept of it. */
void bearer_make(
    char out[BEARER_LEN + 1], unsigned char hash[TOKEN_HASH_BYTES]);

/** bearer_sent(h): whether the request comes with a token of any kind. */
bool bearer_sent(const struct http *h);

/**
 * bearer_load(h): h->session and h->actor from the token, if it is good.
 * Its roles are its scopes as far as the user has them.
 */
void bearer_load(struct http *h);

#endif
