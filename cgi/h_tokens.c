#include <sodium.h>

#include "app.h"
#include "bearer.h"
#include "body.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "roles.h"
#include "units.h"

/* API tokens: made, seen, revoked by an admin. */

#define ROLES_MAX 3
#define DAYS_DEFAULT 90

#define FIELD(at, kind, needed)                                                \
	{                                                                      \
		.name = #at, .type = kind, .flags = needed,                    \
		.offset = offsetof(struct body_token, at)                      \
	}

static const struct jin_field field[] = {
    FIELD(login, JIN_TEXT, JIN_REQUIRED),
    FIELD(name, JIN_TEXT, JIN_REQUIRED),
    {.name = "scopes",
     .type = JIN_TEXTS,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct body_token, scopes),
     .count_offset = offsetof(struct body_token, scope_count),
     .max = ROLES_MAX},
    FIELD(read_only, JIN_BOOL, JIN_OPTIONAL),
    {.name = "days",
     .type = JIN_INT,
     .offset = offsetof(struct body_token, days),
     .min = 1,
     .max = TOKEN_DAYS_MAX},
    {.name = NULL},
};
const struct jin_table body_token = {
    .size = sizeof(struct body_token),
    .field = field,
};

static void
put_token(struct jw *w, const char *key, const struct token *t)
{
	jw_object(w, key);
	jw_text(w, "id", t->id);
	jw_text(w, "login", t->login);
	jw_text(w, "name", t->name);
	roles_put_list(w, "scopes", t->scopes);
	jw_bool(w, "read_only", t->read_only);
	jw_time(w, "created_at", t->created_at_ms);
	jw_text(w, "created_by", t->created_by);
	jw_time(w, "expires_at", t->expires_at_ms);
	jw_time(w, "used_at", t->used_at_ms);
	jw_time(w, "revoked_at", t->revoked_at_ms);
	jw_end_object(w);
}

enum err_code
h_tokens_list(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct token *token;
	size_t n;
	enum err_code rc;

	if (!param_none(h))
		return ERR_FIELDS;
	rc = token_list(http_reader(h), &token, &n, h->arena);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++)
		put_token(&w, NULL, &token[i]);
	jw_end_array(&w);
	jw_null(&w, "next");
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

/* ${secret} is told once; what is kept for a repeated call has none. */
static void
put_made(struct http *h, const struct token *t, const char *secret)
{
	struct jw w;

	h->out = BUF(h->arena);
	w = JW(&h->out, &h->book->clinic_zone);
	jw_object(&w, NULL);
	put_token(&w, "token", t);
	jw_text(&w, "secret", secret);
	jw_end_object(&w);
}

static enum err_code
render_made(struct http *h, void *arg)
{
	const struct token_ask *ask = arg;

	put_made(h, &ask->token, NULL);
	h->status = 201;
	http_add(h, "Location: /api/v1/tokens/%s", ask->token.id);
	return ERR_OK;
}

/* The roles of ${in}; a wrong one is noted. */
static unsigned
take_scopes(struct http *h, const struct body_token *in)
{
	unsigned scopes = 0;

	for (size_t i = 0; i < in->scope_count; i++) {
		unsigned bit = roles_bit(slice_of(in->scopes[i]));

		if (bit == 0)
			err_field(&h->err.fields, "/scopes", "choice", NULL);
		scopes |= bit;
	}
	return scopes;
}

enum err_code
h_tokens_post(struct http *h)
{
	const struct body_token *in = h->in;
	int64_t days = in->days != 0 ? in->days : DAYS_DEFAULT;
	char secret[BEARER_LEN + 1];
	struct token_ask ask = {
	    .op = http_op(h),
	    .token = {.login = in->login,
		      .name = in->name,
		      .scopes = take_scopes(h, in),
		      .read_only = in->read_only,
		      .expires_at_ms = h->now_ms + days * DAY_MS},
	};
	enum err_code rc;

	if (param_wrong(h))
		return ERR_FIELDS;
	bearer_make(secret, ask.hash);
	rc = http_write(h, token_add, &ask, render_made);
	if (rc == ERR_OK && ask.token.id != NULL)
		put_made(h, &ask.token, secret);
	sodium_memzero(secret, sizeof(secret));
	return rc;
}

enum err_code
h_tokens_delete(struct http *h)
{
	struct token_ask ask = {.op = http_op(h), .token = {.id = h->path_id}};
	enum err_code rc = http_commit(h, token_revoke, &ask);

	if (rc == ERR_OK)
		h->status = 204;
	return rc;
}
