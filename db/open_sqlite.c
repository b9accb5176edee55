#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "driver_sqlite.h"

#define STRINGIFY_(x) #x
#define STRINGIFY(x) STRINGIFY_(x)

#define HEAP_LIMIT (INT64_C(256) << 20)
#define BUSY_MS 5000
#define PROGRESS_OPS 4000 /* engine steps between looks at the clock */

/* A setting: how it is made, and what must be read back. */
struct setting {
	unsigned modes; /* mask of 1 << enum db_mode */
	const char *name;
	const char *value;
	const char *read_back;
};

#define ON_WRITER (1u << DB_WRITER)
#define ON_READER (1u << DB_READER)
#define ON_COPIER (1u << DB_COPIER)
#define ON_ALL (ON_WRITER | ON_READER | ON_COPIER)

static const struct setting settings[] = {
    {ON_ALL, "busy_timeout", STRINGIFY(BUSY_MS), STRINGIFY(BUSY_MS)},
    {ON_WRITER, "journal_mode", "WAL", "wal"},
    {ON_WRITER, "synchronous", "FULL", "2"},
    {ON_WRITER, "wal_autocheckpoint", "1000", "1000"},
    {ON_READER | ON_COPIER, "wal_autocheckpoint", "0", "0"},
    {ON_WRITER, "journal_size_limit", "67108864", "67108864"},
    {ON_WRITER, "secure_delete", "ON", "1"},
    {ON_WRITER, "recursive_triggers", "ON", "1"},
    {ON_ALL, "foreign_keys", "ON", "1"},
    {ON_ALL, "trusted_schema", "OFF", "0"},
    {ON_ALL, "cell_size_check", "ON", "1"},
    {ON_ALL, "mmap_size", "0", "0"},
    {ON_ALL, "temp_store", "MEMORY", "2"},
    {ON_WRITER, "cache_size", "-8192", "-8192"},
    {ON_READER, "cache_size", "-512", "-512"},
    {ON_READER, "query_only", "ON", "1"},
    {ON_WRITER | ON_COPIER, "query_only", "OFF", "0"},
};

