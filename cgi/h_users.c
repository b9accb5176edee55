#include <stdio.h>

#include "app.h"
#include "body.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "password.h"
#include "roles.h"
#include "session.h"

/* People who log in: made, changed, locked, given a new password. */

#define ROLES_MAX 3

#define FIELD(struct_, at, kind, needed)                                       \
	{                                                                      \
		.name = #at, .type = kind, .flags = needed,                    \
		.offset = offsetof(struct struct_, at)                         \
	}
#define ROLE_FIELDS                                                            \
	FIELD(body_user, role, JIN_TEXT, JIN_OPTIONAL),                        \
	{                                                                      \
		.name = "roles", .type = JIN_TEXTS,                            \
		.offset = offsetof(struct body_user, roles),                   \
		.count_offset = offsetof(struct body_user, role_count),        \
		.max = ROLES_MAX                                               \
	}

static const struct jin_field new_field[] = {
    FIELD(body_user, login, JIN_TEXT, JIN_REQUIRED),
    FIELD(body_user, name, JIN_TEXT, JIN_REQUIRED),
    ROLE_FIELDS,
    FIELD(body_user, password, JIN_TEXT, JIN_OPTIONAL),
    FIELD(body_user, must_change, JIN_BOOL, JIN_OPTIONAL),
    {.name = NULL},
};
const struct jin_table body_user_new = {
    .size = sizeof(struct body_user),
    .field = new_field,
};

static const struct jin_field change_field[] = {
    FIELD(body_user, name, JIN_TEXT, JIN_OPTIONAL),
    ROLE_FIELDS,
    {.name = "active",
     .type = JIN_BOOL,
     .flags = JIN_SEEN,
     .offset = offsetof(struct body_user, active),
     .seen_offset = offsetof(struct body_user, has_active)},
    {.name = NULL},
};
const struct jin_table body_user_change = {
    .size = sizeof(struct body_user),
    .field = change_field,
};

static const struct jin_field password_field[] = {
    FIELD(body_user_password, password, JIN_TEXT, JIN_OPTIONAL),
    {.name = NULL},
};
const struct jin_table body_user_password = {
    .size = sizeof(struct body_user_password),
    .field = password_field,
};

/* --- reading ---------------------------------------------------------- */

static void
put_user(struct jw *w, const char *key, struct http *h, const struct user *u)
{
	struct session live[SESSION_PARALLEL];

	jw_object(w, key);
	jw_text(w, "login", u->login);
	jw_text(w, "name", u->name);
	roles_put(w, u->roles);
	jw_bool(w, "active", u->active);
	jw_bool(w, "must_change", u->must_change);
	jw_bool(w, "totp", u->totp);
	jw_int(w, "sessions",
	       (int64_t)session_table_of(h->app->sessions, u->id, h->steady_ms,
					 live, SESSION_PARALLEL));
	jw_time(w, "created_at", u->created_at_ms);
	jw_int(w, "version", u->version);
	jw_end_object(w);
}

enum err_code
h_users_list(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct user *user;
	size_t n;
	enum err_code rc;

	if (!param_none(h))
		return ERR_FIELDS;
	rc = user_list(http_reader(h), &user, &n, h->arena);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++)
		put_user(&w, NULL, h, &user[i]);
	jw_end_array(&w);
	jw_null(&w, "next");
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

enum err_code
h_users_get(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct user user;
	enum err_code rc =
	    user_find(http_reader(h), h->path_id, &user, h->arena);

	if (rc != ERR_OK)
		return rc;
	http_etag(h, user.version);
	put_user(&w, NULL, h, &user);
	h->status = 200;
	return ERR_OK;
}

/* --- POST /users ------------------------------------------------------ */

/* The roles of ${in}; false: one of them is none, and noted. */
static bool
take_roles(struct http *h, const struct body_user *in, unsigned *roles)
{
	*roles = 0;
	if (in->role != NULL)
		*roles = roles_bit(slice_of(in->role));
	if (in->role != NULL && *roles == 0)
		err_field(&h->err.fields, "/role", "choice", NULL);
	for (size_t i = 0; i < in->role_count; i++) {
		unsigned bit = roles_bit(slice_of(in->roles[i]));

		if (bit == 0)
			err_field(&h->err.fields, "/roles", "choice", NULL);
		*roles |= bit;
	}
	return h->err.fields.n == 0;
}

/* A password the admin chose, or one made in ${made}, as a hash. */
static enum err_code
take_password(struct http *h, const char *chosen,
	      char made[PASSWORD_MADE_LEN + 1], char hash[PASSWORD_HASH_MAX])
{
	made[0] = '\0';
	if (chosen == NULL)
		password_make(made);
	else if (!password_allowed(chosen, "/password", &h->err))
		return ERR_FIELDS;
	http_reader_back(h);
	return password_hash(chosen != NULL ? chosen : made, hash);
}

