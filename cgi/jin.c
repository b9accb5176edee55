#include "jin.h"

#include <assert.h>
#include <cjson/cJSON.h>
#include <math.h>
#include <pthread.h>

#include "buf.h"
#include "civil.h"
#include "request.h"
#include "text.h"
#include "units.h"

#define JIN_FIELDS_MAX 64 /* of one table */

/* Integers a double cannot confuse with a neighbour. */
#define INT_EXACT_MAX (UNITS_INT_MAX - 1)

/* cJSON takes its memory from the request: nothing to free, nothing to leak. */
static _Thread_local struct arena *tree_arena;
static pthread_once_t hooks_once = PTHREAD_ONCE_INIT;

static void *
tree_alloc(size_t n)
{
	return tree_arena != NULL ? arena_take(tree_arena, n) : NULL;
}

static void
tree_free(void *p)
{
	(void)p;
}

static void
set_hooks(void)
{
	cJSON_Hooks hooks = {.malloc_fn = tree_alloc, .free_fn = tree_free};

	cJSON_InitHooks(&hooks);
}

/* What all readers of one body share. */
struct jin {
	struct field_errors *errs;
	struct arena *arena;
};

/* One member on its way into the struct that starts at base. */
struct spot {
	const struct jin_field *field;
	const cJSON *value;
	char *base;
	const struct spot *of; /* what it is a member of; NULL: the whole */
	const char *name;      /* NULL: the item number index of a list */
	size_t index;
};

static void read_object(struct jin *j, const struct jin_table *table,
			const struct spot *spot, char *out);

static void *
target(const struct spot *spot)
{
	return spot->base + spot->field->offset;
}

/* /${name} as a part of a JSON pointer (RFC 6901). */
static void
put_name(struct buf *b, const char *name)
{
	for (; *name != '\0'; name++) {
		if (*name == '~')
			buf_str(b, "~0");
		else if (*name == '/')
			buf_str(b, "~1");
		else
			buf_char(b, *name);
	}
}

static void
put_pointer(struct buf *b, const struct spot *spot)
{
	if (spot->of == NULL)
		return;
	put_pointer(b, spot->of);
	buf_char(b, '/');
	if (spot->name != NULL)
		put_name(b, spot->name);
	else
		buf_int(b, (int64_t)spot->index);
}

/* Note ${spot}: only now its pointer is made. */
static void
wrong(struct jin *j, const struct spot *spot, const char *code, const char *arg)
{
	struct buf b = BUF(j->arena);
	const char *at;

	put_pointer(&b, spot);
	at = buf_text(&b);
	err_field(j->errs, at != NULL ? at : "", code, arg);
}

static struct spot
member_of(const struct spot *of, const cJSON *value, const char *name)
{
	return (struct spot){.value = value, .of = of, .name = name};
}

static struct spot
item_of(const struct spot *of, const cJSON *value, size_t index)
{
	return (struct spot){.value = value, .of = of, .index = index};
}

static const char *
number_text(struct jin *j, int64_t v)
{
	char room[BUF_DIGITS];

	return arena_strdup(j->arena, buf_digits(v, room));
}

static bool
absent(const struct spot *spot)
{
	const cJSON *v = spot->value;

	return v == NULL || cJSON_IsNull(v) ||
	       (spot->field->type == JIN_TEXT && cJSON_IsString(v) &&
		v->valuestring[0] == '\0');
}

/* The text of a member; NULL, and noted, when it is none. */
static const char *
text_of(struct jin *j, const struct spot *spot)
{
	if (cJSON_IsString(spot->value))
		return spot->value->valuestring;
	wrong(j, spot, "type", "text");
	return NULL;
}

static void
read_text(struct jin *j, const struct spot *spot)
{
	const char *s = text_of(j, spot);
	int64_t max = spot->field->max;

	if (s != NULL && max != 0 && (int64_t)text_length(slice_of(s)) > max)
		wrong(j, spot, "too_long", number_text(j, max));
	*(const char **)target(spot) = s;
}

static void
read_bool(struct jin *j, const struct spot *spot)
{
	if (!cJSON_IsBool(spot->value))
		wrong(j, spot, "type", "bool");
	else
		*(bool *)target(spot) = cJSON_IsTrue(spot->value);
}

