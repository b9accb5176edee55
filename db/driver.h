#ifndef DRIVER_H
#define DRIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "err.h"

/*
 * The narrow door to the database engine.  Statements are known by name and
 * live in statements.def; values are bound, never printed into SQL.  Only
 * driver_sqlite.c and open_sqlite.c know which engine it is.
 */

struct db;

enum db_id {
#define SQL(name, text) SQL_##name,
#include "statements.def"
#undef SQL
	    SQL__COUNT
};

enum db_type { DB_NULL, DB_INT, DB_REAL, DB_TEXT, DB_BLOB };

struct db_arg {
	enum db_type type;
	int64_t i;
	double d;
	const void *p;
	size_t n;
};

static inline struct db_arg
db_int(int64_t v)
{
	return (struct db_arg){.type = DB_INT, .i = v};
}

/** db_opt(v): ${v}, or NULL when it is 0. */
static inline struct db_arg
db_opt(int64_t v)
{
	return (struct db_arg){.type = v != 0 ? DB_INT : DB_NULL, .i = v};
}

static inline struct db_arg
db_text(const char *s)
{
	return (struct db_arg){
	    .type = s != NULL ? DB_TEXT : DB_NULL,
	    .p = s,
	    .n = s != NULL ? strlen(s) : 0,
	};
}

static inline struct db_arg
db_blob(const void *p, size_t n)
{
	return (struct db_arg){.type = DB_BLOB, .p = p, .n = n};
}

/* The arguments of a call: DB_ARGS(db_text(id), db_int(7)). */
#define DB_ARGS(...)                                                           \
	((const struct db_arg[]){__VA_ARGS__}),                                \
	    sizeof((const struct db_arg[]){__VA_ARGS__}) / sizeof(struct db_arg)
#define DB_NO_ARGS NULL, 0

/**
 * db_exec(db, id, args, n):
 * Run a statement that gives no rows.
 * Errors:  ERR_EXISTS on a uniqueness conflict; ERR_STATE when a trigger or
 *          check refused; ERR_STORAGE; ERR_NOMEM; ERR_BUSY when a reader took
 *          longer than DB_READ_MS; ERR_INTERNAL for a wrong statement.
 */
enum err_code db_exec(struct db *db, enum db_id id, const struct db_arg *args,
    size_t n) MUST_CHECK;

/** db_changes(db): rows the last db_exec() touched. */
int64_t db_changes(struct db *db);

/** db_changes_ever(db): rows touched since the opening, also by triggers. */
int64_t db_changes_ever(struct db *db);

/* Rows of a query; on the stack, ended by db_done(). */
struct db_rows {
	struct db *db;
	enum db_id id;
	void *stmt;
	int col; /* the next column to take */
	enum err_code code;
};

/**
 * db_query(db, id, args, n):
 * Start reading; also for INSERT … RETURNING.  Always followed by db_done();
 * until then what ${args} point at stays, and ${id} is not queried again.
 */
struct db_rows db_query(
    struct db *db, enum db_id id, const struct db_arg *args, size_t n);

/** db_next(r): the next row; false at the end and on an error. */
bool db_next(struct db_rows *r);

/** db_done(r): end the reading; what went wrong (as db_exec()), or ERR_OK. */
enum err_code db_done(struct db_rows *r) MUST_CHECK;

/*
 * Columns are taken in the order of the SELECT, one call each.  Texts are
 * copied to ${arena}; NULL stays NULL, a NULL integer is 0.  When memory is
 * refused db_done() says ERR_NOMEM.  db_take_blob() returns the length of the
 * stored blob and copies at most ${size} bytes of it.
 */
int64_t db_take_int(struct db_rows *r);
double db_take_real(struct db_rows *r);
const char *db_take_text(struct db_rows *r, struct arena *arena);
size_t db_take_blob(struct db_rows *r, void *out, size_t size);

#endif
