#ifndef TARIFF_JSON_H
#define TARIFF_JSON_H

#include "http.h"
#include "jw.h"
#include "tariff.h"

/* A price as an admin sees it, with who, when and why. */

/** tariff_json_put(w, h, t, state): as an element of a list, or alone. */
void tariff_json_put(struct jw *w, const struct http *h,
    const struct tariff *t, enum tariff_state state);

/** tariff_json_list(w, h, t, n, name): ${n} of them where they stand now. */
void tariff_json_list(struct jw *w, const struct http *h,
    const struct tariff *t, size_t n, const char *name);

#endif