static void
read_tri(struct jin *j, const struct spot *spot)
{
	if (!cJSON_IsBool(spot->value))
		wrong(j, spot, "type", "bool");
	else
		*(enum tri *)target(spot) =
		    cJSON_IsTrue(spot->value) ? TRI_YES : TRI_NO;
}

static void
read_answer(struct jin *j, const struct spot *spot)
{
	const char *name = text_of(j, spot);
	enum answer a = name != NULL ? request_answer_of(name) : ANSWER_NONE;

	if (name != NULL && a == ANSWER_NONE)
		wrong(j, spot, "unknown_code", NULL);
	*(enum answer *)target(spot) = a;
}

static void
read_int(struct jin *j, const struct spot *spot)
{
	const struct jin_field *f = spot->field;
	double v = spot->value->valuedouble;

	if (!cJSON_IsNumber(spot->value))
		wrong(j, spot, "type", "integer");
	else if (!isfinite(v) || fabs(v) > (double)INT_EXACT_MAX)
		wrong(j, spot, "out_of_range", NULL);
	else if (v != trunc(v))
		wrong(j, spot, "type", "integer");
	else if ((int64_t)v < f->min)
		wrong(j, spot, "too_small", number_text(j, f->min));
	else if ((int64_t)v > f->max)
		wrong(j, spot, "too_large", number_text(j, f->max));
	else
		*(int64_t *)target(spot) = (int64_t)v;
}

static void
read_time(struct jin *j, const struct spot *spot)
{
	const char *s = text_of(j, spot);

	if (s != NULL && !civil_time_parse(s, target(spot)))
		wrong(j, spot, "time_invalid", NULL);
}

static void
read_date(struct jin *j, const struct spot *spot)
{
	const char *s = text_of(j, spot);

	if (s != NULL && !civil_date_parse(s, target(spot)))
		wrong(j, spot, "date_invalid", NULL);
}

struct money {
	int64_t amount;
	const char *currency;
};

static const struct jin_field money_field[] = {
    {.name = "amount",
     .type = JIN_INT,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct money, amount),
     .min = -INT_EXACT_MAX,
     .max = INT_EXACT_MAX},
    {.name = "currency",
     .type = JIN_TEXT,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct money, currency)},
    {.name = NULL},
};
static const struct jin_table money_table = {
    .size = sizeof(struct money),
    .field = money_field,
};

static void
read_money(struct jin *j, const struct spot *spot)
{
	const struct spot currency = member_of(spot, NULL, "currency");
	struct money m = {0};

	read_object(j, &money_table, spot, (char *)&m);
	if (m.currency != NULL && strcmp(m.currency, "RUB") != 0)
		wrong(j, &currency, "unknown_code", "RUB");
	*(int64_t *)target(spot) = m.amount;
}

static void
read_group(struct jin *j, const struct spot *spot)
{
	const struct jin_field *f = spot->field;

	if (f->count_offset != JIN_NONE)
		*(bool *)(spot->base + f->count_offset) = true;
	read_object(j, f->sub, spot, target(spot));
}

/*
 * Room for the items of a list or map, ${size} bytes each, noted in the
 * struct; NULL, and noted as wrong, when there are too many.
 */
static char *
make_items(struct jin *j, const struct spot *spot, size_t size)
{
	const struct jin_field *f = spot->field;
	size_t n = (size_t)cJSON_GetArraySize(spot->value);
	char *items;

	if ((int64_t)n > f->max) {
		wrong(j, spot, "too_many", number_text(j, f->max));
		return NULL;
	}
	items = arena_array(j->arena, n, size);
	if (items == NULL)
		return NULL;
	*(void **)target(spot) = items;
	*(size_t *)(spot->base + f->count_offset) = n;
	return items;
}

static void
read_list(struct jin *j, const struct spot *spot)
{
	const struct jin_table *sub = spot->field->sub;
	char *item;
	size_t i = 0;

	if (!cJSON_IsArray(spot->value)) {
		wrong(j, spot, "type", "list");
		return;
	}
	item = make_items(j, spot, sub->size);
	if (item == NULL)
		return;
	for (const cJSON *v = spot->value->child; v != NULL; v = v->next) {
		struct spot at = item_of(spot, v, i++);
		read_object(j, sub, &at, item);
		item += sub->size;
	}
}

