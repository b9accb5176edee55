#ifndef WRITER_H
#define WRITER_H

#include <stdatomic.h>

#include "changes.h"
#include "connection.h"
#include "queue.h"
#include "shelf.h"

/*
 * The writer thread: the only one that writes.  What waits is one batch: one
 * commit, then everybody wakes.  Repeatable jobs come first and bare: for a
 * savepoint the engine copies every page a job touches.  When one of them
 * fails and has written, the batch begins anew; all others, and then they as
 * well, have a savepoint each.
 */
struct writer {
	/* set before writer_start() */
	struct db *db;
	struct shelf *shelf;
	const char *wal_path;
	void (*log)(const char *event, const char *detail);
	/* anybody's */
	struct queue queue;
	struct changes changes;
	atomic_bool ready;         /* the last write reached the disk */
	_Atomic uint64_t revision; /* of the requests */
	_Atomic uint64_t rows_revision; /* and of their leases */
	_Atomic uint64_t commits;
	_Atomic uint64_t jobs;
	_Atomic uint64_t failed;
	/* the writer thread's alone */
	pthread_t thread;
	unsigned touched;         /* by the batch */
	bool late;                /* a bare job failed and has written */
	struct rulebook *pending; /* in force once the batch is committed */
	int64_t offset_ms;        /* of the wall's clock, see jump.h */
	int64_t offset_next_ms;   /* once the batch is committed */
	int64_t prune_at_ms;      /* monotonic */
	int64_t checkpoint_at_ms; /* monotonic; not before */
};

/** writer_start(w): start the thread. */
enum err_code writer_start(struct writer *w) MUST_CHECK;

/** writer_stop(w): finish what waits, end the thread. */
void writer_stop(struct writer *w);

/** writer_wal_bytes(w): size of the log file. */
int64_t writer_wal_bytes(const struct writer *w);

#endif
