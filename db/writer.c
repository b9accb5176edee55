#include <assert.h>
#include <sodium.h>
#include <sys/stat.h>

#include "alike.h"
#include "book.h"
#include "clock.h"
#include "idem.h"
#include "jump.h"
#include "touch.h"
#include "writer.h"

#define PROBE_MS SECOND_MS          /* between looks whether the disk is back */
#define PROBE_BYTES 65536           /* room for a batch, not for one page */
#define PRUNE_MS (10 * SECOND_MS)   /* between two bites of old answers */
#define WAL_MAX (INT64_C(32) << 20) /* a longer log is checkpointed whole */
#define CUT_MS 20 /* a short read ends; for a long one nobody waits */

int64_t
writer_wal_bytes(const struct writer *w)
{
	struct stat st;

	return stat(w->wal_path, &st) == 0 ? (int64_t)st.st_size : 0;
}

/* A job that edits the rulebook has a struct op first: tell it what broke. */
static void
explain(const struct job *job, const struct err *err)
{
	const struct op *op = job->arg;

	if (op->err != NULL)
		*op->err = *err;
}

/*
 * Build the rulebook as the job leaves it, before its commit: an edit that
 * breaks it is refused.
 */
static enum err_code
reload(struct writer *w, const struct job *job, struct rulebook **book)
{
	const struct op *op = job->arg;
	struct err err = {0};
	enum err_code code;

	assert(op != NULL && op->arena != NULL);
	code = db_exec(w->db, SQL_META_BUMP,
		       DB_ARGS(db_text("rulebook_revision")));

	if (code == ERR_OK)
		code = book_load(w->db, book, &err, op->arena);
	if (code == ERR_FIELDS)
		explain(job, &err);
	return code;
}

static enum err_code
perform(struct writer *w, struct job *job, struct rulebook **book)
{
	enum err_code code = ERR_OK;

	if (job->idem != NULL) {
		code = idem_replay(w->db, job->idem);
		if (code != ERR_OK || job->idem->replayed)
			return code;
	}
	code = job->fn(w->db, job->arg);
	if (code == ERR_OK && job->idem != NULL)
		code = idem_keep(w->db, job->idem);
	if (code == ERR_OK &&
	    (db_context(w->db)->touched & TOUCH_RULEBOOK) != 0)
		code = reload(w, job, book);
	return code;
}

/* One job and no way back for it alone; ERR_STORAGE: the batch is lost. */
static enum err_code
run_bare(struct writer *w, struct job *job)
{
	struct rulebook *book = NULL;
	size_t staged = w->changes.staged_count;
	int64_t before = db_changes_ever(w->db);

	db_context(w->db)->touched = 0;
	job->code = perform(w, job, &book);
	assert(book == NULL);
	if (db_broken(w->db) || !db_in_transaction(w->db))
		return ERR_STORAGE;
	if (job->code == ERR_OK)
		w->touched |= db_context(w->db)->touched;
	else
		changes_cut(&w->changes, staged);
	w->late = job->code != ERR_OK && db_changes_ever(w->db) != before;
	return ERR_OK;
}

/* One job in its savepoint; anything but ERR_OK: the batch is lost. */
static enum err_code
run_job(struct writer *w, struct job *job)
{
	struct rulebook *book = NULL;
	size_t staged = w->changes.staged_count;

	db_context(w->db)->touched = 0;
	job->code = db_savepoint(w->db);
	if (job->code != ERR_OK)
		return job->code;
	job->code = perform(w, job, &book);
	if (db_broken(w->db) || !db_in_transaction(w->db)) {
		book_free(book);
		return ERR_STORAGE;
	}
	if (job->code != ERR_OK) {
		book_free(book);
		changes_cut(&w->changes, staged);
		alike_back(db_context(w->db)->alike);
		return db_undo(w->db);
	}
	if (book != NULL) {
		book_free(w->pending);
		w->pending = book;
	}
	w->touched |= db_context(w->db)->touched;
	return db_release(w->db);
}

