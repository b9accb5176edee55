#include <sodium.h>

#include "app.h"
#include "bearer.h"
#include "route.h"
#include "session.h"

const char *
session_check_cookie(const struct http *h, const char *name)
{
	struct slice rest = slice_of(h->header(h, "HTTP_COOKIE")), pair, key;

	while (slice_cut(&rest, ';', &pair)) {
		pair = slice_trim(pair);
		if (slice_cut(&pair, '=', &key) && pair.p != NULL &&
		    slice_eq(key, slice_of(name)))
			return arena_strndup(h->arena, pair.p, pair.n);
	}
	return NULL;
}

/* Polling and streams keep nobody logged in: only work does. */
static enum session_use
use_of(const struct http *h)
{
	const char *background = h->header(h, "HTTP_X_BACKGROUND");

	if (h->route != NULL && (h->route->flags & ROUTE_BACKGROUND) != 0)
		return SESSION_BACKGROUND;
	return background != NULL && strcmp(background, "1") == 0
		   ? SESSION_BACKGROUND
		   : SESSION_WORK;
}

void
session_check_load(struct http *h)
{
	const char *token;
	struct session *s;

	if (bearer_sent(h)) {
		bearer_load(h);
		return;
	}
	token = session_check_cookie(h, SESSION_COOKIE);
	if (token == NULL || (s = ARENA_NEW(h->arena, struct session)) == NULL)
		return;
	if (!session_table_find(h->app->sessions, token, h->steady_ms,
				use_of(h), s))
		return;
	h->session = s;
	h->actor.login = s->login;
	h->actor.roles = s->roles;
}

/* Whether Origin ("https://host:port") is the host the request came to. */
static bool
same_origin(const char *origin, const char *host)
{
	const char *at = strstr(origin, "://");

	return at != NULL && host != NULL && strcasecmp(at + 3, host) == 0;
}

/* The browser's word on where the request comes from; none: not a browser. */
static bool
from_our_pages(const struct http *h)
{
	const char *site = h->header(h, "HTTP_SEC_FETCH_SITE");
	const char *origin = h->header(h, "HTTP_ORIGIN");

	if (site != NULL)
		return strcmp(site, "same-origin") == 0 ||
		       strcmp(site, "none") == 0;
	return origin == NULL || same_origin(origin, h->header(h, "HTTP_HOST"));
}

static bool
token_right(const struct http *h)
{
	const char *given = h->header(h, "HTTP_X_CSRF_TOKEN");
	size_t n = strlen(h->session->csrf);

	return given != NULL && strlen(given) == n &&
	       sodium_memcmp(given, h->session->csrf, n) == 0;
}

enum err_code
session_check_csrf(const struct http *h)
{
	bool program = h->session != NULL && h->session->program;
	bool needs_token =
	    h->session != NULL &&
	    (h->route == NULL || (h->route->flags & ROUTE_OPEN) == 0);

	if (program) /* no browser sends its token by itself */
		return ERR_OK;
	if (!from_our_pages(h) || (needs_token && !token_right(h)))
		return ERR_CSRF;
	return ERR_OK;
}
