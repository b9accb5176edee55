#ifndef CHANGES_H
#define CHANGES_H

#include <pthread.h>
#include <stdbool.h>

#include "change.h"
#include "err.h"

/*
 * The last committed changes, numbered without gaps: staged by the writer's
 * jobs, published after the commit, read by whoever watches.
 */

#define CHANGES_KEPT 4096   /* published ones that can be read again */
#define CHANGES_STAGED 1024 /* of one commit; more: all must be read anew */

struct changes {
	pthread_mutex_t lock; /* guards ring, newest and known */
	struct change ring[CHANGES_KEPT]; /* by seq, modulo */
	uint64_t newest;                  /* seq of the last one */
	uint64_t known;                   /* so many of the last are there */
	int fd;                           /* eventfd: readable after a commit */
	/* the writer thread's alone */
	struct change staged[CHANGES_STAGED];
	size_t staged_count;
	bool too_many;
};

/** changes_init(c): empty; numbers begin anywhere, so that none of an
 * earlier process is taken for one of this. */
enum err_code changes_init(struct changes *c) MUST_CHECK;
void changes_free(struct changes *c);

/** changes_stage(c, change): part of the commit to come. */
void changes_stage(struct changes *c, const struct change *change);

/** changes_cut(c, count): only the first ${count} staged ones happened. */
void changes_cut(struct changes *c, size_t count);

/** changes_publish(c): the commit is through: number them, wake the reader. */
void changes_publish(struct changes *c);

/** changes_read(): see store_changes(). */
enum err_code changes_read(struct changes *c, uint64_t *after,
			   struct change *out, size_t max,
			   size_t *count) MUST_CHECK;

#endif
