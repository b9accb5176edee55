#include "address.h"
#include "buf.h"
#include "draft.h"
#include "driver.h"
#include "form.h"
#include "ids.h"
#include "lists.h"
#include "patient.h"
#include "place.h"
#include "register.h"
#include "request_number.h"
#include "request_row.h"
#include "request_similar.h"
#include "spoken.h"
#include "text.h"
#include "trip_mates.h"

/* What there is of a patient when a card and a birth date are told. */
struct file {
	bool known; /* there is one with that card */
	struct patient patient;
};

/* A form that was checked, and what that rested on beside op. */
struct register_checked {
	struct file file;
	struct request_form form; /* in order, merged with the file */
	struct form_result found;
	struct duplicate_keys keys;
};

/* A request on its way into the store. */
struct posting {
	struct db *db;
	struct op *op;
	struct request_form *form;
	const struct register_checked *checked; /* before; NULL: not yet */
	struct file file;
	struct form_result found;
	bool matched;           /* card and birth date agree with the file */
	const char *trip_group; /* as told, in order */
	struct request_row row;
};

/* --- the patient file ------------------------------------------------- */

static const char *
cleaned(const char *text, struct arena *arena)
{
	return text != NULL ? text_clean(slice_of(text), arena) : NULL;
}

static enum err_code
read_file(struct posting *p)
{
	struct arena *arena = p->op->arena;
	const char *card = cleaned(p->form->patient.card_no, arena);
	const char *birth = cleaned(p->form->patient.birth_date, arena);
	enum err_code code;

	if (card == NULL || birth == NULL)
		return arena->overflow ? ERR_NOMEM : ERR_OK;
	code = patient_find(p->db, card, &p->file.patient, arena);
	p->file.known = code == ERR_OK;
	p->matched =
	    p->file.known && strcmp(p->file.patient.birth_date, birth) == 0;
	return code == ERR_NOT_FOUND ? ERR_OK : code;
}

