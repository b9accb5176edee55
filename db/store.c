#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alike.h"
#include "book.h"
#include "idem.h"
#include "lock.h"
#include "migrate.h"
#include "readers.h"
#include "writer.h"

#define SETTLE_MS 500 /* for who may still read the log as we start */

struct store {
	char *path;
	char *wal_path;
	unsigned char audit_key[STORE_KEY_BYTES];
	void (*log)(const char *event, const char *detail);
	int lock;
	struct shelf shelf;
	struct alike alike;
	struct readers readers;
	struct db *none; /* of those readers */
	struct writer writer;
};

static void
no_log(const char *event, const char *detail)
{
	(void)event;
	(void)detail;
}

/*
 * After a failed fsync the kernel may have dropped the pages, and a corrupt
 * file only gets worse: recovery is a new start.
 */
static void
die(void *owner, const char *detail)
{
	struct store *s = owner;

	s->log("storage_fatal", detail);
	_exit(STORE_EXIT);
}

static void
adopt(struct store *s, struct db *db)
{
	struct db_context *c = db_context(db);

	c->alike = &s->alike;
	c->audit_key = s->audit_key;
	c->log = s->log;
	c->owner = s;
}

/* From now on a broken file ends the process, not only the call. */
static void
arm(struct db *db)
{
	db_context(db)->fatal = die;
}

/* ERR_STATE with its reason. */
static enum err_code
refuse(struct err *err, const char *ref)
{
	err->code = ERR_STATE;
	err->ref = ref;
	return ERR_STATE;
}

static enum err_code
check_schema(struct db *db, struct err *err)
{
	int schema;
	enum err_code code = db_schema(db, &schema);

	if (code != ERR_OK)
		return code;
	if (schema < migrate_newest())
		return refuse(err, "older");
	if (schema > migrate_newest())
		return refuse(err, "newer");
	return ERR_OK;
}

/* For struct readers; whoever reads need not know what opening takes. */
static enum err_code
open_reader(void *owner, struct db **out)
{
	enum err_code code = store_reader_open(owner, out);

	return code == ERR_OK || code == ERR_NOMEM ? code : ERR_STORAGE;
}

/* Lock and open for writing; both are the caller's after ERR_OK. */
static enum err_code
open_locked(const char *path, int *lock, struct db **db, struct err *err)
{
	const char *why = NULL;
	enum err_code code;

	*lock = -1;
	*db = NULL;
	if (access(path, F_OK) != 0)
		return ERR_NOT_FOUND;
	code = lock_take(path, lock);
	if (code == ERR_STATE)
		return refuse(err, "locked");
	if (code == ERR_OK)
		code = db_open(path, DB_WRITER, db, &why);
	if (code == ERR_STATE)
		(void)refuse(err, why);
	if (code != ERR_OK) {
		lock_drop(*lock);
		*lock = -1;
	}
	return code;
}

static enum err_code
load_book(struct store *s, struct db *db, struct err *err)
{
	struct rulebook *book;
	struct err found = {0};
	struct arena arena = {0};
	enum err_code code = book_load(db, &book, &found, &arena);

	if (code == ERR_OK)
		shelf_init(&s->shelf, book);
	for (size_t i = 0; i < found.fields.n; i++)
		s->log("rulebook_broken", found.fields.item[i].pointer);
	arena_free(&arena);
	return code == ERR_FIELDS ? refuse(err, "rulebook") : code;
}

static void
store_free(struct store *s)
{
	if (s == NULL)
		return;
	lock_drop(s->lock);
	alike_free(&s->alike);
	sodium_memzero(s->audit_key, sizeof(s->audit_key));
	free(s->path);
	free(s->wal_path);
	db_close(s->none);
	free(s);
}

static struct store *
store_new(const struct store_config *config)
{
	struct store *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return NULL;
	alike_init(&s->alike);
	s->lock = -1;
	s->log = config->log != NULL ? config->log : no_log;
	s->readers.open = open_reader;
	s->readers.owner = s;
	s->readers.wait_ms = STORE_READER_WAIT_MS;
	s->path = strdup(config->path);
	memcpy(s->audit_key, config->audit_key, sizeof(s->audit_key));
	if (db_none(&s->none) == ERR_OK)
		adopt(s, s->none);
	if (s->none != NULL && s->path != NULL &&
	    asprintf(&s->wal_path, "%s-wal", config->path) >= 0)
		return s;
	s->wal_path = NULL; /* undefined after a failure */
	store_free(s);
	return NULL;
}

/*
 * The process before us may have ended by a failed fsync(): its log then reads
 * well from memory and has a hole on the disk, and what is written behind a
 * hole is lost with the power.  So all of it goes into the file once more, and
 * the log begins anew.
 */
static enum err_code
settle_log(struct store *s, struct db *db)
{
	enum err_code code = db_checkpoint(db, SETTLE_MS);

	if (code != ERR_BUSY)
		return code;
	s->log("wal_kept", "somebody reads it");
	return ERR_OK;
}

/* With the database open: check it, load the rules, start the writer. */
static enum err_code
start(struct store *s, struct db *db, struct err *err)
{
	enum err_code code = check_schema(db, err);

	if (code != ERR_OK)
		return code;
	db_narrow(db);
	adopt(s, db);
	db_context(db)->writes = true;
	code = load_book(s, db, err);
	if (code != ERR_OK)
		return code;
	s->writer.db = db;
	s->writer.shelf = &s->shelf;
	s->writer.wal_path = s->wal_path;
	s->writer.log = s->log;
	code = settle_log(s, db);
	arm(db);
	if (code == ERR_OK)
		code = writer_start(&s->writer);
	if (code == ERR_OK)
		readers_init(&s->readers);
	else
		shelf_free(&s->shelf);
	return code;
}

