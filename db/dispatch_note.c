#include "dispatch_step.h"

/* What is added to a request without moving it. */

/* Anybody may add to any request; the promise is not touched by it. */
enum err_code
dispatch_note(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s = {.db = db, .op = &ask->op};
	enum err_code code = dispatch_step_load(&s, ask->id);

	if (code == ERR_OK)
		code = dispatch_step_version(&s, ask->if_version);
	if (code == ERR_OK)
		code = dispatch_step_to(&s, LIFECYCLE_NOTE);
	if (code != ERR_OK)
		return code;
	if (ask->comment == NULL && !ask->called_again) {
		err_field(&ask->op.err->fields, "/text", "required", NULL);
		return ERR_FIELDS;
	}
	if (ask->called_again)
		s.row.q.flags |= REQUEST_FLAG_CALLED_AGAIN;
	s.step.reason = ask->called_again ? "called_again" : NULL;
	s.step.comment = ask->comment;
	return dispatch_step_write(&s, ask);
}
