#include "audit.h"
#include "buf.h"
#include "connection.h"
#include "jump.h"
#include "touch.h"
#include "units.h"

#define FORGET_FROM "forget_from_ms" /* in meta */
#define FORTH_LEAST_MS HOUR_MS       /* less makes nothing old */
#define AWAY_MAX_MS (3 * DAY_MS)     /* a weekend, and what belongs to it */

/* No new version and no history: as with a sign of life. */
static enum err_code
move_leases(struct db *db, int64_t by_ms)
{
	enum err_code code =
	    db_exec(db, SQL_REQUEST_LEASE_MOVE, DB_ARGS(db_int(by_ms)));

	if (code == ERR_OK)
		code = db_exec(db, SQL_TASK_LEASE_MOVE, DB_ARGS(db_int(by_ms)));
	touch_rows(db, TOUCH_REQUESTS);
	return code;
}

static enum err_code
tell(struct db *db, const struct jump_ask *ask)
{
	struct buf text = BUF(ask->op.arena);

	buf_printf(&text, "%+lld s", (long long)(ask->by_ms / SECOND_MS));
	db_context(db)->log(ask->away ? "clock_gap" : "clock_moved",
			    buf_text(&text));
	return audit_add(db, &ask->op,
			 &(struct audit_event){
			     .action = ask->away ? "clock.gap" : "clock.move",
			     .object = "clock",
			     .detail = buf_text(&text),
			 });
}

enum err_code
jump_settle(struct db *db, void *arg)
{
	const struct jump_ask *ask = arg;
	enum err_code code = move_leases(db, ask->by_ms);

	if (code == ERR_OK && ask->by_ms >= FORTH_LEAST_MS)
		code =
		    db_exec(db, SQL_META_SET,
			    DB_ARGS(db_text(FORGET_FROM),
				    db_int(ask->op.now_ms + JUMP_STANDS_MS)));
	return code == ERR_OK ? tell(db, ask) : code;
}

/* The one number ${r} gives, or ${otherwise}. */
static enum err_code
number(struct db_rows r, int64_t otherwise, int64_t *out)
{
	*out = db_next(&r) ? db_take_int(&r) : otherwise;
	return db_done(&r);
}

enum err_code
jump_while_away(struct db *db, int64_t now_ms, int64_t *by_ms)
{
	int64_t last_ms;
	enum err_code code = number(db_query(db, SQL_AUDIT_NEWEST, DB_NO_ARGS),
				    now_ms, &last_ms);
	int64_t gone_ms = now_ms - last_ms;

	*by_ms =
	    gone_ms <= -JUMP_LEAST_MS || gone_ms >= AWAY_MAX_MS ? gone_ms : 0;
	return code;
}

enum err_code
jump_may_forget(struct db *db, int64_t now_ms, bool *may)
{
	int64_t from_ms;
	enum err_code code =
	    number(db_query(db, SQL_META_FIND, DB_ARGS(db_text(FORGET_FROM))),
		   0, &from_ms);

	/* Further off than it is ever set: the clock went back since. */
	*may = now_ms >= from_ms || from_ms - now_ms > JUMP_STANDS_MS;
	return code;
}
