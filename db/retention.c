#include <sodium.h>
#include <stdlib.h>

#include "archive_words.h"
#include "audit.h"
#include "buf.h"
#include "connection.h"
#include "jump.h"
#include "retention.h"
#include "touch.h"
#include "units.h"

#define SLICE_ROWS 5 /* requests a turn: their words stand among many */
#define HASH_BYTES 32
#define VALUES 19 /* columns of SQL_RETENTION_VALUES */

int64_t
retention_before(int64_t months, int64_t now_ms)
{
	return months > 0 ? now_ms - months * 365 * DAY_MS / 12 : 0;
}

/* The seqs to erase, at most ${max}; how many there are. */
static enum err_code
find(struct db *db, int64_t before_ms, int64_t *seq, size_t max, size_t *count)
{
	struct db_rows r =
	    db_query(db, SQL_RETENTION_FIND,
		     DB_ARGS(db_int(before_ms), db_int((int64_t)max)));

	*count = 0;
	while (*count < max && db_next(&r))
		seq[(*count)++] = db_take_int(&r);
	return db_done(&r);
}

enum err_code
retention_due(struct db *db, const struct op *op, bool *due)
{
	int64_t before_ms = retention_before(
	    op->book->settings.retention_request_months, op->now_ms);
	int64_t seq;
	size_t n;
	enum err_code code = find(db, before_ms, &seq, 1, &n);

	*due = n != 0;
	return code;
}

enum err_code
retention_count(struct db *db, int64_t now_ms, int64_t *months, int64_t *count)
{
	struct arena arena = {0};
	struct db_rows r = db_query(db, SQL_RETENTION_MONTHS, DB_NO_ARGS);
	const char *value = db_next(&r) ? db_take_text(&r, &arena) : NULL;
	enum err_code code;

	*months = value != NULL ? strtoll(value, NULL, 10) : 0;
	*count = 0;
	code = db_done(&r);
	arena_free(&arena);
	if (code != ERR_OK)
		return code;
	r = db_query(db, SQL_RETENTION_COUNT,
		     DB_ARGS(db_int(retention_before(*months, now_ms))));
	if (db_next(&r))
		*count = db_take_int(&r);
	return db_done(&r);
}

/* A keyed hash of what is there, as text; ${id}: of the request. */
static enum err_code
hash_values(struct db *db, const struct op *op, int64_t seq, const char **id,
	    char out[HASH_BYTES * 2 + 1])
{
	struct db_rows r =
	    db_query(db, SQL_RETENTION_VALUES, DB_ARGS(db_int(seq)));
	unsigned char hash[HASH_BYTES];
	crypto_generichash_state h;

	(void)crypto_generichash_init(&h, db_context(db)->audit_key,
				      STORE_KEY_BYTES, HASH_BYTES);
	*id = NULL;
	if (db_next(&r)) {
		*id = db_take_text(&r, op->arena);
		for (int i = 0; i < VALUES; i++) {
			const char *s = db_take_text(&r, op->arena);
			/* with its NUL: no two rows have the same bytes */
			(void)crypto_generichash_update(
			    &h, (const unsigned char *)(s != NULL ? s : ""),
			    s != NULL ? strlen(s) + 1 : 1);
		}
	}
	(void)crypto_generichash_final(&h, hash, sizeof(hash));
	(void)sodium_bin2hex(out, HASH_BYTES * 2 + 1, hash, sizeof(hash));
	return db_done(&r);
}

/* Everything of one request that points at a person. */
static enum err_code
erase(struct db *db, const struct op *op, int64_t seq)
{
	static const enum db_id rest[] = {SQL_RETENTION_SERVICES,
					  SQL_RETENTION_EVENTS,
					  SQL_RETENTION_ATTEMPTS};
	char hash[HASH_BYTES * 2 + 1];
	const char *id;
	enum err_code code = hash_values(db, op, seq, &id, hash);

	if (code == ERR_OK)
		code = db_exec(db, SQL_RETENTION_ERASE,
			       DB_ARGS(db_int(op->now_ms), db_int(seq)));
	for (size_t i = 0; i < sizeof(rest) / sizeof(*rest) && code == ERR_OK;
	     i++)
		code = db_exec(db, rest[i], DB_ARGS(db_int(seq)));
	if (code == ERR_OK)
		code = db_exec(
		    db, SQL_RETENTION_WORDS,
		    DB_ARGS(db_int(seq / ARCHIVE_WORDS_BLOCK), db_int(seq)));
	if (code != ERR_OK)
		return code;
	touch_rows(db, TOUCH_REQUESTS);
	return audit_add(db, op,
			 &(struct audit_event){
			     .action = "request.erase",
			     .object = "request",
			     .object_id = id,
			     .detail = hash,
			 });
}

enum err_code
retention_erase(struct db *db, void *arg)
{
	struct retention_ask *ask = arg;
	const struct op *op = &ask->op;
	int64_t seq[SLICE_ROWS];
	size_t n = 0;
	bool may;
	enum err_code code = jump_may_forget(db, op->now_ms, &may);

	ask->erased = 0;
	if (code == ERR_OK && may)
		code = find(db,
			    retention_before(
				op->book->settings.retention_request_months,
				op->now_ms),
			    seq, SLICE_ROWS, &n);
	for (; code == ERR_OK && ask->erased < n; ask->erased++)
		code = erase(db, op, seq[ask->erased]);
	return code;
}