/* Switches of the connection; read back as they were set. */
static const struct {
	unsigned modes;
	int op;
	int value;
} switches[] = {
    {ON_ALL, SQLITE_DBCONFIG_DEFENSIVE, 1},
    {ON_ALL, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {ON_ALL, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {ON_ALL, SQLITE_DBCONFIG_DQS_DML, 0},
    {ON_ALL, SQLITE_DBCONFIG_DQS_DDL, 0},
    {ON_ALL, SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    {ON_READER | ON_COPIER, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
};

static const struct {
	int id;
	int value;
} limits[] = {
    {SQLITE_LIMIT_LENGTH, 1 << 20},
    {SQLITE_LIMIT_SQL_LENGTH, 32 << 10},
    {SQLITE_LIMIT_COLUMN, 200},
    {SQLITE_LIMIT_EXPR_DEPTH, 100},
    {SQLITE_LIMIT_COMPOUND_SELECT, 10},
    {SQLITE_LIMIT_VDBE_OP, 25000},
    {SQLITE_LIMIT_FUNCTION_ARG, 16},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 200},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
};

/* Run ${sql} and keep the first column of its first row; "": no row. */
static enum err_code
ask_text(struct db *db, const char *sql, char *out, size_t size)
{
	sqlite3_stmt *stmt;
	enum err_code code =
	    sqlite_error(db, sqlite3_prepare_v2(db->sql, sql, -1, &stmt, NULL));
	int rc;

	out[0] = '\0';
	if (code != ERR_OK)
		return code;
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW && sqlite3_column_text(stmt, 0) != NULL)
		snprintf(out, size, "%s",
			 (const char *)sqlite3_column_text(stmt, 0));
	code = sqlite_error(db, rc);
	(void)sqlite3_finalize(stmt); /* repeats the error of the step */
	return code;
}

static enum err_code
make_settings(struct db *db, const char **why)
{
	enum err_code code;
	char sql[80], got[40];

	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++) {
		const struct setting *s = &settings[i];
		if ((s->modes & 1u << db->mode) == 0)
			continue;
		snprintf(sql, sizeof(sql), "PRAGMA %s=%s", s->name, s->value);
		code = ask_text(db, sql, got, sizeof(got));
		if (code != ERR_OK)
			return code;
		snprintf(sql, sizeof(sql), "PRAGMA %s", s->name);
		code = ask_text(db, sql, got, sizeof(got));
		if (code != ERR_OK)
			return code;
		if (strcmp(got, s->read_back) != 0) {
			*why = s->name;
			return ERR_STATE;
		}
	}
	return ERR_OK;
}

static enum err_code
make_switches(struct db *db, const char **why)
{
	for (size_t i = 0; i < sizeof(switches) / sizeof(*switches); i++) {
		int got = -1;
		if ((switches[i].modes & 1u << db->mode) == 0)
			continue;
		if (sqlite3_db_config(db->sql, switches[i].op,
				      switches[i].value,
				      (int *)NULL) != SQLITE_OK ||
		    sqlite3_db_config(db->sql, switches[i].op, -1, &got) !=
			SQLITE_OK ||
		    got != switches[i].value) {
			*why = "db_config";
			return ERR_STATE;
		}
	}
	return ERR_OK;
}

/* Ends a read that takes too long: a stuck reader makes the log grow. */
static int
on_progress(void *arg)
{
	const struct db *db = arg;
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 > db->deadline_ms;
}

static enum err_code
open_file(const char *path, enum db_mode mode, struct db **out)
{
	int flags =
	    (mode == DB_WRITER ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) |
	    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
	    SQLITE_OPEN_EXRESCODE;
	struct db *db = calloc(1, sizeof(*db));
	int rc;

	*out = NULL;
	if (db == NULL)
		return ERR_NOMEM;
	db->mode = mode;
	rc = sqlite3_open_v2(path, &db->sql, flags, NULL);
	if (rc != SQLITE_OK) {
		enum err_code code = sqlite_error(db, rc);
		db_close(db);
		return code;
	}
	*out = db;
	return ERR_OK;
}

/* Nothing is written to a file before it is known to be ours. */
static enum err_code
identify(struct db *db, const char **why)
{
	char id[40];
	enum err_code code =
	    ask_text(db, "PRAGMA application_id", id, sizeof(id));

	if ((sqlite3_errcode(db->sql) & 0xff) == SQLITE_NOTADB ||
	    (code == ERR_OK && strtoll(id, NULL, 10) != DB_APPLICATION_ID)) {
		*why = "not_homevisit";
		return ERR_STATE;
	}
	return code;
}

enum err_code
db_open(const char *path, enum db_mode mode, struct db **out, const char **why)
{
	struct db *db;
	enum err_code code;

	*out = NULL;
	*why = NULL;
	if (access(path, F_OK) != 0)
		return ERR_NOT_FOUND;
	code = open_file(path, mode, &db);
	if (code != ERR_OK)
		return code;
	code = identify(db, why);
	if (code == ERR_OK && mode == DB_WRITER &&
	    sqlite3_db_readonly(db->sql, "main") != 0) {
		*why = "read_only";
		code = ERR_STATE;
	}
	if (code == ERR_OK)
		code = make_settings(db, why);
	if (code == ERR_OK)
		code = make_switches(db, why);
	if (code != ERR_OK) {
		db_close(db);
		return code;
	}
	(void)sqlite3_hard_heap_limit64(HEAP_LIMIT); /* of the process */
	if (mode == DB_READER)
		sqlite3_progress_handler(db->sql, PROGRESS_OPS, on_progress,
					 db);
	db->broken = false;
	*out = db;
	return ERR_OK;
}

enum err_code
db_none(struct db **out)
{
	*out = calloc(1, sizeof(**out));
	if (*out == NULL)
		return ERR_NOMEM;
	(*out)->mode = DB_READER;
	return ERR_OK;
}

enum err_code
db_create(const char *path, struct db **out)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	const char *why;
	enum err_code code;

	*out = NULL;
	if (fd < 0)
		return errno == EEXIST ? ERR_EXISTS : ERR_STORAGE;
	close(fd);
	code = open_file(path, DB_WRITER, out);
	if (code == ERR_OK)
		code = db_script(*out, "PRAGMA application_id=" STRINGIFY(
					   DB_APPLICATION_ID));
	db_close(*out);
	*out = NULL;
	if (code == ERR_OK)
		code = db_open(path, DB_WRITER, out, &why);
	if (code != ERR_OK)
		unlink(path);
	return code;
}