/* Nothing of the file goes further unless the birth date agrees. */
static void
merge_file(struct posting *p)
{
	const struct patient *file = &p->file.patient;
	struct request_patient *given = &p->form->patient;

	if (!p->matched)
		return;
	given->name = file->name;
	if (given->phone == NULL) /* one given now is newer */
		given->phone = file->phone;
	p->form->bonus_member |= file->bonus_member;
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Whether a form merged with ${a} is one merged with ${b}. */
static bool
same_file(const struct file *a, const struct file *b)
{
	const struct patient *x = &a->patient, *y = &b->patient;

	return a->known == b->known &&
	       same_text(x->birth_date, y->birth_date) &&
	       same_text(x->name, y->name) && same_text(x->phone, y->phone) &&
	       x->bonus_member == y->bonus_member;
}

/* --- the price -------------------------------------------------------- */

/* Whose trip the others of the group pay already. */
static enum err_code
trip_paid(struct posting *p, unsigned *paid, struct field_errors *errs)
{
	struct request_form *f = p->form;
	struct trip_mates_ask ask = {
	    .group = f->trip_group,
	    .pointer = "/trip_group",
	    .who = {.by = p->op->actor->login, .place = f->address.place},
	};
	enum err_code code;

	*paid = 0;
	if (err_has(errs, ask.pointer))
		return ERR_OK;
	if (f->trip_group != NULL)
		ask.who.address = duplicate_address(&f->address, p->op->arena);
	code = trip_mates_paid(p->db, &ask, paid, errs, p->op->arena);
	f->trip_group = ask.group;
	return code;
}

static enum err_code
quote_spoken(struct posting *p, struct field_errors *errs)
{
	static const char pointer[] = "/quote/id";
	struct quote *q = &p->row.q.quote;
	enum err_code code =
	    spoken_find(p->db, p->form->quote_id, q, p->op->arena);

	if (code == ERR_NOT_FOUND) {
		err_field(errs, pointer, "unknown_code", NULL);
		return ERR_OK;
	}
	if (code != ERR_OK)
		return code;
	if (q->valid_until_ms < p->op->now_ms)
		err_field(errs, pointer, "quote_expired", NULL);
	else if (p->row.q.zone != NULL && strcmp(q->zone, p->row.q.zone) != 0)
		err_field(errs, pointer, "quote_zone_mismatch", q->zone);
	else if (q->performers != p->found.performers)
		err_field(errs, pointer, "quote_performers_mismatch", NULL);
	return ERR_OK;
}

static enum err_code
quote_now(struct posting *p, struct field_errors *errs)
{
	struct quote_ask ask = {
	    .place = p->form->address.place,
	    .performers = p->found.performers,
	    .bonus_member = p->form->bonus_member,
	    .at_ms = p->op->now_ms,
	};

	return quote_price(p->op->book, &ask, &p->row.q.quote, errs);
}

/* A trip that was told as paid must be paid by the group still. */
static void
shared_check(struct posting *p, unsigned paid, struct field_errors *errs)
{
	const struct quote *q = &p->row.q.quote;

	for (size_t i = 0; i < q->line_count; i++)
		if (q->line[i].in_trip_group &&
		    (quote_line_performer(&q->line[i]) & ~paid) != 0 &&
		    !err_has(errs, "/quote/id"))
			err_field(errs, "/quote/id",
				  "quote_trip_group_mismatch", NULL);
}

static enum err_code
price(struct posting *p, struct field_errors *errs)
{
	unsigned paid;
	enum err_code code = trip_paid(p, &paid, errs);

	if (code != ERR_OK)
		return code;
	if (p->form->quote_id != NULL && !err_has(errs, "/quote/id"))
		code = quote_spoken(p, errs);
	if (code != ERR_OK || errs->n != 0)
		return code;
	if (p->form->quote_id == NULL)
		code = quote_now(p, errs);
	if (code != ERR_OK)
		return code;
	shared_check(p, paid, errs);
	quote_share(&p->row.q.quote, paid);
	return ERR_OK;
}

/* --- what both the look before and the write do ----------------------- */

static enum err_code
check(struct posting *p)
{
	struct op *op = p->op;
	struct form_context ctx = {
	    .book = op->book,
	    .now_ms = op->now_ms,
	    .matched = p->matched,
	};

	merge_file(p);
	return form_check(&ctx, p->form, &p->found, &op->err->fields,
			  op->arena);
}

/* As it was found in the precheck: rulebook and moment are the same. */
static void
adopt(struct posting *p)
{
	*p->form = p->checked->form;
	p->found = p->checked->found;
}

static enum err_code
prepare(struct posting *p)
{
	struct op *op = p->op;
	const struct place *place;
	enum err_code code = read_file(p);

	if (code != ERR_OK)
		return code;
	if (p->checked != NULL && !same_file(&p->checked->file, &p->file))
		p->checked = NULL;
	if (p->checked != NULL)
		adopt(p);
	else
		code = check(p);
	if (code != ERR_OK && code != ERR_FIELDS)
		return code;
	p->trip_group = p->form->trip_group;
	if (p->matched && p->file.patient.debt)
		p->row.q.flags |= REQUEST_FLAG_DEBT;
	place = p->form->address.place != NULL
		    ? rulebook_place(op->book, p->form->address.place)
		    : NULL;
	if (place != NULL)
		p->row.q.zone = place_zone(op->book, place);
	code = price(p, &op->err->fields);
	return code == ERR_OK && op->err->fields.n != 0 ? ERR_FIELDS : code;
}

/* The address is read once: text and rulebook stay as they are. */
static enum err_code
read_address(struct register_ask *ask, const struct request_address *address)
{
	bool contradicts;
	enum err_code code;

	if (ask->contradicts != TRI_UNSET)
		return ERR_OK;
	code =
	    address_check(ask->op.book, address, &contradicts, ask->op.arena);
	if (code == ERR_OK)
		ask->contradicts = contradicts ? TRI_YES : TRI_NO;
	return code;
}

/* Keep what the write need not find out again. */
static enum err_code
keep(const struct posting *p, struct register_ask *ask)
{
	struct arena *arena = ask->op.arena;
	struct register_checked *c = ARENA_NEW(arena, struct register_checked);

	if (c == NULL)
		return ERR_NOMEM;
	*c = (struct register_checked){
	    .file = p->file,
	    .form = *p->form,
	    .found = p->found,
	    .keys = duplicate_keys_of(p->form, arena),
	};
	c->form.trip_group = p->trip_group; /* looked up again */
	ask->checked = c;
	return arena->overflow ? ERR_NOMEM : ERR_OK;
}

enum err_code
register_precheck(struct db *db, struct register_ask *ask)
{
	struct request_form form = ask->form; /* the write starts as sent */
	struct posting p = {.db = db, .op = &ask->op, .form = &form};
	enum err_code code = prepare(&p);

	if (code == ERR_OK)
		code = read_address(ask, &form.address);
	return code == ERR_OK ? keep(&p, ask) : code;
}

/* --- duplicates ------------------------------------------------------- */

/* Whether a match stands against posting; "new anyway" lets it pass. */
static enum err_code
matches_check(struct posting *p)
{
	enum err_code code;
	bool blocked = false;

	p->row.keys = p->checked != NULL
			  ? p->checked->keys
			  : duplicate_keys_of(p->form, p->op->arena);
	code = p->op->arena->overflow
		   ? ERR_NOMEM
		   : request_similar_find(p->db, &p->row, p->form->trip_group,
					  p->op->arena);
	for (size_t i = 0; i < p->row.q.match_count; i++)
		blocked |= p->row.q.match[i].blocks;
	if (code != ERR_OK || !blocked)
		return code;
	if (p->form->duplicate_action == NULL)
		return ERR_DUPLICATE;
	p->row.q.flags |= REQUEST_FLAG_DUPLICATE_ALLOWED;
	return ERR_OK;
}

/* --- the write -------------------------------------------------------- */

static enum err_code
fill(struct posting *p, struct civil_date today)
{
	struct request *q = &p->row.q;
	struct op *op = p->op;
	enum err_code code =
	    request_number_next(p->db, today.year, &q->number, op->arena);

	if (code != ERR_OK)
		return code;
	code = lifecycle_next(REQUEST_STATE__COUNT, LIFECYCLE_POST,
			      op->actor->roles, &q->state);
	q->id = ids_make(op->now_ms, op->arena);
	q->created_at_ms = op->now_ms;
	q->created_by = op->actor->login;
	q->form = *p->form;
	q->form.performers = p->found.performers;
	q->first_time = !p->matched;
	q->promise = promise_make(op->book, op->now_ms);
	q->kit = p->found.kit;
	q->flags |= p->found.flags;
	return code == ERR_OK ? request_row_pack(&p->row, op->arena) : code;
}

static enum err_code
write_services(struct posting *p)
{
	const struct request_form *f = &p->row.q.form;
	enum err_code code = ERR_OK;

	for (size_t i = 0; i < f->service_count && code == ERR_OK; i++)
		code = db_exec(p->db, SQL_REQUEST_SERVICE_INSERT,
			       DB_ARGS(db_int(p->row.seq), db_int((int64_t)i),
				       db_text(f->service[i].code),
				       db_text(f->service[i].text),
				       db_int(f->service[i].condition_met)));
	return code;
}

enum err_code
register_post(struct db *db, void *arg)
{
	struct register_ask *ask = arg;
	struct request_form form = ask->form; /* another try starts as sent */
	struct posting p = {
	    .db = db,
	    .op = &ask->op,
	    .form = &form,
	    .checked = ask->checked,
	};
	struct request_step step = {
	    .action = LIFECYCLE_POST,
	    .from = REQUEST_STATE__COUNT,
	};
	struct civil_date today =
	    civil_date_of(&ask->op.book->clinic_zone, ask->op.now_ms);
	enum err_code code = prepare(&p);

	p.row.created_day = civil_days(today);
	if (code == ERR_OK)
		code = read_address(ask, &p.form->address);
	if (ask->contradicts == TRI_YES)
		p.row.q.flags |= REQUEST_FLAG_ADDRESS_CONTRADICTS;
	if (code == ERR_OK)
		code = matches_check(&p);
	if (code == ERR_DUPLICATE) {
		ask->request = (struct request){
		    .match_count = p.row.q.match_count,
		};
		memcpy(ask->request.match, p.row.q.match,
		       sizeof(ask->request.match));
	}
	if (code == ERR_OK)
		code = fill(&p, today);
	step.comment = p.form->duplicate_reason;
	if (code == ERR_OK)
		code = request_row_write(db, &ask->op, &p.row, &step);
	if (code == ERR_OK)
		code = write_services(&p);
	if (code == ERR_OK)
		code = draft_posted(db, &ask->op, p.form->draft_id);
	if (code == ERR_OK)
		ask->request = p.row.q;
	return code;
}
