#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>

#include "app.h"
#include "body.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "password.h"
#include "prove.h"
#include "qr.h"
#include "session.h"
#include "totp.h"

/* One's own second factor: offered, confirmed, other codes, removed. */

#define ISSUER "Homevisit" /* what an app shows before the login */

#define FIELD(at, needed)                                                      \
	{                                                                      \
		.name = #at, .type = JIN_TEXT, .flags = needed,                \
		.offset = offsetof(struct body_totp, at)                       \
	}
static const struct jin_field proof_field[] = {
    FIELD(password, JIN_REQUIRED),
    FIELD(code, JIN_OPTIONAL),
    {.name = NULL},
};
static const struct jin_field code_field[] = {
    FIELD(code, JIN_REQUIRED),
    {.name = NULL},
};
#undef FIELD

const struct jin_table body_totp_proof = {
    .size = sizeof(struct body_totp),
    .field = proof_field,
};
const struct jin_table body_totp_code = {
    .size = sizeof(struct body_totp),
    .field = code_field,
};

enum err_code
h_totp_get(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct totp_state state;
	enum err_code code;

	if (!param_none(h))
		return ERR_FIELDS;
	code = totp_state(http_reader(h), h->session->user_id, &state);
	if (code != ERR_OK)
		return code;
	jw_object(&w, NULL);
	jw_bool(&w, "on", state.on);
	jw_time(&w, "since", state.since_ms);
	jw_int(&w, "recovery_left", state.recovery_left);
	jw_bool(&w, "required", h->session->must_enrol);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

/* Whoever is logged in stays so: what is wrong is told beside its field. */
static enum err_code
beside(struct http *h, enum err_code code)
{
	static const struct {
		enum err_code code;
		const char *pointer, *says;
	} field[] = {
	    {ERR_CREDENTIALS, "/password", "password_wrong"},
	    {ERR_CODE_REQUIRED, "/code", "required"},
	    {ERR_CODE_WRONG, "/code", "code_wrong"},
	};

	for (size_t i = 0; i < sizeof(field) / sizeof(*field); i++)
		if (code == field[i].code) {
			err_field(&h->err.fields, field[i].pointer,
				  field[i].says, NULL);
			return ERR_FIELDS;
		}
	return code;
}

static struct totp_ask
ask_of(struct http *h, const struct body_totp *in)
{
	return (struct totp_ask){
	    .op = http_op(h),
	    .proof = {.user_id = h->session->user_id,
		      .login = h->session->login,
		      .code = in->code},
	    .keep = h->session->token_hash,
	};
}

/* Run ${fn} for the person who proves once more who they are. */
static enum err_code
prove_and(struct http *h, store_fn *fn, struct totp_ask *ask)
{
	const struct body_totp *in = h->in;
	struct body_login who = {.login = h->session->login,
				 .password = in->password};
	struct user user = {0};
	enum err_code code = prove_password(h, &who, &user);

	if (code == ERR_OK)
		code = prove_done(h, &user, http_commit(h, fn, ask));
	return beside(h, code);
}

/* The secret as an app takes it: as text, as an address, as a picture. */
static enum err_code
respond_offer(struct http *h, const unsigned char *secret)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct buf uri = BUF(h->arena);
	char *text = NULL;
	const char *const *row;
	size_t n;

	if (oath_base32_encode((const char *)secret, OTP_SECRET_BYTES, &text,
			       NULL) != OATH_OK)
		return ERR_NOMEM;
	buf_printf(&uri, "otpauth://totp/%s:%s?secret=%s&issuer=%s", ISSUER,
		   h->session->login, text, ISSUER);
	row = qr_rows(buf_text(&uri), &n, h->arena);
	if (row != NULL) {
		jw_object(&w, NULL);
		jw_text(&w, "secret", text);
		jw_text(&w, "uri", buf_text(&uri));
		jw_texts(&w, "qr", row, n);
		jw_end_object(&w);
	}
	free(text);
	h->status = 200;
	return row != NULL ? ERR_OK : ERR_NOMEM;
}

enum err_code
h_totp_begin(struct http *h)
{
	struct totp_ask ask = ask_of(h, h->in);
	enum err_code code;

	randombytes_buf(ask.secret, sizeof(ask.secret));
	code = prove_and(h, totp_begin, &ask);
	if (code == ERR_OK)
		code = respond_offer(h, ask.secret);
	sodium_memzero(ask.secret, sizeof(ask.secret));
	return code;
}

static void
make_recovery(struct totp_ask *ask)
{
	for (int i = 0; i < TOTP_RECOVERY_CODES; i++)
		password_letters(ask->recovery[i], OTP_RECOVERY_LEN);
}

/* Shown this once, a dash in the middle. */
static void
respond_recovery(struct http *h, struct totp_ask *ask)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	jw_object(&w, NULL);
	jw_array(&w, "recovery_codes");
	for (int i = 0; i < TOTP_RECOVERY_CODES; i++) {
		struct buf text = BUF(h->arena);

		buf_printf(&text, "%.*s-%s", OTP_RECOVERY_LEN / 2,
			   ask->recovery[i],
			   ask->recovery[i] + OTP_RECOVERY_LEN / 2);
		jw_text(&w, NULL, buf_text(&text));
	}
	jw_end_array(&w);
	jw_end_object(&w);
	sodium_memzero(ask->recovery, sizeof(ask->recovery));
	h->status = 200;
}

enum err_code
h_totp_confirm(struct http *h)
{
	struct totp_ask ask = ask_of(h, h->in);
	enum err_code code;

	make_recovery(&ask);
	code = http_commit(h, totp_confirm, &ask);
	if (code != ERR_OK)
		return beside(h, code);
	session_table_settle(h->app->sessions, ask.proof.user_id, ask.keep,
			     SESSION_TOTP);
	respond_recovery(h, &ask);
	return ERR_OK;
}

enum err_code
h_totp_recovery(struct http *h)
{
	struct totp_ask ask = ask_of(h, h->in);
	enum err_code code;

	make_recovery(&ask);
	code = prove_and(h, totp_renew, &ask);
	if (code == ERR_OK)
		respond_recovery(h, &ask);
	return code;
}

enum err_code
h_totp_remove(struct http *h)
{
	struct totp_ask ask = ask_of(h, h->in);
	enum err_code code = prove_and(h, totp_remove, &ask);

	return code == ERR_OK ? h_totp_get(h) : code;
}
