#ifndef FIXTURE_H
#define FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../db/driver.h"
#include "store.h"

/* A database of its own for every test, in a folder that goes away. */

#define FIXTURE_NOW INT64_C(1795680300000) /* 2026-11-26T08:05:00Z */

struct fixture {
	char dir[64];
	char path[96];
	struct store_config config;
	struct store *store;
	struct db *reader;
	const struct rulebook *book; /* taken at the opening */
	struct actor actor;          /* operator and dispatcher "tester" */
	struct arena arena;
	struct err err;
	int64_t now_ms; /* for fixture_op() */
};

/** For cmocka: a new database with the schema and no data, closed. */
int fixture_setup_closed(void **state);

/** For cmocka: an open store without data. */
int fixture_setup_empty(void **state);

/** For cmocka: an open store with the sample data. */
int fixture_setup(void **state);
int fixture_teardown(void **state);

/** fixture_open(f), fixture_close(f): the store, its reader, the rulebook. */
void fixture_open(struct fixture *f);
void fixture_close(struct fixture *f);

/** fixture_book(f): take the rulebook now in force. */
void fixture_book(struct fixture *f);

/** fixture_op(f): the operation of the actor, now. */
struct op fixture_op(struct fixture *f);

/** fixture_card(db, arg): a store_fn: the patient with card number ${arg}. */
enum err_code fixture_card(struct db *db, void *arg);

/** fixture_file(f, name, out): the path of ${name} in the folder. */
void fixture_file(const struct fixture *f, const char *name, char out[128]);

/** fixture_holds(f, text): whether the bytes of the closed file have ${text}. */
bool fixture_holds(struct fixture *f, const char *text);

/** fixture_sql(path, sql): change a closed database behind our back; the
 * number of rows touched. */
int fixture_sql(const char *path, const char *sql);

/** fixture_refused(path, sql): whether the database itself forbids ${sql}. */
bool fixture_refused(const char *path, const char *sql);

/** fixture_forbidden(path, sql, why): ${sql} behind our back fails, with ${why}. */
void fixture_forbidden(const char *path, const char *sql, const char *why);

/** fixture_count(path, sql): the one number ${sql} gives. */
int64_t fixture_count(const char *path, const char *sql);

#endif
