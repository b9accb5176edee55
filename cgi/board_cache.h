#ifndef BOARD_CACHE_H
#define BOARD_CACHE_H

#include "board.h"
#include "http.h"

/*
 * Pages of the board as they were answered, for all who see them alike: after
 * a change every screen asks for the same page at once.  A page counts for the
 * state of the store it was read from and for the second it was made in, so
 * nobody is shown what their own write has changed.
 */

struct board_cache;

struct board_cache *board_cache_make(void);
void board_cache_free(struct board_cache *c);

/** board_cache_key(h, ask): what the page depends on; before it is read. */
const char *board_cache_key(struct http *h, const struct board_ask *ask);

/** board_cache_find(h, key): the body of the answer, if it is there. */
bool board_cache_find(struct http *h, const char *key);

/** board_cache_keep(h, key, page): the body was made of ${page}. */
void board_cache_keep(
    struct http *h, const char *key, const struct board_page *page);

#endif
