#include "idem.h"

#include "squeeze.h"

#define IDEM_PRUNE_ROWS 500 /* a bite: the writer has other things to do */

/* As it was sent, byte for byte; those of an older release are whole. */
static void
take_body(struct db_rows *r, struct idem *idem)
{
	struct buf body = BUF(idem->arena);
	size_t n;
	char *packed;

	idem->answer.body = db_take_text(r, idem->arena);
	n = (size_t)db_take_int(r);
	if (n == 0)
		return;
	packed = arena_take(idem->arena, n);
	body.failed = packed == NULL;
	if (packed != NULL)
		(void)db_take_blob(r, packed, n);
	if (packed != NULL && squeeze_open((struct slice){packed, n}, &body))
		idem->answer.body = buf_text(&body);
	else if (r->code == ERR_OK)
		r->code = body.failed ? ERR_NOMEM : ERR_STORAGE;
}

enum err_code
idem_replay(struct db *db, struct idem *idem)
{
	unsigned char fingerprint[sizeof(idem->fingerprint)];
	struct db_rows r =
	    db_query(db, SQL_IDEMPOTENCY_FIND,
		     DB_ARGS(db_text(idem->scope), db_text(idem->key)));
	bool found = db_next(&r);
	bool same = false;

	if (found) {
		(void)db_take_blob(&r, fingerprint, sizeof(fingerprint));
		same = memcmp(fingerprint, idem->fingerprint,
			      sizeof(fingerprint)) == 0;
	}
	if (same) {
		idem->answer.status = (int)db_take_int(&r);
		idem->answer.location = db_take_text(&r, idem->arena);
		idem->answer.etag = db_take_text(&r, idem->arena);
		take_body(&r, idem);
	}
	idem->replayed = same;
	if (db_done(&r) != ERR_OK)
		return r.code;
	return found && !same ? ERR_IDEM_MISMATCH : ERR_OK;
}

enum err_code
idem_keep(struct db *db, struct idem *idem)
{
	const struct idem_answer *a = &idem->answer;
	struct buf packed = BUF(idem->arena);
	enum err_code code = idem->render(idem->render_arg, &idem->answer);

	if (code == ERR_OK)
		squeeze_pack(slice_of(a->body), &packed);
	if (code == ERR_OK && packed.failed)
		code = ERR_NOMEM;
	if (code != ERR_OK)
		return code;
	return db_exec(
	    db, SQL_IDEMPOTENCY_INSERT,
	    DB_ARGS(db_text(idem->scope), db_text(idem->key),
		    db_blob(idem->fingerprint, sizeof(idem->fingerprint)),
		    db_int(a->status), db_text(a->location), db_text(a->etag),
		    db_blob(packed.data, packed.n), db_int(idem->now_ms)));
}

enum err_code
idem_prune(struct db *db, int64_t before_ms)
{
	return db_exec(db, SQL_IDEMPOTENCY_PRUNE,
		       DB_ARGS(db_int(IDEM_PRUNE_ROWS), db_int(before_ms)));
}
