#ifndef SEARCH_H
#define SEARCH_H

#include "catalog.h"
#include "http.h"
#include "jw.h"

/* What GET /lookup and GET /services/search have in common. */

#define SEARCH_QUERY_MAX 200 /* characters typed */

/**
 * search_service(w, h, hit, near):
 * The members of a service: its verdict, the sentence to say and where it is
 * done when not at home, nearest to ${near} first (NULL: not known); what
 * follows from the answers to its condition.
 */
void search_service(struct jw *w, struct http *h, const struct catalog_hit *hit,
		    const struct place *near);

/** search_clinics(w, key, h, near): the whole directory, likewise. */
void search_clinics(struct jw *w, const char *key, struct http *h,
		    const struct place *near);

/** search_say(h, service, near): the sentence alone. */
const char *search_say(struct http *h, const struct service *service,
		       const struct place *near);

/**
 * search_unknown(h, query):
 * Count ${query} among the words the catalogue lacks: folded, from three
 * letters on, never with what may be a card or phone number.  The search is
 * answered whether or not it could be counted.
 */
void search_unknown(struct http *h, const char *query);

#endif
