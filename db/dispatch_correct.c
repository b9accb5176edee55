#include "address.h"
#include "buf.h"
#include "dispatch_step.h"
#include "form.h"
#include "archive_words.h"

/* Contact data put right: by its operator while the request waits, by the
 * dispatcher who holds it. */

/* What may be put right: its name, where it is given, where it is kept. */
static const struct {
	const char *name;
	size_t given;
	size_t kept;
} part[] = {
#define PART(member)                                                           \
	{                                                                      \
		.name = #member,                                               \
		.given = offsetof(struct dispatch_contact, member),            \
		.kept = offsetof(struct request_form, member)                  \
	}
    PART(patient.phone), PART(caller.name),  PART(caller.relation),
    PART(caller.phone),  PART(address.text), PART(address.entrance),
    PART(address.floor), PART(address.flat), PART(address.intercom),
    PART(address.note),
#undef PART
};

#define PARTS (sizeof(part) / sizeof(part[0]))

static const char *
text_at(const void *base, size_t offset)
{
	return *(const char *const *)((const char *)base + offset);
}

static enum err_code
allowed(const struct dispatch_step *s, const struct dispatch_ask *ask)
{
	const struct request *q = &s->row.q;
	const struct actor *actor = s->op->actor;
	bool own = strcmp(q->created_by, actor->login) == 0;
	bool dispatcher = (actor->roles & ROLE_DISPATCHER) != 0;
	enum err_code code = ERR_OK;

	if (dispatcher)
		code = dispatch_step_held(s, ask->token);
	else if (!own)
		code = ERR_FORBIDDEN;
	if (code != ERR_OK)
		return code;
	if (q->state == REQUEST_QUEUED ? own : dispatcher)
		return ERR_OK;
	s->op->err->ref = request_state_name(q->state);
	return ERR_STATE;
}

/* Put what ${given} has into ${form}. */
static void
apply(const struct dispatch_contact *given, struct request_form *form)
{
	for (size_t i = 0; i < PARTS; i++) {
		const char *text = text_at(given, part[i].given);

		if (text != NULL)
			*(const char **)((char *)form + part[i].kept) = text;
	}
}

/* The names of the parts in which ${a} and ${b} differ; "": none. */
static const char *
changed(const struct request_form *a, const struct request_form *b,
	struct arena *arena)
{
	struct buf out = BUF(arena);

	for (size_t i = 0; i < PARTS; i++) {
		const char *x = text_at(a, part[i].kept);
		const char *y = text_at(b, part[i].kept);

		if (x == NULL || y == NULL ? x == y : strcmp(x, y) == 0)
			continue;
		if (out.n != 0)
			buf_char(&out, ',');
		buf_str(&out, part[i].name);
	}
	return buf_text(&out);
}

/* An address put right may name another place, or no longer. */
static enum err_code
flag_address(struct dispatch_step *s)
{
	struct request *q = &s->row.q;
	bool contradicts;
	enum err_code code = address_check(s->op->book, &q->form.address,
					   &contradicts, s->op->arena);

	q->flags &= ~(unsigned)REQUEST_FLAG_ADDRESS_CONTRADICTS;
	if (contradicts)
		q->flags |= REQUEST_FLAG_ADDRESS_CONTRADICTS;
	return code;
}

/* The contact data as they will be stored; ${s}->step names the changes. */
static enum err_code
correct(struct dispatch_step *s, const struct dispatch_contact *given)
{
	struct request_form *form = &s->row.q.form;
	const struct request_form before = *form;
	const struct request_person *caller = &form->caller;
	struct arena *arena = s->op->arena;
	enum err_code code;

	apply(given, form);
	code =
	    form_check_contact(s->op->book, form, &s->op->err->fields, arena);
	if (code == ERR_OK && given->address.text != NULL)
		code = flag_address(s);
	if (code != ERR_OK)
		return code;
	form->has_caller = caller->name != NULL || caller->relation != NULL ||
			   caller->phone != NULL;
	s->row.keys = duplicate_keys_of(form, arena);
	s->step.reason = changed(&before, form, arena);
	return arena->overflow ? ERR_NOMEM : ERR_OK;
}

enum err_code
dispatch_correct(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s = {.db = db, .op = &ask->op};
	enum err_code code = dispatch_step_load(&s, ask->id);

	if (code == ERR_OK)
		code = allowed(&s, ask);
	if (code == ERR_OK)
		code = dispatch_step_version(&s, ask->if_version);
	if (code == ERR_OK)
		code = dispatch_step_to(&s, LIFECYCLE_CORRECT);
	if (code == ERR_OK)
		code = correct(&s, &ask->contact);
	if (code != ERR_OK)
		return code;
	if (*s.step.reason == '\0') {
		ask->request = s.row.q;
		return ERR_OK;
	}
	code = dispatch_step_write(&s, ask);
	if (code != ERR_OK)
		return code;
	return archive_words_again(db, s.row.seq, &s.row.q.form, ask->op.arena);
}
