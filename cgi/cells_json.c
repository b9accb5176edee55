#include "cells_json.h"
#include "problem.h"

void
cells_json_put(struct jw *w, const struct http *h, const struct cells_json *row)
{
	problem_errors(w, h, "column", row->error, row->count);
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
