#ifndef CONNECTION_H
#define CONNECTION_H

#include "driver.h"

/*
 * Connections and transactions: what the store, the migrations and the
 * backup need of the engine beyond the statements.  Operations use driver.h
 * alone.
 */

#define DB_APPLICATION_ID 0x484f4d56 /* "HOMV", in the file's header */
#define DB_READ_MS INT64_C(2000)     /* a read is ended after it */

enum db_mode {
	DB_WRITER, /* the one connection that writes and checkpoints */
	DB_READER,
	DB_COPIER, /* read-only, may write a copy into another file */
};

/* What a connection carries for those who use it. */
struct db_context {
	unsigned touched; /* mask of enum touch: this job's changes */
	struct changes *changes; /* the writer's; NULL: nobody watches */
	struct alike *alike; /* where duplicates are; NULL: nobody knows */
	bool writes;         /* it is the writer's */
	const unsigned char *audit_key;
	/* The file cannot be trusted any more; must not return. */
	void (*fatal)(void *owner, const char *detail);
	void (*log)(const char *event, const char *detail);
	void *owner; /* for fatal */
	bool quiet;  /* the trouble is known: do not log every error of it */
};

/**
 * db_open(path, mode, out):
 * Open the existing file ${path}, check that it is ours, make every setting
 * of ${mode} and read it back.
 * Owner:   ${out} belongs to the caller: db_close().
 * Errors:  ERR_NOT_FOUND; ERR_STATE: not a database of ours, or a setting
 *          that did not take, see *why; ERR_STORAGE; ERR_NOMEM.
 */
enum err_code db_open(const char *path, enum db_mode mode, struct db **out,
    const char **why) MUST_CHECK;

/** db_create(path, out): make and open the new file ${path}, mode 0600. */
enum err_code db_create(const char *path, struct db **out) MUST_CHECK;

/**
 * db_none(out):
 * What stands for a reader nobody could get: whatever is read by it, by any
 * thread, is refused with ERR_BUSY.  Closed with db_close().
 */
enum err_code db_none(struct db **out) MUST_CHECK;

/** db_close(db): NULL is allowed. */
void db_close(struct db *db);

/** db_narrow(db): the limits of daily work, once migrations are through. */
void db_narrow(struct db *db);

struct db_context *db_context(struct db *db);

/** db_schema(db, out): the number of the last migration applied. */
enum err_code db_schema(struct db *db, int *out) MUST_CHECK;

/** db_defend(db, on): whether the text of the schema is out of reach, as it is
 * from the opening on; a migration may rewrite it. */
enum err_code db_defend(struct db *db, bool on) MUST_CHECK;

/** db_script(db, sql): run the statements of ${sql}, a constant of ours. */
enum err_code db_script(struct db *db, const char *sql) MUST_CHECK;

/* Transactions; the names say what is run. */
enum err_code db_begin_write(struct db *db) MUST_CHECK;
enum err_code db_begin_read(struct db *db) MUST_CHECK;
enum err_code db_commit(struct db *db) MUST_CHECK;
void db_rollback(struct db *db);
enum err_code db_savepoint(struct db *db) MUST_CHECK;
enum err_code db_release(struct db *db) MUST_CHECK;
enum err_code db_undo(struct db *db) MUST_CHECK; /* back to the savepoint */

/** db_in_transaction(db): false once an error ended it by itself. */
bool db_in_transaction(const struct db *db);

/** db_broken(db), db_mend(db): whether the disk failed since db_mend(). */
bool db_broken(const struct db *db);
void db_mend(struct db *db);

/**
 * db_checkpoint(db, wait_ms):
 * On the writer: move the whole log into the file and cut it.
 * Errors:  ERR_BUSY when readers did not let it within ${wait_ms}.
 */
enum err_code db_checkpoint(struct db *db, int wait_ms) MUST_CHECK;

/** db_copy(db, to): a DB_COPIER: write a consistent copy to the file ${to},
 * which does not exist or is empty. */
enum err_code db_copy(struct db *db, const char *to) MUST_CHECK;

/** db_integrity(db, problem, size): first line of what is wrong, or "". */
enum err_code db_integrity(
    struct db *db, char *problem, size_t size) MUST_CHECK;

#endif
