#include <string.h>

#include "audit.h"
#include "driver.h"
#include "edit_value.h"
#include "grow.h"
#include "text.h"
#include "totp.h"
#include "user.h"

#define NAME_MAX_CHARS 100
#define LOGIN_MIN 2
#define LOGIN_MAX 32
#define LOGIN_CHARS "abcdefghijklmnopqrstuvwxyz0123456789._-"

static void
take_user(struct db_rows *r, struct user *u, struct arena *arena)
{
	u->id = db_take_int(r);
	u->login = db_take_text(r, arena);
	u->name = db_take_text(r, arena);
	u->roles = (unsigned)db_take_int(r);
	u->password_hash = db_take_text(r, arena);
	u->active = db_take_int(r) != 0;
	u->must_change = db_take_int(r) != 0;
	u->totp = db_take_int(r) != 0;
	u->version = db_take_int(r);
	u->created_at_ms = db_take_int(r);
}

enum err_code
user_find(struct db *db, const char *login, struct user *out,
	  struct arena *arena)
{
	struct db_rows r = db_query(db, SQL_USER_FIND, DB_ARGS(db_text(login)));
	bool found = db_next(&r);
	enum err_code code;

	*out = (struct user){0};
	if (found)
		take_user(&r, out, arena);
	code = db_done(&r);
	return code == ERR_OK && !found ? ERR_NOT_FOUND : code;
}

enum err_code
user_list(struct db *db, struct user **out, size_t *count, struct arena *arena)
{
	struct db_rows r = db_query(db, SQL_USER_LIST, DB_NO_ARGS);
	enum err_code code;

	*out = NULL;
	*count = 0;
	while (db_next(&r) && GROW(arena, *out, *count) != NULL)
		take_user(&r, &(*out)[(*count)++], arena);
	code = db_done(&r);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}

/* Note every wrong field of a user. */
static enum err_code
check(struct user *u, const struct op *op)
{
	struct err *err = op->err;
	const unsigned known = ROLE_OPERATOR | ROLE_DISPATCHER | ROLE_ADMIN;
	size_t n = u->login != NULL ? strlen(u->login) : 0;

	u->name = edit_value_tidy(u->name, op->arena);
	if (n < LOGIN_MIN || n > LOGIN_MAX ||
	    strspn(u->login, LOGIN_CHARS) != n)
		err_field(&err->fields, "/login", "login", NULL);
	if (u->name == NULL)
		err_field(&err->fields, "/name", "required", NULL);
	else if (text_length(slice_of(u->name)) > NAME_MAX_CHARS)
		err_field(&err->fields, "/name", "too_long", "100");
	if (u->roles == 0 || (u->roles & ~known) != 0)
		err_field(&err->fields, "/role", "choice", NULL);
	return err->fields.n != 0 ? ERR_FIELDS : ERR_OK;
}

static enum err_code
audit(struct db *db, const struct user_ask *ask, const char *action,
      const char *detail)
{
	return audit_add(db, &ask->op,
			 &(struct audit_event){
			     .action = action,
			     .object = "user",
			     .object_id = ask->user.login,
			     .detail = detail,
			 });
}

enum err_code
user_add(struct db *db, void *arg)
{
	struct user_ask *ask = arg;
	struct user *u = &ask->user;
	enum err_code code = check(u, &ask->op);
	struct db_rows r;

	if (code != ERR_OK)
		return code;
	u->active = true;
	u->version = 1;
	u->created_at_ms = ask->op.now_ms;
	r = db_query(db, SQL_USER_INSERT,
		     DB_ARGS(db_text(u->login), db_text(u->name),
			     db_int(u->roles), db_text(u->password_hash),
			     db_int(u->must_change), db_int(u->created_at_ms)));
	if (db_next(&r))
		u->id = db_take_int(&r);
	code = db_done(&r);
	return code == ERR_OK ? audit(db, ask, "user.add", NULL) : code;
}

/* The stored user ${ask} names by its login, if its version is as asked. */
static enum err_code
load(struct db *db, const struct user_ask *ask, struct user *out)
{
	enum err_code code = user_find(db, ask->user.login, out, ask->op.arena);
	struct db_rows r;

	if (code != ERR_OK || ask->user.version == 0 ||
	    ask->user.version == out->version)
		return code;
	r = db_query(db, SQL_USER_LAST, DB_ARGS(db_text(out->login)));
	if (db_next(&r)) {
		ask->op.err->by = db_take_text(&r, ask->op.arena);
		ask->op.err->since_ms = db_take_int(&r);
	}
	code = db_done(&r);
	return code == ERR_OK ? ERR_STALE : code;
}

static enum err_code
end_sessions(struct db *db, const struct user *u, const unsigned char *keep)
{
	if (keep == NULL)
		return db_exec(db, SQL_SESSION_DELETE_USER,
			       DB_ARGS(db_int(u->id)));
	return db_exec(
	    db, SQL_SESSION_DELETE_OTHERS,
	    DB_ARGS(db_int(u->id), db_blob(keep, SESSION_HASH_BYTES)));
}

