#ifndef ASK_JSON_H
#define ASK_JSON_H

#include "ask.h"
#include "http.h"
#include "jw.h"

/** ask_json_hit(w, key, h, hit, near): a service as the one box lists it. */
void ask_json_hit(struct jw *w, const char *key, struct http *h,
		  const struct catalog_hit *hit, const struct place *near);

/**
 * ask_json(w, key, h, line, near):
 * The answer to a typed line as one: where it is and what a visit costs
 * there, each service with its verdict, what to say, what was not understood.
 * Services not done at home are done near ${near} (NULL: not known).
 * Shapes:  null when neither a place nor a service was found.
 */
void ask_json(struct jw *w, const char *key, struct http *h,
	      const struct ask_answer *line, const struct place *near);

#endif
