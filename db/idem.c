#include "idem.h"

#define IDEM_PRUNE_ROWS 500 /* a bite: the writer has other things to do */

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
		idem->answer.body = db_take_text(&r, idem->arena);
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
	enum err_code code = idem->render(idem->render_arg, &idem->answer);

	if (code != ERR_OK)
		return code;
	return db_exec(
	    db, SQL_IDEMPOTENCY_INSERT,
	    DB_ARGS(db_text(idem->scope), db_text(idem->key),
		    db_blob(idem->fingerprint, sizeof(idem->fingerprint)),
		    db_int(a->status), db_text(a->location), db_text(a->etag),
		    db_text(a->body), db_int(idem->now_ms)));
}

enum err_code
idem_prune(struct db *db, int64_t before_ms)
{
	return db_exec(db, SQL_IDEMPOTENCY_PRUNE,
		       DB_ARGS(db_int(IDEM_PRUNE_ROWS), db_int(before_ms)));
}
