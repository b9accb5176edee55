#include "../../db/ids.h"
#include "../../db/request_number.h"
#include "buf.h"
#include "caller.h"
#include "form.h"
#include "place.h"
#include "spoken.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const struct actor operators[] = {
    {.login = "oper01", .roles = ROLE_OPERATOR},
    {.login = "oper02", .roles = ROLE_OPERATOR},
    {.login = "oper03", .roles = ROLE_OPERATOR},
    {.login = "oper04", .roles = ROLE_OPERATOR},
    {.login = "oper05", .roles = ROLE_OPERATOR},
    {.login = "oper06", .roles = ROLE_OPERATOR},
    {.login = "oper07", .roles = ROLE_OPERATOR},
    {.login = "operator", .roles = ROLE_OPERATOR},
};

static void
by_operator(struct life *l)
{
	l->op.actor = &operators[dice_below(l->dice, COUNT(operators))];
}

/* A place with a price: not every one has a zone. */
static const struct place *
some_place(struct life *l)
{
	const struct rulebook *book = l->op.book;
	const struct place *place;

	do
		place = &book->place[dice_below(l->dice, book->place_count)];
	while (place_zone(book, place) == NULL);
	return place;
}

static const struct service *
some_service(struct life *l, enum verdict verdict)
{
	const struct rulebook *book = l->op.book;
	const struct service *s;

	do
		s = &book->service[dice_below(l->dice, book->service_count)];
	while (s->verdict != verdict || s->branch != NULL);
	return s;
}

static enum err_code
price(struct life *l, const char *place, const char *service, struct quote *out)
{
	struct quote_ask ask = {
	    .place = place,
	    .service = {service},
	    .service_count = 1,
	    .at_ms = l->op.now_ms,
	};

	return quote_price(l->op.book, &ask, out, &l->op.err->fields);
}

static void
fill_patient(const struct people_one *one, struct request_form *f)
{
	f->patient = (struct request_patient){
	    .card_no = one->card,
	    .name = one->name,
	    .birth_date = one->birth_date,
	    .phone = one->phone,
	};
	f->has_representative = one->child;
	if (one->child)
		f->representative = (struct request_person){
		    .name = "Опекунова Вера Львовна", .relation = "mother"};
}

static void
fill_rest(struct life *l, struct request_form *f)
{
	static struct request_answer epid = {"EA01", ANSWER_NO, NULL};
	static struct request_answer flag = {"RF01", ANSWER_NO, NULL};
	static const char *const symptom[] = {"кашель", "температура 38,2",
					      "слабость", "боль в спине", NULL};

	f->epid = &epid;
	f->epid_count = 1;
	f->red_flag = &flag;
	f->red_flag_count = 1;
	f->symptoms = symptom[dice_below(l->dice, COUNT(symptom))];
	f->consent_price = f->consent_data = true;
	f->consent_version = l->op.book->consent_version;
}

/* What somebody tells on the phone. */
static void
fill_form(struct life *l, struct request_form *f)
{
	struct people_one one;

	people_make(l->people, dice_below(l->dice, l->patients), &one,
		    l->op.arena);
	fill_patient(&one, f);
	fill_rest(l, f);
	f->service = ARENA_NEW(l->op.arena, struct request_service);
	f->service->code = some_service(l, VERDICT_ALLOWED)->code;
	f->service_count = 1;
	f->address = (struct request_address){
	    .text = one.address,
	    .place = some_place(l)->code,
	    .flat = one.flat,
	};
}

/* The price; some have it kept before the form is typed. */
static enum err_code
tell_price(struct life *l, struct request *q)
{
	struct spoken_ask ask = {.op = l->op};
	enum err_code code = price(l, q->form.address.place,
				   q->form.service[0].code, &ask.quote);

	if (code == ERR_OK && dice_percent(l->dice, 20))
		code = spoken_keep(l->db, &ask);
	q->quote = ask.quote;
	q->form.quote_id = ask.quote.id;
	return code;
}

/* As register.c has it of a form that was found right. */
static enum err_code
fill_row(struct life *l, struct request_row *row, const struct form_result *r)
{
	const struct op *op = &l->op;
	struct request *q = &row->q;
	struct civil_date today =
	    civil_date_of(&op->book->clinic_zone, op->now_ms);
	enum err_code code =
	    request_number_next(l->db, today.year, &q->number, op->arena);

	row->created_day = civil_days(today);
	row->keys = duplicate_keys_of(&q->form, op->arena);
	q->id = ids_make(op->now_ms, op->arena);
	q->created_at_ms = op->now_ms;
	q->created_by = op->actor->login;
	q->form.performers = r->performers;
	q->promise = promise_make(op->book, op->now_ms);
	q->kit = r->kit;
	q->flags = r->flags;
	q->zone = q->quote.zone;
	return code == ERR_OK ? request_row_pack(row, op->arena) : code;
}

enum err_code
caller_post(struct life *l, struct request_row *row)
{
	struct request_form *f = &row->q.form;
	struct form_context ctx = {.book = l->op.book, .now_ms = l->op.now_ms};
	struct form_result found;
	enum err_code code;

	by_operator(l);
	fill_form(l, f);
	ctx.matched = f->patient.card_no != NULL;
	row->q.first_time = !ctx.matched;
	code = form_check(&ctx, f, &found, &l->op.err->fields, l->op.arena);
	if (code == ERR_OK)
		code = tell_price(l, &row->q);
	return code == ERR_OK ? fill_row(l, row, &found) : code;
}

enum err_code
caller_informed(struct life *l)
{
	static const unsigned often[] = {45, 25, 15, 15};
	size_t count;
	const char *const *reason = spoken_reasons(&count);
	struct spoken_call_ask ask = {.outcome = "informed", .total_kop = -1};
	struct quote quote;
	const struct service *service;
	const char *code[1];
	size_t why = dice_pick(l->dice, often, COUNT(often));
	bool refused = strcmp(reason[why], "not_done") == 0;
	enum err_code rc = ERR_OK;

	by_operator(l);
	ask.op = l->op;
	ask.reason = reason[why];
	service =
	    some_service(l, refused ? VERDICT_NOT_ALLOWED : VERDICT_ALLOWED);
	code[0] = service->code;
	ask.service = code;
	ask.service_count = 1;
	if (!refused)
		rc = price(l, some_place(l)->code, service->code, &quote);
	if (rc == ERR_OK && !refused) {
		ask.zone = quote.zone;
		ask.performers = quote.performers;
		ask.total_kop = quote.total_kop;
	}
	return rc == ERR_OK ? spoken_call(l->db, &ask) : rc;
}
