#include "bearer.h"

#include <sodium.h>
#include <stdio.h>

#include "app.h"
#include "session.h"
#include "units.h"

#define PREFIX "hv_"
#define PREFIX_LEN (sizeof(PREFIX) - 1)
#define SCHEME "Bearer"
#define USED_EVERY_MS (10 * MINUTE_MS) /* how exact "last used" is */

void
bearer_make(char out[BEARER_LEN + 1], unsigned char hash[TOKEN_HASH_BYTES])
{
	memcpy(out, PREFIX, PREFIX_LEN);
	session_token_make(out + PREFIX_LEN, hash);
}

/* What follows the scheme; NULL: it is another one. */
static const char *
sent(const struct http *h)
{
	const char *s = h->header(h, "HTTP_AUTHORIZATION");
	size_t n = strlen(SCHEME);

	if (s == NULL || strncasecmp(s, SCHEME, n) != 0)
		return NULL;
	if (s[n] == ' ')
		return s + n + 1;
	return s[n] == '\0' ? s + n : NULL;
}

bool
bearer_sent(const struct http *h)
{
	return sent(h) != NULL;
}

/* Not at every call: a busy program would write all the time. */
static void
note_use(struct http *h, const struct token *t)
{
	struct token_ask ask = {.op = http_op(h), .token = *t};

	if (h->now_ms - t->used_at_ms >= USED_EVERY_MS)
		(void)!http_commit(h, token_used, &ask);
}

/* A token that could not be looked up is no wrong one. */
static bool
find_holder(struct http *h, const unsigned char hash[TOKEN_HASH_BYTES],
	    struct token_holder *who)
{
	enum err_code code =
	    token_find(http_reader(h), hash, h->now_ms, who, h->arena);

	if (code != ERR_OK && code != ERR_NOT_FOUND)
		h->refused = code;
	return code == ERR_OK;
}

void
bearer_load(struct http *h)
{
	const char *text = sent(h);
	unsigned char hash[TOKEN_HASH_BYTES];
	struct token_holder who;
	struct session *s;

	if (text == NULL || strncmp(text, PREFIX, PREFIX_LEN) != 0 ||
	    !session_token_hash(text + PREFIX_LEN, hash) ||
	    !find_holder(h, hash, &who) ||
	    (s = ARENA_NEW(h->arena, struct session)) == NULL)
		return;
	memcpy(s->token_hash, hash, sizeof(s->token_hash));
	s->user_id = who.token.user_id;
	s->roles = who.roles;
	s->program = true;
	s->read_only = who.token.read_only;
	(void)snprintf(s->login, sizeof(s->login), "%s", who.token.login);
	(void)snprintf(s->name, sizeof(s->name), "%s", who.name);
	h->session = s;
	h->actor.login = s->login;
	h->actor.roles = s->roles;
	note_use(h, &who.token);
}
