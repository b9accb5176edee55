#ifndef TARIFF_JSON_H
#define TARIFF_JSON_H

#include "body.h"
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

/**
 * tariff_json_drafts(h, in, n, out):
 * The ${n} prices of a body as drafts, without reason.
 * Errors:  ERR_FIELDS when there is none; ERR_NOMEM.
 */
enum err_code tariff_json_drafts(struct http *h, const struct body_tariff *in,
    size_t n, struct tariff_draft **out) MUST_CHECK;

#endif