enum err_code
user_set_password(struct db *db, void *arg)
{
	struct user_ask *ask = arg;
	struct user stored;
	enum err_code code = load(db, ask, &stored);

	if (code == ERR_OK && ask->old_hash != NULL &&
	    strcmp(ask->old_hash, stored.password_hash) != 0)
		code = ERR_CREDENTIALS;
	if (code == ERR_OK)
		code = db_exec(db, SQL_USER_SET_PASSWORD,
			       DB_ARGS(db_text(ask->user.password_hash),
				       db_int(ask->user.must_change),
				       db_int(stored.id)));
	if (code == ERR_OK)
		code = end_sessions(db, &stored, ask->keep);
	if (code == ERR_OK)
		code =
		    user_find(db, ask->user.login, &ask->user, ask->op.arena);
	return code == ERR_OK ? audit(db, ask, "user.password", NULL) : code;
}

/* --- user_change ------------------------------------------------------ */

/* What is not set stays as it is. */
static void
merge(struct user_ask *ask, const struct user *stored)
{
	struct user merged = *stored;

	if (ask->set & USER_NAME)
		merged.name = ask->user.name;
	if (ask->set & USER_ROLES)
		merged.roles = ask->user.roles;
	if (ask->set & USER_ACTIVE)
		merged.active = ask->user.active;
	ask->user = merged;
}

/* Whether the sessions of ${old} may not go on as those of ${new}. */
static bool
ends_sessions(const struct user *old, const struct user *new)
{
	return old->roles != new->roles || !new->active;
}

/* One active admin has to be left, whoever else changes one right now. */
static enum err_code
keep_an_admin(struct db *db, const struct user *old)
{
	struct db_rows r;
	bool left;
	enum err_code code;

	if (!old->active || (old->roles & ROLE_ADMIN) == 0)
		return ERR_OK;
	r = db_query(db, SQL_USER_ACTIVE_IN_ROLE, DB_ARGS(db_int(ROLE_ADMIN)));
	left = db_next(&r);
	code = db_done(&r);
	return code == ERR_OK && !left ? ERR_LAST_ADMIN : code;
}

static void
put_roles(struct buf *b, unsigned roles)
{
	const char *sep = "";

#define X(role, name)                                                          \
	if (roles & (role)) {                                                  \
		buf_printf(b, "%s%s", sep, name);                              \
		sep = ",";                                                     \
	}
	ACTOR_ROLES(X)
#undef X
}

static void
change_roles(struct buf *b, unsigned old, unsigned new)
{
	buf_str(b, "roles\t");
	put_roles(b, old);
	buf_char(b, '\t');
	put_roles(b, new);
	buf_char(b, '\n');
}

/* A line a field that differs: name, tab, before, tab, after. */
static const char *
changes(struct arena *arena, const struct user *old, const struct user *new)
{
	struct buf b = BUF(arena);

	if (strcmp(old->name, new->name) != 0)
		buf_printf(&b, "name\t%s\t%s\n", old->name, new->name);
	if (old->roles != new->roles)
		change_roles(&b, old->roles, new->roles);
	if (old->active != new->active)
		buf_printf(&b, "active\t%d\t%d\n", old->active, new->active);
	return buf_text(&b);
}

static const char *
action_of(const struct user *old, const struct user *new)
{
	if (old->active == new->active)
		return "user.change";
	return new->active ? "user.enable" : "user.disable";
}

enum err_code
user_change(struct db *db, void *arg)
{
	struct user_ask *ask = arg;
	struct user *u = &ask->user, stored;
	enum err_code code = load(db, ask, &stored);

	if (code != ERR_OK)
		return code;
	merge(ask, &stored);
	code = check(u, &ask->op);
	if (code != ERR_OK)
		return code;
	ask->ended = ends_sessions(&stored, u);
	if (ask->ended && strcmp(ask->op.actor->login, u->login) == 0)
		return ERR_OWN_ACCOUNT;
	code = db_exec(db, SQL_USER_UPDATE,
		       DB_ARGS(db_text(u->name), db_int(u->roles),
			       db_int(u->active), db_int(u->id)));
	if (code == ERR_OK)
		code = keep_an_admin(db, &stored);
	if (code == ERR_OK && ask->ended)
		code = end_sessions(db, u, NULL);
	if (code == ERR_OK)
		code = audit(db, ask, action_of(&stored, u),
			     changes(ask->op.arena, &stored, u));
	return code == ERR_OK ? user_find(db, u->login, u, ask->op.arena)
			      : code;
}

enum err_code
user_drop_totp(struct db *db, void *arg)
{
	struct user_ask *ask = arg;
	struct user stored;
	enum err_code code = load(db, ask, &stored);

	if (code == ERR_OK && strcmp(ask->op.actor->login, stored.login) == 0)
		code = ERR_OWN_ACCOUNT;
	if (code == ERR_OK && !stored.totp)
		code = ERR_STATE;
	if (code == ERR_OK)
		code = totp_erase(db, stored.id);
	if (code == ERR_OK)
		code = end_sessions(db, &stored, NULL);
	ask->ended = true;
	if (code == ERR_OK)
		code = audit(db, ask, "user.totp_off", NULL);
	return code == ERR_OK
		   ? user_find(db, stored.login, &ask->user, ask->op.arena)
		   : code;
}
