#include <string.h>

#include "claim_json.h"
#include "units.h"

bool
claim_json_mine(const struct http *h, const struct claim *c)
{
	return c->by != NULL && strcmp(c->by, h->actor.login) == 0;
}

void
claim_json(struct jw *w, const struct http *h, const struct claim *c,
	   bool token)
{
	if (c->by == NULL) {
		jw_null(w, "claim");
		return;
	}
	jw_object(w, "claim");
	jw_text(w, "by", c->by);
	if (token && claim_json_mine(h, c))
		jw_int(w, "token", c->token);
	else if (token)
		jw_null(w, "token");
	jw_time(w, "since", c->since_ms);
	jw_time(w, "seen_at", /* the holder's last sign of life */
		c->expires_at_ms - h->book->settings.claim_lease_s * SECOND_MS);
	jw_time(w, "expires_at", c->expires_at_ms);
	jw_end_object(w);
}

void
claim_json_undo(struct jw *w, const struct http *h, const char *action,
		const struct undoable *last)
{
	struct err unsaid;

	if (undo_check(last, h->actor.login, h->now_ms, &unsaid) != ERR_OK) {
		jw_null(w, "undo");
		return;
	}
	jw_object(w, "undo");
	jw_text(w, "action", action);
	jw_time(w, "until", last->until_ms);
	jw_end_object(w);
}
