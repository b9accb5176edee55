#ifndef EDIT_JSON_H
#define EDIT_JSON_H

#include "edit.h"
#include "http.h"
#include "jw.h"

/** edit_json_fields(w, kind, row): the members of a row that can be sent. */
void edit_json_fields(
    struct jw *w, enum edit_kind kind, const struct edit_row *row);

/** edit_json_put(w, kind, row): a row of reference data as an object. */
void edit_json_put(
    struct jw *w, enum edit_kind kind, const struct edit_row *row);

/** edit_json_row(h, kind, row): it alone is the answer, with its ETag. */
void edit_json_row(
    struct http *h, enum edit_kind kind, const struct edit_row *row);

#endif