/* Forget old answers, in the savepoint of an unattended job. */
static enum err_code
prune(struct db *db, void *arg)
{
	const struct writer *w = arg;
	const struct rulebook *book = &w->shelf->current->book;
	int64_t now_ms = clock_ms(CLOCK_REALTIME);
	bool may;
	enum err_code code = jump_may_forget(db, now_ms, &may);

	if (code != ERR_OK || !may)
		return code;
	return idem_prune(db,
			  now_ms - book->settings.idempotency_hours * HOUR_MS);
}

/*
 * The clock was set since the last batch: what hangs on it is put right
 * before anything is decided by it.
 */
static enum err_code
follow_clock(struct writer *w)
{
	static const struct actor service = {.login = "system",
					     .roles = ROLE_SYSTEM};
	int64_t offset_ms = clock_offset_ms();
	struct arena arena = {0};
	struct err err = {0};
	struct jump_ask ask = {
	    .op = {.actor = &service,
		   .now_ms = clock_ms(CLOCK_REALTIME),
		   .arena = &arena,
		   .err = &err},
	    .by_ms = offset_ms - w->offset_ms,
	};
	struct job job = {.fn = jump_settle, .arg = &ask};
	enum err_code code = ERR_OK;

	if (ask.by_ms <= -JUMP_LEAST_MS || ask.by_ms >= JUMP_LEAST_MS) {
		code = run_job(w, &job);
		w->offset_next_ms = offset_ms;
	}
	arena_free(&arena);
	return code == ERR_OK ? job.code : code;
}

/*
 * While the disk is in doubt a commit has to prove something: that there is
 * room again for more than the smallest write.
 */
static enum err_code
probe(struct writer *w)
{
	unsigned char filler[PROBE_BYTES];

	/* The same bytes again would not be written. */
	memset(filler, (int)(atomic_load(&w->failed) & 0xff), sizeof(filler));
	return db_exec(w->db, SQL_PROBE_WRITE,
		       DB_ARGS(db_blob(filler, sizeof(filler))));
}

/* The jobs of ${batch} that are ${repeatable}, by ${run}; ends when late. */
static enum err_code
run_each(struct writer *w, struct job *batch, bool repeatable,
	 enum err_code (*run)(struct writer *w, struct job *job))
{
	enum err_code code = ERR_OK;

	for (struct job *j = batch; j != NULL && code == ERR_OK && !w->late;
	     j = j->next)
		if (j->repeatable == repeatable)
			code = run(w, j);
	return code;
}

/* What the batch rests on. */
static enum err_code
begin(struct writer *w)
{
	enum err_code code = db_begin_write(w->db);

	w->touched = 0;
	w->late = false;
	if (code == ERR_OK)
		code = alike_load(db_context(w->db)->alike, w->db);
	if (code == ERR_OK && !atomic_load(&w->ready))
		code = probe(w);
	return code == ERR_OK ? follow_clock(w) : code;
}

/* As if none of them had run. */
static enum err_code
begin_anew(struct writer *w, struct job *batch)
{
	alike_back(db_context(w->db)->alike);
	db_rollback(w->db);
	w->offset_next_ms = w->offset_ms;
	changes_cut(&w->changes, 0);
	for (struct job *j = batch; j != NULL; j = j->next)
		if (j->repeatable)
			*((const struct op *)j->arg)->err = (struct err){0};
	return begin(w);
}

static enum err_code
run_jobs(struct writer *w, struct job *batch)
{
	struct job pruning = {.fn = prune, .arg = w};
	enum err_code code = run_each(w, batch, true, run_bare);

	if (code == ERR_OK && w->late) {
		code = begin_anew(w, batch);
		if (code == ERR_OK)
			code = run_each(w, batch, true, run_job);
	}
	if (code == ERR_OK)
		code = run_each(w, batch, false, run_job);
	if (code == ERR_OK && batch != NULL &&
	    clock_ms(CLOCK_MONOTONIC) >= w->prune_at_ms) {
		w->prune_at_ms = clock_ms(CLOCK_MONOTONIC) + PRUNE_MS;
		code = run_job(w, &pruning);
	}
	return code;
}

