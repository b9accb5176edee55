#include "attempt.h"
#include "dispatch_step.h"
#include "units.h"

/* What comes of a claim: calls to the patient. */

static enum err_code
reached(struct dispatch_step *s)
{
	struct request *q = &s->row.q;

	if (q->first_contact_at_ms == 0)
		q->first_contact_at_ms = s->op->now_ms;
	q->flags &= ~(unsigned)REQUEST_FLAG_DECIDE;
	return dispatch_step_to(s, LIFECYCLE_ATTEMPT);
}

static enum err_code
missed(struct dispatch_step *s, int64_t next_at_ms)
{
	const struct settings *set = &s->op->book->settings;
	struct request *q = &s->row.q;

	q->retry_at_ms = next_at_ms;
	if (q->attempt_count >= set->attempts_max &&
	    q->first_contact_at_ms == 0)
		q->flags |= REQUEST_FLAG_DECIDE;
	dispatch_step_end_claim(s);
	return dispatch_step_to(s, LIFECYCLE_MISS);
}

static enum err_code
attempt_write(struct dispatch_step *s, struct dispatch_ask *ask)
{
	enum err_code code = db_exec(
	    s->db, SQL_ATTEMPT_INSERT,
	    DB_ARGS(db_int(s->row.seq), db_int(ask->op.now_ms),
		    db_text(ask->op.actor->login), db_text(ask->outcome),
		    db_opt(s->row.q.retry_at_ms), db_text(ask->comment)));

	s->step.reason = ask->outcome;
	s->step.comment = ask->comment;
	if (code == ERR_OK)
		code = request_row_attempts(s->db, &s->row, ask->op.arena);
	return code == ERR_OK ? dispatch_step_write(s, ask) : code;
}

enum err_code
dispatch_attempt(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	int64_t retry_ms = ask->op.book->settings.retry_min * MINUTE_MS;
	const struct attempt attempt = {ask->outcome, ask->next_at_ms};
	struct dispatch_step s;
	enum err_code code = dispatch_step_begin(&s, db, ask);

	if (code == ERR_OK)
		code = attempt_check(&attempt, ask->op.now_ms,
				     &ask->op.err->fields);
	if (code != ERR_OK)
		return code;
	s.row.q.attempt_count++;
	if (attempt_live(ask->outcome))
		code = reached(&s);
	else
		code = missed(&s, ask->next_at_ms != 0
				      ? ask->next_at_ms
				      : ask->op.now_ms + retry_ms);
	return code == ERR_OK ? attempt_write(&s, ask) : code;
}
