#include "token.h"
#include "audit.h"
#include "edit_value.h"
#include "grow.h"
#include "ids.h"
#include "text.h"
#include "units.h"
#include "user.h"

#define NAME_MAX_CHARS 100

static void
take(struct db_rows *r, struct token *t, struct arena *arena)
{
	t->id = db_take_text(r, arena);
	t->user_id = db_take_int(r);
	t->login = db_take_text(r, arena);
	t->name = db_take_text(r, arena);
	t->scopes = (unsigned)db_take_int(r);
	t->read_only = db_take_int(r) != 0;
	t->created_at_ms = db_take_int(r);
	t->created_by = db_take_text(r, arena);
	t->expires_at_ms = db_take_int(r);
	t->used_at_ms = db_take_int(r);
	t->revoked_at_ms = db_take_int(r);
}

enum err_code
token_list(struct db *db, struct token **out, size_t *count,
	   struct arena *arena)
{
	struct db_rows r = db_query(db, SQL_TOKEN_LIST, DB_NO_ARGS);
	enum err_code code;

	*out = NULL;
	*count = 0;
	while (db_next(&r) && GROW(arena, *out, *count) != NULL)
		take(&r, &(*out)[(*count)++], arena);
	code = db_done(&r);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}

enum err_code
token_find(struct db *db, const unsigned char hash[TOKEN_HASH_BYTES],
	   int64_t now_ms, struct token_holder *out, struct arena *arena)
{
	struct db_rows r =
	    db_query(db, SQL_TOKEN_FIND,
		     DB_ARGS(db_blob(hash, TOKEN_HASH_BYTES), db_int(now_ms)));
	bool found = db_next(&r);
	enum err_code code;

	*out = (struct token_holder){0};
	if (found) {
		take(&r, &out->token, arena);
		out->name = db_take_text(&r, arena);
		out->roles = out->token.scopes & (unsigned)db_take_int(&r);
	}
	code = db_done(&r);
	return code == ERR_OK && !found ? ERR_NOT_FOUND : code;
}

/* Note every wrong field of a new token. */
static enum err_code
check(struct db *db, struct token_ask *ask)
{
	struct token *t = &ask->token;
	struct field_errors *wrong = &ask->op.err->fields;
	struct user user = {0};
	enum err_code code = user_find(db, t->login, &user, ask->op.arena);

	if (code != ERR_OK && code != ERR_NOT_FOUND)
		return code;
	t->user_id = user.id;
	t->name = edit_value_tidy(t->name, ask->op.arena);
	if (code == ERR_NOT_FOUND || !user.active)
		err_field(wrong, "/login", "unknown_code", NULL);
	else if (t->scopes == 0 || (t->scopes & ~user.roles) != 0)
		err_field(wrong, "/scopes", "choice", NULL);
	if (t->name == NULL)
		err_field(wrong, "/name", "required", NULL);
	else if (text_length(slice_of(t->name)) > NAME_MAX_CHARS)
		err_field(wrong, "/name", "too_long", "100");
	if (t->expires_at_ms <= ask->op.now_ms ||
	    t->expires_at_ms > ask->op.now_ms + TOKEN_DAYS_MAX * DAY_MS)
		err_field(wrong, "/days", "out_of_range", NULL);
	return wrong->n != 0 ? ERR_FIELDS : ERR_OK;
}

static enum err_code
audit(struct db *db, const struct token_ask *ask, const char *action,
      const char *detail)
{
	return audit_add(db, &ask->op,
			 &(struct audit_event){
			     .action = action,
			     .object = "token",
			     .object_id = ask->token.id,
			     .detail = detail,
			 });
}

enum err_code
token_add(struct db *db, void *arg)
{
	struct token_ask *ask = arg;
	struct token *t = &ask->token;
	enum err_code code = check(db, ask);

	if (code != ERR_OK)
		return code;
	t->id = ids_make(ask->op.now_ms, ask->op.arena);
	t->created_at_ms = ask->op.now_ms;
	t->created_by = ask->op.actor->login;
	if (t->id == NULL)
		return ERR_NOMEM;
	code = db_exec(
	    db, SQL_TOKEN_INSERT,
	    DB_ARGS(db_text(t->id), db_blob(ask->hash, TOKEN_HASH_BYTES),
		    db_int(t->user_id), db_text(t->name), db_int(t->scopes),
		    db_int(t->read_only), db_int(t->created_at_ms),
		    db_text(t->created_by), db_int(t->expires_at_ms)));
	return code == ERR_OK ? audit(db, ask, "token.add", t->login) : code;
}

enum err_code
token_revoke(struct db *db, void *arg)
{
	const struct token_ask *ask = arg;
	struct db_rows r =
	    db_query(db, SQL_TOKEN_STANDS, DB_ARGS(db_text(ask->token.id)));
	bool found = db_next(&r);
	bool stands = found && db_take_int(&r) == 0;
	enum err_code code = db_done(&r);

	if (code == ERR_OK && !found)
		code = ERR_NOT_FOUND;
	if (code != ERR_OK || !stands)
		return code;
	code = db_exec(db, SQL_TOKEN_REVOKE,
		       DB_ARGS(db_int(ask->op.now_ms), db_text(ask->token.id)));
	return code == ERR_OK ? audit(db, ask, "token.revoke", NULL) : code;
}

enum err_code
token_used(struct db *db, void *arg)
{
	const struct token_ask *ask = arg;

	return db_exec(db, SQL_TOKEN_USED,
		       DB_ARGS(db_int(ask->op.now_ms), db_text(ask->token.id)));
}
