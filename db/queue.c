#include <errno.h>

#include "clock.h"
#include "queue.h"

void
queue_init(struct queue *q)
{
	pthread_condattr_t attr;

	*q = (struct queue){0};
	q->tail = &q->head;
	pthread_mutex_init(&q->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&q->arrival, &attr);
	pthread_condattr_destroy(&attr);
}

void
queue_free(struct queue *q)
{
	pthread_cond_destroy(&q->arrival);
	pthread_mutex_destroy(&q->lock);
}

static bool
put(struct queue *q, struct job *job)
{
	bool taken;

	pthread_mutex_lock(&q->lock);
	taken = !q->closed && q->depth < STORE_QUEUE_MAX;
	if (taken) {
		*q->tail = job;
		q->tail = &job->next;
		if (q->depth++ == 0)
			pthread_cond_signal(&q->arrival);
	} else {
		q->refused++;
	}
	pthread_mutex_unlock(&q->lock);
	return taken;
}

enum err_code
queue_run(struct queue *q, struct job *job)
{
	job->next = NULL;
	sem_init(&job->finished, 0, 0);
	if (put(q, job))
		while (sem_wait(&job->finished) != 0)
			; /* a signal: keep waiting */
	else
		job->code = ERR_BUSY;
	sem_destroy(&job->finished);
	return job->code;
}

/* Wait for an arrival; false when ${wait_ms} went by without one. */
static bool
wait_for_job(struct queue *q, int64_t wait_ms)
{
	const struct timespec until =
	    clock_at(clock_ms(CLOCK_MONOTONIC) + wait_ms);

	while (q->head == NULL && !q->closed) {
		if (wait_ms == 0)
			pthread_cond_wait(&q->arrival, &q->lock);
		else if (pthread_cond_timedwait(&q->arrival, &q->lock,
						&until) == ETIMEDOUT)
			return false;
	}
	return true;
}

bool
queue_take(struct queue *q, int64_t wait_ms, struct job **out)
{
	struct job **end = out;
	bool more;

	pthread_mutex_lock(&q->lock);
	more = !wait_for_job(q, wait_ms) || q->head != NULL;
	*out = q->head;
	for (size_t n = 0; *end != NULL && n < STORE_BATCH_MAX; n++) {
		end = &(*end)->next;
		q->depth--;
	}
	q->head = *end;
	*end = NULL;
	if (q->head == NULL)
		q->tail = &q->head;
	pthread_mutex_unlock(&q->lock);
	return more;
}

void
queue_finish(struct job *batch)
{
	while (batch != NULL) {
		struct job *job = batch;
		batch = job->next;
		sem_post(&job->finished);
	}
}

void
queue_close(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->closed = true;
	pthread_cond_broadcast(&q->arrival);
	pthread_mutex_unlock(&q->lock);
}
