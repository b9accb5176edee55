#ifndef SHELF_H
#define SHELF_H

#include <pthread.h>

#include "rulebook.h"

/*
 * Where the rulebook in force stands.  Readers take it and bring it back;
 * the writer puts a newer one in its place; the last one out frees.
 */

/* A rulebook as book_load() makes it. */
struct shelf_book {
	struct rulebook book; /* first: what everybody else sees */
	struct arena arena;
	unsigned refs; /* guarded by shelf.lock */
};

struct shelf {
	pthread_mutex_t lock; /* guards current and all refs, nothing else */
	struct shelf_book *current;
};

/** shelf_init(s, book): the shelf owns ${book} from now on. */
void shelf_init(struct shelf *s, struct rulebook *book);

/** shelf_put(s, book): put ${book} in the place of the current one. */
void shelf_put(struct shelf *s, struct rulebook *book);

/** shelf_take(s): the current one; shelf_drop() gives it back. */
const struct rulebook *shelf_take(struct shelf *s);
void shelf_drop(struct shelf *s, const struct rulebook *book);

/** shelf_free(s): all that was taken must be back. */
void shelf_free(struct shelf *s);

#endif