static void
read_texts(struct jin *j, const struct spot *spot)
{
	const char **item;
	size_t i = 0;

	if (!cJSON_IsArray(spot->value)) {
		wrong(j, spot, "type", "list");
		return;
	}
	item = (const char **)(void *)make_items(j, spot, sizeof(*item));
	if (item == NULL)
		return;
	for (const cJSON *v = spot->value->child; v != NULL; v = v->next) {
		struct spot at = item_of(spot, v, i++);
		const char *s = text_of(j, &at);
		*item++ = s != NULL ? s : "";
	}
}

static void read_field(struct jin *j, const struct spot *spot);

static void
read_map(struct jin *j, const struct spot *spot)
{
	const struct jin_table *sub = spot->field->sub;
	char *item;

	if (!cJSON_IsObject(spot->value)) {
		wrong(j, spot, "type", "object");
		return;
	}
	item = make_items(j, spot, sub->size);
	if (item == NULL)
		return;
	for (const cJSON *v = spot->value->child; v != NULL; v = v->next) {
		struct spot at = member_of(spot, v, v->string);

		at.field = sub->field;
		at.base = item;
		*(const char **)(void *)(item + sub->key_offset) = v->string;
		if (cJSON_IsObject(v))
			read_object(j, sub, &at, item);
		else
			read_field(j, &at);
		item += sub->size;
	}
}

static void
read_roles(struct jin *j, const struct spot *spot)
{
	unsigned mask = 0;
	size_t i = 0;

	if (!cJSON_IsArray(spot->value)) {
		wrong(j, spot, "type", "list");
		return;
	}
	for (const cJSON *v = spot->value->child; v != NULL; v = v->next) {
		struct spot at = item_of(spot, v, i++);
		const char *s = text_of(j, &at);
		unsigned one = s != NULL ? rulebook_performer_of(s) : 0;
		if (s != NULL && one != PERFORMER_DOCTOR &&
		    one != PERFORMER_NURSE)
			wrong(j, &at, "unknown_code", "doctor, nurse");
		mask |= one;
	}
	*(unsigned *)target(spot) = mask;
}

static void (*const readers[])(struct jin *j, const struct spot *spot) = {
    [JIN_TEXT] = read_text,    [JIN_BOOL] = read_bool,
    [JIN_TRI] = read_tri,      [JIN_ANSWER] = read_answer,
    [JIN_INT] = read_int,      [JIN_MONEY] = read_money,
    [JIN_TIME] = read_time,    [JIN_DATE] = read_date,
    [JIN_OBJECT] = read_group, [JIN_LIST] = read_list,
    [JIN_TEXTS] = read_texts,  [JIN_MAP] = read_map,
    [JIN_ROLES] = read_roles,
};

/* What a member that is there and empty leaves behind. */
static void
clear(const struct jin_field *f, char *base)
{
	if (!(f->flags & JIN_CLEAR))
		return;
	if (f->type == JIN_TEXT)
		*(const char **)(void *)(base + f->offset) = "";
	if (f->type == JIN_OBJECT)
		for (const struct jin_field *m = f->sub->field; m->name != NULL;
		     m++)
			clear(m, base + f->offset);
}

/* One member, or its absence. */
static void
read_field(struct jin *j, const struct spot *spot)
{
	if (spot->field->flags & JIN_SEEN)
		*(bool *)(spot->base + spot->field->seen_offset) =
		    spot->value != NULL;
	if (!absent(spot))
		readers[spot->field->type](j, spot);
	else if (spot->value != NULL && (spot->field->flags & JIN_CLEAR))
		clear(spot->field, spot->base);
	else if (spot->field->flags & JIN_REQUIRED)
		wrong(j, spot, "required", NULL);
}

