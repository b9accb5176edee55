#include "edit.h"
#include "audit.h"
#include "buf.h"
#include "driver.h"
#include "grow.h"
#include "text.h"

#define ARGS_MAX (EDIT_FIELDS_MAX + 1)
#define ITEM_MAX 300    /* characters of one text of a list */
#define SHOWN_MAX 80    /* bytes of a value told in the audit */
#define NONE SQL__COUNT /* this table has no such statement */

#define FIELD(kind, form, wire, must, most)                                    \
	{.name = #wire,                                                        \
	 .type = EDIT_TYPE_##form,                                             \
	 .required = must,                                                     \
	 .max = most},
#define K(kind, path, object, key)                                             \
	static const struct edit_field field_##kind[] = {                      \
	    EDIT_##kind##_FIELDS(FIELD)};
EDIT_KINDS(K)
#undef K

static const struct {
	const char *path;
	const char *object;
	const char *key;
	const struct edit_field *field;
	size_t field_count;
} table[] = {
#define K(kind, path, object, key)                                             \
	[EDIT_##kind] = {path, object, key, field_##kind,                      \
			 sizeof(field_##kind) / sizeof(field_##kind[0])},
    EDIT_KINDS(K)
#undef K
};

/* The statements of a table; texts that belong to a row have their own. */
static const struct {
	enum db_id list;
	enum db_id insert;
	enum db_id update;
	enum db_id remove;
	enum db_id item_list;
	enum db_id item_insert;
	enum db_id item_remove;
} sql[EDIT__COUNT] = {
#define ITEMS(name) SQL_##name##_LIST, SQL_##name##_INSERT, SQL_##name##_DELETE
#define ROWS(name)                                                             \
	SQL_##name##_EDIT_LIST, SQL_##name##_EDIT_INSERT,                      \
	    SQL_##name##_EDIT_UPDATE, SQL_##name##_EDIT_DELETE
    [EDIT_SCRIPT] = {ROWS(SCRIPT), ITEMS(SCRIPT_FORBIDDEN)},
    [EDIT_RED_FLAG] = {ROWS(RED_FLAG), NONE, NONE, NONE},
    [EDIT_EPID] = {ROWS(EPID), NONE, NONE, NONE},
    [EDIT_SETTING] = {SQL_SETTING_EDIT_LIST, NONE, SQL_SETTING_EDIT_UPDATE,
		      NONE, NONE, NONE, NONE},
    [EDIT_WEEK] = {SQL_WEEK_EDIT_LIST, NONE, SQL_WEEK_EDIT_UPDATE, NONE, NONE,
		   NONE, NONE},
    [EDIT_CALENDAR] = {ROWS(CALENDAR), NONE, NONE, NONE},
    [EDIT_ZONE] = {SQL_ZONE_EDIT_LIST, NONE, SQL_ZONE_EDIT_UPDATE, NONE, NONE,
		   NONE, NONE},
    [EDIT_PLACE] = {ROWS(PLACE), ITEMS(PLACE_ALIAS)},
    [EDIT_SERVICE] = {ROWS(SERVICE), ITEMS(SERVICE_ALIAS)},
    [EDIT_REFERRAL] = {ROWS(REFERRAL), ITEMS(REFERRAL_SERVICE)},
#undef ITEMS
#undef ROWS
};

const struct edit_field *
edit_fields(enum edit_kind kind, size_t *n)
{
	*n = table[kind].field_count;
	return table[kind].field;
}

const char *
edit_path(enum edit_kind kind)
{
	return table[kind].path;
}

const char *
edit_key(enum edit_kind kind)
{
	return table[kind].key;
}

enum edit_kind
edit_kind_of(struct slice path)
{
	enum edit_kind kind = 0;

	while (kind < EDIT__COUNT &&
	       !slice_eq(path, slice_of(table[kind].path)))
		kind++;
	return kind;
}

/* --- reading ---------------------------------------------------------- */

static bool
is_list(const struct edit_field *f)
{
	return f->type == EDIT_TYPE_LIST || f->type == EDIT_TYPE_SERVICES;
}

static const char *
performer_name(int64_t mask)
{
	if (mask == PERFORMER_BOTH)
		return "doctor_or_nurse";
	return mask != 0 ? rulebook_performer_name((enum performer)mask) : NULL;
}

static void
take_value(struct db_rows *r, const struct edit_field *f, const struct op *op,
	   struct edit_value *v)
{
	switch (f->type) {
	case EDIT_TYPE_TEXT:
	case EDIT_TYPE_ZONE:
	case EDIT_TYPE_PLACE:
		v->text = db_take_text(r, op->arena);
		break;
	case EDIT_TYPE_PERFORMER:
		v->text = performer_name(db_take_int(r));
		break;
	case EDIT_TYPE_DATE:
		v->number = db_take_int(r);
		if (v->number != 0)
			v->date =
			    civil_date_of(&op->book->clinic_zone, v->number);
		break;
	case EDIT_TYPE_BOOL:
		v->flag = db_take_int(r) != 0;
		break;
	case EDIT_TYPE_INT:
		v->number = db_take_int(r);
		break;
	case EDIT_TYPE_LIST: /* in rows of its own */
	case EDIT_TYPE_SERVICES:
		break;
	}
}

static enum err_code
load_items(struct db *db, enum db_id id, const char *key, struct edit_value *v,
	   struct arena *arena)
{
	struct db_rows r = db_query(db, id, DB_ARGS(db_text(key)));

	while (db_next(&r) && GROW(arena, v->item, v->count) != NULL)
		v->item[v->count++] = db_take_text(&r, arena);
	return db_done(&r);
}

/* All rows of ${kind}, or that of ${key}. */
static enum err_code
load(struct db *db, const struct op *op, enum edit_kind kind, const char *key,
     struct edit_row **out, size_t *count)
{
	struct db_rows r = db_query(db, sql[kind].list, DB_ARGS(db_text(key)));
	const struct edit_field *f = table[kind].field;
	enum err_code code;

	*out = NULL;
	*count = 0;
	while (db_next(&r) && GROW(op->arena, *out, *count) != NULL) {
		struct edit_row *row = &(*out)[(*count)++];

		*row = (struct edit_row){.key = db_take_text(&r, op->arena)};
		row->version = db_take_int(&r);
		for (size_t i = 0; i < table[kind].field_count; i++)
			take_value(&r, &f[i], op, &row->value[i]);
	}
	code = db_done(&r);
	for (size_t j = 0; j < *count && code == ERR_OK; j++)
		for (size_t i = 0; i < table[kind].field_count; i++)
			if (is_list(&f[i]) && code == ERR_OK)
				code = load_items(
				    db, sql[kind].item_list, (*out)[j].key,
				    &(*out)[j].value[i], op->arena);
	return code == ERR_OK && op->arena->overflow ? ERR_NOMEM : code;
}

enum err_code
edit_list(struct db *db, const struct op *op, enum edit_kind kind,
	  struct edit_row **out, size_t *count)
{
	return load(db, op, kind, NULL, out, count);
}

enum err_code
edit_find(struct db *db, const struct op *op, enum edit_kind kind,
	  const char *key, struct edit_row *out)
{
	struct edit_row *row;
	size_t n;
	enum err_code code = load(db, op, kind, key, &row, &n);

	if (code == ERR_OK && n == 0)
		code = ERR_NOT_FOUND;
	if (code == ERR_OK)
		*out = row[0];
	return code;
}

/* --- what was sent ---------------------------------------------------- */

static const char *
pointer(const struct op *op, const char *name)
{
	struct buf b = BUF(op->arena);

	buf_printf(&b, "/%s", name);
	return buf_text(&b) != NULL ? b.data : "";
}

static void
wrong(const struct op *op, const struct edit_field *f, const char *code,
      const char *arg)
{
	err_field(&op->err->fields, pointer(op, f->name), code, arg);
}

static const char *
tidy(const char *text, struct arena *arena)
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
		const char *s = tidy(v->item[i], op->arena);

		if (s == NULL)
			continue;
		if (text_length(slice_of(s)) > ITEM_MAX)
			wrong(op, f, "too_long", NULL);
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
		return rulebook_zone(book, code) != NULL;
	case EDIT_TYPE_PLACE:
		return rulebook_place(book, code) != NULL;
	case EDIT_TYPE_PERFORMER:
		return rulebook_performer_of(code) != 0;
	case EDIT_TYPE_SERVICES:
		return rulebook_service(book, code) != NULL;
	default:
		return true;
	}
}

