#include "edit_value.h"
#include "text.h"

#define ITEM_MAX 300 /* characters of one text of a list */

static const struct {
	const char *name;
	enum edit_as as;
} type_of[] = {
#define T(type, wire, kind) [EDIT_TYPE_##type] = {wire, EDIT_AS_##kind},
    EDIT_TYPES(T)
#undef T
};

const char *
edit_type_name(enum edit_type type)
{
	return type_of[type].name;
}

enum edit_as
edit_type_as(enum edit_type type)
{
	return type_of[type].as;
}

/* --- choices ---------------------------------------------------------- */

static const char *const performers[] = {"doctor", "nurse", "doctor_or_nurse"};
static const char *const task_kinds[] = {"referral", "feedback"};
static const char *const medic_kinds[] = {"doctor", "nurse"};
static const char *const verdicts[] = {"allowed", "not_allowed", "conditional",
				       "ask_dispatcher"};
static const char *const answer_verdicts[] = {"allowed", "not_allowed",
					      "ask_dispatcher"};
static const char *const outcomes[] = {"allowed",     "not_allowed",
				       "conditional", "ask_dispatcher",
				       "unknown",     "pick"};
static const char *const categories[] = {
    "examination", "consultation", "procedure", "lab_test", "care", "document"};
static const char *const place_kinds[] = {"district", "municipal_unit",
					  "oblast_district", "settlement"};

static const char *const parities[] = {"any", "odd", "even"};

#define CHOICES(list)                                                          \
	{                                                                      \
		list, sizeof(list) / sizeof((list)[0])                         \
	}

static const struct {
	const char *const *list;
	size_t n;
} choices[EDIT_TYPE__COUNT] = {
    [EDIT_TYPE_PERFORMER] = CHOICES(performers),
    [EDIT_TYPE_MEDIC_KIND] = CHOICES(medic_kinds),
    [EDIT_TYPE_TASK_KIND] = CHOICES(task_kinds),
    [EDIT_TYPE_VERDICT] = CHOICES(verdicts),
    [EDIT_TYPE_ANSWER_VERDICT] = CHOICES(answer_verdicts),
    [EDIT_TYPE_OUTCOME] = CHOICES(outcomes),
    [EDIT_TYPE_CATEGORY] = CHOICES(categories),
    [EDIT_TYPE_PARITY] = CHOICES(parities),
    [EDIT_TYPE_PLACE_KIND] = CHOICES(place_kinds),
};

const char *const *
edit_choices(enum edit_type type, size_t *n)
{
	*n = choices[type].n;
	return choices[type].list;
}

static bool
is_choice(enum edit_type type, const char *code)
{
	if (choices[type].list == NULL)
		return true;
	for (size_t i = 0; i < choices[type].n; i++)
		if (strcmp(choices[type].list[i], code) == 0)
			return true;
	return false;
}

/* --- as it is stored -------------------------------------------------- */

static const char *
performer_name(int64_t mask)
{
	if (mask == PERFORMER_BOTH)
		return "doctor_or_nurse";
	return mask != 0 ? rulebook_performer_name((enum performer)mask) : NULL;
}

/* Its name stands for a mask of performers. */
static bool
is_mask(enum edit_type type)
{
	return type == EDIT_TYPE_PERFORMER || type == EDIT_TYPE_MEDIC_KIND;
}

void
edit_value_take(struct db_rows *r, const struct edit_field *f,
		const struct op *op, struct edit_value *v)
{
	switch (type_of[f->type].as) {
	case EDIT_AS_TEXT:
		v->text = is_mask(f->type) ? performer_name(db_take_int(r))
					   : db_take_text(r, op->arena);
		break;
	case EDIT_AS_DATE:
		v->number = db_take_int(r);
		if (v->number != 0)
			v->date =
			    civil_date_of(&op->book->clinic_zone, v->number);
		break;
	case EDIT_AS_BOOL:
		v->flag = db_take_int(r) != 0;
		break;
	case EDIT_AS_INT:
		v->number = db_take_int(r);
		break;
	case EDIT_AS_LIST:
		break;
	}
}

