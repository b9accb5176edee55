#include "claim_json.h"
#include "dispatch.h"
#include "lifecycle.h"
#include "person.h"
#include "promise_json.h"
#include "quote_json.h"
#include "request_json.h"
#include "say.h"
#include "units.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))
#define BIRTH_YEAR_LEN 4

/* What only those who decide may know: never told to a relative. */
#define FLAGS_INTERNAL ((unsigned)REQUEST_FLAG_DEBT)

static bool
decides(const struct http *h)
{
	return (h->actor.roles & (ROLE_DISPATCHER | ROLE_ADMIN)) != 0;
}

/* --- what the operator sent ------------------------------------------- */

static void
put_patient(struct jw *w, const struct request_patient *p)
{
	jw_object(w, "patient");
	jw_text(w, "card_no", p->card_no);
	jw_text(w, "name", p->name);
	jw_text(w, "birth_date", p->birth_date);
	jw_text(w, "phone", p->phone);
	jw_end_object(w);
}

static void
put_person(struct jw *w, const char *key, bool present,
	   const struct request_person *p)
{
	if (!present) {
		jw_null(w, key);
		return;
	}
	jw_object(w, key);
	jw_text(w, "name", p->name);
	jw_text(w, "relation", p->relation);
	jw_text(w, "phone", p->phone);
	jw_end_object(w);
}

void
request_json_place(struct jw *w, const struct rulebook *book, const char *code)
{
	const struct place *place =
	    code != NULL ? rulebook_place(book, code) : NULL;

	jw_text(w, "place", code);
	jw_text(w, "place_name", place != NULL ? place->name : NULL);
}

static void
put_address(struct jw *w, const struct rulebook *book,
	    const struct request_address *a)
{
	jw_object(w, "address");
	jw_text(w, "text", a->text);
	request_json_place(w, book, a->place);
	jw_text(w, "entrance", a->entrance);
	jw_text(w, "floor", a->floor);
	jw_text(w, "flat", a->flat);
	jw_text(w, "intercom", a->intercom);
	jw_text(w, "note", a->note);
	jw_text(w, "place_reason", a->place_reason);
	jw_end_object(w);
}

/* The question as it was asked; old requests have the one of today. */
static const char *
question_of(const struct request_service *s, const struct service *known)
{
	if (s->condition != NULL)
		return s->condition;
	return known != NULL ? known->condition : NULL;
}

/* A service of the catalogue by code and name, or the caller's words. */
static void
put_service(struct jw *w, const struct rulebook *book,
	    const struct request_service *s, bool condition)
{
	const struct service *known =
	    s->code != NULL ? rulebook_service(book, s->code) : NULL;

	jw_object(w, NULL);
	if (s->code != NULL) {
		jw_text(w, "code", s->code);
		jw_text(w, "name", known != NULL ? known->name : s->code);
	} else {
		jw_text(w, "text", s->text);
	}
	if (condition && s->condition_met != TRI_UNSET) {
		jw_text(w, "condition", question_of(s, known));
		jw_bool(w, "condition_met", s->condition_met == TRI_YES);
	}
	jw_end_object(w);
}

static void
put_services(struct jw *w, const struct rulebook *book,
	     const struct request_form *f, bool condition)
{
	jw_array(w, "services");
	for (size_t i = 0; i < f->service_count; i++)
		put_service(w, book, &f->service[i], condition);
	jw_end_array(w);
}

static void
put_epid(struct jw *w, const struct request_form *f)
{
	jw_object(w, "epid");
	for (size_t i = 0; i < f->epid_count; i++) {
		const struct request_answer *a = &f->epid[i];

		jw_object(w, a->code);
		jw_text(w, "answer", request_answer_name(a->answer));
		if (a->comment != NULL)
			jw_text(w, "comment", a->comment);
		jw_end_object(w);
	}
	jw_end_object(w);
}

static void
put_red_flags(struct jw *w, const struct request_form *f)
{
	jw_object(w, "red_flags");
	for (size_t i = 0; i < f->red_flag_count; i++)
		jw_text(w, f->red_flag[i].code,
			request_answer_name(f->red_flag[i].answer));
	jw_end_object(w);
}

static void
put_consent(struct jw *w, const struct request_form *f)
{
	jw_object(w, "consent");
	jw_bool(w, "price", f->consent_price);
	jw_bool(w, "data", f->consent_data);
	jw_text(w, "text_version", f->consent_version);
	jw_end_object(w);
}

