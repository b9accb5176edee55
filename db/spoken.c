#include "audit.h"
#include "buf.h"
#include "driver.h"
#include "ids.h"
#include "lists.h"
#include "person.h"
#include "report_facts.h"
#include "spoken.h"
#include "task_work.h"
#include "text.h"
#include "units.h"

#define TERM_MAX 100      /* characters of a search worth keeping */
#define TERM_DIGITS_MAX 4 /* more in a row may be a phone or a card */

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const char *const outcome[] = {"informed", "referred", "emergency"};
static const char *const reason[] = {"price", "not_done", "too_late", "other"};
static const char *const follow_up[] = {"told", "booked", "call_back"};

const char *const *
spoken_reasons(size_t *count)
{
	*count = sizeof(reason) / sizeof(reason[0]);
	return reason;
}

/* The clinic's day. */
static int64_t
today(const struct op *op)
{
	return civil_days(civil_date_of(&op->book->clinic_zone, op->now_ms));
}

/* --- spoken prices ---------------------------------------------------- */

enum err_code
spoken_keep(struct db *db, void *arg)
{
	struct spoken_ask *ask = arg;
	const struct op *op = &ask->op;
	struct quote *q = &ask->quote;
	const char *lines = lists_pack_lines(q, op->arena);
	enum err_code code;

	q->id = ids_make(op->now_ms, op->arena);
	q->valid_until_ms =
	    op->now_ms + op->book->settings.quote_valid_min * MINUTE_MS;
	if (op->arena->overflow)
		return ERR_NOMEM;
	code =
	    db_exec(db, SQL_QUOTE_INSERT,
		    DB_ARGS(db_text(q->id), db_text(q->zone), db_text(q->place),
			    db_int(q->performers), db_text(lines),
			    db_int(q->bonus_member), db_int(q->total_kop),
			    db_int(q->preliminary), db_int(q->tariff_version),
			    db_int(q->at_ms), db_int(q->valid_until_ms),
			    db_text(op->actor->login)));
	if (code != ERR_OK)
		return code;
	return audit_add(db, op,
			 &(struct audit_event){
			     .action = "quote.keep",
			     .object = "quote",
			     .object_id = q->id,
			     .detail = q->zone,
			 });
}

static void
take_quote(struct db_rows *r, struct quote *out, struct arena *arena)
{
	*out = (struct quote){.id = db_take_text(r, arena)};
	out->zone = db_take_text(r, arena);
	out->place = db_take_text(r, arena);
	out->performers = (unsigned)db_take_int(r);
	lists_take_lines(db_take_text(r, arena), out, arena);
	out->bonus_member = db_take_int(r) != 0;
	out->total_kop = db_take_int(r);
	out->preliminary = db_take_int(r) != 0;
	out->tariff_version = db_take_int(r);
	out->at_ms = db_take_int(r);
	out->valid_until_ms = db_take_int(r);
}

enum err_code
spoken_find(struct db *db, const char *id, struct quote *out,
	    struct arena *arena)
{
	struct db_rows r = db_query(db, SQL_QUOTE_BY_ID, DB_ARGS(db_text(id)));
	bool found = db_next(&r);
	enum err_code code;

	if (found)
		take_quote(&r, out, arena);
	code = db_done(&r);
	if (code == ERR_OK && arena->overflow)
		code = ERR_NOMEM;
	return code == ERR_OK && !found ? ERR_NOT_FOUND : code;
}

/* --- calls without a request ------------------------------------------ */

static bool
one_of(const char *s, const char *const *name, size_t n)
{
	for (size_t i = 0; s != NULL && i < n; i++)
		if (strcmp(name[i], s) == 0)
			return true;
	return false;
}

static bool
is(const char *s, const char *name)
{
	return s != NULL && strcmp(s, name) == 0;
}

static const char *
service_pointer(size_t i, struct arena *arena)
{
	struct buf out = BUF(arena);

	buf_printf(&out, "/services/%zu", i);
	return buf_text(&out);
}

/* An optional code that must be known when it is given. */
static void
code_check(struct field_errors *errs, const char *pointer, const char *code,
	   bool known)
{
	if (code != NULL && !known)
		err_field(errs, pointer, "unknown_code", NULL);
}

/* Where a caller was sent and how: what goes with what. */
static void
referral_check(const struct spoken_call_ask *a)
{
	struct field_errors *errs = &a->op.err->fields;
	bool referred = is(a->outcome, "referred");
	bool call_back = is(a->follow_up, "call_back");
	char phone[PERSON_PHONE_MAX + 2];

	code_check(errs, "/referral", a->referral,
		   rulebook_referral(a->op.book, a->referral) != NULL);
	code_check(errs, "/follow_up", a->follow_up,
		   one_of(a->follow_up, follow_up, COUNT(follow_up)));
	if (a->referral != NULL && !referred)
		err_field(errs, "/referral", "only_referred", NULL);
	if (a->follow_up != NULL && !referred)
		err_field(errs, "/follow_up", "only_referred", NULL);
	else if (a->follow_up != NULL && !call_back && a->referral == NULL)
		err_field(errs, "/referral", "required", NULL);
	if (a->callback_phone == NULL) { /* nobody can call a hidden number */
		if (call_back)
			err_field(errs, "/callback_phone", "required", NULL);
		return;
	}
	if (!call_back)
		err_field(errs, "/callback_phone", "only_call_back", NULL);
	else if (!person_phone(slice_of(a->callback_phone), phone))
		err_field(errs, "/callback_phone", "phone_invalid", NULL);
}

