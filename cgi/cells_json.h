#ifndef CELLS_JSON_H
#define CELLS_JSON_H

#include "http.h"
#include "jw.h"

/* What is wrong with the cells of one row of a file, by their columns. */
struct cells_json {
	size_t line; /* of the file */
	const struct field_error *error;
	size_t count;
};

/** cells_json_put(w, h, row): "errors" with column, code and message each. */
void cells_json_put(
    struct jw *w, const struct http *h, const struct cells_json *row);

/** cells_json_note(h, row): as errors of the body: "/rows/3/price". */
void cells_json_note(struct http *h, const struct cells_json *row);

#endif
