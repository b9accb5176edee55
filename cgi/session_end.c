#include "app.h"
#include "session.h"

/* Sessions that end before their time: in the store, then in the table. */

enum err_code
session_end_one(struct http *h, const struct session *s)
{
	struct session_ask ask = {.op = http_op(h),
				  .row = session_table_row(s)};
	enum err_code code = http_commit(h, session_end, &ask);

	if (code == ERR_OK)
		session_table_end(h->app->sessions, s->token_hash);
	return code;
}

enum err_code
session_end_user(struct http *h, int64_t user_id, const char *login)
{
	struct session_ask ask = {
	    .op = http_op(h),
	    .row = {.user_id = user_id, .login = login},
	};
	enum err_code code = http_commit(h, session_end_all, &ask);

	if (code == ERR_OK)
		session_table_end_user(h->app->sessions, user_id);
	return code;
}
