#ifndef QUOTE_JSON_H
#define QUOTE_JSON_H

#include "http.h"
#include "jw.h"
#include "quote.h"

/**
 * quote_json(w, key, h, q):
 * The price ${q} with titles and the sentence to say in h->lang; id and
 * valid_until only once it is kept.
 */
void quote_json(struct jw *w, const char *key, struct http *h,
		const struct quote *q);

/** quote_json_ahead(w, h, q): the same with the promise of that moment. */
void quote_json_ahead(struct jw *w, struct http *h, const struct quote *q);

/** quote_json_prices(w, h, zone): "prices" of both trips there, today. */
void quote_json_prices(struct jw *w, const struct http *h, const char *zone);

/** quote_json_performers(w, key, mask): ["doctor","nurse"]. */
void quote_json_performers(struct jw *w, const char *key, unsigned mask);

#endif