static void
check_value(const struct op *op, const struct edit_field *f,
	    struct edit_value *v)
{
	v->text = tidy(v->text, op->arena);
	tidy_items(op, f, v);
	if (f->required && v->text == NULL)
		wrong(op, f, "required", NULL);
	if (v->text != NULL && !is_known(op->book, f->type, v->text))
		wrong(op, f, "unknown_code", v->text);
	for (size_t i = 0; i < v->count; i++)
		if (!is_known(op->book, f->type, v->item[i]))
			wrong(op, f, "unknown_code", v->item[i]);
	if (f->type == EDIT_TYPE_DATE)
		v->number = v->date.year != 0
				? civil_ms(&op->book->clinic_zone, v->date, 0)
				: 0;
}

/* Lay what was sent over ${old}, and check the whole of it. */
static enum err_code
merge(struct edit_ask *ask, const struct edit_row *old)
{
	const struct edit_field *f = table[ask->kind].field;
	struct edit_row *row = &ask->row;

	for (size_t i = 0; i < table[ask->kind].field_count; i++) {
		if (!row->value[i].seen)
			row->value[i] = old->value[i];
		check_value(&ask->op, &f[i], &row->value[i]);
	}
	return ask->op.err->fields.n != 0 ? ERR_FIELDS : ERR_OK;
}

