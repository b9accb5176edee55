#include "audit.h"
#include "buf.h"
#include "callback.h"
#include "driver.h"
#include "units.h"

#define PURGE_MAX 100 /* phones a turn */

enum err_code
callback_keep(struct db *db, const struct op *op, const char *call_id,
	      const char *phone)
{
	return db_exec(
	    db, SQL_CALLBACK_INSERT,
	    DB_ARGS(db_text(call_id), db_text(phone), db_int(op->now_ms)));
}

/* What was asked for then, or before, is erased. */
static int64_t
overdue_ms(const struct op *op)
{
	return op->now_ms - op->book->settings.callback_hours * HOUR_MS;
}

enum err_code
callback_due(struct db *db, const struct op *op, bool *due)
{
	struct db_rows r =
	    db_query(db, SQL_CALLBACK_OVERDUE, DB_ARGS(db_int(overdue_ms(op))));

	*due = db_next(&r);
	return db_done(&r);
}

enum err_code
callback_purge(struct db *db, void *arg)
{
	struct callback_purge_ask *ask = arg;
	struct buf count = BUF(ask->op.arena);
	enum err_code code =
	    db_exec(db, SQL_CALLBACK_PURGE,
		    DB_ARGS(db_int(overdue_ms(&ask->op)), db_int(PURGE_MAX)));

	ask->purged = code == ERR_OK ? db_changes(db) : 0;
	if (ask->purged == 0)
		return code;
	buf_printf(&count, "%lld", (long long)ask->purged);
	return audit_add(db, &ask->op,
			 &(struct audit_event){
			     .action = "callback.expire",
			     .object = "callback",
			     .detail = buf_text(&count),
			 });
}
