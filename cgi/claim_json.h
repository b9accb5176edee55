#ifndef CLAIM_JSON_H
#define CLAIM_JSON_H

#include "claim.h"
#include "http.h"
#include "jw.h"

/** claim_json_mine(h, c): whether it is whoever asks who has it. */
bool claim_json_mine(const struct http *h, const struct claim *c);

/**
 * claim_json(w, h, c, token):
 * "claim": who has it and until when, null when nobody; with ${token} its
 * holder is shown the token.
 */
void claim_json(struct jw *w, const struct http *h, const struct claim *c,
		bool token);

#endif
