#ifndef REQUEST_JSON_H
#define REQUEST_JSON_H

#include "http.h"
#include "jw.h"
#include "request.h"

/*
 * Requests as the API shows them.  What somebody may see depends on who asks
 * (h->actor) and when (h->now_ms): the claim's token is its holder's, a debt
 * is the dispatcher's and the admin's to know, lists are masked.
 */

/** request_json_full(w, key, h, r): the representation of one request. */
void request_json_full(struct jw *w, const char *key, struct http *h,
		       const struct request *r);

/** request_json_row(w, key, h, r): its line in a list, as a member. */
void request_json_row(struct jw *w, const char *key, struct http *h,
		      const struct request *r);

/** request_json_item(w, h, r): its line in a list. */
void request_json_item(struct jw *w, struct http *h, const struct request *r);

/**
 * request_json_hit(w, h, r):
 * What the one box shows of it to whoever asks: how it stands, of whom not.
 */
void request_json_hit(struct jw *w, struct http *h, const struct request *r);

/** request_json_event(w, event): one line of the history. */
void request_json_event(struct jw *w, const struct request_event *event);

/** request_json_matches(w, key, match, n): requests for the same visit. */
void request_json_matches(struct jw *w, const char *key,
			  const struct request_match *match, size_t n);

/**
 * request_json_colliding(w, ask):
 * For h->problem_more: the visit that stands in the way of what the struct
 * dispatch_ask ${ask} wants; enough to plan around.
 */
void request_json_colliding(struct jw *w, const void *ask);

/** request_json_answer(h, arg): an http_render of the whole request ${arg}. */
enum err_code request_json_answer(struct http *h, void *arg);

/** request_json_place(w, book, code): "place" and its "place_name". */
void
request_json_place(struct jw *w, const struct rulebook *book, const char *code);

#endif
