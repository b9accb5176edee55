#include <string.h>

#include "claim_json.h"
#include "person.h"
#include "promise_json.h"
#include "say.h"
#include "task_json.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static void
put_head(struct jw *w, const struct http *h, const struct task *t)
{
	jw_text(w, "id", t->id);
	jw_int(w, "version", t->version);
	jw_text(w, "queue", t->queue);
	jw_text(w, "queue_name", rulebook_queue(h->book, t->queue)->name);
	jw_text(w, "kind", t->kind);
	jw_text(w, "state", task_state_name(t->state));
	jw_time(w, "created_at", t->created_at_ms);
	jw_text(w, "created_by", t->created_by);
}

/* Where it stands: the same in a list and on its card. */
static void
put_course(struct jw *w, struct http *h, const struct task *t, bool whole)
{
	const struct promise_clock clock =
	    task_clock(h->book, rulebook_queue(h->book, t->queue));

	promise_json_now(w, h,
			 &(struct promise_now){&clock, &t->promise,
					       t->first_contact_at_ms,
					       whole ? say_call_back : NULL});
	claim_json(w, h, &t->claim, whole);
	jw_int(w, "attempt_count", t->attempt_count);
	jw_int(w, "handovers", t->handovers);
	jw_int(w, "returns", t->returns);
	jw_time(w, "first_contact_at", t->first_contact_at_ms);
	jw_time(w, "retry_at", t->retry_at_ms);
	jw_time(w, "closed_at", t->closed_at_ms);
	jw_text(w, "outcome", t->outcome);
}

void
task_json_item(struct jw *w, struct http *h, const struct task *t)
{
	jw_object(w, NULL);
	put_head(w, h, t);
	jw_text(w, "phone_masked",
		t->phone != NULL ? person_phone_mask(t->phone, h->arena)
				 : NULL);
	jw_text(w, "masked", person_name_mask(t->name, NULL, h->arena));
	jw_text(w, "note", t->note);
	put_course(w, h, t, false);
	jw_end_object(w);
}

/* What the person at the screen may do next. */
static void
put_actions(struct jw *w, const struct http *h, const struct task *t)
{
	static const struct {
		enum task_action action;
		bool held; /* only with the claim in hand */
	} offer[] = {
	    {TASK_ACT_CLAIM, false},   {TASK_ACT_TAKEOVER, false},
	    {TASK_ACT_ATTEMPT, true},  {TASK_ACT_CLOSE, true},
	    {TASK_ACT_HANDOVER, true}, {TASK_ACT_RELEASE, true},
	    {TASK_ACT_CANCEL, false},
	};
	bool mine = claim_json_mine(h, &t->claim);
	bool others = t->claim.by != NULL && !mine;
	bool own = strcmp(t->created_by, h->actor.login) == 0;

	jw_array(w, "allowed_actions");
	for (size_t i = 0; i < COUNT(offer); i++) {
		enum task_action a = offer[i].action;
		bool may = a == TASK_ACT_TAKEOVER ? others : !others;
		enum task_state to;

		may = may && (mine || !offer[i].held);
		if (a == TASK_ACT_CANCEL)
			may = mine || (own && !others);
		if (may &&
		    task_next(t->state, a, h->actor.roles, &to) == ERR_OK)
			jw_text(w, NULL, task_action_name(a));
	}
	jw_end_array(w);
}

void
task_json_full(struct jw *w, struct http *h, const struct task *t)
{
	jw_object(w, NULL);
	put_head(w, h, t);
	jw_time(w, "updated_at", t->updated_at_ms);
	jw_text(w, "updated_by", t->updated_by);
	jw_text(w, "phone", t->phone);
	jw_text(w, "name", t->name);
	jw_text(w, "note", t->note);
	jw_text(w, "request", t->request);
	jw_text(w, "request_number", t->number);
	put_course(w, h, t, true);
	jw_text(w, "owner", t->owner);
	jw_int(w, "owners", t->owners);
	jw_text(w, "result", t->result);
	put_actions(w, h, t);
	claim_json_undo(w, h, t->undo.action,
			&(struct undoable){t->undo.until_ms, t->updated_by,
					   t->updated_at_ms});
	jw_end_object(w);
}

enum err_code
task_json_answer(struct http *h, const struct task *t)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	h->status = 200;
	http_etag(h, t->version);
	task_json_full(&w, h, t);
	return ERR_OK;
}

void
task_json_event(struct jw *w, const struct task_event *e)
{
	jw_object(w, NULL);
	jw_time(w, "at", e->at_ms);
	jw_text(w, "by", e->by);
	jw_text(w, "action", e->action);
	jw_text(w, "from", e->from);
	jw_text(w, "to", e->to);
	jw_text(w, "queue", e->queue);
	jw_text(w, "whom", e->whom);
	jw_text(w, "reason", e->reason);
	jw_time(w, "next_at", e->next_at_ms);
	jw_text(w, "comment", e->comment);
	jw_end_object(w);
}

void
task_json_queue(struct jw *w, struct http *h, const struct task_queue_now *now)
{
	const struct task_queue *q = now->queue;
	const struct promise_clock clock = task_clock(h->book, q);

	jw_object(w, NULL);
	jw_text(w, "code", q->code);
	jw_text(w, "name", q->name);
	jw_int(w, "version", q->version);
	jw_int(w, "target_min", q->target_min);
	jw_int(w, "deadline_min", q->deadline_min);
	jw_bool(w, "active", q->active);
	jw_bool(w, "open", promise_open_by(&clock, h->now_ms));
	jw_bool(w, "serves", now->serves);
	for (enum task_state s = 0; s < TASK_STATE__COUNT; s++)
		if (task_state_active(s))
			jw_int(w, task_state_name(s), now->by_state[s]);
	jw_int(w, "overdue", now->overdue);
	jw_time(w, "deadline_at", now->deadline_at_ms);
	jw_end_object(w);
}
