#include "due.h"

enum err_code
due_read(struct db *db, const struct op *op, enum db_id query, struct due *due)
{
	struct db_rows r = db_query(
	    db, query, DB_ARGS(db_int(op->now_ms), db_int((int64_t)due->room)));

	due->count = 0;
	while (due->count < due->room && db_next(&r))
		due->id[due->count++] = db_take_text(&r, op->arena);
	return db_done(&r);
}

enum err_code
due_any(struct db *db, const enum db_id *query, size_t n, int64_t now_ms,
	bool *due)
{
	enum err_code code = ERR_OK;

	*due = false;
	for (size_t i = 0; i < n && code == ERR_OK && !*due; i++) {
		struct db_rows r =
		    db_query(db, query[i], DB_ARGS(db_int(now_ms), db_int(1)));

		*due = db_next(&r);
		code = db_done(&r);
	}
	return code;
}