enum err_code
store_open(const struct store_config *config, struct store **out,
	   struct err *err)
{
	struct store *s;
	struct db *db = NULL;
	enum err_code code;

	*out = NULL;
	if (sodium_init() < 0)
		return ERR_INTERNAL;
	s = store_new(config);
	if (s == NULL)
		return ERR_NOMEM;
	code = open_locked(s->path, &s->lock, &db, err);
	if (code == ERR_OK)
		code = start(s, db, err);
	if (code != ERR_OK) {
		db_close(db);
		store_free(s);
		return code;
	}
	*out = s;
	return ERR_OK;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	readers_free(&s->readers);
	writer_stop(&s->writer);
	db_close(s->writer.db); /* the last one out checkpoints */
	shelf_free(&s->shelf);
	store_free(s);
}

/* Who waits for the writer keeps no reader from others. */
static enum err_code
run_job(struct store *s, struct job *job)
{
	assert(!readers_held());
	return queue_run(&s->writer.queue, job);
}

enum err_code
store_write(struct store *s, store_fn *fn, void *arg, struct idem *idem)
{
	struct job job = {.fn = fn, .arg = arg, .idem = idem};

	return run_job(s, &job);
}

enum err_code
store_write_repeatable(struct store *s, store_fn *fn, void *arg,
		       struct idem *idem)
{
	struct job job = {
	    .fn = fn,
	    .arg = arg,
	    .idem = idem,
	    .repeatable = true,
	};

	return run_job(s, &job);
}

enum err_code
store_kept(struct db *db, struct idem *idem)
{
	return idem_replay(db, idem);
}

enum err_code
store_reader_open(struct store *s, struct db **out)
{
	const char *why;
	enum err_code code = db_open(s->path, DB_READER, out, &why);

	if (code == ERR_OK) {
		db_narrow(*out);
		adopt(s, *out);
		arm(*out);
	}
	return code;
}

enum err_code
store_reader_take(struct store *s, enum store_use use, struct db **out)
{
	enum err_code code;

	/* An answer is rendered by the writer: it would wait for itself. */
	assert(!pthread_equal(pthread_self(), s->writer.thread));
	code = readers_take(&s->readers, use, out);
	if (code != ERR_OK)
		*out = s->none;
	return code;
}

void
store_reader_give(struct store *s, struct db *db)
{
	if (db != s->none)
		readers_give(&s->readers, db);
}

enum err_code
store_read_open(const char *path, struct db **out, struct err *err)
{
	const char *why = NULL;
	enum err_code code;

	*out = NULL;
	if (sodium_init() < 0)
		return ERR_INTERNAL;
	code = db_open(path, DB_READER, out, &why);
	if (code == ERR_STATE)
		(void)refuse(err, why);
	if (code == ERR_OK)
		code = check_schema(*out, err);
	if (code == ERR_OK)
		db_narrow(*out);
	else
		db_close(*out);
	if (code != ERR_OK)
		*out = NULL;
	return code;
}

void
store_reader_close(struct db *db)
{
	db_close(db);
}

enum err_code
store_read_begin(struct db *db)
{
	return db_begin_read(db);
}

void
store_read_end(struct db *db)
{
	if (db_commit(db) != ERR_OK)
		db_rollback(db);
}

const struct rulebook *
store_book(struct store *s)
{
	return shelf_take(&s->shelf);
}

void
store_book_drop(struct store *s, const struct rulebook *book)
{
	shelf_drop(&s->shelf, book);
}

uint64_t
store_requests_revision(const struct store *s)
{
	return atomic_load(&s->writer.revision);
}

uint64_t
store_rows_revision(const struct store *s)
{
	return atomic_load(&s->writer.rows_revision);
}

enum err_code
store_changes(struct store *s, uint64_t *after, struct change *out, size_t max,
	      size_t *count)
{
	return changes_read(&s->writer.changes, after, out, max, count);
}

int
store_changes_fd(const struct store *s)
{
	return s->writer.changes.fd;
}

bool
store_ready(const struct store *s)
{
	return atomic_load(&s->writer.ready);
}

void
store_stats(struct store *s, struct store_stats *out)
{
	const struct writer *w = &s->writer;

	*out = (struct store_stats){
	    .commits = atomic_load(&w->commits),
	    .jobs = atomic_load(&w->jobs),
	    .failed_commits = atomic_load(&w->failed),
	    .queue_depth = atomic_load(&w->queue.depth),
	    .queue_refused = atomic_load(&w->queue.refused),
	    .wal_bytes = writer_wal_bytes(w),
	};
	readers_stats(&s->readers, out);
}

enum err_code
store_create(const char *path, struct err *err)
{
	int lock, from, to;
	struct db *db = NULL;
	enum err_code code;

	if (access(path, F_OK) == 0)
		return ERR_EXISTS;
	code = lock_take(path, &lock);
	if (code == ERR_STATE)
		return refuse(err, "locked");
	if (code == ERR_OK)
		code = db_create(path, &db);
	if (code == ERR_OK) {
		code = migrate_run(db, &from, &to);
		db_close(db);
		if (code != ERR_OK)
			(void)unlink(path);
	}
	lock_drop(lock);
	return code;
}

enum err_code
store_migrate(const char *path, int *from, int *to, struct err *err)
{
	int lock;
	struct db *db;
	enum err_code code = open_locked(path, &lock, &db, err);

	if (code != ERR_OK)
		return code;
	code = migrate_run(db, from, to);
	db_close(db);
	lock_drop(lock);
	return code == ERR_STATE ? refuse(err, "newer") : code;
}
