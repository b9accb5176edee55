#ifndef READERS_H
#define READERS_H

#include <pthread.h>

#include "store.h"

/*
 * The read connections that all threads share: many threads wait, few read.
 * Each is opened when it is first needed and kept.  Who comes first is served
 * first; those that read for long leave some to the others.
 */

struct readers_waiter;

struct readers {
	/* set before readers_init(); opens one more connection */
	enum err_code (*open)(void *owner, struct db **out);
	void *owner;
	int64_t wait_ms; /* for one of them, at most */
	pthread_mutex_t lock; /* guards all below */
	/* The last one back goes out first: its memory is warm. */
	struct db *idle[STORE_READERS];
	size_t idle_count;
	size_t out;      /* taken, or being opened */
	size_t out_long; /* of those: for long */
	size_t opened;
	struct readers_waiter *waiting; /* first in, first out */
	size_t waiting_count;
	uint64_t refused;
};

void readers_init(struct readers *r);

/** readers_free(r): close all; every one is back. */
void readers_free(struct readers *r);

/** readers_take(r, use, out): as store_reader_take(). */
enum err_code readers_take(struct readers *r, enum store_use use,
    struct db **out) MUST_CHECK;

/** readers_give(r, db): as store_reader_give(). */
void readers_give(struct readers *r, struct db *db);

/** readers_held(): whether this thread has one. */
bool readers_held(void);

/** readers_stats(r, out): what of ${out} is about them. */
void readers_stats(struct readers *r, struct store_stats *out);

#endif
