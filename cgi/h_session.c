#include "app.h"
#include "body.h"
#include "handlers.h"
#include "jw.h"
#include "password.h"
#include "session.h"
#include "throttle.h"
#include "user.h"

static const struct jin_field login_field[] = {
    {.name = "login",
     .type = JIN_TEXT,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct body_login, login)},
    {.name = "password",
     .type = JIN_TEXT,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct body_login, password)},
    {.name = NULL},
};

const struct jin_table body_login = {
    .size = sizeof(struct body_login),
    .field = login_field,
};

static const struct {
	enum role role;
	const char *name;
} roles[] = {
#define X(role, name) {role, name},
    ACTOR_ROLES(X)
#undef X
};

#define ROLES (sizeof(roles) / sizeof(roles[0]))

static void
write_user(struct jw *w, const struct session *s)
{
	const char *first = NULL;

	jw_object(w, "user");
	jw_text(w, "login", s->login);
	jw_text(w, "name", s->name);
	for (size_t i = 0; i < ROLES && first == NULL; i++)
		if (s->roles & roles[i].role)
			first = roles[i].name;
	jw_text(w, "role", first);
	jw_array(w, "roles");
	for (size_t i = 0; i < ROLES; i++)
		if (s->roles & roles[i].role)
			jw_text(w, NULL, roles[i].name);
	jw_end_array(w);
	jw_end_object(w);
}

static void
respond(struct http *h, const struct session *s)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	jw_object(&w, NULL);
	write_user(&w, s);
	jw_text(&w, "csrf_token", s->csrf);
	jw_object(&w, "clinic");
	jw_text(&w, "time_zone", h->book->clinic_zone.name);
	jw_time(&w, "now", h->now_ms);
	jw_end_object(&w);
	jw_end_object(&w);
	h->status = 200;
}

enum err_code
h_session_get(struct http *h)
{
	respond(h, h->session);
	return ERR_OK;
}

/*
 * Whether login and password belong together; an unknown or disabled user
 * takes as long as a wrong password and gets the same answer.
 */
static enum err_code
check_password(struct http *h, const struct body_login *in, struct user *user)
{
	enum err_code found = user_find(h->db, in->login, user, h->arena);
	enum err_code code;

	if (found != ERR_OK && found != ERR_NOT_FOUND)
		return found;
	code = password_verify(found == ERR_OK ? user->password_hash : NULL,
			       in->password);
	if (code == ERR_OK && !user->active)
		return ERR_CREDENTIALS;
	return code;
}

/* Ends ${s} in the store and in the table. */
static enum err_code
end_session(struct http *h, const struct session *s)
{
	struct session_ask ask = {.op = http_op(h),
				  .row = session_table_row(s)};
	enum err_code code =
	    store_write(h->app->store, session_end, &ask, NULL);

	if (code == ERR_OK || code == ERR_NOT_FOUND)
		session_table_end(h->app->sessions, s->token_hash);
	return code == ERR_NOT_FOUND ? ERR_OK : code;
}

/* A session of its own for ${user}; the one that came with it ends. */
static enum err_code
start_session(struct http *h, const struct user *user, struct session *s)
{
	char token[SESSION_TOKEN_LEN + 1];
	struct session_ask ask = {.op = http_op(h),
				  .max_parallel = SESSION_PARALLEL};
	enum err_code code;

	if (h->session != NULL) {
		code = end_session(h, h->session);
		if (code != ERR_OK)
			return code;
	}
	h->actor.login = user->login;
	h->actor.roles = user->roles;
	session_table_new(h->app->sessions, user, h->now_ms, s, token);
	ask.row = session_table_row(s);
	code = store_write(h->app->store, session_save, &ask, NULL);
	if (code == ERR_OK)
		code = session_table_add(h->app->sessions, s);
	if (code == ERR_OK)
		http_add(h,
			 "Set-Cookie: " SESSION_COOKIE
			 "=%s; Path=/; Secure; HttpOnly; SameSite=Strict",
			 token);
	return code;
}

enum err_code
h_session_post(struct http *h)
{
	const struct body_login *in = h->in;
	struct throttle *throttle = h->app->throttle;
	struct session *s = ARENA_NEW(h->arena, struct session);
	struct user user = {0};
	enum err_code code;

	if (s == NULL)
		return ERR_NOMEM;
	h->err.retry_after_s =
	    throttle_try(throttle, in->login, h->remote_addr, h->now_ms);
	if (h->err.retry_after_s != 0)
		return ERR_THROTTLED;
	code = check_password(h, in, &user);
	if (code == ERR_OK)
		throttle_passed(throttle, in->login, h->remote_addr);
	else if (code != ERR_CREDENTIALS)
		throttle_undo(throttle, in->login, h->remote_addr);
	if (code == ERR_OK)
		code = start_session(h, &user, s);
	if (code != ERR_OK)
		return code;
	h->session = s;
	respond(h, s);
	return ERR_OK;
}

enum err_code
h_session_delete(struct http *h)
{
	enum err_code code = end_session(h, h->session);

	if (code != ERR_OK)
		return code;
	http_add(h, "Set-Cookie: " SESSION_COOKIE
		    "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
	http_add(h, "Clear-Site-Data: \"cache\", \"storage\"");
	h->status = 204;
	return ERR_OK;
}
