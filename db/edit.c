#include "edit.h"
#include "audit.h"
#include "edit_probe.h"
#include "edit_value.h"
#include "grow.h"
#include "setting.h"
#include "touch.h"

#define ARGS_MAX (EDIT_FIELDS_MAX + 1)
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

/* The statements of texts that belong to a row. */
struct items {
	enum db_id list;
	enum db_id insert;
	enum db_id remove;
};

/* The statements of a table. */
static const struct {
	enum db_id list;
	enum db_id insert;
	enum db_id update;
	enum db_id remove;
	struct items items; /* of its first list */
} sql[EDIT__COUNT] = {
#define ITEMS(name)                                                            \
	{                                                                      \
		SQL_##name##_LIST, SQL_##name##_INSERT, SQL_##name##_DELETE    \
	}
#define NO_ITEMS                                                               \
	{                                                                      \
		NONE, NONE, NONE                                               \
	}
#define ROWS(name)                                                             \
	SQL_##name##_EDIT_LIST, SQL_##name##_EDIT_INSERT,                      \
	    SQL_##name##_EDIT_UPDATE, SQL_##name##_EDIT_DELETE
    [EDIT_SCRIPT] = {ROWS(SCRIPT), ITEMS(SCRIPT_FORBIDDEN)},
    [EDIT_RED_FLAG] = {ROWS(RED_FLAG), NO_ITEMS},
    [EDIT_EPID] = {ROWS(EPID), NO_ITEMS},
    [EDIT_SETTING] = {SQL_SETTING_EDIT_LIST, NONE, SQL_SETTING_EDIT_UPDATE,
		      NONE, NO_ITEMS},
    [EDIT_WEEK] = {SQL_WEEK_EDIT_LIST, NONE, SQL_WEEK_EDIT_UPDATE, NONE,
		   NO_ITEMS},
    [EDIT_CALENDAR] = {ROWS(CALENDAR), NO_ITEMS},
    [EDIT_ZONE] = {SQL_ZONE_EDIT_LIST, SQL_ZONE_EDIT_INSERT,
		   SQL_ZONE_EDIT_UPDATE, NONE, NO_ITEMS},
    [EDIT_PLACE] = {ROWS(PLACE), ITEMS(PLACE_ALIAS)},
    [EDIT_RULE] = {ROWS(ADDRESS_RULE), NO_ITEMS},
    [EDIT_SERVICE] = {ROWS(SERVICE), ITEMS(SERVICE_ALIAS)},
    [EDIT_ANSWER] = {ROWS(ANSWER), NO_ITEMS},
    [EDIT_CHECK] = {ROWS(CHECK), NO_ITEMS},
    [EDIT_REFERRAL] = {ROWS(REFERRAL), ITEMS(REFERRAL_SERVICE)},
    [EDIT_MEDIC] = {ROWS(MEDIC), ITEMS(MEDIC_SPECIALITY)},
    [EDIT_TRAVEL] = {ROWS(TRAVEL), NO_ITEMS},
    [EDIT_QUEUE] = {SQL_QUEUE_EDIT_LIST, SQL_QUEUE_EDIT_INSERT,
		    SQL_QUEUE_EDIT_UPDATE, NONE, ITEMS(QUEUE_MEMBER)},
#undef NO_ITEMS
#undef ROWS
};

/* Of the one table with a second list. */
static const struct items medic_zones = ITEMS(MEDIC_ZONE);
#undef ITEMS

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

const char *
edit_object(enum edit_kind kind)
{
	return table[kind].object;
}

const struct edit_value *
edit_named(enum edit_kind kind, const struct edit_row *row, const char *name)
{
	for (size_t i = 0; i < table[kind].field_count; i++)
		if (strcmp(table[kind].field[i].name, name) == 0)
			return &row->value[i];
	return NULL;
}

struct edit_value *
edit_set(enum edit_kind kind, struct edit_row *row, const char *name)
{
	const struct edit_value *found = edit_named(kind, row, name);
	struct edit_value *v =
	    found != NULL ? &row->value[found - row->value] : NULL;

	if (v != NULL)
		v->seen = true;
	return v;
}

bool
edit_may_add(enum edit_kind kind)
{
	/* a zone comes with its prices: zone.h */
	return sql[kind].insert != NONE && kind != EDIT_ZONE;
}

