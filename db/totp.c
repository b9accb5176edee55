#include <sodium.h>

#include "audit.h"
#include "driver.h"
#include "seal.h"
#include "totp.h"
#include "user.h"

struct row {
	bool on, offered;
	unsigned char secret[SEAL_BYTES];
	unsigned char offer[SEAL_BYTES];
	int64_t last_step;
	int64_t since_ms;
};

/* A user without a row has the empty one. */
static enum err_code
load(struct db *db, int64_t user_id, struct row *out)
{
	struct db_rows r =
	    db_query(db, SQL_TOTP_FIND, DB_ARGS(db_int(user_id)));

	*out = (struct row){0};
	if (db_next(&r)) {
		out->on = db_take_blob(&r, out->secret, SEAL_BYTES) != 0;
		out->offered = db_take_blob(&r, out->offer, SEAL_BYTES) != 0;
		out->last_step = db_take_int(&r);
		out->since_ms = db_take_int(&r);
	}
	return db_done(&r);
}

enum err_code
totp_state(struct db *db, int64_t user_id, struct totp_state *out)
{
	struct db_rows r;
	struct row row;
	enum err_code code = load(db, user_id, &row);

	*out = (struct totp_state){.on = row.on, .since_ms = row.since_ms};
	if (code != ERR_OK || !row.on)
		return code;
	r = db_query(db, SQL_RECOVERY_COUNT, DB_ARGS(db_int(user_id)));
	if (db_next(&r))
		out->recovery_left = (int)db_take_int(&r);
	return db_done(&r);
}

/* --- one code ----------------------------------------------------------- */

/* What makes a code right: a step of the app, or a recovery code. */
struct match {
	enum otp_kind kind;
	int64_t step;
	unsigned char hash[SEAL_HASH_BYTES];
};

static enum err_code
match_app(struct db *db, int64_t user_id, const unsigned char *sealed,
	  int64_t last_step, const char *code, int64_t now_ms, int64_t *step)
{
	unsigned char secret[OTP_SECRET_BYTES];
	enum err_code rc = seal_open(db, user_id, sealed, secret);

	if (rc != ERR_OK)
		return rc;
	*step = otp_step(secret, code, now_ms, last_step);
	sodium_memzero(secret, sizeof(secret));
	return *step != 0 ? ERR_OK : ERR_CODE_WRONG;
}

static enum err_code
match_recovery(struct db *db, int64_t user_id, const char *code,
	       unsigned char hash[SEAL_HASH_BYTES])
{
	struct db_rows r;
	bool stands;
	enum err_code rc;

	seal_hash(db, user_id, code, hash);
	r = db_query(db, SQL_RECOVERY_STANDS,
		     DB_ARGS(db_blob(hash, SEAL_HASH_BYTES), db_int(user_id)));
	stands = db_next(&r);
	rc = db_done(&r);
	return rc == ERR_OK && !stands ? ERR_CODE_WRONG : rc;
}

/* Whether the code of ${p} is right for ${row}, and by what. */
static enum err_code
match(struct db *db, const struct totp_proof *p, const struct row *row,
      int64_t now_ms, struct match *out)
{
	char code[OTP_RECOVERY_LEN + 1];

	*out = (struct match){.kind = OTP_NONE};
	if (!row->on)
		return ERR_OK;
	if (p->code == NULL)
		return ERR_CODE_REQUIRED;
	out->kind = otp_read(p->code, code);
	if (out->kind == OTP_APP)
		return match_app(db, p->user_id, row->secret, row->last_step,
				 code, now_ms, &out->step);
	if (out->kind == OTP_RECOVERY)
		return match_recovery(db, p->user_id, code, out->hash);
	return ERR_CODE_WRONG;
}

enum err_code
totp_check(struct db *db, const struct totp_proof *proof, int64_t now_ms)
{
	struct match m;
	struct row row;
	enum err_code code = load(db, proof->user_id, &row);

	return code == ERR_OK ? match(db, proof, &row, now_ms, &m) : code;
}

static enum err_code
audit(struct db *db, const struct op *op, const char *login, const char *action)
{
	return audit_add(db, op,
			 &(struct audit_event){
			     .action = action,
			     .object = "user",
			     .object_id = login,
			 });
}

enum err_code
totp_spend(struct db *db, const struct op *op, const struct totp_proof *proof)
{
	struct match m = {.kind = OTP_NONE};
	struct row row;
	enum err_code code = load(db, proof->user_id, &row);

	if (code == ERR_OK)
		code = match(db, proof, &row, op->now_ms, &m);
	if (code != ERR_OK || m.kind == OTP_NONE)
		return code;
	if (m.kind == OTP_APP)
		return db_exec(db, SQL_TOTP_SPEND,
			       DB_ARGS(db_int(m.step), db_int(proof->user_id)));
	code = db_exec(db, SQL_RECOVERY_SPEND,
		       DB_ARGS(db_blob(m.hash, SEAL_HASH_BYTES)));
	return code == ERR_OK ? audit(db, op, proof->login, "totp.recovery")
			      : code;
}

/* --- on, other codes, off ------------------------------------------------- */

