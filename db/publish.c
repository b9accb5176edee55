#include "audit.h"
#include "buf.h"
#include "driver.h"
#include "grow.h"
#include "publish.h"

static enum err_code
insert(struct db *db, const struct op *op, struct tariff *t)
{
	struct db_rows r =
	    db_query(db, SQL_TARIFF_INSERT,
		     DB_ARGS(db_text(t->zone), db_int(t->performer),
			     db_int(t->price_kop), db_int(t->valid_from_ms),
			     db_int(op->now_ms), db_text(op->actor->login),
			     db_text(t->reason)));

	if (db_next(&r))
		t->id = db_take_int(&r);
	return db_done(&r);
}

static enum err_code
audit(struct db *db, const struct op *op, const struct tariff *t)
{
	struct buf id = BUF(op->arena), detail = BUF(op->arena);

	buf_printf(&id, "%lld", (long long)t->id);
	buf_printf(&detail, "%s %s %lld", t->zone,
		   rulebook_performer_name(t->performer),
		   (long long)t->price_kop);
	if (buf_text(&id) == NULL || buf_text(&detail) == NULL)
		return ERR_NOMEM;
	return audit_add(db, op,
			 &(struct audit_event){
			     .action = "tariff.publish",
			     .object = "tariff",
			     .object_id = buf_text(&id),
			     .detail = buf_text(&detail),
			 });
}

enum err_code
publish_tariff(struct db *db, void *arg)
{
	struct publish_ask *ask = arg;
	const struct tariff_draft *d = &ask->draft;
	const struct op *op = &ask->op;
	enum err_code code;

	tariff_check(op->book, d, op->now_ms, &op->err->fields);
	if (op->err->fields.n != 0)
		return ERR_FIELDS;
	ask->tariff = (struct tariff){
	    .zone = d->zone,
	    .performer = (enum performer)d->performer,
	    .price_kop = d->price_kop,
	    .valid_from_ms = civil_ms(&op->book->clinic_zone, d->valid_from, 0),
	    .recorded_at_ms = op->now_ms,
	    .recorded_by = op->actor->login,
	    .reason = d->reason,
	};
	code = insert(db, op, &ask->tariff);
	if (code == ERR_OK)
		code = audit(db, op, &ask->tariff);
	if (code == ERR_OK)
		store_touch(db, STORE_TOUCH_RULEBOOK);
	return code;
}

static void
take_tariff(struct db_rows *r, struct tariff *t, struct arena *arena)
{
	t->id = db_take_int(r);
	t->zone = db_take_text(r, arena);
	t->performer = (enum performer)db_take_int(r);
	t->price_kop = db_take_int(r);
	t->valid_from_ms = db_take_int(r);
	t->recorded_at_ms = db_take_int(r);
	t->recorded_by = db_take_text(r, arena);
	t->reason = db_take_text(r, arena);
}

enum err_code
publish_history(struct db *db, const char *zone, unsigned performer,
		struct tariff **out, size_t *count, struct arena *arena)
{
	struct db_rows r = db_query(db, SQL_TARIFF_HISTORY,
				    DB_ARGS(db_text(zone), db_int(performer)));
	struct tariff *t = NULL;
	size_t n = 0;
	enum err_code code;

	while (db_next(&r)) {
		if (GROW(arena, t, n) == NULL)
			break;
		take_tariff(&r, &t[n++], arena);
	}
	code = db_done(&r);
	*out = t;
	*count = n;
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}
