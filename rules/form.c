#include <string.h>

#include "buf.h"
#include "form.h"
#include "pattern.h"
#include "person.h"
#include "place.h"
#include "text.h"
#include "triage.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))
#define SERVICES_MAX_TEXT "20" /* QUOTE_SERVICES_MAX */
#define FORM_SERVICE_TEXT_MAX 200
#define FORM_COMMENT_MAX 500

/* --- the table -------------------------------------------------------- */

static const struct form_field field[] = {
#define TEXT(pointer, member, when, pattern, max, code)                        \
	{pointer, FORM_##when, pattern, max, code},
#define PART(pointer, when, code) {pointer, FORM_##when, NULL, 0, code},
#define EACH(pointer, max) {pointer, FORM_OPTIONAL, NULL, max, "too_long"},
#include "form_fields.def"
};

/* Where the text of field[i] stands in struct request_form. */
#define NOT_A_TEXT SIZE_MAX
static const size_t member_of[] = {
#define TEXT(pointer, member, when, pattern, max, code)                        \
	offsetof(struct request_form, member),
#define PART(pointer, when, code) NOT_A_TEXT,
#define EACH(pointer, max) NOT_A_TEXT,
#include "form_fields.def"
};

static const bool is_contact[] = {
#define TEXT(pointer, member, when, pattern, max, code) false,
#define CONTACT(pointer, member, when, pattern, max, code) true,
#define PART(pointer, when, code) false,
#define EACH(pointer, max) false,
#include "form_fields.def"
};

const struct form_field *
form_fields(size_t *count)
{
	*count = COUNT(field);
	return field;
}

const char *
form_when_name(enum form_when w)
{
	static const char *const name[] = {
	    [FORM_OPTIONAL] = "optional",     [FORM_ALWAYS] = "always",
	    [FORM_FIRST_TIME] = "first_time", [FORM_REPEAT] = "repeat",
	    [FORM_MINOR] = "minor",
	};

	return name[w];
}

/* --- one check at work ------------------------------------------------ */

struct check {
	const struct form_context *ctx;
	const struct rulebook *book;
	struct request_form *form;
	struct form_result *result;
	struct field_errors *errs;
	struct arena *arena;
	int age; /* or TRIAGE_AGE_UNKNOWN */
};

/* Note a wrong field, unless something is noted for it already. */
static void
note(struct check *c, const char *pointer, const char *code, const char *arg)
{
	if (pointer != NULL && !err_has(c->errs, pointer))
		err_field(c->errs, pointer, code, arg);
}

/* The JSON pointer ${base}${token}${member}; the token is the client's. */
static const char *
pointer_to(struct check *c, const char *base, const char *token,
	   const char *member)
{
	struct buf b = BUF(c->arena);

	buf_str(&b, base);
	for (; *token != '\0'; token++)
		if (*token == '~')
			buf_str(&b, "~0");
		else if (*token == '/')
			buf_str(&b, "~1");
		else
			buf_char(&b, *token);
	buf_str(&b, member);
	return buf_text(&b);
}

/* What is wrong with a text; code NULL: nothing. */
struct fault {
	const char *code, *arg;
};

/* Note ${wrong}, if it is any, for a member of what the client named. */
static void
note_fault(struct check *c, struct fault wrong, const char *base,
	   const char *token, const char *member)
{
	if (wrong.code != NULL)
		note(c, pointer_to(c, base, token, member), wrong.code,
		     wrong.arg);
}

/* The JSON pointer of a member of item ${i} of the list ${base}. */
static const char *
item_pointer(struct check *c, const char *base, size_t i, const char *member)
{
	struct buf b = BUF(c->arena);

	buf_printf(&b, "%s/%zu%s", base, i, member);
	return buf_text(&b);
}

static const char *
service_pointer(struct check *c, size_t i, const char *member)
{
	return item_pointer(c, "/services", i, member);
}

/* Clean ${text} in place; an empty one is none. */
static struct fault
clean(struct check *c, const char **text, int max)
{
	struct slice s = slice_of(*text);
	struct buf limit = BUF(c->arena);

	if (*text == NULL)
		return (struct fault){NULL, NULL};
	if (!text_tidy(s)) {
		if (!text_valid(s))
			return (struct fault){"invalid", NULL};
		if (text_has_hidden(s))
			return (struct fault){"hidden_character", NULL};
		*text = text_clean(s, c->arena);
		s = slice_of(*text);
	}
	if (s.n == 0)
		*text = NULL;
	if (text_length(s) <= (size_t)max)
		return (struct fault){NULL, NULL};
	buf_printf(&limit, "%d", max);
	return (struct fault){"too_long", buf_text(&limit)};
}

/* --- texts ------------------------------------------------------------ */

static const char **
text_of(struct check *c, size_t i)
{
	return (const char **)((char *)c->form + member_of[i]);
}

static void
check_text(struct check *c, size_t i)
{
	const struct pattern *p = form_patterns_at(c->book->form_patterns, i);
	const char **text = text_of(c, i);
	struct fault wrong = clean(c, text, field[i].max_length);

	/* A pattern that ran into its limit has not let the text pass. */
	if (wrong.code == NULL && *text != NULL && p != NULL &&
	    pattern_match(p, slice_of(*text)) != PATTERN_YES)
		wrong.code = field[i].code;
	if (wrong.code != NULL)
		note(c, field[i].pointer, wrong.code, wrong.arg);
}

/* With a card alone nobody knows yet whether the patient is a new one. */
static bool
is_first_time(const struct check *c)
{
	const struct request_patient *p = &c->form->patient;

	return !c->ctx->matched &&
	       (p->card_no == NULL || p->birth_date != NULL);
}

static void
check_required(struct check *c)
{
	const bool due[] = {
	    [FORM_OPTIONAL] = false,
	    [FORM_ALWAYS] = true,
	    [FORM_FIRST_TIME] = is_first_time(c),
	    [FORM_REPEAT] = c->ctx->matched,
	    [FORM_MINOR] = c->result->minor && c->form->has_representative,
	};

	for (size_t i = 0; i < COUNT(field); i++)
		if (member_of[i] != NOT_A_TEXT && due[field[i].when] &&
		    *text_of(c, i) == NULL)
			note(c, field[i].pointer, "required", NULL);
}

static void
check_phone(struct check *c, const char **phone, const char *pointer)
{
	char e164[PERSON_PHONE_MAX + 2];

	if (*phone == NULL)
		return;
	if (person_phone(slice_of(*phone), e164))
		*phone = arena_strdup(c->arena, e164);
	else
		note(c, pointer, "phone_invalid", NULL);
}

/* Letters of two alphabets in one word are a slip, and no duplicate is found.
 */
static void
check_name(struct check *c, const char **name, const char *pointer)
{
	const char *tidy;

	if (*name == NULL || err_has(c->errs, pointer))
		return;
	tidy = person_name_tidy(*name, c->arena);
	if (tidy != NULL)
		*name = tidy;
	else
		note(c, pointer, "name_mixed", NULL);
}

static void
check_caller(struct check *c)
{
	check_name(c, &c->form->caller.name, "/caller/name");
	check_phone(c, &c->form->caller.phone, "/caller/phone");
}

static void
check_birth(struct check *c)
{
	struct civil_date today =
	    civil_date_of(&c->book->clinic_zone, c->ctx->now_ms);
	const char *wrong;
	int age;

	if (c->form->patient.birth_date == NULL)
		return;
	wrong = person_birth_fault(c->form->patient.birth_date, today, &age);
	c->result->minor =
	    age >= 0 && age < c->book->settings.representative_age;
	if (age >= 0)
		c->age = age;
	if (wrong != NULL)
		note(c, "/patient/birth_date", wrong, NULL);
}

static void
check_place(struct check *c)
{
	static const char pointer[] = "/address/place";
	const char *code = c->form->address.place;
	const struct place *place;

	if (code == NULL)
		return;
	place = rulebook_place(c->book, code);
	if (place == NULL)
		note(c, pointer, "place_unknown", NULL);
	else if (place_zone(c->book, place) == NULL)
		note(c, pointer, "zone_unknown", place->name);
}

/* --- services --------------------------------------------------------- */

/* The service asked for by code, if the catalogue has it today. */
static const struct service *
service_of(const struct check *c, const struct request_service *s)
{
	const struct service *found =
	    s->code != NULL ? rulebook_service(c->book, s->code) : NULL;

	if (found == NULL || c->ctx->now_ms < found->valid_from_ms ||
	    c->ctx->now_ms >= found->valid_to_ms)
		return NULL;
	return found;
}

/* The verdict the answer gives; the question is kept as it was asked. */
static enum verdict
check_condition(struct check *c, size_t i, const struct service *known)
{
	struct request_service *s = &c->form->service[i];
	const struct service_answer *then =
	    s->condition_met == TRI_YES ? &known->if_yes : &known->if_no;
	const char *pointer;

	s->condition = known->condition;
	if (s->condition_met != TRI_UNSET &&
	    then->verdict != VERDICT_NOT_ALLOWED)
		return then->verdict;
	pointer = service_pointer(c, i, "/condition_met");
	if (s->condition_met == TRI_UNSET)
		note(c, pointer, "condition_unanswered", known->condition);
	else
		note(c, pointer, "condition_not_met",
		     then->say != NULL ? then->say : known->condition);
	return VERDICT_NONE;
}

static void
check_verdict(struct check *c, size_t i, const struct service *known)
{
	enum verdict verdict = known->verdict;

	if (verdict == VERDICT_NOT_ALLOWED)
		note(c, service_pointer(c, i, "/code"), "service_not_allowed",
		     known->name);
	if (verdict == VERDICT_CONDITIONAL)
		verdict = check_condition(c, i, known);
	if (verdict == VERDICT_ASK_DISPATCHER)
		c->result->flags |= REQUEST_FLAG_ASK_DISPATCHER;
}

static void
check_service(struct check *c, size_t i)
{
	struct request_service *s = &c->form->service[i];
	const struct service *known = service_of(c, s);
	struct fault wrong = clean(c, &s->text, FORM_SERVICE_TEXT_MAX);

	if (wrong.code != NULL)
		note(c, service_pointer(c, i, "/text"), wrong.code, wrong.arg);
	if ((s->code == NULL) == (s->text == NULL))
		note(c, service_pointer(c, i, ""), "code_or_text", NULL);
	else if (s->code == NULL)
		c->result->flags |= REQUEST_FLAG_FREE_TEXT;
	else if (known == NULL)
		note(c, service_pointer(c, i, "/code"), "unknown_code", NULL);
	else
		check_verdict(c, i, known);
}

/* Who must come when the operator did not say. */
static unsigned
performers_needed(const struct check *c)
{
	unsigned need[QUOTE_SERVICES_MAX] = {0};

	for (size_t i = 0; i < c->form->service_count; i++) {
		const struct service *s = service_of(c, &c->form->service[i]);

		if (s != NULL)
			need[i] = s->performers;
	}
	return quote_performers(need, c->form->service_count);
}

static void
check_performers(struct check *c)
{
	unsigned given = c->form->performers;

	c->result->performers = given != 0 ? given : performers_needed(c);
	for (size_t i = 0; i < c->form->service_count; i++) {
		const struct service *s = service_of(c, &c->form->service[i]);

		if (s != NULL && s->performers != 0 &&
		    (s->performers & c->result->performers) == 0)
			note(c, "/performers", "performer_missing", s->name);
	}
}

static void
check_services(struct check *c)
{
	if (c->form->service_count == 0)
		note(c, "/services", "required", NULL);
	if (c->form->service_count > QUOTE_SERVICES_MAX) {
		note(c, "/services", "too_many", SERVICES_MAX_TEXT);
		c->form->service_count = QUOTE_SERVICES_MAX;
	}
	for (size_t i = 0; i < c->form->service_count; i++)
		check_service(c, i);
	check_performers(c);
}

/* --- answers ---------------------------------------------------------- */

static void
check_red_flags(struct check *c)
{
	static const char *const code[] = {
	    [TRIAGE_CLEAR] = NULL,
	    [TRIAGE_ASK_AGAIN] = "red_flag_ask_again",
	    [TRIAGE_EMERGENCY] = "red_flag_yes",
	};

	for (size_t i = 0; i < c->form->red_flag_count; i++) {
		const struct request_answer *a = &c->form->red_flag[i];
		const struct red_flag *known =
		    rulebook_red_flag(c->book, a->code);
		struct fault wrong = {"unknown_code", NULL};

		if (known != NULL && a->answer == ANSWER_NONE)
			wrong.code = "invalid";
		else if (known != NULL)
			wrong = (struct fault){
			    code[triage_red_flag(c->book, known, c->age,
						 a->answer)],
			    known->sign};
		note_fault(c, wrong, "/red_flags/", a->code, "");
	}
}

/* Check one answer; whether the question was really asked. */
static bool
check_epid_answer(struct check *c, struct request_answer *a)
{
	static const struct fault unknown = {"unknown_code", NULL},
				  invalid = {"invalid", NULL};

	if (rulebook_epid(c->book, a->code) == NULL) {
		note_fault(c, unknown, "/epid/", a->code, "");
		return false;
	}
	note_fault(c, clean(c, &a->comment, FORM_COMMENT_MAX), "/epid/",
		   a->code, "/comment");
	if (a->answer == ANSWER_NONE)
		note_fault(c, invalid, "/epid/", a->code, "/answer");
	if (a->answer == ANSWER_YES && a->comment == NULL)
		c->result->flags |= REQUEST_FLAG_EPID_INCOMPLETE;
	return a->answer != ANSWER_NONE && a->answer != ANSWER_NOT_ASKED;
}

static void
check_epid(struct check *c)
{
	size_t asked = 0;

	for (size_t i = 0; i < c->form->epid_count; i++)
		asked += check_epid_answer(c, &c->form->epid[i]);
	if (asked == 0)
		note(c, "/epid", "required", NULL);
	if (asked < c->book->epid_count)
		c->result->flags |= REQUEST_FLAG_EPID_INCOMPLETE;
	c->result->kit =
	    triage_kit(c->book, c->form->epid, c->form->epid_count);
}

/* --- the rest --------------------------------------------------------- */

static void
check_consent(struct check *c)
{
	if (!c->form->consent_price)
		note(c, "/consent/price", "consent_required", NULL);
	if (!c->form->consent_data)
		note(c, "/consent/data", "consent_required", NULL);
}

static bool
script_known(const struct rulebook *book, const char *situation)
{
	for (size_t i = 0; i < book->script_count; i++)
		if (situation != NULL &&
		    strcmp(book->script[i].situation, situation) == 0)
			return true;
	return false;
}

static void
check_scripts(struct check *c)
{
	for (size_t i = 0; i < c->form->script_count; i++)
		if (!script_known(c->book, c->form->script[i].situation))
			note(c, item_pointer(c, "/scripts", i, "/situation"),
			     "unknown_code", NULL);
}

static void
check_rest(struct check *c)
{
	const struct request_form *f = c->form;

	if (c->result->minor && !f->has_representative)
		note(c, "/legal_representative", "representative_required",
		     NULL);
	if (f->duplicate_action != NULL && f->duplicate_reason == NULL)
		note(c, "/duplicate/reason", "required", NULL);
	if (f->patient.card_no != NULL && !c->ctx->matched)
		c->result->flags |= REQUEST_FLAG_CARD_UNMATCHED;
	if (f->zone_dispute != NULL)
		c->result->flags |= REQUEST_FLAG_ZONE_DISPUTED;
	if (f->bonus_member)
		c->result->flags |= REQUEST_FLAG_BONUS;
	if (c->result->minor)
		c->result->flags |= REQUEST_FLAG_MINOR;
}

enum err_code
form_check_contact(const struct rulebook *book, struct request_form *form,
		   struct field_errors *errs, struct arena *arena)
{
	struct check c = {
	    .book = book, .form = form, .errs = errs, .arena = arena};

	for (size_t i = 0; i < COUNT(field); i++) {
		if (!is_contact[i])
			continue;
		check_text(&c, i);
		if (field[i].when != FORM_OPTIONAL && *text_of(&c, i) == NULL)
			note(&c, field[i].pointer, "required", NULL);
	}
	check_caller(&c);
	check_phone(&c, &form->patient.phone, "/patient/phone");
	if (arena->overflow)
		return ERR_NOMEM;
	return errs->n != 0 ? ERR_FIELDS : ERR_OK;
}

void
form_check_card(const struct rulebook *book, int64_t now_ms,
		struct request_form *form, struct field_errors *errs,
		struct arena *arena)
{
	const struct form_context ctx = {.book = book, .now_ms = now_ms};
	struct form_result result = {0};
	struct check c = {
	    &ctx, book, form, &result, errs, arena, TRIAGE_AGE_UNKNOWN};

	for (size_t i = 0; i < COUNT(field); i++)
		if (member_of[i] != NOT_A_TEXT)
			check_text(&c, i);
	check_birth(&c);
	check_name(&c, &form->patient.name, "/patient/name");
	check_phone(&c, &form->patient.phone, "/patient/phone");
}

enum err_code
form_check(const struct form_context *ctx, struct request_form *form,
	   struct form_result *result, struct field_errors *errs,
	   struct arena *arena)
{
	struct check c = {.ctx = ctx,
			  .book = ctx->book,
			  .form = form,
			  .result = result,
			  .errs = errs,
			  .arena = arena,
			  .age = TRIAGE_AGE_UNKNOWN};

	*result = (struct form_result){0};
	for (size_t i = 0; i < COUNT(field); i++)
		if (member_of[i] != NOT_A_TEXT)
			check_text(&c, i);
	check_birth(&c);
	check_required(&c);
	check_name(&c, &form->patient.name, "/patient/name");
	check_phone(&c, &form->patient.phone, "/patient/phone");
	check_caller(&c);
	check_name(&c, &form->representative.name,
		   "/legal_representative/name");
	check_phone(&c, &form->representative.phone,
		    "/legal_representative/phone");
	check_place(&c);
	check_services(&c);
	check_red_flags(&c);
	check_epid(&c);
	check_consent(&c);
	check_scripts(&c);
	check_rest(&c);
	if (arena->overflow)
		return ERR_NOMEM;
	return errs->n != 0 ? ERR_FIELDS : ERR_OK;
}