void
db_close(struct db *db)
{
	int rc;

	if (db == NULL)
		return;
	for (size_t i = 0; i < SQL__COUNT; i++)
		(void)sqlite3_finalize(db->stmt[i]);
	for (size_t i = 0; i < VERB__COUNT; i++)
		(void)sqlite3_finalize(db->verb[i]);
	rc = sqlite3_close(db->sql);
	assert(rc == SQLITE_OK); /* no statement outlives its connection */
	(void)rc;
	free(db);
}

void
db_narrow(struct db *db)
{
	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++)
		(void)sqlite3_limit(db->sql, limits[i].id, limits[i].value);
	if (db->mode != DB_COPIER)
		(void)sqlite3_limit(db->sql, SQLITE_LIMIT_ATTACHED, 0);
}

struct db_context *
db_context(struct db *db)
{
	return &db->context;
}

enum err_code
db_schema(struct db *db, int *out)
{
	char text[40];
	enum err_code code =
	    ask_text(db, "PRAGMA user_version", text, sizeof(text));

	*out = code == ERR_OK ? (int)strtol(text, NULL, 10) : 0;
	return code;
}

enum err_code
db_defend(struct db *db, bool on)
{
	return sqlite_error(db, sqlite3_db_config(db->sql,
						  SQLITE_DBCONFIG_DEFENSIVE,
						  (int)on, (int *)NULL));
}

enum err_code
db_script(struct db *db, const char *sql)
{
	return sqlite_error(db, sqlite3_exec(db->sql, sql, NULL, NULL, NULL));
}

enum err_code
db_checkpoint(struct db *db, int wait_ms)
{
	int rc;

	assert(db->mode == DB_WRITER);
	(void)sqlite3_busy_timeout(db->sql, wait_ms);
	rc = sqlite3_wal_checkpoint_v2(db->sql, "main",
				       SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	(void)sqlite3_busy_timeout(db->sql, BUSY_MS);
	if ((rc & 0xff) == SQLITE_BUSY)
		return ERR_BUSY;
	return sqlite_error(db, rc);
}

enum err_code
db_copy(struct db *db, const char *to)
{
	sqlite3_stmt *stmt;
	enum err_code code;

	assert(db->mode == DB_COPIER);
	code = sqlite_error(
	    db, sqlite3_prepare_v2(db->sql, "VACUUM INTO $1", -1, &stmt, NULL));
	if (code != ERR_OK)
		return code;
	code =
	    sqlite_error(db, sqlite3_bind_text(stmt, 1, to, -1, SQLITE_STATIC));
	if (code == ERR_OK)
		code = sqlite_error(db, sqlite3_step(stmt));
	(void)sqlite3_finalize(stmt); /* repeats the error of the step */
	return code;
}

enum err_code
db_integrity(struct db *db, char *problem, size_t size)
{
	enum err_code code =
	    ask_text(db, "PRAGMA integrity_check(1)", problem, size);

	if (code == ERR_OK && strcmp(problem, "ok") == 0)
		code = ask_text(db,
				"SELECT 'foreign key of ' || \"table\""
				" FROM pragma_foreign_key_check LIMIT 1",
				problem, size);
	return code;
}