static enum err_code
render_user(struct http *h, void *arg)
{
	const struct user_ask *ask = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	h->status = 200;
	http_etag(h, ask->user.version);
	put_user(&w, NULL, h, &ask->user);
	return ERR_OK;
}

static enum err_code
render_new(struct http *h, void *arg)
{
	const struct user_ask *ask = arg;
	enum err_code rc = render_user(h, arg);

	h->status = 201;
	http_add(h, "Location: /api/v1/users/%s", ask->user.login);
	return rc;
}

/* The user with the password that is shown this one time; "": none. */
static void
show_password(struct http *h, const struct user *u, const char *made)
{
	struct jw w;

	h->out = BUF(h->arena);
	w = JW(&h->out, &h->book->clinic_zone);
	jw_object(&w, NULL);
	put_user(&w, "user", h, u);
	jw_text(&w, "one_time_password", made[0] != '\0' ? made : NULL);
	jw_end_object(&w);
}

/*
 * Without a password in the body the answer to the first call, and only to
 * it, has the one that was made: what is kept for a repeated call has none.
 */
enum err_code
h_users_post(struct http *h)
{
	const struct body_user *in = h->in;
	char made[PASSWORD_MADE_LEN + 1], hash[PASSWORD_HASH_MAX];
	struct user_ask ask = {
	    .op = http_op(h),
	    .user = {.login = in->login,
		     .name = in->name,
		     .password_hash = hash,
		     .must_change = in->must_change || in->password == NULL},
	};
	enum err_code rc;

	if (!take_roles(h, in, &ask.user.roles))
		return ERR_FIELDS;
	rc = take_password(h, in->password, made, hash);
	if (rc == ERR_OK)
		rc = http_write(h, user_add, &ask, render_new);
	if (rc == ERR_OK && ask.user.id != 0 && made[0] != '\0')
		show_password(h, &ask.user, made);
	return rc;
}

/* --- changes ---------------------------------------------------------- */

static enum err_code
change(struct http *h, store_fn *fn, struct user_ask *ask)
{
	enum err_code rc;

	ask->op = http_op(h);
	ask->user.login = h->path_id;
	if (!http_if_match(h, &ask->user.version))
		return ERR_PRECONDITION;
	rc = http_commit(h, fn, ask);
	if (rc != ERR_OK)
		return rc;
	if (ask->ended)
		session_table_end_user(h->app->sessions, ask->user.id);
	return render_user(h, ask);
}

enum err_code
h_users_patch(struct http *h)
{
	const struct body_user *in = h->in;
	struct user_ask ask = {
	    .user = {.name = in->name, .active = in->active}};

	if (!take_roles(h, in, &ask.user.roles))
		return ERR_FIELDS;
	if (in->name != NULL)
		ask.set |= USER_NAME;
	if (ask.user.roles != 0)
		ask.set |= USER_ROLES;
	if (in->has_active)
		ask.set |= USER_ACTIVE;
	return change(h, user_change, &ask);
}

enum err_code
h_users_lock(struct http *h)
{
	struct user_ask ask = {.set = USER_ACTIVE};

	return change(h, user_change, &ask);
}

enum err_code
h_users_unlock(struct http *h)
{
	struct user_ask ask = {.user = {.active = true}, .set = USER_ACTIVE};

	return change(h, user_change, &ask);
}

/* Whoever lost their telephone logs in by the password again. */
enum err_code
h_users_totp(struct http *h)
{
	struct user_ask ask = {0};

	return change(h, user_drop_totp, &ask);
}

/* Whoever forgot theirs gets one for one use; their sessions end. */
enum err_code
h_users_password(struct http *h)
{
	const struct body_user_password *in = h->in;
	char made[PASSWORD_MADE_LEN + 1], hash[PASSWORD_HASH_MAX];
	struct user_ask ask = {
	    .op = http_op(h),
	    .user = {.login = h->path_id,
		     .password_hash = hash,
		     .must_change = true},
	};
	struct user user;
	enum err_code rc;

	if (strcmp(h->path_id, h->actor.login) == 0)
		return ERR_OWN_ACCOUNT;
	rc = user_find(http_reader(h), h->path_id, &user, h->arena);
	if (rc != ERR_OK)
		return rc;
	rc = take_password(h, in->password, made, hash);
	if (rc == ERR_OK)
		rc = http_commit(h, user_set_password, &ask);
	if (rc != ERR_OK)
		return rc;
	session_table_end_user(h->app->sessions, ask.user.id);
	http_etag(h, ask.user.version);
	h->status = 200;
	show_password(h, &ask.user, made);
	return ERR_OK;
}
