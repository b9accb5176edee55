#ifndef STORE_H
#define STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "actor.h"
#include "arena.h"
#include "change.h"
#include "err.h"
#include "rulebook.h"

/*
 * The store: one database file, one connection that writes, readers beside.
 *
 * Every write is a function run by the writer thread, undone by itself should
 * it fail; what waits is committed together (group commit) and each caller
 * wakes after the commit with its own result.  ERR_OK from store_write()
 * means: on disk.
 */

#define STORE_SCHEMA_NAME "homevisit"
#define STORE_BATCH_MAX 256  /* jobs in one commit */
#define STORE_QUEUE_MAX 2048 /* jobs waiting; beyond: ERR_BUSY at once */
#define STORE_READERS 8      /* connections that read, for all threads */
#define STORE_READERS_LONG 4 /* of them, those that read for long have */
#define STORE_READER_WAIT_MS 2000 /* for one of them, at most */
#define STORE_KEY_BYTES 32

struct store; /* the whole: file, writer, rulebook */
struct db;    /* one connection: the writer's or a reader's */

struct store_config {
	const char *path; /* of the database file; its folder must exist */
	unsigned char audit_key[STORE_KEY_BYTES]; /* kept outside the file */
	/* one JSON line to the log; may be called from the writer thread */
	void (*log)(const char *event, const char *detail);
};

/* A process ends with it when its disk failed: another start may do. */
#define STORE_EXIT 70

/**
 * store_open(config, out, err):
 * Take the instance lock, open and check the database (application id,
 * schema version, every setting read back), load the rulebook, start the
 * writer thread.
 * Owner:   ${out} belongs to the caller: store_close().
 * Errors:  ERR_NOT_FOUND: no database (run `homevisit init`); ERR_STATE:
 *          ref says why ("locked", "newer", "older", "not_homevisit",
 *          "read_only", "rulebook", or the setting that did not take);
 *          ERR_STORAGE; ERR_NOMEM.
 */
enum err_code store_open(const struct store_config *config, struct store **out,
    struct err *err) MUST_CHECK;

/** store_close(s): finish what waits, checkpoint, give the lock back. */
void store_close(struct store *s);

/* The write function: runs on the writer thread, inside its savepoint. */
typedef enum err_code store_fn(struct db *db, void *arg);

/* What an idempotent POST answers: kept with its key, replayed as it was. */
struct idem_answer {
	int status;
	const char *location; /* or NULL */
	const char *etag;     /* or NULL */
	const char *body;     /* JSON text */
};

struct idem {
	const char *key;
	const char *scope;             /* login and route: keys are per user */
	unsigned char fingerprint[32]; /* of the body */
	int64_t now_ms;
	/* renders the answer of a successful fn; on the writer thread */
	enum err_code (*render)(void *arg, struct idem_answer *out);
	void *render_arg;
	/* out */
	bool replayed;
	struct idem_answer answer; /* strings in arena */
	struct arena *arena;
};

/**
 * store_write(s, fn, arg, idem):
 * Run ${fn}(db, ${arg}) as one transaction and wait for its commit.  With
 * ${idem} the key is looked up first, in the same transaction: known with
 * the same fingerprint → ${idem}->replayed and the kept answer, ${fn} does
 * not run.  After ERR_OK ${idem}->answer is what to send either way.
 * Owner:   ${arg} and the arenas in it are the writer's until the return.
 * Errors:  those of ${fn}; ERR_IDEM_MISMATCH; ERR_BUSY at once when the queue
 *          is full; ERR_STORAGE when the commit fails: nothing was written.
 */
enum err_code store_write(struct store *s, store_fn *fn, void *arg,
    struct idem *idem) MUST_CHECK;

/**
 * store_write_repeatable(s, fn, arg, idem):
 * The same, cheaper, for an ${fn} that nearly never fails once it has written
 * something: it runs without a savepoint.  Should it fail so late, all that
 * was written with it is taken back and done again, with savepoints.  So
 * ${fn} and the rendering of ${idem} may run twice: what they take from
 * ${arg}, which begins with a struct op, they leave as it was; op.err is
 * emptied before the second time.  They never touch the rulebook.
 */
enum err_code store_write_repeatable(struct store *s, store_fn *fn, void *arg,
    struct idem *idem) MUST_CHECK;

