#include <sodium.h>
#include <string.h>

#include "audit.h"
#include "connection.h"

#define HASH_BYTES AUDIT_HASH_BYTES
#define SLICE_ROWS 20000 /* read at once: well below DB_READ_MS */

_Static_assert(STORE_KEY_BYTES == crypto_generichash_KEYBYTES, "key size");

/* A row of the chain, as stored. */
struct audit_row {
	int64_t seq;
	int64_t at_ms;
	const char *actor;
	int64_t roles;
	const char *address;
	const char *request_id;
	const char *action;
	const char *object;
	const char *object_id;
	const char *detail;
	unsigned char prev[HASH_BYTES];
	unsigned char hash[HASH_BYTES];
};

static void
feed_int(crypto_generichash_state *h, int64_t v)
{
	unsigned char le[8];

	for (size_t i = 0; i < sizeof(le); i++)
		le[i] = (unsigned char)((uint64_t)v >> (8 * i));
	(void)crypto_generichash_update(h, le, sizeof(le));
}

/* Length first, -1 for NULL: no two rows have the same bytes. */
static void
feed_text(crypto_generichash_state *h, const char *s)
{
	feed_int(h, s != NULL ? (int64_t)strlen(s) : -1);
	if (s != NULL)
		(void)crypto_generichash_update(h, (const unsigned char *)s,
						strlen(s));
}

/* The keyed hash of ${row}->prev and the canonical form of ${row}. */
static void
hash_row(const struct audit_row *row, const unsigned char key[STORE_KEY_BYTES],
	 unsigned char out[HASH_BYTES])
{
	const char *const texts[] = {row->actor,  row->address, row->request_id,
				     row->action, row->object,  row->object_id,
				     row->detail};
	crypto_generichash_state h;

	(void)crypto_generichash_init(&h, key, STORE_KEY_BYTES, HASH_BYTES);
	(void)crypto_generichash_update(&h, row->prev, HASH_BYTES);
	feed_int(&h, row->seq);
	feed_int(&h, row->at_ms);
	feed_int(&h, row->roles);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		feed_text(&h, texts[i]);
	(void)crypto_generichash_final(&h, out, HASH_BYTES);
}

/*
 * The row after the last one.  It is read each time: a savepoint taken back
 * takes its audit rows with it.
 */
static enum err_code
follow(struct db *db, struct audit_row *row)
{
	struct db_rows r = db_query(db, SQL_AUDIT_HEAD, DB_NO_ARGS);

	row->seq = 1; /* the first follows 32 zero bytes */
	if (db_next(&r)) {
		row->seq = db_take_int(&r) + 1;
		(void)db_take_blob(&r, row->prev, HASH_BYTES);
	}
	return db_done(&r);
}

enum err_code
audit_add(struct db *db, const struct op *op, const struct audit_event *event)
{
	struct audit_row row = {
	    .at_ms = op->now_ms,
	    .actor = op->actor->login,
	    .roles = op->actor->roles,
	    .address = op->actor->address,
	    .request_id = op->actor->request_id,
	    .action = event->action,
	    .object = event->object,
	    .object_id = event->object_id,
	    .detail = event->detail,
	};
	enum err_code code = follow(db, &row);

	if (code != ERR_OK)
		return code;
	hash_row(&row, db_context(db)->audit_key, row.hash);
	return db_exec(db, SQL_AUDIT_INSERT,
		       DB_ARGS(db_int(row.seq), db_int(row.at_ms),
			       db_text(row.actor), db_int(row.roles),
			       db_text(row.address), db_text(row.request_id),
			       db_text(row.action), db_text(row.object),
			       db_text(row.object_id), db_text(row.detail),
			       db_blob(row.prev, HASH_BYTES),
			       db_blob(row.hash, HASH_BYTES)));
}

enum err_code
audit_stale(struct db *db, const struct op *op, const char *object,
	    const char *object_id)
{
	struct db_rows r = db_query(
	    db, SQL_AUDIT_LAST, DB_ARGS(db_text(object), db_text(object_id)));
	enum err_code code;

	if (db_next(&r)) {
		op->err->by = db_take_text(&r, op->arena);
		op->err->since_ms = db_take_int(&r);
	}
	code = db_done(&r);
	return code == ERR_OK ? ERR_STALE : code;
}