bool
edit_may_remove(enum edit_kind kind)
{
	return sql[kind].remove != NONE;
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

static const struct edit_row empty;

/* --- reading ---------------------------------------------------------- */

static bool
is_list(const struct edit_field *f)
{
	return edit_type_as(f->type) == EDIT_AS_LIST;
}

/* The statements of the list that is field ${i}. */
static const struct items *
items_of(enum edit_kind kind, size_t i)
{
	const struct edit_field *f = &table[kind].field[i];

	return f->type == EDIT_TYPE_ZONES ? &medic_zones : &sql[kind].items;
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
			edit_value_take(&r, &f[i], op, &row->value[i]);
	}
	code = db_done(&r);
	if (code == ERR_OK && op->arena->overflow)
		code = ERR_NOMEM;
	for (size_t j = 0; j < *count && code == ERR_OK; j++)
		for (size_t i = 0; i < table[kind].field_count; i++)
			if (is_list(&f[i]) && code == ERR_OK)
				code = load_items(
				    db, items_of(kind, i)->list, (*out)[j].key,
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

/* Lay what was sent over ${old}, and check the whole of it. */
static enum err_code
merge(struct edit_ask *ask, const struct edit_row *old)
{
	const struct edit_field *f = table[ask->kind].field;
	struct edit_row *row = &ask->row;

	for (size_t i = 0; i < table[ask->kind].field_count; i++) {
		if (!row->value[i].seen)
			row->value[i] = old->value[i];
		edit_value_check(&ask->op, &f[i], &row->value[i]);
	}
	return ask->op.err->fields.n != 0 ? ERR_FIELDS : ERR_OK;
}

/* --- the audit -------------------------------------------------------- */

/* A line a field that differs: name, tab, before, tab, after. */
static const char *
changes(const struct edit_ask *ask, const struct edit_row *old,
	const struct edit_row *new)
{
	const struct edit_field *f = table[ask->kind].field;
	struct buf b = BUF(ask->op.arena);

	for (size_t i = 0; i < table[ask->kind].field_count; i++) {
		if (edit_value_same(&f[i], &old->value[i], &new->value[i]))
			continue;
		buf_printf(&b, "%s\t", f[i].name);
		edit_value_print(&b, &f[i], &old->value[i]);
		buf_str(&b, "\t");
		edit_value_print(&b, &f[i], &new->value[i]);
		buf_str(&b, "\n");
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
	touch_rows(db, TOUCH_RULEBOOK);
	return audit_add(db, &ask->op,
			 &(struct audit_event){
			     .action = action.data,
			     .object = table[ask->kind].object,
			     .object_id = ask->row.key,
			     .detail = detail,
			 });
}

/* --- writing ---------------------------------------------------------- */

static enum err_code
write_items(struct db *db, const struct items *items, const char *key,
	    const struct edit_value *v)
{
	enum err_code code = db_exec(db, items->remove, DB_ARGS(db_text(key)));

	for (size_t i = 0; i < v->count && code == ERR_OK; i++)
		code = db_exec(db, items->insert,
			       DB_ARGS(db_text(key), db_int((int64_t)i),
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

/* A text of a list that the table refuses. */
static enum err_code
explain_item(const struct edit_ask *ask, const struct edit_field *f,
	     enum err_code code)
{
	if (code != ERR_STATE && code != ERR_EXISTS)
		return code;
	edit_value_wrong(&ask->op, f,
			 code == ERR_STATE ? "unknown_code" : "not_unique",
			 NULL);
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
			arg[n++] = edit_value_arg(&f[i], &row->value[i]);
	if (!insert)
		arg[n++] = db_text(row->key);
	code = db_exec(
	    db, insert ? sql[ask->kind].insert : sql[ask->kind].update, arg, n);
	for (size_t i = 0; i < table[ask->kind].field_count; i++)
		if (is_list(&f[i]) && code == ERR_OK)
			code =
			    explain_item(ask, &f[i],
					 write_items(db, items_of(ask->kind, i),
						     row->key, &row->value[i]));
	return explain(&ask->op, code);
}

/* The row as it is now, if ${ask} may change it. */
static enum err_code
find_to_change(struct db *db, const struct edit_ask *ask, struct edit_row *old)
{
	enum err_code code =
	    edit_find(db, &ask->op, ask->kind, ask->row.key, old);

	if (code != ERR_OK || old->version == ask->if_version)
		return code;
	return audit_stale(db, &ask->op, table[ask->kind].object, ask->row.key);
}

static enum err_code
check_key(const struct edit_ask *ask)
{
	struct edit_field key = {.name = table[ask->kind].key};
	struct civil_date date;
	const char *s = ask->row.key;

	if (s == NULL)
		edit_value_wrong(&ask->op, &key, "required", NULL);
	else if (strlen(s) > EDIT_KEY_MAX ||
		 strspn(s,
			"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			"0123456789_.-") != strlen(s))
		edit_value_wrong(&ask->op, &key, "code_invalid", NULL);
	else if (ask->kind == EDIT_CALENDAR && !civil_date_parse(s, &date))
		edit_value_wrong(&ask->op, &key, "date_invalid", NULL);
	return ask->op.err->fields.n != 0 ? ERR_FIELDS : ERR_OK;
}

/* A row that does not say anything yet. */
static struct edit_row
blank(enum edit_kind kind)
{
	const struct edit_field *f = table[kind].field;
	struct edit_row row = empty;

	for (size_t i = 0; i < table[kind].field_count; i++)
		if (edit_type_as(f[i].type) == EDIT_AS_BOOL)
			row.value[i].flag = f[i].max != 0;
	return row;
}

enum err_code
edit_create(struct db *db, void *arg)
{
	struct edit_ask *ask = arg;
	const struct edit_row fresh = blank(ask->kind);
	enum err_code code;

	if (sql[ask->kind].insert == NONE)
		return ERR_METHOD;
	ask->row.key = edit_value_tidy(ask->row.key, ask->op.arena);
	(void)check_key(ask);
	code = merge(ask, &fresh);
	if (code == ERR_OK)
		code = write_row(db, ask, true);
	if (code == ERR_OK)
		code =
		    audit(db, ask, "create", changes(ask, &empty, &ask->row));
	if (code == ERR_OK)
		code = edit_probe_run(db, ask, &empty);
	return code == ERR_OK
		   ? edit_find(db, &ask->op, ask->kind, ask->row.key, &ask->row)
		   : code;
}

/* A number that is set stays where it makes sense. */
static enum err_code
check_setting(const struct edit_ask *ask)
{
	const struct edit_field value = {.name = "value"};
	const struct setting *s =
	    ask->kind == EDIT_SETTING ? setting_find(ask->row.key) : NULL;
	struct buf limit = BUF(ask->op.arena);
	int64_t n;

	if (s == NULL)
		return ERR_OK;
	if (!setting_read(edit_named(EDIT_SETTING, &ask->row, "value")->text,
			  &n))
		edit_value_wrong(&ask->op, &value, "number", NULL);
	else if (n < s->least || n > s->most) {
		buf_printf(&limit, "%lld",
			   (long long)(n < s->least ? s->least : s->most));
		edit_value_wrong(&ask->op, &value,
				 n < s->least ? "too_small" : "too_large",
				 buf_text(&limit));
	}
	return ask->op.err->fields.n != 0 ? ERR_FIELDS : ERR_OK;
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
		code = check_setting(ask);
	if (code == ERR_OK)
		code = write_row(db, ask, false);
	if (code == ERR_OK)
		code = audit(db, ask, "change", changes(ask, &old, &ask->row));
	if (code == ERR_OK)
		code = edit_probe_run(db, ask, &old);
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

	if (!edit_may_remove(ask->kind))
		return ERR_METHOD;
	code = find_to_change(db, ask, &old);
	for (size_t i = 0; i < table[ask->kind].field_count; i++)
		if (code == ERR_OK && is_list(&table[ask->kind].field[i]))
			code = db_exec(db, items_of(ask->kind, i)->remove,
				       DB_ARGS(db_text(ask->row.key)));
	if (code == ERR_OK)
		code = db_exec(db, sql[ask->kind].remove,
			       DB_ARGS(db_text(ask->row.key)));
	if (code == ERR_STATE)
		code = ERR_IN_USE;
	if (code == ERR_OK)
		code = audit(db, ask, "remove", changes(ask, &old, &empty));
	return code == ERR_OK ? edit_probe_run(db, ask, &old) : code;
}