/* --- the audit -------------------------------------------------------- */

static void
print_value(struct buf *b, const struct edit_field *f,
	    const struct edit_value *v)
{
	char date[CIVIL_DATE_LEN + 1];

	switch (f->type) {
	case EDIT_TYPE_TEXT:
	case EDIT_TYPE_ZONE:
	case EDIT_TYPE_PLACE:
	case EDIT_TYPE_PERFORMER:
		buf_str(b, v->text == NULL                ? "–"
			   : strlen(v->text) <= SHOWN_MAX ? v->text
							  : "…");
		break;
	case EDIT_TYPE_INT:
		buf_printf(b, "%lld", (long long)v->number);
		break;
	case EDIT_TYPE_BOOL:
		buf_str(b, v->flag ? "true" : "false");
		break;
	case EDIT_TYPE_DATE:
		if (v->date.year != 0)
			civil_date_print(v->date, date);
		buf_str(b, v->date.year != 0 ? date : "–");
		break;
	case EDIT_TYPE_LIST:
	case EDIT_TYPE_SERVICES:
		buf_printf(b, "%zu", v->count);
		break;
	}
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
same(const struct edit_field *f, const struct edit_value *a,
     const struct edit_value *b)
{
	if (is_list(f)) {
		if (a->count != b->count)
			return false;
		for (size_t i = 0; i < a->count; i++)
			if (!same_text(a->item[i], b->item[i]))
				return false;
		return true;
	}
	return same_text(a->text, b->text) && a->number == b->number &&
	       a->flag == b->flag;
}

/* "verdict: allowed → ask_dispatcher; aliases: 3 → 4" */
static const char *
changes(const struct edit_ask *ask, const struct edit_row *old)
{
	const struct edit_field *f = table[ask->kind].field;
	struct buf b = BUF(ask->op.arena);

	for (size_t i = 0; i < table[ask->kind].field_count; i++) {
		if (same(&f[i], &old->value[i], &ask->row.value[i]))
			continue;
		buf_printf(&b, "%s%s: ", b.n != 0 ? "; " : "", f[i].name);
		print_value(&b, &f[i], &old->value[i]);
		buf_str(&b, " → ");
		print_value(&b, &f[i], &ask->row.value[i]);
	}
	return buf_text(&b);
}

static enum err_code
audit(struct db *db, const struct edit_ask *ask, const char *verb,
      const char *detail)
{
	struct buf action = BUF(ask->op.arena);

	buf_printf(&action, "%s.%s", table[ask->kind].object, verb);
	if (buf_text(&action) == NULL)
		return ERR_NOMEM;
	store_touch(db, STORE_TOUCH_RULEBOOK);
	return audit_add(db, &ask->op,
			 &(struct audit_event){
			     .action = action.data,
			     .object = table[ask->kind].object,
			     .object_id = ask->row.key,
			     .detail = detail,
			 });
}

/* --- writing ---------------------------------------------------------- */

static struct db_arg
bound(const struct edit_field *f, const struct edit_value *v)
{
	switch (f->type) {
	case EDIT_TYPE_INT:
		return db_int(v->number);
	case EDIT_TYPE_BOOL:
		return db_int(v->flag);
	case EDIT_TYPE_DATE:
		return db_opt(v->number);
	case EDIT_TYPE_PERFORMER:
		return db_int(v->text != NULL ? rulebook_performer_of(v->text)
					      : 0);
	default:
		return db_text(v->text);
	}
}

static enum err_code
write_items(struct db *db, const struct edit_ask *ask,
	    const struct edit_value *v)
{
	enum err_code code = db_exec(db, sql[ask->kind].item_remove,
				     DB_ARGS(db_text(ask->row.key)));

	for (size_t i = 0; i < v->count && code == ERR_OK; i++)
		code =
		    db_exec(db, sql[ask->kind].item_insert,
			    DB_ARGS(db_text(ask->row.key), db_int((int64_t)i),
				    db_text(v->item[i])));
	return code;
}

/* A check of the table that refuses a row: which field, it does not tell. */
static enum err_code
explain(const struct op *op, enum err_code code)
{
	if (code != ERR_STATE)
		return code;
	err_field(&op->err->fields, "", "inconsistent", NULL);
	return ERR_FIELDS;
}

static enum err_code
write_row(struct db *db, const struct edit_ask *ask, bool insert)
{
	const struct edit_field *f = table[ask->kind].field;
	const struct edit_row *row = &ask->row;
	struct db_arg arg[ARGS_MAX];
	size_t n = 0;
	enum err_code code;

	if (insert)
		arg[n++] = db_text(row->key);
	for (size_t i = 0; i < table[ask->kind].field_count; i++)
		if (!is_list(&f[i]))
			arg[n++] = bound(&f[i], &row->value[i]);
	if (!insert)
		arg[n++] = db_text(row->key);
	code = db_exec(
	    db, insert ? sql[ask->kind].insert : sql[ask->kind].update, arg, n);
	for (size_t i = 0; i < table[ask->kind].field_count; i++)
		if (is_list(&f[i]) && code == ERR_OK)
			code = write_items(db, ask, &row->value[i]);
	return explain(&ask->op, code);
}

/* The row as it is now, if ${ask} may change it. */
static enum err_code
find_to_change(struct db *db, const struct edit_ask *ask, struct edit_row *old)
{
	enum err_code code =
	    edit_find(db, &ask->op, ask->kind, ask->row.key, old);
	struct db_rows r;

	if (code != ERR_OK || old->version == ask->if_version)
		return code;
	r = db_query(
	    db, SQL_EDIT_LAST,
	    DB_ARGS(db_text(table[ask->kind].object), db_text(ask->row.key)));
	if (db_next(&r)) {
		ask->op.err->by = db_take_text(&r, ask->op.arena);
		ask->op.err->since_ms = db_take_int(&r);
	}
	code = db_done(&r);
	return code == ERR_OK ? ERR_STALE : code;
}

static enum err_code
check_key(const struct edit_ask *ask)
{
	struct edit_field key = {.name = table[ask->kind].key};
	struct civil_date date;
	const char *s = ask->row.key;

	if (s == NULL)
		wrong(&ask->op, &key, "required", NULL);
	else if (strlen(s) > EDIT_KEY_MAX ||
		 strspn(s,
			"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			"0123456789_.-") != strlen(s))
		wrong(&ask->op, &key, "code_invalid", NULL);
	else if (ask->kind == EDIT_CALENDAR && !civil_date_parse(s, &date))
		wrong(&ask->op, &key, "date_invalid", NULL);
	return ask->op.err->fields.n != 0 ? ERR_FIELDS : ERR_OK;
}

enum err_code
edit_create(struct db *db, void *arg)
{
	static const struct edit_row empty;
	struct edit_ask *ask = arg;
	enum err_code code;

	if (sql[ask->kind].insert == NONE)
		return ERR_METHOD;
	ask->row.key = tidy(ask->row.key, ask->op.arena);
	(void)check_key(ask);
	code = merge(ask, &empty);
	if (code == ERR_OK)
		code = write_row(db, ask, true);
	if (code == ERR_OK)
		code = audit(db, ask, "create", changes(ask, &empty));
	return code == ERR_OK
		   ? edit_find(db, &ask->op, ask->kind, ask->row.key, &ask->row)
		   : code;
}

enum err_code
edit_change(struct db *db, void *arg)
{
	struct edit_ask *ask = arg;
	struct edit_row old;
	enum err_code code = find_to_change(db, ask, &old);

	if (code == ERR_OK)
		code = merge(ask, &old);
	if (code == ERR_OK)
		code = write_row(db, ask, false);
	if (code == ERR_OK)
		code = audit(db, ask, "change", changes(ask, &old));
	return code == ERR_OK
		   ? edit_find(db, &ask->op, ask->kind, ask->row.key, &ask->row)
		   : code;
}

enum err_code
edit_remove(struct db *db, void *arg)
{
	struct edit_ask *ask = arg;
	struct edit_row old;
	enum err_code code;

	if (sql[ask->kind].remove == NONE)
		return ERR_METHOD;
	code = find_to_change(db, ask, &old);
	if (code == ERR_OK && sql[ask->kind].item_remove != NONE)
		code = db_exec(db, sql[ask->kind].item_remove,
			       DB_ARGS(db_text(ask->row.key)));
	if (code == ERR_OK)
		code = db_exec(db, sql[ask->kind].remove,
			       DB_ARGS(db_text(ask->row.key)));
	if (code == ERR_STATE)
		code = ERR_IN_USE;
	return code == ERR_OK ? audit(db, ask, "remove", NULL) : code;
}
