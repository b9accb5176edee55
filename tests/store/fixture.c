#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../unit/scratch.h"
#include "fixture.h"
#include "seed.h"

/* A database with the sample data, made once and copied for each test. */
static char sample_path[128];

static void
silence(const char *event, const char *detail)
{
	if (getenv("FIXTURE_LOG") != NULL)
		fprintf(stderr, "%s %s\n", event, detail);
}

/* A folder and what a store needs to be opened; no database yet. */
static struct fixture *
make(void)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	assert_non_null(scratch_make(f->dir, sizeof(f->dir)));
	snprintf(f->path, sizeof(f->path), "%s/homevisit.db", f->dir);
	f->config.path = f->path;
	f->config.log = silence;
	memset(f->config.audit_key, 7, sizeof(f->config.audit_key));
	f->actor = (struct actor){
	    .login = "tester",
	    .roles = ROLE_OPERATOR | ROLE_DISPATCHER,
	    .address = "192.0.2.1",
	    .request_id = "test",
	};
	f->now_ms = FIXTURE_NOW;
	return f;
}

int
fixture_setup_closed(void **state)
{
	struct fixture *f = make();

	*state = f;
	assert_int_equal(store_create(f->path, &f->err), ERR_OK);
	return 0;
}

void
fixture_open(struct fixture *f)
{
	assert_int_equal(store_open(&f->config, &f->store, &f->err), ERR_OK);
	assert_int_equal(store_reader_open(f->store, &f->reader), ERR_OK);
	fixture_book(f);
}

void
fixture_close(struct fixture *f)
{
	if (f->store == NULL)
		return;
	store_book_drop(f->store, f->book);
	store_reader_close(f->reader);
	store_close(f->store);
	f->store = NULL;
	f->reader = NULL;
	f->book = NULL;
}

void
fixture_book(struct fixture *f)
{
	store_book_drop(f->store, f->book);
	f->book = store_book(f->store);
}

struct op
fixture_op(struct fixture *f)
{
	return (struct op){
	    .actor = &f->actor,
	    .now_ms = f->now_ms,
	    .book = f->book,
	    .arena = &f->arena,
	    .err = &f->err,
	};
}

int
fixture_setup_empty(void **state)
{
	(void)fixture_setup_closed(state);
	fixture_open(*state);
	return 0;
}

static void
copy(const char *from, const char *to)
{
	char chunk[1 << 16];
	FILE *in = fopen(from, "rb");
	FILE *out = fopen(to, "wb");
	size_t n;

	assert_non_null(in);
	assert_non_null(out);
	while ((n = fread(chunk, 1, sizeof(chunk), in)) > 0)
		assert_int_equal(fwrite(chunk, 1, n, out), n);
	assert_int_equal(fclose(in) | fclose(out) | chmod(to, 0600), 0);
}

static void
sample_forget(void)
{
	(void)unlink(sample_path);
}

static void
sample_make(void)
{
	struct fixture *f;
	struct seed_ask ask;
	enum err_code code;
	void *state;

	(void)fixture_setup_empty(&state);
	f = state;
	ask.op = fixture_op(f);
	code = store_write(f->store, seed_sample, &ask, NULL);
	if (code != ERR_OK)
		print_error("seed: %s %s\n", f->err.ref ? f->err.ref : "",
			    f->err.fields.n ? f->err.fields.item[0].pointer
					    : "");
	assert_int_equal(code, ERR_OK);
	fixture_close(f);
	snprintf(sample_path, sizeof(sample_path), "%s.db", f->dir);
	copy(f->path, sample_path);
	atexit(sample_forget);
	(void)fixture_teardown(&state);
}

int
fixture_setup(void **state)
{
	struct fixture *f = make();

	*state = f;
	if (sample_path[0] == '\0')
		sample_make();
	copy(sample_path, f->path);
	fixture_open(f);
	return 0;
}

int
fixture_teardown(void **state)
{
	struct fixture *f = *state;
	DIR *dir = opendir(f->dir);
	const struct dirent *entry;

	fixture_close(f);
	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		char path[512];
		snprintf(path, sizeof(path), "%s/%s", f->dir, entry->d_name);
		(void)unlink(path);
	}
	closedir(dir);
	(void)rmdir(f->dir);
	arena_free(&f->arena);
	free(f);
	return 0;
}

enum err_code
fixture_card(struct db *db, void *arg)
{
	return db_exec(db, SQL_PATIENT_INSERT,
		       DB_ARGS(db_text(arg), db_text("Тестов Тест"),
			       db_text("1980-01-31"), db_text(NULL),
			       db_text(NULL), db_text(NULL), db_int(0),
			       db_int(0), db_text(NULL)));
}

void
fixture_file(const struct fixture *f, const char *name, char out[128])
{
	snprintf(out, 128, "%s/%s", f->dir, name);
}

int
fixture_sql(const char *path, const char *sql)
{
	sqlite3 *db;
	char *why = NULL;
	int n;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	n = sqlite3_changes(db);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	return n;
}

bool
fixture_refused(const char *path, const char *sql)
{
	sqlite3 *db;
	int code;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	code = sqlite3_exec(db, sql, NULL, NULL, NULL);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	return code == SQLITE_CONSTRAINT;
}

void
fixture_forbidden(const char *path, const char *sql, const char *why)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL),
			 SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ||
	    strstr(sqlite3_errmsg(db), why) == NULL)
		fail_msg("%s: %s, not %s", sql, sqlite3_errmsg(db), why);
	assert_int_equal(sqlite3_close(db), SQLITE_OK); /* undone */
}

int64_t
fixture_count(const char *path, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	int64_t n;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	return n;
}

bool
fixture_holds(struct fixture *f, const char *text)
{
	size_t size = (size_t)1 << 24, n;
	char *bytes = arena_alloc(&f->arena, size);
	FILE *file = fopen(f->path, "rb");

	assert_non_null(bytes);
	assert_non_null(file);
	n = fread(bytes, 1, size, file);
	fclose(file);
	return memmem(bytes, n, text, strlen(text)) != NULL;
}