static void
take_row(struct db_rows *r, struct audit_row *row, struct arena *arena)
{
	row->seq = db_take_int(r);
	row->at_ms = db_take_int(r);
	row->actor = db_take_text(r, arena);
	row->roles = db_take_int(r);
	row->address = db_take_text(r, arena);
	row->request_id = db_take_text(r, arena);
	row->action = db_take_text(r, arena);
	row->object = db_take_text(r, arena);
	row->object_id = db_take_text(r, arena);
	row->detail = db_take_text(r, arena);
	(void)db_take_blob(r, row->prev, HASH_BYTES);
	(void)db_take_blob(r, row->hash, HASH_BYTES);
}

enum err_code
audit_note(struct db *db, void *arg)
{
	const struct audit_note_ask *ask = arg;

	return audit_add(db, &ask->op, &ask->event);
}

enum err_code
audit_last(struct db *db, int64_t *out)
{
	struct db_rows r = db_query(db, SQL_AUDIT_HEAD, DB_NO_ARGS);

	*out = db_next(&r) ? db_take_int(&r) : 0;
	return db_done(&r);
}

/* Whether the row ${mark} stands at is there with its hash. */
static enum err_code
check_mark(struct db *db, const struct audit_mark *mark, bool *there)
{
	unsigned char hash[HASH_BYTES] = {0};
	struct db_rows r;

	*there = true;
	if (mark->seq == 0)
		return ERR_OK;
	r = db_query(db, SQL_AUDIT_HASH, DB_ARGS(db_int(mark->seq)));
	*there = db_next(&r) &&
		 db_take_blob(&r, hash, sizeof(hash)) == sizeof(hash) &&
		 memcmp(hash, mark->hash, sizeof(hash)) == 0;
	return db_done(&r);
}

/* Whether ${row} follows ${mark}; if so ${mark} stands at it. */
static bool
follows(const struct audit_row *row, const unsigned char *key,
	struct audit_mark *mark)
{
	unsigned char hash[HASH_BYTES];

	hash_row(row, key, hash);
	if (row->seq != mark->seq + 1 ||
	    memcmp(row->prev, mark->hash, HASH_BYTES) != 0 ||
	    memcmp(row->hash, hash, HASH_BYTES) != 0)
		return false;
	mark->seq = row->seq;
	memcpy(mark->hash, hash, HASH_BYTES);
	return true;
}

/* The rows after ${mark}, up to ${max} of them or the first wrong one. */
static enum err_code
walk(struct db *db, const unsigned char key[STORE_KEY_BYTES],
     struct audit_mark *mark, size_t max, struct audit_report *out)
{
	/* Whoever puts rows before the first one is found as well. */
	int64_t after = mark->seq != 0 ? mark->seq : INT64_MIN;
	struct db_rows r = db_query(
	    db, SQL_AUDIT_WALK, DB_ARGS(db_int(after), db_int((int64_t)max)));
	struct arena arena = {0};
	size_t n = 0;

	while (out->ok && db_next(&r)) {
		struct audit_row row = {0};
		arena_reset(&arena);
		take_row(&r, &row, &arena);
		if (r.code != ERR_OK)
			break;
		out->ok = follows(&row, key, mark);
		n++;
	}
	arena_free(&arena);
	out->done = n < max;
	return db_done(&r);
}

enum err_code
audit_verify_some(struct db *db, const unsigned char key[STORE_KEY_BYTES],
		  struct audit_mark *mark, size_t max, struct audit_report *out)
{
	enum err_code code;

	*out = (struct audit_report){.ok = true};
	code = check_mark(db, mark, &out->ok);
	if (code == ERR_OK && !out->ok) {
		out->first_bad = mark->seq;
		return ERR_OK;
	}
	if (code == ERR_OK)
		code = walk(db, key, mark, max, out);
	out->count = mark->seq;
	out->first_bad = out->ok ? 0 : mark->seq + 1;
	(void)sodium_bin2hex(out->head, sizeof(out->head), mark->hash,
			     HASH_BYTES);
	return code;
}

enum err_code
audit_verify(struct db *db, const unsigned char key[STORE_KEY_BYTES],
	     struct audit_report *out)
{
	struct audit_mark mark = {0};
	enum err_code code;

	do
		code = audit_verify_some(db, key, &mark, SLICE_ROWS, out);
	while (code == ERR_OK && out->ok && !out->done);
	return code;
}