struct db_arg
edit_value_arg(const struct edit_field *f, const struct edit_value *v)
{
	if (is_mask(f->type))
		return db_int(v->text != NULL ? rulebook_performer_of(v->text)
					      : 0);
	switch (type_of[f->type].as) {
	case EDIT_AS_INT:
		return f->type == EDIT_TYPE_HOUSE ? db_opt(v->number)
						  : db_int(v->number);
	case EDIT_AS_BOOL:
		return db_int(v->flag);
	case EDIT_AS_DATE:
		return db_opt(v->number);
	default:
		return db_text(v->text);
	}
}

/* --- what was sent ---------------------------------------------------- */

static const char *
pointer(const struct op *op, const char *name)
{
	struct buf b = BUF(op->arena);

	buf_printf(&b, "/%s", name);
	return buf_text(&b) != NULL ? b.data : "";
}

void
edit_value_wrong(const struct op *op, const struct edit_field *f,
		 const char *code, const char *arg)
{
	err_field(&op->err->fields, pointer(op, f->name), code, arg);
}

const char *
edit_value_tidy(const char *text, struct arena *arena)
{
	const char *s = text != NULL ? text_clean(slice_of(text), arena) : NULL;

	return s != NULL && s[0] != '\0' ? s : NULL;
}

/* Blank texts of a list fall out; one that is too long is an error. */
static void
tidy_items(const struct op *op, const struct edit_field *f,
	   struct edit_value *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->count; i++) {
		const char *s = edit_value_tidy(v->item[i], op->arena);

		if (s == NULL)
			continue;
		if (text_length(slice_of(s)) > ITEM_MAX)
			edit_value_wrong(op, f, "too_long", NULL);
		v->item[n++] = s;
	}
	v->count = n;
}

/* Whether a code names something the rulebook knows. */
static bool
is_known(const struct rulebook *book, enum edit_type type, const char *code)
{
	switch (type) {
	case EDIT_TYPE_ZONE:
	case EDIT_TYPE_ZONES:
		return rulebook_zone(book, code) != NULL;
	case EDIT_TYPE_PLACE:
		return rulebook_place(book, code) != NULL;
	case EDIT_TYPE_SERVICE:
	case EDIT_TYPE_SERVICES:
		return rulebook_service(book, code) != NULL;
	default:
		return is_choice(type, code);
	}
}

void
edit_value_check(const struct op *op, const struct edit_field *f,
		 struct edit_value *v)
{
	v->text = edit_value_tidy(v->text, op->arena);
	tidy_items(op, f, v);
	if (f->required && v->text == NULL)
		edit_value_wrong(op, f, "required", NULL);
	if (v->text != NULL && !is_known(op->book, f->type, v->text))
		edit_value_wrong(op, f, "unknown_code", v->text);
	for (size_t i = 0; i < v->count; i++)
		if (!is_known(op->book, f->type, v->item[i]))
			edit_value_wrong(op, f, "unknown_code", v->item[i]);
	if (f->type == EDIT_TYPE_DATE)
		v->number = v->date.year != 0
				? civil_ms(&op->book->clinic_zone, v->date, 0)
				: 0;
}

/* --- as it is told ---------------------------------------------------- */

void
edit_value_print(struct buf *b, const struct edit_field *f,
		 const struct edit_value *v)
{
	char date[CIVIL_DATE_LEN + 1];

	switch (type_of[f->type].as) {
	case EDIT_AS_TEXT:
		buf_str(b, v->text != NULL ? v->text : "");
		break;
	case EDIT_AS_INT:
		buf_printf(b, "%lld", (long long)v->number);
		break;
	case EDIT_AS_BOOL:
		buf_str(b, v->flag ? "true" : "false");
		break;
	case EDIT_AS_DATE:
		if (v->date.year == 0)
			break;
		civil_date_print(v->date, date);
		buf_str(b, date);
		break;
	case EDIT_AS_LIST:
		for (size_t i = 0; i < v->count; i++)
			buf_printf(b, "%s\v", v->item[i]);
		break;
	}
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool
edit_value_same(const struct edit_field *f, const struct edit_value *a,
		const struct edit_value *b)
{
	if (type_of[f->type].as != EDIT_AS_LIST)
		return same_text(a->text, b->text) && a->number == b->number &&
		       a->flag == b->flag;
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!same_text(a->item[i], b->item[i]))
			return false;
	return true;
}
