#ifndef BULK_H
#define BULK_H

#include "request.h"
#include "store.h"

/* One act on many requests, each by itself: what one is refused, the others
 * are not. */

#define BULK_ITEMS_MAX 100

struct bulk_item {
	const char *id;
	int64_t version; /* as it was seen */
	int64_t token;   /* of the actor's claim; 0: none */
	enum err_code code;     /* out */
	struct err err;         /* out: details of a refusal */
	struct request request; /* out: as stored after the write */
};

struct bulk_ask {
	struct op op;
	const char *action; /* bulk_action() */
	const char *reason;
	const char *comment;
	const char *to; /* handover: login; NULL: the queue */
	struct bulk_item *item;
	size_t count;
};

/** bulk_action(i): the ${i}th act there is; NULL past the end. */
const char *bulk_action(size_t i);

/**
 * bulk_run(db, arg): a store_fn over struct bulk_ask.
 * Do it to each as dispatch.h says, in a savepoint of its own; its refusals
 * are in the items.
 * Errors:  ERR_FIELDS: no such act, nothing to do it to, a request named
 *          twice; ERR_STORAGE, ERR_NOMEM: nothing was done to any.
 */
enum err_code bulk_run(struct db *db, void *arg);

#endif
