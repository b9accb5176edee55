#ifndef SEARCH_H
#define SEARCH_H

#include "catalog.h"
#include "http.h"
#include "jw.h"

/* What GET /lookup and GET /services/search have in common. */

#define SEARCH_QUERY_MAX 200 /* characters typed */

/**
 * search_service(w, h, kind, hit, near):
 * A service with its verdict, the sentence to say and where it is done when
 * not at home, nearest to ${near} first (NULL: not known); what follows from
 * the answers to its condition; ${kind} marks it among other hits, NULL: no
 * mark.
 */
void search_service(struct jw *w, struct http *h, const char *kind,
		    const struct catalog_hit *hit, const struct place *near);

/**
 * search_unknown(h, query):
 * Count ${query} among the words the catalogue lacks: folded, from three
 * letters on, never with what may be a card or phone number.  The search is
 * answered whether or not it could be counted.
 */
void search_unknown(struct http *h, const char *query);

#endif
