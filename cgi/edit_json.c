#include "edit_json.h"

static void
put_value(struct jw *w, const struct edit_field *f, const struct edit_value *v)
{
	char date[CIVIL_DATE_LEN + 1];

	switch (edit_type_as(f->type)) {
	case EDIT_AS_TEXT:
		jw_text(w, f->name, v->text);
		break;
	case EDIT_AS_INT:
		jw_int(w, f->name, v->number);
		break;
	case EDIT_AS_BOOL:
		jw_bool(w, f->name, v->flag);
		break;
	case EDIT_AS_DATE:
		if (v->date.year != 0)
			civil_date_print(v->date, date);
		jw_text(w, f->name, v->date.year != 0 ? date : NULL);
		break;
	case EDIT_AS_LIST:
		jw_texts(w, f->name, v->item, v->count);
		break;
	}
}

void
edit_json_fields(struct jw *w, enum edit_kind kind, const struct edit_row *row)
{
	size_t n;
	const struct edit_field *f = edit_fields(kind, &n);

	jw_text(w, edit_key(kind), row->key);
	for (size_t i = 0; i < n; i++)
		put_value(w, &f[i], &row->value[i]);
}

void
edit_json_put(struct jw *w, enum edit_kind kind, const struct edit_row *row)
{
	jw_object(w, NULL);
	edit_json_fields(w, kind, row);
	jw_int(w, "version", row->version);
	jw_end_object(w);
}

void
edit_json_row(struct http *h, enum edit_kind kind, const struct edit_row *row)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	http_etag(h, row->version);
	edit_json_put(&w, kind, row);
}
