#ifndef PROMISE_JSON_H
#define PROMISE_JSON_H

#include "http.h"
#include "jw.h"
#include "promise.h"

/** promise_json_times(w, p): its members target_at, deadline_at, out_of_hours. */
void promise_json_times(struct jw *w, const struct promise *p);

/** promise_json_ahead(w, h, at_ms): "promise" of a request posted then. */
void promise_json_ahead(struct jw *w, struct http *h, int64_t at_ms);

#endif
