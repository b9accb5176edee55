#include "dispatch_step.h"
#include "user.h"

/* A claim given on: to a colleague by name, or back into the queue. */

/* Whether ${login} may be given a request. */
static enum err_code
colleague(struct dispatch_step *s, const char *login)
{
	struct user user;
	enum err_code code = user_find(s->db, login, &user, s->op->arena);
	const char *wrong = NULL;

	if (code != ERR_OK && code != ERR_NOT_FOUND)
		return code;
	if (code == ERR_NOT_FOUND || !user.active ||
	    (user.roles & ROLE_DISPATCHER) == 0)
		wrong = "not_a_dispatcher";
	else if (strcmp(login, s->op->actor->login) == 0)
		wrong = "same_person";
	if (wrong == NULL)
		return ERR_OK;
	err_field(&s->op->err->fields, "/to", wrong, NULL);
	return ERR_FIELDS;
}

static enum err_code
give(struct dispatch_step *s, const char *to)
{
	enum err_code code = dispatch_step_to(
	    s, to != NULL ? LIFECYCLE_HANDOVER : LIFECYCLE_HANDOVER_QUEUE);

	if (code == ERR_OK && to != NULL)
		code = colleague(s, to);
	if (code != ERR_OK)
		return code;
	if (to != NULL)
		dispatch_step_claim(s, to);
	else
		dispatch_step_end_claim(s);
	s->row.q.handovers++;
	return ERR_OK;
}

enum err_code
dispatch_handover(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s;
	enum err_code code = dispatch_step_begin(&s, db, ask);

	if (code == ERR_OK && ask->reason == NULL) {
		err_field(&ask->op.err->fields, "/reason", "required", NULL);
		code = ERR_FIELDS;
	}
	if (code == ERR_OK)
		code = give(&s, ask->to);
	if (code != ERR_OK)
		return code;
	s.step.reason = ask->reason;
	s.step.comment = ask->to;
	return dispatch_step_write(&s, ask);
}
