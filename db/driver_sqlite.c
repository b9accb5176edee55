#include <assert.h>
#include <stdio.h>
#include <time.h>

#include "driver_sqlite.h"

static const char *const text_of[SQL__COUNT] = {
#define SQL(name, text) [SQL_##name] = text,
#include "statements.def"
#undef SQL
};

static const char *const verb_text[VERB__COUNT] = {
#define X(name, text) [VERB_##name] = text,
    SQLITE_VERBS(X)
#undef X
};

/* The file can be trusted no more; going on could lose what was promised. */
static bool
is_fatal(int rc)
{
	return rc == SQLITE_IOERR_FSYNC || rc == SQLITE_IOERR_DIR_FSYNC ||
	       rc == SQLITE_IOERR_CORRUPTFS || (rc & 0xff) == SQLITE_CORRUPT ||
	       (rc & 0xff) == SQLITE_NOTADB;
}

static enum err_code
code_of(int rc)
{
	switch (rc) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return ERR_OK;
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return ERR_EXISTS;
	default:
		break;
	}
	switch (rc & 0xff) {
	case SQLITE_CONSTRAINT:
		return ERR_STATE;
	case SQLITE_NOMEM:
		return ERR_NOMEM;
	case SQLITE_INTERRUPT:
		return ERR_BUSY;
	case SQLITE_ERROR:
	case SQLITE_MISUSE:
	case SQLITE_RANGE:
	case SQLITE_MISMATCH:
	case SQLITE_TOOBIG:
		return ERR_INTERNAL;
	default:
		return ERR_STORAGE;
	}
}

enum err_code
sqlite_error(struct db *db, int rc)
{
	enum err_code code = code_of(rc);
	const struct db_context *c = &db->context;
	char detail[200];

	if (code == ERR_OK || code == ERR_EXISTS)
		return code;
	/* The engine's message may quote values: its code must do. */
	snprintf(detail, sizeof(detail), "sqlite %d %s", rc,
		 sqlite3_errstr(rc));
	if (is_fatal(rc) && c->fatal != NULL)
		c->fatal(c->owner, detail);
	if (code == ERR_STORAGE)
		db->broken = true;
	if (code != ERR_STATE && c->log != NULL && !c->quiet)
		c->log("database_error", detail);
	return code;
}

enum err_code
sqlite_prepare(struct db *db, const char *text, sqlite3_stmt **out)
{
	return sqlite_error(db, sqlite3_prepare_v3(db->sql, text, -1,
						   SQLITE_PREPARE_PERSISTENT,
						   out, NULL));
}

void
sqlite_deadline(struct db *db)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	db->deadline_ms =
	    (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + DB_READ_MS;
}

static int
bind_one(sqlite3_stmt *stmt, int i, const struct db_arg *a)
{
	switch (a->type) {
	case DB_NULL:
		return SQLITE_OK; /* as unbind() left it */
	case DB_INT:
		return sqlite3_bind_int64(stmt, i, a->i);
	case DB_REAL:
		return sqlite3_bind_double(stmt, i, a->d);
	case DB_TEXT:
		return sqlite3_bind_text64(stmt, i, a->p, a->n, SQLITE_STATIC,
					   SQLITE_UTF8);
	case DB_BLOB:
		return sqlite3_bind_blob64(stmt, i, a->p, a->n, SQLITE_STATIC);
	}
	return SQLITE_MISUSE;
}

/* The prepared statement ${id} with its arguments bound; NULL: failed. */
static sqlite3_stmt *
bound(struct db *db, enum db_id id, const struct db_arg *args, size_t n,
      enum err_code *code)
{
	sqlite3_stmt **stmt = &db->stmt[id];
	int rc = SQLITE_OK;

	*code = db->sql != NULL ? ERR_OK : ERR_BUSY;
	if (*code == ERR_OK && *stmt == NULL)
		*code = sqlite_prepare(db, text_of[id], stmt);
	if (*code != ERR_OK)
		return NULL;
	assert(!sqlite3_stmt_busy(*stmt));
	assert((size_t)sqlite3_bind_parameter_count(*stmt) == n);
	for (size_t i = 0; i < n && rc == SQLITE_OK; i++)
		rc = bind_one(*stmt, (int)i + 1, &args[i]);
	*code = sqlite_error(db, rc);
	return *code == ERR_OK ? *stmt : NULL;
}

/* Ready for the next use; the arguments of this one may be gone by then. */
static void
unbind(sqlite3_stmt *stmt)
{
	(void)sqlite3_reset(stmt); /* repeats the error of the step */
	(void)sqlite3_clear_bindings(stmt);
}