static void
publish_book(struct writer *w)
{
	changes_stage(&w->changes, &(struct change){
				       .kind = CHANGE_RULEBOOK,
				       .version = w->pending->revision,
				       .id = "rulebook",
				   });
	shelf_put(w->shelf, w->pending);
	w->pending = NULL;
}

/* Between the commit and the waking: show what was written, then tell. */
static void
publish(struct writer *w)
{
	if (w->pending != NULL)
		publish_book(w);
	if ((w->touched & TOUCH_REQUESTS) != 0)
		atomic_fetch_add(&w->revision, 1);
	if ((w->touched & (TOUCH_REQUESTS | TOUCH_LEASE)) != 0)
		atomic_fetch_add(&w->rows_revision, 1);
	changes_publish(&w->changes);
	alike_committed(db_context(w->db)->alike);
	w->offset_ms = w->offset_next_ms;
	atomic_fetch_add(&w->commits, 1);
	db_context(w->db)->quiet = false;
	if (!atomic_exchange(&w->ready, true))
		w->log("storage_recovered", "");
}

/* Nothing of the batch happened, not even a refusal: it rested on the rest. */
static void
fail(struct writer *w, struct job *batch)
{
	alike_back(db_context(w->db)->alike);
	db_rollback(w->db);
	db_mend(w->db);
	book_free(w->pending);
	w->pending = NULL;
	w->offset_next_ms = w->offset_ms;
	changes_cut(&w->changes, 0);
	for (struct job *j = batch; j != NULL; j = j->next)
		j->code = ERR_STORAGE;
	atomic_fetch_add(&w->failed, 1);
	db_context(w->db)->quiet = true;
	if (atomic_exchange(&w->ready, false))
		w->log("storage_failed", "");
}

static void
run_batch(struct writer *w, struct job *batch)
{
	enum err_code code = begin(w);

	if (code == ERR_OK)
		code = run_jobs(w, batch);
	if (code == ERR_OK)
		code = db_commit(w->db);
	if (code == ERR_OK)
		publish(w);
	else
		fail(w, batch);
	for (const struct job *j = batch; j != NULL; j = j->next)
		atomic_fetch_add(&w->jobs, 1);
	queue_finish(batch);
}

/* Readers that overlap for ever would let the log grow for ever. */
static void
bound_wal(struct writer *w)
{
	int64_t now_ms = clock_ms(CLOCK_MONOTONIC);

	if (writer_wal_bytes(w) <= WAL_MAX || now_ms < w->checkpoint_at_ms)
		return;
	w->checkpoint_at_ms = now_ms + SECOND_MS;
	if (db_checkpoint(w->db, CUT_MS) != ERR_OK)
		db_mend(w->db); /* what matters is whether a write works */
}

static void *
run(void *arg)
{
	struct writer *w = arg;
	struct job *batch;

	(void)pthread_setname_np(pthread_self(), "writer");
	while (queue_take(&w->queue, atomic_load(&w->ready) ? 0 : PROBE_MS,
			  &batch)) {
		run_batch(w, batch); /* an empty one probes the disk */
		bound_wal(w);
	}
	return NULL;
}

enum err_code
writer_start(struct writer *w)
{
	uint64_t revision;

	/* Random, so that no ETag of an earlier process matches by luck. */
	randombytes_buf(&revision, sizeof(revision));
	atomic_store(&w->revision, revision >> 12);
	atomic_store(&w->ready, true);
	w->offset_ms = w->offset_next_ms = clock_offset_ms();
	if (changes_init(&w->changes) != ERR_OK)
		return ERR_NOMEM;
	db_context(w->db)->changes = &w->changes;
	queue_init(&w->queue);
	if (pthread_create(&w->thread, NULL, run, w) == 0)
		return ERR_OK;
	queue_free(&w->queue);
	changes_free(&w->changes);
	return ERR_NOMEM;
}

void
writer_stop(struct writer *w)
{
	queue_close(&w->queue);
	pthread_join(w->thread, NULL);
	queue_free(&w->queue);
	changes_free(&w->changes);
}
