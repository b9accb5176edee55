#include <string.h>

#include "audit.h"
#include "driver.h"
#include "grow.h"
#include "user.h"

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

/* Note every wrong field of a new user. */
static enum err_code
check(const struct user *u, struct err *err)
{
	const unsigned known = ROLE_OPERATOR | ROLE_DISPATCHER | ROLE_ADMIN;
	size_t n = u->login != NULL ? strlen(u->login) : 0;

	if (n < LOGIN_MIN || n > LOGIN_MAX ||
	    strspn(u->login, LOGIN_CHARS) != n)
		err_field(&err->fields, "/login", "login", NULL);
	if (u->name == NULL || u->name[0] == '\0')
		err_field(&err->fields, "/name", "required", NULL);
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
	enum err_code code = check(u, ask->op.err);
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

	if (code == ERR_OK && ask->user.version != 0 &&
	    ask->user.version != out->version)
		return ERR_STALE;
	return code;
}

/* After a change: its sessions end, the answer is the user as stored. */
static enum err_code
settle(struct db *db, struct user_ask *ask, const char *action)
{
	enum err_code code =
	    user_find(db, ask->user.login, &ask->user, ask->op.arena);

	if (code == ERR_OK)
		code = db_exec(db, SQL_SESSION_DELETE_USER,
			       DB_ARGS(db_int(ask->user.id)));
	return code == ERR_OK ? audit(db, ask, action, NULL) : code;
}

enum err_code
user_set_password(struct db *db, void *arg)
{
	struct user_ask *ask = arg;
	struct user stored;
	enum err_code code = load(db, ask, &stored);

	if (code == ERR_OK)
		code = db_exec(db, SQL_USER_SET_PASSWORD,
			       DB_ARGS(db_text(ask->user.password_hash),
				       db_int(ask->user.must_change),
				       db_int(stored.id)));
	return code == ERR_OK ? settle(db, ask, "user.password") : code;
}

enum err_code
user_set_active(struct db *db, void *arg)
{
	struct user_ask *ask = arg;
	struct user stored;
	bool active = ask->user.active;
	enum err_code code = load(db, ask, &stored);

	if (code == ERR_OK)
		code = db_exec(db, SQL_USER_SET_ACTIVE,
			       DB_ARGS(db_int(active), db_int(stored.id)));
	if (code != ERR_OK)
		return code;
	return settle(db, ask, active ? "user.enable" : "user.disable");
}
