#ifndef CLAIM_JSON_H
#define CLAIM_JSON_H

#include "claim.h"
#include "http.h"
#include "jw.h"
#include "undo.h"

/** claim_json_mine(h, c): whether it is whoever asks who has it. */
bool claim_json_mine(const struct http *h, const struct claim *c);

/**
 * claim_json(w, h, c, token):
 * "claim": who has it and until when, null when nobody; with ${token} its
 * holder is shown the token.
 */
void claim_json(struct jw *w, const struct http *h, const struct claim *c,
		bool token);

/**
 * claim_json_undo(w, h, action, last):
 * "undo": that the last change ${last}, by ${action}, can be taken back; null
 * for all but who made it, and when its time is over.
 */
void claim_json_undo(struct jw *w, const struct http *h, const char *action,
		     const struct undoable *last);

#endif