enum err_code
db_exec(struct db *db, enum db_id id, const struct db_arg *args, size_t n)
{
	enum err_code code;
	sqlite3_stmt *stmt = bound(db, id, args, n, &code);
	int rc;

	if (stmt == NULL)
		return code;
	rc = sqlite3_step(stmt);
	assert(rc != SQLITE_ROW);
	code = sqlite_error(db, rc);
	unbind(stmt);
	return code;
}

int64_t
db_changes(struct db *db)
{
	return sqlite3_changes64(db->sql);
}

int64_t
db_changes_ever(struct db *db)
{
	return sqlite3_total_changes64(db->sql);
}

struct db_rows
db_query(struct db *db, enum db_id id, const struct db_arg *args, size_t n)
{
	struct db_rows r = {.db = db, .id = id};

	if (db->sql != NULL && db->mode == DB_READER && !db->reading)
		sqlite_deadline(db);
	r.stmt = bound(db, id, args, n, &r.code);
	return r;
}

bool
db_next(struct db_rows *r)
{
	int rc;

	if (r->code != ERR_OK || r->stmt == NULL)
		return false;
	rc = sqlite3_step(r->stmt);
	r->col = 0;
	if (rc == SQLITE_ROW)
		return true;
	r->code = sqlite_error(r->db, rc);
	unbind(r->stmt);
	r->stmt = NULL; /* a further step would start it again */
	return false;
}

enum err_code
db_done(struct db_rows *r)
{
	if (r->stmt != NULL)
		unbind(r->stmt);
	r->stmt = NULL;
	return r->code;
}

int64_t
db_take_int(struct db_rows *r)
{
	assert(r->col < sqlite3_column_count(r->stmt));
	return sqlite3_column_int64(r->stmt, r->col++);
}

double
db_take_real(struct db_rows *r)
{
	assert(r->col < sqlite3_column_count(r->stmt));
	return sqlite3_column_double(r->stmt, r->col++);
}

const char *
db_take_text(struct db_rows *r, struct arena *arena)
{
	const char *p;
	char *copy;

	assert(r->col < sqlite3_column_count(r->stmt));
	if (sqlite3_column_type(r->stmt, r->col) == SQLITE_NULL) {
		r->col++;
		return NULL;
	}
	p = (const char *)sqlite3_column_text(r->stmt, r->col);
	copy =
	    p == NULL
		? NULL
		: arena_strndup(arena, p,
				(size_t)sqlite3_column_bytes(r->stmt, r->col));
	r->col++;
	if (copy == NULL)
		r->code = ERR_NOMEM;
	return copy;
}

size_t
db_take_blob(struct db_rows *r, void *out, size_t size)
{
	const void *p;
	size_t n;

	assert(r->col < sqlite3_column_count(r->stmt));
	p = sqlite3_column_blob(r->stmt, r->col);
	n = (size_t)sqlite3_column_bytes(r->stmt, r->col++);
	if (p != NULL && size != 0)
		memcpy(out, p, n < size ? n : size);
	return n;
}

static enum err_code
run_verb(struct db *db, enum sqlite_verb verb)
{
	enum err_code code = ERR_OK;

	if (db->verb[verb] == NULL)
		code = sqlite_prepare(db, verb_text[verb], &db->verb[verb]);
	if (code != ERR_OK)
		return code;
	code = sqlite_error(db, sqlite3_step(db->verb[verb]));
	(void)sqlite3_reset(db->verb[verb]); /* repeats the error */
	return code;
}

enum err_code
db_begin_write(struct db *db)
{
	return run_verb(db, VERB_BEGIN_WRITE);
}

enum err_code
db_begin_read(struct db *db)
{
	enum err_code code;

	if (db->sql == NULL)
		return ERR_BUSY;
	sqlite_deadline(db);
	code = run_verb(db, VERB_BEGIN_READ);
	db->reading = code == ERR_OK;
	return code;
}

enum err_code
db_commit(struct db *db)
{
	db->reading = false;
	return run_verb(db, VERB_COMMIT);
}

void
db_rollback(struct db *db)
{
	db->reading = false;
	if (db_in_transaction(db) && run_verb(db, VERB_ROLLBACK) != ERR_OK)
		db->broken = true;
}

enum err_code
db_savepoint(struct db *db)
{
	return run_verb(db, VERB_SAVEPOINT);
}

enum err_code
db_release(struct db *db)
{
	return run_verb(db, VERB_RELEASE);
}

enum err_code
db_undo(struct db *db)
{
	enum err_code code = run_verb(db, VERB_UNDO);

	return code == ERR_OK ? run_verb(db, VERB_RELEASE) : code;
}

bool
db_in_transaction(const struct db *db)
{
	return sqlite3_get_autocommit(db->sql) == 0;
}

bool
db_broken(const struct db *db)
{
	return db->broken;
}

void
db_mend(struct db *db)
{
	db->broken = false;
}
