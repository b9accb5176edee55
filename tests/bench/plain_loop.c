#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/*
 * Usage: plain_loop FILE SECONDS
 * The limit of durable writes one by one: rows of 600 bytes, three indexes
 * (one of them over random keys), one commit each, WAL, synchronous FULL.
 * Prints rows a second.
 */

static sqlite3 *db;

static void
must(int rc, const char *what)
{
	if (rc == SQLITE_OK || rc == SQLITE_DONE || rc == SQLITE_ROW)
		return;
	(void)fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
	exit(EXIT_FAILURE);
}

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	static char filler[601];
	double began, seconds = argc == 3 ? strtod(argv[2], NULL) : 0;
	sqlite3_stmt *insert;
	long rows = 0;

	if (seconds <= 0)
		return 2;
	memset(filler, 'x', sizeof(filler) - 1);
	must(sqlite3_open(argv[1], &db), "open");
	must(sqlite3_exec(
		 db,
		 "PRAGMA journal_mode = WAL;"
		 "PRAGMA synchronous = FULL;"
		 "CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY,"
		 " a INTEGER, b INTEGER, c INTEGER, filler TEXT);"
		 "CREATE INDEX IF NOT EXISTS row_a ON row (a);"
		 "CREATE INDEX IF NOT EXISTS row_b ON row (b);"
		 "CREATE INDEX IF NOT EXISTS row_c ON row (c);",
		 NULL, NULL, NULL),
	     "schema");
	must(sqlite3_prepare_v2(db,
				"INSERT INTO row (a, b, c, filler)"
				" VALUES (?1, ?2, random(), ?3)",
				-1, &insert, NULL),
	     "prepare");
	for (began = now_s(); now_s() - began < seconds; rows++) {
		must(sqlite3_bind_int64(insert, 1, rows), "bind");
		must(sqlite3_bind_int64(insert, 2, rows / 7), "bind");
		must(sqlite3_bind_text(insert, 3, filler, -1, SQLITE_STATIC),
		     "bind");
		must(sqlite3_step(insert), "step"); /* commits by itself */
		must(sqlite3_reset(insert), "reset");
	}
	(void)printf("%.1f\n", (double)rows / (now_s() - began));
	must(sqlite3_finalize(insert), "finalize");
	return sqlite3_close(db) == SQLITE_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
