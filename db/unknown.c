#include "unknown.h"
#include "audit.h"
#include "driver.h"
#include "grow.h"

enum err_code
unknown_list(struct db *db, struct arena *arena, struct unknown_term **out,
	     size_t *count)
{
	struct db_rows r = db_query(db, SQL_UNKNOWN_TERM_LIST, DB_NO_ARGS);
	enum err_code code;

	*out = NULL;
	*count = 0;
	while (db_next(&r) && GROW(arena, *out, *count) != NULL) {
		struct unknown_term *t = &(*out)[(*count)++];
		t->term = db_take_text(&r, arena);
		t->count = db_take_int(&r);
		t->first_at_ms = db_take_int(&r);
		t->last_at_ms = db_take_int(&r);
	}
	code = db_done(&r);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}

/* What the service is now, with one alias more. */
static enum err_code
add_alias(struct db *db, struct unknown_ask *ask)
{
	struct edit_ask *edit = &ask->edit;
	struct edit_value *v;
	enum err_code code =
	    edit_find(db, &edit->op, EDIT_SERVICE, edit->row.key, &edit->row);

	if (code != ERR_OK)
		return code;
	edit->kind = EDIT_SERVICE;
	edit->if_version = edit->row.version;
	v = edit_set(EDIT_SERVICE, &edit->row, "aliases");
	if (GROW(edit->op.arena, v->item, v->count) == NULL)
		return ERR_NOMEM;
	v->item[v->count++] = ask->term;
	return edit_change(db, edit);
}

enum err_code
unknown_settle(struct db *db, void *arg)
{
	struct unknown_ask *ask = arg;
	const struct op *op = &ask->edit.op;
	enum err_code code = db_exec(
	    db, SQL_UNKNOWN_TERM_SETTLE,
	    DB_ARGS(db_opt(ask->again ? 0 : op->now_ms), db_text(ask->term)));

	if (code == ERR_OK && db_changes(db) == 0)
		code = ERR_NOT_FOUND;
	if (code == ERR_OK)
		code =
		    audit_add(db, op,
			      &(struct audit_event){
				  .action = ask->again ? "unknown_term.again"
						       : "unknown_term.settle",
				  .object = "unknown_term",
				  .object_id = ask->term,
				  .detail = ask->edit.row.key,
			      });
	if (code == ERR_OK && ask->edit.row.key != NULL && !ask->again)
		code = add_alias(db, ask);
	return code;
}