static void
put_duplicate(struct jw *w, const struct request_form *f)
{
	if (f->duplicate_action == NULL) {
		jw_null(w, "duplicate");
		return;
	}
	jw_object(w, "duplicate");
	jw_text(w, "action", f->duplicate_action);
	jw_text(w, "reason", f->duplicate_reason);
	jw_end_object(w);
}

static void
put_scripts(struct jw *w, const struct request_form *f)
{
	jw_array(w, "scripts");
	for (size_t i = 0; i < f->script_count; i++) {
		jw_object(w, NULL);
		jw_text(w, "situation", f->script[i].situation);
		jw_int(w, "version", f->script[i].version);
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
put_form(struct jw *w, const struct rulebook *book, const struct request *r)
{
	const struct request_form *f = &r->form;

	put_patient(w, &f->patient);
	put_person(w, "caller", f->has_caller, &f->caller);
	put_address(w, book, &f->address);
	put_services(w, book, f, true);
	quote_json_performers(w, "performers", f->performers);
	jw_text(w, "symptoms", f->symptoms);
	put_epid(w, f);
	put_red_flags(w, f);
	jw_bool(w, "bonus_member", f->bonus_member);
	jw_text(w, "trip_group", f->trip_group);
	put_consent(w, f);
	put_person(w, "legal_representative", f->has_representative,
		   &f->representative);
	jw_text(w, "zone_dispute", f->zone_dispute);
	put_duplicate(w, f);
	put_scripts(w, f);
}

/* --- what became of it ------------------------------------------------ */

static void
put_head(struct jw *w, const struct request *r)
{
	jw_text(w, "id", r->id);
	jw_text(w, "number", r->number);
	jw_int(w, "version", r->version);
	jw_text(w, "state", request_state_name(r->state));
	jw_time(w, "created_at", r->created_at_ms);
	jw_text(w, "created_by", r->created_by);
	jw_text(w, "zone", r->zone);
}

static void
put_promise(struct jw *w, struct http *h, const struct request *r, bool explain)
{
	const struct promise_clock clock = promise_clock(h->book);

	promise_json_now(w, h,
			 &(struct promise_now){&clock, &r->promise,
					       r->first_contact_at_ms,
					       explain ? say_promise : NULL});
}

static void
put_visit(struct jw *w, const struct request_visit *v)
{
	if (v->medic == NULL) {
		jw_null(w, "visit");
		return;
	}
	jw_object(w, "visit");
	jw_text(w, "medic", v->medic);
	jw_text(w, "medic_name", v->medic_name);
	jw_time(w, "window_start", v->window_start_ms);
	jw_time(w, "window_end", v->window_end_ms);
	jw_time(w, "departed_at", v->departed_at_ms);
	jw_time(w, "arrived_at", v->arrived_at_ms);
	jw_time(w, "finished_at", v->finished_at_ms);
	jw_end_object(w);
}

/* How often it changed hands or time. */
static void
put_counters(struct jw *w, const struct request *r)
{
	jw_int(w, "returns", r->returns);
	jw_int(w, "handovers", r->handovers);
	jw_int(w, "takeovers", r->takeovers);
	jw_int(w, "moves", r->moves);
	jw_int(w, "zone_changes", r->zone_changes);
}

/* By its name too: the directory is the admin's. */
static void
put_referral(struct jw *w, const struct rulebook *book, const char *code)
{
	const struct referral *r =
	    code != NULL ? rulebook_referral(book, code) : NULL;

	if (code == NULL) {
		jw_null(w, "referral");
		return;
	}
	jw_object(w, "referral");
	jw_text(w, "code", code);
	jw_text(w, "name", r != NULL ? r->name : code);
	jw_end_object(w);
}

/* What goes with its end. */
static void
put_end(struct jw *w, const struct rulebook *book, const struct request *r)
{
	jw_text(w, "reason", r->reason);
	jw_text(w, "outcome", r->outcome);
	if (r->feedback == REQUEST_FEEDBACK_NONE)
		jw_null(w, "feedback");
	else
		jw_bool(w, "feedback", r->feedback == REQUEST_FEEDBACK_INVITE);
	put_referral(w, book, r->referral);
	if (r->main_id == NULL) {
		jw_null(w, "duplicate_of");
		return;
	}
	jw_object(w, "duplicate_of");
	jw_text(w, "id", r->main_id);
	jw_text(w, "number", r->main_number);
	jw_end_object(w);
}

static void
put_attempts(struct jw *w, const struct request *r)
{
	size_t n = r->attempt != NULL ? (size_t)r->attempt_count : 0;

	jw_array(w, "attempts");
	for (size_t i = 0; i < n; i++) {
		const struct request_attempt *a = &r->attempt[i];

		jw_object(w, NULL);
		jw_time(w, "at", a->at_ms);
		jw_text(w, "by", a->by);
		jw_text(w, "outcome", a->outcome);
		jw_time(w, "next_at", a->next_at_ms);
		jw_text(w, "comment", a->comment);
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
put_flags(struct jw *w, const struct http *h, const struct request *r)
{
	unsigned flags = decides(h) ? r->flags : r->flags & ~FLAGS_INTERNAL;
	const char *name;

	jw_array(w, "flags");
	for (enum request_flag_bit bit = 0;
	     (name = request_flag_name(bit)) != NULL; bit++)
		if (flags & 1u << bit)
			jw_text(w, NULL, name);
	jw_end_array(w);
}

void
request_json_matches(struct jw *w, const char *key,
		     const struct request_match *match, size_t n)
{
	jw_array(w, key);
	for (size_t i = 0; i < n; i++) {
		const struct request_match *m = &match[i];

		jw_object(w, NULL);
		jw_text(w, "id", m->id);
		jw_text(w, "number", m->number);
		jw_text(w, "by", m->by);
		jw_text(w, "state", request_state_name(m->state));
		jw_time(w, "created_at", m->created_at_ms);
		jw_object(w, "promise");
		jw_time(w, "target_at", m->target_at_ms);
		jw_time(w, "deadline_at", m->deadline_at_ms);
		jw_end_object(w);
		jw_bool(w, "blocks", m->blocks);
		jw_end_object(w);
	}
	jw_end_array(w);
}

void
request_json_colliding(struct jw *w, const void *arg)
{
	const struct dispatch_ask *ask = arg;

	jw_object(w, "colliding");
	jw_text(w, "id", ask->colliding.id);
	jw_text(w, "number", ask->colliding.number);
	jw_time(w, "window_start", ask->colliding_visit.window_start_ms);
	jw_time(w, "window_end", ask->colliding_visit.window_end_ms);
	jw_end_object(w);
}

/* What the person at the screen may do next, by the routes there are. */
static void
put_actions(struct jw *w, const struct http *h, const struct request *r)
{
	static const struct {
		enum lifecycle_action action;
		bool held; /* only with the claim in hand */
	} offer[] = {
	    {LIFECYCLE_CLAIM, false},       {LIFECYCLE_TAKEOVER, false},
	    {LIFECYCLE_ATTEMPT, true},      {LIFECYCLE_SCHEDULE, true},
	    {LIFECYCLE_DEPART, false},      {LIFECYCLE_ARRIVE, false},
	    {LIFECYCLE_FINISH, false},      {LIFECYCLE_CLOSE, false},
	    {LIFECYCLE_REVISIT, false},     {LIFECYCLE_REPLAN, false},
	    {LIFECYCLE_RELEASE, true},      {LIFECYCLE_HANDOVER, true},
	    {LIFECYCLE_CHANGE_ZONE, false}, {LIFECYCLE_CONFIRM_PRICE, false},
	    {LIFECYCLE_CANCEL, false},      {LIFECYCLE_DECLINE, false},
	    {LIFECYCLE_REFER, false},       {LIFECYCLE_MARK_DUPLICATE, false},
	    {LIFECYCLE_EMERGENCY, false},   {LIFECYCLE_CORRECT, false},
	    {LIFECYCLE_NOTE, false},
	};
	bool mine = claim_json_mine(h, &r->claim);
	bool own = strcmp(r->created_by, h->actor.login) == 0;

	jw_array(w, "allowed_actions");
	for (size_t i = 0; i < COUNT(offer); i++) {
		enum lifecycle_action a = offer[i].action;
		enum request_state to;
		bool others = r->claim.by != NULL && !mine &&
			      a != LIFECYCLE_NOTE && a != LIFECYCLE_EMERGENCY;

		others |= a == LIFECYCLE_CORRECT && !mine && !own;
		others |= a == LIFECYCLE_CONFIRM_PRICE &&
			  (r->flags & REQUEST_FLAG_TRIP_PAYER) == 0;
		if (a == LIFECYCLE_TAKEOVER)
			others = mine; /* what is claimed by others, just so */
		if (!others && (mine || !offer[i].held) &&
		    lifecycle_next(r->state, a, h->actor.roles, &to) == ERR_OK)
			jw_text(w, NULL, lifecycle_action_name(a));
	}
	jw_end_array(w);
}

/* The price in the right zone, once it is another than the spoken one. */
static void
put_agreed(struct jw *w, struct http *h, const struct request *r)
{
	jw_time(w, "agreed_at", r->agreed_at_ms);
	if (r->agreed_at_ms != 0)
		quote_json(w, "agreed", h, &r->agreed);
	else
		jw_null(w, "agreed");
}

void
request_json_full(struct jw *w, const char *key, struct http *h,
		  const struct request *r)
{
	jw_object(w, key);
	put_head(w, r);
	jw_time(w, "updated_at", r->updated_at_ms);
	jw_text(w, "updated_by", r->updated_by);
	put_form(w, h->book, r);
	jw_bool(w, "first_time", r->first_time);
	quote_json(w, "quote", h, &r->quote);
	put_agreed(w, h, r);
	put_promise(w, h, r, true);
	jw_int(w, "kit", r->kit);
	claim_json(w, h, &r->claim, true);
	put_counters(w, r);
	put_visit(w, &r->visit);
	put_attempts(w, r);
	jw_time(w, "first_contact_at", r->first_contact_at_ms);
	jw_time(w, "retry_at", r->retry_at_ms);
	put_end(w, h->book, r);
	put_flags(w, h, r);
	request_json_matches(w, "duplicates", r->match, r->match_count);
	put_actions(w, h, r);
	claim_json_undo(w, h, r->undo.action,
			&(struct undoable){r->undo.until_ms, r->updated_by,
					   r->updated_at_ms});
	jw_end_object(w);
}

/* --- a line of the board ---------------------------------------------- */

static int64_t
birth_year(const char *birth_date)
{
	int64_t year = 0;

	for (int i = 0; birth_date != NULL && i < BIRTH_YEAR_LEN &&
			birth_date[i] >= '0' && birth_date[i] <= '9';
	     i++)
		year = year * 10 + (birth_date[i] - '0');
	return year;
}

static void
put_masked(struct jw *w, struct http *h, const struct request_form *f)
{
	int64_t year = birth_year(f->patient.birth_date);

	jw_object(w, "patient");
	jw_text(
	    w, "masked",
	    person_name_mask(f->patient.name, f->patient.birth_date, h->arena));
	if (year != 0)
		jw_int(w, "birth_year", year);
	else
		jw_null(w, "birth_year");
	jw_end_object(w);
	jw_text(w, "phone_masked",
		f->patient.phone != NULL
		    ? person_phone_mask(f->patient.phone, h->arena)
		    : NULL);
	jw_text(w, "address", decides(h) ? f->address.text : NULL);
}

void
request_json_item(struct jw *w, struct http *h, const struct request *r)
{
	request_json_row(w, NULL, h, r);
}

void
request_json_row(struct jw *w, const char *key, struct http *h,
		 const struct request *r)
{
	jw_object(w, key);
	put_head(w, r);
	request_json_place(w, h->book, r->form.address.place);
	put_masked(w, h, &r->form);
	put_services(w, h->book, &r->form, false);
	quote_json_performers(w, "performers", r->form.performers);
	jw_money(w, "total", request_price(r)->total_kop);
	put_promise(w, h, r, false);
	claim_json(w, h, &r->claim, true);
	put_counters(w, r);
	put_visit(w, &r->visit);
	jw_int(w, "attempt_count", r->attempt_count);
	jw_time(w, "first_contact_at", r->first_contact_at_ms);
	jw_time(w, "retry_at", r->retry_at_ms);
	put_flags(w, h, r);
	jw_int(w, "kit", r->kit);
	jw_end_object(w);
}

void
request_json_hit(struct jw *w, struct http *h, const struct request *r)
{
	jw_object(w, NULL);
	jw_text(w, "kind", "request");
	jw_text(w, "id", r->id);
	jw_text(w, "number", r->number);
	jw_text(w, "state", request_state_name(r->state));
	jw_time(w, "created_at", r->created_at_ms);
	put_promise(w, h, r, false);
	jw_end_object(w);
}

void
request_json_event(struct jw *w, const struct request_event *event)
{
	jw_object(w, NULL);
	jw_time(w, "at", event->at_ms);
	jw_text(w, "by", event->by);
	jw_text(w, "action", event->action);
	jw_text(w, "from", event->from);
	jw_text(w, "to", event->to);
	jw_text(w, "reason", event->reason);
	jw_text(w, "comment", event->comment);
	jw_end_object(w);
}

enum err_code
request_json_answer(struct http *h, void *arg)
{
	const struct request *r = arg;
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	h->status = 200;
	http_etag(h, r->version);
	request_json_full(&w, NULL, h, r);
	return ERR_OK;
}