static enum err_code
call_check(const struct spoken_call_ask *a)
{
	const struct rulebook *book = a->op.book;
	struct field_errors *errs = &a->op.err->fields;

	if (a->outcome == NULL)
		err_field(errs, "/outcome", "required", NULL);
	code_check(errs, "/outcome", a->outcome,
		   one_of(a->outcome, outcome, COUNT(outcome)));
	code_check(errs, "/reason", a->reason,
		   one_of(a->reason, reason, COUNT(reason)));
	code_check(errs, "/zone", a->zone,
		   a->zone != NULL && rulebook_zone(book, a->zone) != NULL);
	referral_check(a);
	code_check(errs, "/red_flag", a->red_flag,
		   a->red_flag != NULL &&
		       rulebook_red_flag(book, a->red_flag) != NULL);
	if (a->performers > PERFORMER_BOTH)
		err_field(errs, "/performers", "unknown_code", NULL);
	for (size_t i = 0; i < a->service_count; i++)
		if (rulebook_service(book, a->service[i]) == NULL)
			err_field(errs, service_pointer(i, a->op.arena),
				  "unknown_code", NULL);
	if (a->op.arena->overflow)
		return ERR_NOMEM;
	return errs->n != 0 ? ERR_FIELDS : ERR_OK;
}

/* What a refused caller asked for and where they were sent, in words. */
static const char *
about(const struct spoken_call_ask *a)
{
	const struct rulebook *book = a->op.book;
	struct buf out = BUF(a->op.arena);

	for (size_t i = 0; i < a->service_count; i++)
		buf_printf(&out, "%s%s", i != 0 ? ", " : "",
			   rulebook_service(book, a->service[i])->name);
	if (a->referral != NULL)
		buf_printf(&out, "%s→ %s", out.n != 0 ? " " : "",
			   rulebook_referral(book, a->referral)->name);
	return out.n != 0 ? buf_text(&out) : NULL;
}

/* Who waits for a call is a task; the record of the call stays nobody's. */
static enum err_code
call_back(struct db *db, const struct spoken_call_ask *a)
{
	const struct task_new wanted = {
	    .kind = "referral",
	    .phone = a->callback_phone,
	    .note = about(a),
	    .call = a->id,
	};
	struct task made;

	return a->callback_phone != NULL ? task_open(db, &a->op, &wanted, &made)
					 : ERR_OK;
}

static enum err_code
insert_call(struct db *db, const struct spoken_call_ask *a)
{
	const struct op *op = &a->op;
	const char *services =
	    lists_pack_codes(a->service, a->service_count, op->arena);

	if (op->arena->overflow)
		return ERR_NOMEM;
	return db_exec(
	    db, SQL_CALL_INSERT,
	    DB_ARGS(db_text(a->id), db_int(op->now_ms),
		    db_text(op->actor->login), db_text(a->outcome),
		    db_text(a->reason), db_text(a->zone), db_int(a->performers),
		    db_text(services), db_text(a->referral),
		    (a->total_kop >= 0 ? db_int(a->total_kop) : db_text(NULL)),
		    db_text(a->red_flag), db_text(a->follow_up)));
}

enum err_code
spoken_call(struct db *db, void *arg)
{
	struct spoken_call_ask *a = arg;
	const struct op *op = &a->op;
	enum err_code code = call_check(a);

	if (code != ERR_OK)
		return code;
	a->id = ids_make(op->now_ms, op->arena);
	code = insert_call(db, a);
	if (code == ERR_OK)
		code = report_facts_touch(db, today(op));
	if (code == ERR_OK)
		code = call_back(db, a);
	if (code != ERR_OK)
		return code;
	return audit_add(db, op,
			 &(struct audit_event){
			     .action = "call.record",
			     .object = "call",
			     .object_id = a->id,
			     .detail = a->outcome,
			 });
}

/* --- searches nobody could answer ------------------------------------- */

/* Whether ${s} can be kept: no long text, no row of digits. */
static bool
term_ok(const char *s)
{
	size_t digits = 0;

	if (s == NULL || *s == '\0' || !text_valid(slice_of(s)) ||
	    text_length(slice_of(s)) > TERM_MAX)
		return false;
	for (; *s != '\0' && digits <= TERM_DIGITS_MAX; s++)
		if (*s >= '0' && *s <= '9')
			digits++;
		else if (*s != ' ') /* "555 01 02" is one row */
			digits = 0;
	return digits <= TERM_DIGITS_MAX;
}

enum err_code
spoken_unknown(struct db *db, void *arg)
{
	struct spoken_unknown_ask *ask = arg;

	enum err_code code;

	if (!term_ok(ask->query))
		return ERR_OK;
	code = db_exec(db, SQL_UNKNOWN_TERM_COUNT,
		       DB_ARGS(db_text(ask->query), db_int(ask->op.now_ms),
			       db_int(ask->op.now_ms)));
	if (code != ERR_OK)
		return code;
	return db_exec(db, SQL_UNKNOWN_DAY_COUNT,
		       DB_ARGS(db_int(today(&ask->op)), db_text(ask->query)));
}
