#include <string.h>

#include "claim.h"

void
claim_take(struct claim *c, const char *login, int64_t now_ms, int64_t lease_ms)
{
	*c = (struct claim){
	    .by = login,
	    .token = c->token + 1,
	    .since_ms = now_ms,
	    .expires_at_ms = now_ms + lease_ms,
	};
}

void
claim_end(struct claim *c)
{
	*c = (struct claim){.token = c->token};
}

bool
claim_in_force(const struct claim *c, int64_t now_ms)
{
	return c->by != NULL && now_ms < c->expires_at_ms;
}

/* Who came in between and since when. */
static enum err_code
refuse(const struct claimed *x, struct err *err, enum err_code code)
{
	bool held = x->claim->by != NULL;

	err->by = held ? x->claim->by : x->updated_by;
	err->since_ms = held ? x->claim->since_ms : x->updated_at_ms;
	return code;
}

enum err_code
claim_check(const struct claimed *x, const char *login, int64_t token,
	    int64_t now_ms, struct err *err)
{
	const struct claim *c = x->claim;
	bool last = token == c->token;

	if (c->by == NULL)
		return token != 0 && (x->waits || !last)
			   ? refuse(x, err, ERR_TOKEN_STALE)
			   : ERR_OK;
	if (!claim_in_force(c, now_ms))
		return refuse(x, err, ERR_TOKEN_STALE);
	if (strcmp(c->by, login) != 0)
		return refuse(x, err, ERR_CLAIMED);
	if (token == 0) {
		err_field(&err->fields, "/token", "required", NULL);
		return ERR_FIELDS;
	}
	return last ? ERR_OK : refuse(x, err, ERR_TOKEN_STALE);
}

enum err_code
claim_version(const struct claimed *x, int64_t expected, struct err *err)
{
	if (expected == 0 || expected == x->version)
		return ERR_OK;
	err->by = x->updated_by;
	err->since_ms = x->updated_at_ms;
	return ERR_STALE;
}
