#ifndef MATCH_EXPLAIN_H
#define MATCH_EXPLAIN_H

#include "catalog.h"
#include "match.h"

/* Why a phrase scores what it does, word by word. */

/**
 * match_explain(index, query, hit, out, arena):
 * How ${hit}, found by match_find() for ${query}, came by its score.
 * Errors:  ERR_NOMEM.
 */
enum err_code
match_explain(const struct match_index *index, struct slice query,
	      const struct match_hit *hit, struct catalog_why *out,
	      struct arena *arena) MUST_CHECK;

#endif
