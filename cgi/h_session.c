#include <stdio.h>

#include "app.h"
#include "body.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "password.h"
#include "prove.h"
#include "roles.h"
#include "session.h"
#include "totp.h"
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
    {.name = "code",
     .type = JIN_TEXT,
     .offset = offsetof(struct body_login, code)},
    {.name = NULL},
};

const struct jin_table body_login = {
    .size = sizeof(struct body_login),
    .field = login_field,
};

static void
respond(struct http *h, const struct session *s)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	jw_object(&w, NULL);
	jw_object(&w, "user");
	jw_text(&w, "login", s->login);
	jw_text(&w, "name", s->name);
	roles_put(&w, s->roles);
	jw_end_object(&w);
	jw_text(&w, "csrf_token", s->csrf);
	jw_bool(&w, "must_change", s->must_change);
	jw_bool(&w, "must_enrol", s->must_enrol);
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

/* Logins are stored in small letters, and typed as it happens. */
static const char *
fold_login(const char *login, struct arena *arena)
{
	char *folded = arena_strdup(arena, login);

	for (char *p = folded; p != NULL && *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return folded;
}

/* Who comes without the second factor an admin has to have makes one first. */
static bool
must_enrol(const struct http *h, const struct user *user)
{
	return h->book->settings.totp_admin_required != 0 && !user->totp &&
	       (user->roles & ROLE_ADMIN) != 0;
}

/* A session of its own for ${user}; the one that came with it ends. */
static enum err_code
start_session(struct http *h, const struct user *user, struct session *s)
{
	const struct body_login *in = h->in;
	char token[SESSION_TOKEN_LEN + 1];
	struct session_ask ask = {.op = http_op(h),
				  .max_parallel = SESSION_PARALLEL,
				  .user_version = user->version,
				  .code = in->code};
	enum err_code code;

	if (h->session != NULL) {
		code = session_end_one(h, h->session);
		if (code != ERR_OK)
			return code;
	}
	h->actor.login = user->login;
	h->actor.roles = user->roles;
	session_table_new(h->app->sessions, user, h->steady_ms, s, token);
	(void)snprintf(s->address, sizeof(s->address), "%s", h->remote_addr);
	s->must_enrol = must_enrol(h, user);
	ask.row = session_table_row(s);
	/* In the table first: whoever disables the user now, ends it there. */
	code = session_table_add(h->app->sessions, s);
	if (code != ERR_OK)
		return code;
	code = http_commit(h, session_save, &ask);
	if (code != ERR_OK)
		session_table_end(h->app->sessions, s->token_hash);
	else
		http_add(h,
			 "Set-Cookie: " SESSION_COOKIE
			 "=%s; Path=/; Secure; HttpOnly; SameSite=Strict",
			 token);
	return code;
}

/* The code first, and only read: a wrong one ends nobody's session. */
static enum err_code
enter(struct http *h, const struct user *user, struct session *s)
{
	const struct body_login *in = h->in;
	struct totp_proof proof = {user->id, user->login, in->code};
	enum err_code code = totp_check(http_reader(h), &proof, h->now_ms);

	if (code == ERR_OK)
		code = start_session(h, user, s);
	return prove_done(h, user, code);
}

enum err_code
h_session_post(struct http *h)
{
	struct body_login *in = h->in;
	struct session *s = ARENA_NEW(h->arena, struct session);
	struct user user = {0};
	enum err_code code;

	in->login = fold_login(in->login, h->arena);
	if (s == NULL || in->login == NULL)
		return ERR_NOMEM;
	code = prove_password(h, in, &user);
	if (code == ERR_OK)
		code = enter(h, &user, s);
	if (code != ERR_OK)
		return code;
	h->session = s;
	respond(h, s);
	return ERR_OK;
}

/* This session, or with ?all=1 every one of the user: a shared computer. */
enum err_code
h_session_delete(struct http *h)
{
	static const char *const known[] = {"all", NULL};
	const struct session *s = h->session;
	enum err_code code;

	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	code = http_param_bool(h, "all")
		   ? session_end_user(h, s->user_id, s->login)
		   : session_end_one(h, s);
	if (code != ERR_OK)
		return code;
	http_add(h, "Set-Cookie: " SESSION_COOKIE
		    "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
	http_add(h, "Clear-Site-Data: \"cache\", \"storage\"");
	h->status = 204;
	return ERR_OK;
}

/* --- POST /session/password ------------------------------------------- */

static const struct jin_field change_field[] = {
    {.name = "old_password",
     .type = JIN_TEXT,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct body_password_change, old_password)},
    {.name = "new_password",
     .type = JIN_TEXT,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct body_password_change, new_password)},
    {.name = NULL},
};

const struct jin_table body_password_change = {
    .size = sizeof(struct body_password_change),
    .field = change_field,
};

enum err_code
h_session_password(struct http *h)
{
	const struct body_password_change *in = h->in;
	struct body_login login = {.login = h->session->login,
				   .password = in->old_password};
	struct user_ask ask = {.op = http_op(h),
			       .keep = h->session->token_hash};
	char hash[PASSWORD_HASH_MAX];
	struct user user = {0};
	enum err_code code;

	if (!password_allowed(in->new_password, "/new_password", &h->err))
		return ERR_FIELDS;
	if (strcmp(in->old_password, in->new_password) == 0) {
		err_field(&h->err.fields, "/new_password", "password_same",
			  NULL);
		return ERR_FIELDS;
	}
	code = prove_password(h, &login, &user);
	if (code == ERR_CREDENTIALS) { /* still logged in: no 401 */
		err_field(&h->err.fields, "/old_password", "password_wrong",
			  NULL);
		return ERR_FIELDS;
	}
	if (code == ERR_OK)
		code =
		    prove_done(h, &user, password_hash(in->new_password, hash));
	if (code != ERR_OK)
		return code;
	ask.user = (struct user){.login = user.login, .password_hash = hash};
	ask.old_hash = user.password_hash;
	code = http_commit(h, user_set_password, &ask);
	if (code != ERR_OK)
		return code;
	session_table_settle(h->app->sessions, user.id, ask.keep,
			     SESSION_PASSWORD);
	h->session->must_change = false;
	respond(h, h->session);
	return ERR_OK;
}
