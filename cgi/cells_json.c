#include "cells_json.h"
#include "msg.h"

void
cells_json_put(struct jw *w, const struct http *h, const struct cells_json *row)
{
	char key[96];

	jw_array(w, "errors");
	for (size_t i = 0; i < row->count; i++) {
		const struct field_error *e = &row->error[i];
		const struct msg_arg arg = {"arg", e->arg};

		(void)snprintf(key, sizeof(key), "field.%s", e->code);
		jw_object(w, NULL);
		jw_text(w, "column", e->pointer);
		jw_text(w, "code", e->code);
		jw_text(w, "message",
			msg_format(h->lang, key, &arg, 1, h->arena));
		jw_end_object(w);
	}
	jw_end_array(w);
}

void
cells_json_note(struct http *h, const struct cells_json *row)
{
	for (size_t i = 0; i < row->count; i++) {
		const struct field_error *e = &row->error[i];
		struct buf at = BUF(h->arena);

		buf_printf(&at, "/rows/%zu/%s", row->line, e->pointer);
		if (buf_text(&at) != NULL)
			err_field(&h->err.fields, at.data, e->code, e->arg);
	}
}
