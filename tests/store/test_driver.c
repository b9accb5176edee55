#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "fixture.h"

static const struct {
	const char *name;
	const char *text;
} statements[] = {
#define SQL(name, text) {#name, text},
#include "../../db/statements.def"
#undef SQL
};

#define STATEMENTS (sizeof(statements) / sizeof(*statements))

static void
test_every_statement_prepares(void **state)
{
	const struct fixture *f = *state;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	for (size_t i = 0; i < STATEMENTS; i++) {
		sqlite3_stmt *stmt;
		if (sqlite3_prepare_v2(db, statements[i].text, -1, &stmt,
				       NULL) != SQLITE_OK)
			fail_msg("%s: %s", statements[i].name,
				 sqlite3_errmsg(db));
		sqlite3_finalize(stmt);
	}
	sqlite3_close(db);
}

/* Whether $1, $2 … come in the order of their first appearance. */
static bool
in_order(const char *text)
{
	int seen = 0;

	for (const char *p = strchr(text, '$'); p != NULL;
	     p = strchr(p + 1, '$')) {
		int n = atoi(p + 1);
		if (n < 1 || n > seen + 1)
			return false;
		seen = n > seen ? n : seen;
	}
	return true;
}

static void
test_parameters_come_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < STATEMENTS; i++)
		if (!in_order(statements[i].text))
			fail_msg("%s: order of $n", statements[i].name);
	assert_false(in_order("$2 $1")); /* the control */
	assert_true(in_order("$1 $2 $1 $3"));
}

static enum err_code
insert_zone(struct db *db, void *arg)
{
	return db_exec(db, SQL_ZONE_INSERT,
		       DB_ARGS(db_text(arg), db_text("Зона"), db_int(9)));
}

static enum err_code
insert_bad_price(struct db *db, void *arg)
{
	struct db_rows r = db_query(
	    db, SQL_TARIFF_INSERT,
	    DB_ARGS(db_text("green"), db_int(1), db_int(*(int64_t *)arg),
		    db_int(5), db_int(4), db_text("x"), db_text("x")));

	(void)db_next(&r);
	return db_done(&r);
}

static void
test_conflicts_and_checks_have_codes(void **state)
{
	struct fixture *f = *state;
	char code[] = "green", fresh[] = "fresh";
	int64_t zero = 0;

	assert_int_equal(store_write(f->store, insert_zone, fresh, NULL),
			 ERR_OK);
	assert_int_equal(store_write(f->store, insert_zone, code, NULL),
			 ERR_EXISTS);
	assert_int_equal(store_write(f->store, insert_bad_price, &zero, NULL),
			 ERR_STATE);
}

static void
test_a_reader_cannot_write(void **state)
{
	struct fixture *f = *state;
	char code[] = "sly";

	assert_int_not_equal(insert_zone(f->reader, code), ERR_OK);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM zone"),
			 4);
}

static void
test_texts_and_nulls(void **state)
{
	struct fixture *f = *state;
	struct db_rows r =
	    db_query(f->reader, SQL_PATIENT_FIND, DB_ARGS(db_text("000123")));

	assert_true(db_next(&r));
	assert_string_equal(db_take_text(&r, &f->arena), "000123");
	assert_string_equal(db_take_text(&r, &f->arena),
			    "Тестов Пётр Иванович");
	for (int i = 0; i < 6; i++)
		(void)db_take_text(&r, &f->arena);
	assert_null(db_take_text(&r, &f->arena));
	assert_false(db_next(&r));
	assert_false(db_next(&r)); /* does not start again */
	assert_int_equal(db_done(&r), ERR_OK);
}

static void
test_refused_memory_is_an_error(void **state)
{
	struct fixture *f = *state;
	struct arena tiny = {.limit = 1};
	struct db_rows r =
	    db_query(f->reader, SQL_PATIENT_FIND, DB_ARGS(db_text("000123")));

	assert_true(db_next(&r));
	assert_null(db_take_text(&r, &tiny));
	assert_false(db_next(&r));
	assert_int_equal(db_done(&r), ERR_NOMEM);
}

static void
test_reads_of_one_snapshot(void **state)
{
	struct fixture *f = *state;
	char code[] = "later";
	struct db_rows r;

	assert_int_equal(store_read_begin(f->reader), ERR_OK);
	for (int round = 0; round < 2; round++) {
		r = db_query(f->reader, SQL_ZONE_COUNT, DB_NO_ARGS);
		assert_true(db_next(&r));
		assert_int_equal(db_take_int(&r), 4);
		assert_int_equal(db_done(&r), ERR_OK);
		if (round == 0)
			assert_int_equal(
			    store_write(f->store, insert_zone, code, NULL),
			    ERR_OK);
	}
	store_read_end(f->reader);
	r = db_query(f->reader, SQL_ZONE_COUNT, DB_NO_ARGS);
	assert_true(db_next(&r));
	assert_int_equal(db_take_int(&r), 5);
	assert_int_equal(db_done(&r), ERR_OK);
}

/* Enough rows for the engine to look at the clock on its way. */
static enum err_code
insert_many_places(struct db *db, void *arg)
{
	(void)arg;
	for (int i = 0; i < 3000; i++) {
		char code[16];
		enum err_code err;
		snprintf(code, sizeof(code), "p%d", i);
		err = db_exec(
		    db, SQL_PLACE_INSERT,
		    DB_ARGS(db_text(code), db_text("x"), db_text("district"),
			    db_text(NULL), db_text("green"), db_text(NULL),
			    db_int(i), db_opt(0), db_opt(0), db_text(NULL)));
		if (err != ERR_OK)
			return err;
	}
	return ERR_OK;
}

static enum err_code
read_places(struct db *db)
{
	struct db_rows r = db_query(db, SQL_PLACE_LIST, DB_NO_ARGS);

	while (db_next(&r))
		;
	return db_done(&r);
}

static void
test_a_long_read_ends(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(store_write(f->store, insert_many_places, NULL, NULL),
			 ERR_OK);
	assert_int_equal(read_places(f->reader), ERR_OK);
	assert_int_equal(store_read_begin(f->reader), ERR_OK);
	usleep(2100 * 1000);
	assert_int_equal(read_places(f->reader), ERR_BUSY);
	store_read_end(f->reader);
	assert_int_equal(read_places(f->reader), ERR_OK);
}

int
main(void)
{
#define T(test)                                                                \
	cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    T(test_every_statement_prepares),
	    T(test_parameters_come_in_order),
	    T(test_conflicts_and_checks_have_codes),
	    T(test_a_reader_cannot_write),
	    T(test_texts_and_nulls),
	    T(test_refused_memory_is_an_error),
	    T(test_reads_of_one_snapshot),
	    T(test_a_long_read_ends),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
