#include "dispatch_step.h"
#include "undo.h"
#include "units.h"

enum err_code
dispatch_step_load(struct dispatch_step *s, const char *id)
{
	return request_row_find(s->db, id, &s->row, s->op->arena);
}

bool
dispatch_step_in_force(const struct dispatch_step *s)
{
	return claim_in_force(&s->row.q.claim, s->op->now_ms);
}

static struct claimed
claimed_of(const struct request *q)
{
	return (struct claimed){
	    .claim = &q->claim,
	    .waits =
		q->state == REQUEST_QUEUED || q->state == REQUEST_UNREACHABLE,
	    .version = q->version,
	    .updated_by = q->updated_by,
	    .updated_at_ms = q->updated_at_ms,
	};
}

enum err_code
dispatch_step_held(const struct dispatch_step *s, int64_t token)
{
	const struct op *op = s->op;
	struct claimed x = claimed_of(&s->row.q);

	return claim_check(&x, op->actor->login, token, op->now_ms, op->err);
}

enum err_code
dispatch_step_version(const struct dispatch_step *s, int64_t expected)
{
	struct claimed x = claimed_of(&s->row.q);

	return claim_version(&x, expected, s->op->err);
}

enum err_code
dispatch_step_begin(struct dispatch_step *s, struct db *db,
		    const struct dispatch_ask *ask)
{
	enum err_code code;

	*s = (struct dispatch_step){.db = db, .op = &ask->op};
	code = dispatch_step_load(s, ask->id);
	if (code == ERR_OK)
		code = dispatch_step_held(s, ask->token);
	if (code == ERR_OK)
		code = dispatch_step_version(s, ask->if_version);
	return code;
}

/* What it takes to undo ${action}. */
static struct request_undo
undo_of(const struct dispatch_step *s, enum lifecycle_action action)
{
	const struct request *q = &s->row.q;

	return (struct request_undo){
	    .action = lifecycle_action_name(action),
	    .state = request_state_name(q->state),
	    .until_ms = s->op->now_ms + UNDO_S * SECOND_MS,
	    .retry_at_ms = q->retry_at_ms,
	    .flags = q->flags,
	    .reason = q->reason,
	    .claim_by = q->claim.by,
	};
}

enum err_code
dispatch_step_to(struct dispatch_step *s, enum lifecycle_action action)
{
	enum request_state from = s->row.q.state;
	struct request_undo undo = {.action = NULL};
	enum err_code code;

	if (lifecycle_undoable(action))
		undo = undo_of(s, action);
	code =
	    lifecycle_next(from, action, s->op->actor->roles, &s->row.q.state);
	if (code == ERR_STATE)
		s->op->err->ref = request_state_name(from);
	s->step.action = action;
	s->step.from = from;
	s->row.q.undo = undo;
	return code;
}

enum err_code
dispatch_step_reason(const struct dispatch_step *s,
		     enum lifecycle_action action, const char *reason)
{
	if (lifecycle_reason_ok(action, reason))
		return ERR_OK;
	err_field(&s->op->err->fields, "/reason",
		  reason == NULL ? "required" : "unknown_code", NULL);
	return ERR_FIELDS;
}

int64_t
dispatch_step_lease_ms(const struct op *op)
{
	return op->book->settings.claim_lease_s * SECOND_MS;
}

void
dispatch_step_claim(struct dispatch_step *s, const char *login)
{
	struct request *q = &s->row.q;

	claim_take(&q->claim, login, s->op->now_ms,
		   dispatch_step_lease_ms(s->op));
	q->retry_at_ms = 0;
}

void
dispatch_step_end_claim(struct dispatch_step *s)
{
	struct request *q = &s->row.q;

	claim_end(&q->claim);
	q->flags &= ~(unsigned)REQUEST_FLAG_LEASE_EXPIRED;
}

void
dispatch_step_moved(struct dispatch_step *s, const char *reason)
{
	s->row.q.moves++;
	s->step.reason = reason;
	if (strcmp(reason, "medic_ill") == 0) /* other words are due */
		s->row.q.flags |= REQUEST_FLAG_MEDIC_ILL;
}

enum err_code
dispatch_step_free_medic(struct dispatch_step *s)
{
	struct request *q = &s->row.q;
	struct db_rows r;

	if (q->visit.medic == NULL)
		return ERR_OK;
	q->visit = (struct request_visit){.medic = NULL};
	r = db_query(s->db, SQL_VISIT_FREE, DB_ARGS(db_int(s->row.seq)));
	if (db_next(&r) && q->undo.action != NULL)
		q->undo.visit = db_take_int(&r);
	return db_done(&r);
}

enum err_code
dispatch_step_write(struct dispatch_step *s, struct dispatch_ask *ask)
{
	enum err_code code = request_row_write(s->db, s->op, &s->row, &s->step);

	if (code == ERR_OK)
		ask->request = s->row.q;
	return code;
}