enum err_code
totp_begin(struct db *db, void *arg)
{
	struct totp_ask *ask = arg;
	unsigned char sealed[SEAL_BYTES];
	enum err_code code = totp_spend(db, &ask->op, &ask->proof);

	if (code != ERR_OK)
		return code;
	seal_close(db, ask->proof.user_id, ask->secret, sealed);
	code = db_exec(
	    db, SQL_TOTP_OFFER,
	    DB_ARGS(db_int(ask->proof.user_id), db_blob(sealed, SEAL_BYTES)));
	return code == ERR_OK
		   ? audit(db, &ask->op, ask->proof.login, "totp.begin")
		   : code;
}

/* The codes of ${ask} are the only ones. */
static enum err_code
put_recovery(struct db *db, const struct totp_ask *ask)
{
	int64_t user_id = ask->proof.user_id;
	enum err_code code =
	    db_exec(db, SQL_RECOVERY_DELETE, DB_ARGS(db_int(user_id)));

	for (int i = 0; code == ERR_OK && i < TOTP_RECOVERY_CODES; i++) {
		unsigned char hash[SEAL_HASH_BYTES];

		seal_hash(db, user_id, ask->recovery[i], hash);
		code = db_exec(
		    db, SQL_RECOVERY_INSERT,
		    DB_ARGS(db_blob(hash, SEAL_HASH_BYTES), db_int(user_id)));
	}
	return code;
}

/* The user is another one for whoever read it, and logs in anew elsewhere. */
static enum err_code
touch_user(struct db *db, const struct totp_ask *ask)
{
	int64_t user_id = ask->proof.user_id;
	enum err_code code =
	    db_exec(db, SQL_USER_TOUCH, DB_ARGS(db_int(user_id)));

	if (code == ERR_OK)
		code = db_exec(db, SQL_SESSION_DELETE_OTHERS,
			       DB_ARGS(db_int(user_id),
				       db_blob(ask->keep, SESSION_HASH_BYTES)));
	return code == ERR_OK
		   ? db_exec(db, SQL_SESSION_ENROLLED, DB_ARGS(db_int(user_id)))
		   : code;
}

/* The step of the offered secret that shows: an app has it. */
static enum err_code
see_code(struct db *db, const struct totp_ask *ask, int64_t *step)
{
	const struct totp_proof *p = &ask->proof;
	char code[OTP_RECOVERY_LEN + 1];
	struct row row;
	enum err_code rc = load(db, p->user_id, &row);

	if (rc != ERR_OK)
		return rc;
	if (!row.offered)
		return ERR_STATE;
	if (otp_read(p->code, code) != OTP_APP)
		return ERR_CODE_WRONG;
	return match_app(db, p->user_id, row.offer, 0, code, ask->op.now_ms,
			 step);
}

enum err_code
totp_confirm(struct db *db, void *arg)
{
	struct totp_ask *ask = arg;
	int64_t step;
	enum err_code code = see_code(db, ask, &step);

	if (code != ERR_OK)
		return code;
	code = db_exec(db, SQL_TOTP_TAKE,
		       DB_ARGS(db_int(step), db_int(ask->op.now_ms),
			       db_int(ask->proof.user_id)));
	if (code == ERR_OK)
		code = put_recovery(db, ask);
	if (code == ERR_OK)
		code = touch_user(db, ask);
	return code == ERR_OK
		   ? audit(db, &ask->op, ask->proof.login, "user.totp_on")
		   : code;
}

/* The code of ${ask}, for what needs a factor that is on. */
static enum err_code
spend_on(struct db *db, const struct totp_ask *ask)
{
	struct row row;
	enum err_code code = load(db, ask->proof.user_id, &row);

	if (code == ERR_OK && !row.on)
		return ERR_STATE;
	return code == ERR_OK ? totp_spend(db, &ask->op, &ask->proof) : code;
}

enum err_code
totp_renew(struct db *db, void *arg)
{
	struct totp_ask *ask = arg;
	enum err_code code = spend_on(db, ask);

	if (code == ERR_OK)
		code = put_recovery(db, ask);
	return code == ERR_OK
		   ? audit(db, &ask->op, ask->proof.login, "totp.codes")
		   : code;
}

enum err_code
totp_erase(struct db *db, int64_t user_id)
{
	enum err_code code =
	    db_exec(db, SQL_RECOVERY_DELETE, DB_ARGS(db_int(user_id)));

	if (code == ERR_OK)
		code = db_exec(db, SQL_TOTP_DELETE, DB_ARGS(db_int(user_id)));
	return code == ERR_OK
		   ? db_exec(db, SQL_USER_TOUCH, DB_ARGS(db_int(user_id)))
		   : code;
}

enum err_code
totp_remove(struct db *db, void *arg)
{
	struct totp_ask *ask = arg;
	enum err_code code = spend_on(db, ask);

	if (code == ERR_OK)
		code = totp_erase(db, ask->proof.user_id);
	return code == ERR_OK
		   ? audit(db, &ask->op, ask->proof.login, "user.totp_off")
		   : code;
}

enum err_code
totp_refused(struct db *db, void *arg)
{
	const struct totp_ask *ask = arg;

	return audit(db, &ask->op, ask->proof.login, "totp.refused");
}
