#include "app.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "session.h"

/* Where a user is logged in, seen and ended by an admin. */

static void
put_session(struct jw *w, const struct http *h, const struct session *s)
{
	char id[SESSION_ID_LEN + 1];

	session_table_id(s, id);
	jw_object(w, NULL);
	jw_text(w, "id", id);
	jw_text(w, "address", s->address[0] != '\0' ? s->address : NULL);
	jw_bool(w, "current",
		memcmp(s->token_hash, h->session->token_hash,
		       SESSION_HASH_BYTES) == 0);
	jw_time(w, "created_at", s->created_at_ms);
	jw_time(w, "seen_at", s->seen_at_ms);
	jw_time(w, "expires_at", s->expires_at_ms);
	jw_end_object(w);
}

enum err_code
h_users_sessions(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct session live[SESSION_PARALLEL];
	struct user user;
	size_t n;
	enum err_code rc;

	if (!param_none(h))
		return ERR_FIELDS;
	rc = user_find(http_reader(h), h->path_id, &user, h->arena);
	if (rc != ERR_OK)
		return rc;
	n = session_table_of(h->app->sessions, user.id, h->steady_ms, live,
			     SESSION_PARALLEL);
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++)
		put_session(&w, h, &live[i]);
	jw_end_array(&w);
	jw_null(&w, "next");
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

enum err_code
h_users_sessions_end(struct http *h)
{
	struct user user;
	enum err_code rc =
	    user_find(http_reader(h), h->path_id, &user, h->arena);

	if (rc == ERR_OK)
		rc = session_end_user(h, user.id, user.login);
	if (rc == ERR_OK)
		h->status = 204;
	return rc;
}

enum err_code
h_users_session_end(struct http *h)
{
	struct session s;
	enum err_code rc = ERR_NOT_FOUND;

	if (session_table_named(h->app->sessions, h->path_id, &s))
		rc = session_end_one(h, &s);
	if (rc == ERR_OK)
		h->status = 204;
	return rc;
}
