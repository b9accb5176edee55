#ifndef QUEUE_H
#define QUEUE_H

#include <pthread.h>
#include <semaphore.h>

#include "store.h"

/* Jobs on their way to the writer thread, first in, first out. */

/* Lives on its caller's stack until queue_finish(). */
struct job {
	store_fn *fn;
	void *arg;
	struct idem *idem; /* or NULL */
	bool repeatable; /* see store_write_repeatable() */
	enum err_code code; /* out */
	struct job *next;
	sem_t finished;
};

struct queue {
	pthread_mutex_t lock; /* guards all below */
	pthread_cond_t arrival;
	struct job *head;
	struct job **tail;
	bool closed;
	_Atomic uint64_t depth; /* read by anybody */
	_Atomic uint64_t refused; /* read by anybody */
};

void queue_init(struct queue *q);
void queue_free(struct queue *q);

/**
 * queue_run(q, job):
 * Hand ${job} to the writer and wait until it is finished.
 * Errors:  the job's; ERR_BUSY at once when the queue is full or closed.
 */
enum err_code queue_run(struct queue *q, struct job *job) MUST_CHECK;

/**
 * queue_take(q, wait_ms, out):
 * For the writer: at most STORE_BATCH_MAX jobs, chained, into ${out}; waits
 * for the first, at most ${wait_ms} when that is not 0 (${out} is NULL then).
 * Errors:  false when the queue is closed and empty.
 */
bool queue_take(struct queue *q, int64_t wait_ms, struct job **out);

/** queue_finish(batch): wake the callers; the jobs are gone after it. */
void queue_finish(struct job *batch);

/** queue_close(q): refuse new jobs, let the writer finish what waits. */
void queue_close(struct queue *q);

#endif
