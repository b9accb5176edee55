#include "edit.h"
#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "setting.h"

/* What the tables of reference data are made of, and the story of a row. */

static void
put_field(struct jw *w, const struct edit_field *f)
{
	size_t n;
	const char *const *choice = edit_choices(f->type, &n);

	jw_object(w, NULL);
	jw_text(w, "name", f->name);
	jw_text(w, "type", edit_type_name(f->type));
	jw_bool(w, "required", f->required);
	jw_int(w, "max", f->max);
	jw_texts(w, "choices", choice, n);
	jw_end_object(w);
}

static void
put_kind(struct jw *w, enum edit_kind kind)
{
	size_t n;
	const struct edit_field *f = edit_fields(kind, &n);

	jw_object(w, NULL);
	jw_text(w, "table", edit_path(kind));
	jw_text(w, "key", edit_key(kind));
	jw_int(w, "key_max", EDIT_KEY_MAX);
	jw_bool(w, "add", edit_may_add(kind));
	jw_bool(w, "remove", edit_may_remove(kind));
	jw_array(w, "fields");
	for (size_t i = 0; i < n; i++)
		put_field(w, &f[i]);
	jw_end_array(w);
	jw_end_object(w);
}

static void
put_settings(struct jw *w)
{
	size_t n;
	const struct setting *s = setting_list(&n);

	jw_array(w, "settings");
	for (size_t i = 0; i < n; i++) {
		jw_object(w, NULL);
		jw_text(w, "key", s[i].key);
		jw_text(w, "group", s[i].group);
		jw_text(w, "unit", s[i].unit);
		jw_int(w, "least", s[i].least);
		jw_int(w, "most", s[i].most);
		jw_int(w, "standard", s[i].standard);
		jw_end_object(w);
	}
	jw_end_array(w);
}

enum err_code
h_edit_fields(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	if (!param_none(h))
		return ERR_FIELDS;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (enum edit_kind kind = 0; kind < EDIT__COUNT; kind++)
		put_kind(&w, kind);
	jw_end_array(&w);
	put_settings(&w);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

/* A list as its items, each ended by \v; anything else as its text. */
static void
put_told(struct jw *w, struct arena *arena, const char *key, const char *told,
	 bool list)
{
	struct slice rest = slice_of(told), item;

	if (!list) {
		jw_text(w, key, told[0] != '\0' ? told : NULL);
		return;
	}
	jw_array(w, key);
	while (slice_cut(&rest, '\v', &item)) {
		struct buf b = BUF(arena);
		buf_put(&b, item.p, item.n);
		if (item.n != 0)
			jw_text(w, NULL, buf_text(&b));
	}
	jw_end_array(w);
}

static bool
is_list(enum edit_kind kind, const char *name)
{
	size_t n;
	const struct edit_field *f = edit_fields(kind, &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(f[i].name, name) == 0)
			return edit_type_as(f[i].type) == EDIT_AS_LIST;
	return false; /* a field there is no more */
}

static void
put_event(struct jw *w, struct arena *arena, enum edit_kind kind,
	  const struct edit_event *e)
{
	jw_object(w, NULL);
	jw_time(w, "at", e->at_ms);
	jw_text(w, "by", e->by);
	jw_text(w, "action", e->verb);
	jw_array(w, "changes");
	for (size_t i = 0; i < e->step_count; i++) {
		const struct edit_step *s = &e->step[i];
		bool list = is_list(kind, s->field);

		jw_object(w, NULL);
		jw_text(w, "field", s->field);
		put_told(w, arena, "before", s->before, list);
		put_told(w, arena, "after", s->after, list);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_end_object(w);
}

enum err_code
h_edit_history(struct http *h)
{
	static const char *const known[] = {"key", NULL};
	const char *key = param_text(h, "key", EDIT_KEY_MAX);
	enum edit_kind kind = edit_kind_of(slice_of(h->path_id));
	struct op op = http_op(h);
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct edit_event *e;
	size_t n;
	enum err_code rc;

	http_params_known(h, known);
	if (kind == EDIT__COUNT)
		return ERR_NOT_FOUND;
	if (param_wrong(h))
		return ERR_FIELDS;
	rc = edit_history(http_reader(h), &op, kind, key, &e, &n);
	if (rc != ERR_OK)
		return rc;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++)
		put_event(&w, h->arena, kind, &e[i]);
	jw_end_array(&w);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}
