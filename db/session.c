#include "audit.h"
#include "driver.h"
#include "grow.h"
#include "totp.h"
#include "user.h"

static enum err_code
audit(struct db *db, const struct session_ask *ask, const char *action)
{
	return audit_add(db, &ask->op,
			 &(struct audit_event){
			     .action = action,
			     .object = "user",
			     .object_id = ask->row.login,
			 });
}

/* The user may have been disabled since the password was checked. */
static enum err_code
check_user(struct db *db, const struct session_ask *ask)
{
	struct db_rows r = db_query(
	    db, SQL_SESSION_USER_STANDS,
	    DB_ARGS(db_int(ask->row.user_id), db_int(ask->user_version)));
	bool stands = db_next(&r);
	enum err_code code = db_done(&r);

	return code == ERR_OK && !stands ? ERR_CREDENTIALS : code;
}

static enum err_code
insert(struct db *db, const struct session_row *row)
{
	return db_exec(db, SQL_SESSION_INSERT,
		       DB_ARGS(db_blob(row->token_hash, SESSION_HASH_BYTES),
			       db_text(row->csrf), db_int(row->user_id),
			       db_text(row->address), db_int(row->must_enrol),
			       db_int(row->created_at_ms),
			       db_int(row->seen_at_ms),
			       db_int(row->expires_at_ms)));
}

enum err_code
session_save(struct db *db, void *arg)
{
	const struct session_ask *ask = arg;
	const struct session_row *row = &ask->row;
	enum err_code code =
	    ask->user_version != 0 ? check_user(db, ask) : ERR_OK;

	if (code == ERR_OK && ask->user_version != 0)
		code = totp_spend(db, &ask->op,
				  &(struct totp_proof){.user_id = row->user_id,
						       .login = row->login,
						       .code = ask->code});
	if (code == ERR_OK)
		code = insert(db, row);
	if (code == ERR_OK)
		code = db_exec(db, SQL_SESSION_DELETE_EXPIRED,
			       DB_ARGS(db_int(row->seen_at_ms)));
	if (code == ERR_OK && ask->max_parallel > 0)
		code = db_exec(
		    db, SQL_SESSION_DELETE_OLDER,
		    DB_ARGS(db_int(row->user_id), db_int(ask->max_parallel)));
	return code == ERR_OK ? audit(db, ask, "session.start") : code;
}

enum err_code
session_end(struct db *db, void *arg)
{
	const struct session_ask *ask = arg;
	enum err_code code =
	    db_exec(db, SQL_SESSION_DELETE,
		    DB_ARGS(db_blob(ask->row.token_hash, SESSION_HASH_BYTES)));

	if (code != ERR_OK || db_changes(db) == 0)
		return code; /* ended before: nothing happened */
	return audit(db, ask, "session.end");
}

enum err_code
session_end_all(struct db *db, void *arg)
{
	const struct session_ask *ask = arg;
	enum err_code code = db_exec(db, SQL_SESSION_DELETE_USER,
				     DB_ARGS(db_int(ask->row.user_id)));

	if (code != ERR_OK || db_changes(db) == 0)
		return code;
	return audit(db, ask, "session.end_all");
}

enum err_code
session_touch(struct db *db, void *arg)
{
	const struct session_ask *ask = arg;

	return db_exec(
	    db, SQL_SESSION_TOUCH,
	    DB_ARGS(db_int(ask->row.seen_at_ms),
		    db_blob(ask->row.token_hash, SESSION_HASH_BYTES)));
}

static void
take_session(struct db_rows *r, struct session_row *row, struct arena *arena)
{
	const char *csrf;

	(void)db_take_blob(r, row->token_hash, SESSION_HASH_BYTES);
	csrf = db_take_text(r, arena);
	if (csrf != NULL)
		memcpy(
		    row->csrf, csrf,
		    strnlen(csrf, sizeof(row->csrf) - 1)); /* zeroed before */
	row->user_id = db_take_int(r);
	row->login = db_take_text(r, arena);
	row->name = db_take_text(r, arena);
	row->roles = (unsigned)db_take_int(r);
	row->must_change = db_take_int(r) != 0;
	row->must_enrol = db_take_int(r) != 0;
	row->address = db_take_text(r, arena);
	row->created_at_ms = db_take_int(r);
	row->seen_at_ms = db_take_int(r);
	row->expires_at_ms = db_take_int(r);
}

enum err_code
session_list(struct db *db, struct session_row **out, size_t *count,
	     struct arena *arena)
{
	struct db_rows r = db_query(db, SQL_SESSION_LIST, DB_NO_ARGS);
	enum err_code code;

	*out = NULL;
	*count = 0;
	while (db_next(&r) && GROW(arena, *out, *count) != NULL)
		take_session(&r, &(*out)[(*count)++], arena);
	code = db_done(&r);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}
