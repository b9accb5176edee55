#ifndef PROMISE_JSON_H
#define PROMISE_JSON_H

#include "http.h"
#include "jw.h"
#include "promise.h"

/** promise_json_times(w, p): its members target_at, deadline_at, out_of_hours. */
void promise_json_times(struct jw *w, const struct promise *p);

/** promise_json_ahead(w, h, at_ms): "promise" of a request posted then. */
void promise_json_ahead(struct jw *w, struct http *h, int64_t at_ms);

/* A promise that was made, as it stands. */
struct promise_now {
	const struct promise_clock *clock;
	const struct promise *promise;
	int64_t contact_at_ms; /* 0: nobody was reached yet */
	/* in words: which minutes count; NULL: not told */
	const char *(*say)(enum lang lang, const struct rulebook *book,
	    const struct promise *p, struct arena *arena);
};

/** promise_json_now(w, h, p): "promise" with its colour, and "explain"
 * with the stretches that count. */
void promise_json_now(struct jw *w, struct http *h,
    const struct promise_now *p);

#endif