/**
 * store_kept(db, idem):
 * On a reader: look the key up before anything else is done.  Unknown here it
 * may still be known to store_write() a moment later.
 * Errors:  ERR_IDEM_MISMATCH; ERR_STORAGE; ERR_NOMEM.
 */
enum err_code store_kept(struct db *db, struct idem *idem) MUST_CHECK;

/** store_reader_open(s, out): a read-only connection of the caller's own. */
enum err_code store_reader_open(struct store *s, struct db **out) MUST_CHECK;
void store_reader_close(struct db *db);

enum store_use { STORE_BRIEF = 1, STORE_LONG };

/**
 * store_reader_take(s, use, out), store_reader_give(s, db):
 * One of the connections all threads share, in the order they come; a thread
 * has one at most, gives it back with no read begun, and has none while it
 * waits for store_write().  Giving NULL back does nothing.
 * Errors:  ERR_BUSY after STORE_READER_WAIT_MS; ERR_STORAGE; ERR_NOMEM;
 *          ${out} then refuses whatever is read by it, with ERR_BUSY.
 */
enum err_code store_reader_take(struct store *s, enum store_use use,
    struct db **out) MUST_CHECK;
void store_reader_give(struct store *s, struct db *db);

/**
 * store_read_open(path, out, err):
 * A read-only connection to a database that need not be ours to open: the
 * service may run on it.  Closed with store_reader_close().
 * Errors:  ERR_NOT_FOUND, ERR_STATE (as store_open()); ERR_STORAGE; ERR_NOMEM.
 */
enum err_code store_read_open(
    const char *path, struct db **out, struct err *err) MUST_CHECK;

/** store_read_begin(db), store_read_end(db): several reads, one snapshot. */
enum err_code store_read_begin(struct db *db) MUST_CHECK;
void store_read_end(struct db *db);

/**
 * store_book(s), store_book_drop(s, book):
 * The rulebook in force, and giving it back.  Never blocks on the database.
 */
const struct rulebook *store_book(struct store *s);
void store_book_drop(struct store *s, const struct rulebook *book);

/** store_requests_revision(s): moves with every commit that touches one. */
uint64_t store_requests_revision(const struct store *s);

/** store_rows_revision(s): the same, and with every claim prolonged. */
uint64_t store_rows_revision(const struct store *s);

/**
 * store_changes(s, after, out, max, count):
 * The committed changes that follow the one numbered *${after}, at most
 * ${max}; *${after} becomes the last one given.
 * Errors:  ERR_NOT_FOUND: that number is too old, or never was: *${after} is
 *          now the newest, and everything has to be looked at.
 */
enum err_code store_changes(struct store *s, uint64_t *after,
    struct change *out, size_t max, size_t *count) MUST_CHECK;

/** store_changes_fd(s): an eventfd, readable after a commit; for one reader. */
int store_changes_fd(const struct store *s);

/** store_ready(s): whether the last write reached the disk. */
bool store_ready(const struct store *s);

struct store_stats {
	uint64_t commits;
	uint64_t jobs;
	uint64_t failed_commits;
	uint64_t queue_depth;
	uint64_t queue_refused;
	int64_t wal_bytes;
	uint64_t readers_open;    /* of those shared */
	uint64_t readers_waiting; /* threads without one */
	uint64_t readers_refused; /* nobody gave one back in time */
};
void store_stats(struct store *s, struct store_stats *out);

/**
 * store_create(path, err):
 * Make a new database at ${path} (mode 0600) with the newest schema and no
 * data.  Errors: ERR_EXISTS; ERR_STATE "locked"; ERR_STORAGE.
 */
enum err_code store_create(const char *path, struct err *err) MUST_CHECK;

/**
 * store_migrate(path, from, to, err):
 * Bring the database to the newest schema, one transaction a step.
 * Errors:  ERR_NOT_FOUND, ERR_STATE (as store_open), ERR_STORAGE.
 */
enum err_code store_migrate(const char *path, int *from, int *to,
    struct err *err) MUST_CHECK;

/* What every operation gets: who, when, by which rules.  First member of
 * each operation's argument. */
struct op {
	const struct actor *actor;
	int64_t now_ms;
	const struct rulebook *book;
	struct arena *arena; /* results and scratch */
	struct err *err;     /* details of a failure */
};

#endif
