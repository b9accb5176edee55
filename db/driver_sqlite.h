#ifndef DRIVER_SQLITE_H
#define DRIVER_SQLITE_H

#include <sqlite3.h>

#include "connection.h"

/* What driver_sqlite.c and open_sqlite.c share; nobody else includes it. */

/* Statements of the connection itself. */
#define SQLITE_VERBS(X)                                                        \
	X(BEGIN_WRITE, "BEGIN IMMEDIATE")                                      \
	X(BEGIN_READ, "BEGIN")                                                 \
	X(COMMIT, "COMMIT")                                                    \
	X(ROLLBACK, "ROLLBACK")                                                \
	X(SAVEPOINT, "SAVEPOINT job")                                          \
	X(RELEASE, "RELEASE job")                                              \
	X(UNDO, "ROLLBACK TO job")

enum sqlite_verb {
#define X(name, text) VERB_##name,
	SQLITE_VERBS(X)
#undef X
	    VERB__COUNT
};

struct db {
	sqlite3 *sql; /* NULL: see db_none() */
	enum db_mode mode;
	bool broken;          /* the disk failed: see db_broken() */
	bool reading;         /* between db_begin_read() and its end */
	int64_t deadline_ms;  /* of the read, monotonic; 0: none */
	struct db_context context;
	sqlite3_stmt *stmt[SQL__COUNT]; /* prepared at their first use */
	sqlite3_stmt *verb[VERB__COUNT];
};

/** sqlite_error(db, rc): note what ${rc} means for the connection. */
enum err_code sqlite_error(struct db *db, int rc) MUST_CHECK;

/** sqlite_prepare(db, text, out): a statement kept for long. */
enum err_code sqlite_prepare(
    struct db *db, const char *text, sqlite3_stmt **out) MUST_CHECK;

/** sqlite_deadline(db): give a reader's next read its time. */
void sqlite_deadline(struct db *db);

#endif