/* The field called ${name}, which is ${likely} as a rule; NULL: none is. */
static const struct jin_field *
field_of(const struct jin_table *table, const struct jin_field *likely,
	 const char *name)
{
	if (likely->name != NULL && strcmp(likely->name, name) == 0)
		return likely;
	for (const struct jin_field *f = table->field; f->name != NULL; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

/* What was sent for each field of ${table}; what is none of them is noted. */
static void
match(struct jin *j, const struct jin_table *table, const struct spot *spot,
      const cJSON *sent[JIN_FIELDS_MAX])
{
	const struct jin_field *f, *likely = table->field;

	for (const cJSON *v = spot->value->child; v != NULL; v = v->next) {
		struct spot member = member_of(spot, v, v->string);

		f = field_of(table, likely, v->string);
		if (f == NULL) {
			wrong(j, &member, "unknown_member", NULL);
			continue;
		}
		assert(f - table->field < JIN_FIELDS_MAX);
		sent[f - table->field] = v;
		likely = f + 1; /* mostly they come in order */
	}
}

static void
read_object(struct jin *j, const struct jin_table *table,
	    const struct spot *spot, char *out)
{
	const cJSON *sent[JIN_FIELDS_MAX] = {NULL};

	if (!cJSON_IsObject(spot->value)) {
		wrong(j, spot, "type", "object");
		return;
	}
	match(j, table, spot, sent);
	for (size_t i = 0; table->field[i].name != NULL; i++) {
		struct spot member =
		    member_of(spot, sent[i], table->field[i].name);

		assert(i < JIN_FIELDS_MAX);
		member.field = &table->field[i];
		member.base = out;
		read_field(j, &member);
	}
}

/* Whether a member before ${a} has its name. */
static bool
is_second(const cJSON *object, const cJSON *a)
{
	for (const cJSON *b = object->child; b != a; b = b->next)
		if (strcmp(a->string, b->string) == 0)
			return true;
	return false;
}

/* Whether any object below ${v} has a name twice, escapes undone. */
static bool
has_duplicate(const cJSON *v)
{
	uint64_t seen = 0;

	for (const cJSON *a = v->child; a != NULL; a = a->next) {
		uint64_t mark =
		    a->string != NULL ? slice_mark(slice_of(a->string)) : 0;

		if (((seen & mark) != 0 && is_second(v, a)) || has_duplicate(a))
			return true;
		seen |= mark;
	}
	return false;
}

/* Guard and parse ${body} to an object. */
static enum err_code
parse(struct slice body, const cJSON **tree, struct err *err,
      struct arena *arena)
{
	if (jin_guard(body, &err->ref) != ERR_OK)
		return ERR_SYNTAX;
	pthread_once(&hooks_once, set_hooks);
	tree_arena = arena;
	*tree = cJSON_ParseWithLength(body.p, body.n);
	tree_arena = NULL;
	if (arena->overflow)
		return ERR_NOMEM;
	if (*tree == NULL)
		err->ref = "json";
	else if (!cJSON_IsObject(*tree))
		err->ref = "not_object";
	else if (has_duplicate(*tree))
		err->ref = "duplicate_key";
	return err->ref == NULL ? ERR_OK : ERR_SYNTAX;
}

enum err_code
jin_read(const struct jin_table *table, struct slice body, void *out,
	 struct err *err, struct arena *arena)
{
	struct jin j = {.errs = &err->fields, .arena = arena};
	struct spot root = {.value = NULL};
	enum err_code code = parse(body, &root.value, err, arena);

	if (code != ERR_OK)
		return code;
	read_object(&j, table, &root, out);
	if (arena->overflow)
		return ERR_NOMEM;
	return err->fields.n == 0 ? ERR_OK : ERR_FIELDS;
}

enum err_code
jin_pairs(struct slice body, struct jin_pair **out, size_t *count,
	  struct err *err, struct arena *arena)
{
	const cJSON *tree;
	struct jin_pair *pair;
	enum err_code code = parse(body, &tree, err, arena);

	if (code != ERR_OK)
		return code;
	*count = (size_t)cJSON_GetArraySize(tree);
	*out = pair = ARENA_ARRAY(arena, struct jin_pair, *count);
	if (pair == NULL)
		return ERR_NOMEM;
	for (const cJSON *v = tree->child; v != NULL; v = v->next) {
		if (!cJSON_IsString(v)) {
			err_field(&err->fields, v->string, "type", "text");
			return ERR_FIELDS;
		}
		*pair++ = (struct jin_pair){v->string, v->valuestring};
	}
	return ERR_OK;
}
