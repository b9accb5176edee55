#include "prove.h"

#include "app.h"
#include "password.h"
#include "throttle.h"
#include "totp.h"

static enum err_code
check_password(struct http *h, const struct body_login *in, struct user *user)
{
	enum err_code found =
	    user_find(http_reader(h), in->login, user, h->arena);
	enum err_code code;

	if (found != ERR_OK && found != ERR_NOT_FOUND)
		return found;
	http_reader_back(h);
	code = password_verify(found == ERR_OK ? user->password_hash : NULL,
			       in->password);
	if (code == ERR_OK && !user->active)
		return ERR_CREDENTIALS;
	return code;
}

enum err_code
prove_password(struct http *h, const struct body_login *in, struct user *user)
{
	struct throttle *throttle = h->app->throttle;
	enum err_code code;

	h->err.retry_after_s =
	    throttle_try(throttle, in->login, h->remote_addr, h->steady_ms);
	if (h->err.retry_after_s != 0)
		return ERR_THROTTLED;
	code = check_password(h, in, user);
	if (code != ERR_OK && code != ERR_CREDENTIALS)
		throttle_undo(throttle, in->login, h->remote_addr);
	return code;
}

/* An admin sees in the audit whose password is known to somebody else. */
static void
note_refusal(struct http *h, const struct user *user)
{
	struct totp_ask ask = {.op = http_op(h),
			       .proof = {.login = user->login}};

	(void)!http_commit(h, totp_refused, &ask);
}

enum err_code
prove_done(struct http *h, const struct user *user, enum err_code code)
{
	struct throttle *throttle = h->app->throttle;

	if (code == ERR_OK)
		throttle_passed(throttle, user->login, h->remote_addr);
	else if (code == ERR_CODE_WRONG)
		note_refusal(h, user);
	else
		throttle_undo(throttle, user->login, h->remote_addr);
	return code;
}
