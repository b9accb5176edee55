#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <unistd.h>

#include "../../db/migrate.h"
#include "fixture.h"

static enum err_code
try_open(struct fixture *f, const char **ref)
{
	struct store *store;
	struct err err = {0};
	enum err_code code = store_open(&f->config, &store, &err);

	if (code == ERR_OK)
		store_close(store);
	*ref = err.ref;
	return code;
}

static void
test_created_at_the_newest(void **state)
{
	struct fixture *f = *state;
	const char *ref;
	int from, to;

	assert_int_equal(fixture_count(f->path, "PRAGMA user_version"),
			 migrate_newest());
	assert_int_equal(store_migrate(f->path, &from, &to, &f->err), ERR_OK);
	assert_int_equal(from, migrate_newest());
	assert_int_equal(to, migrate_newest());
	assert_int_equal(try_open(f, &ref), ERR_OK);
}

static void
test_newer_is_refused(void **state)
{
	struct fixture *f = *state;
	const char *ref;
	int from, to;

	fixture_sql(f->path, "PRAGMA user_version = 999");
	assert_int_equal(try_open(f, &ref), ERR_STATE);
	assert_string_equal(ref, "newer");
	assert_int_equal(store_migrate(f->path, &from, &to, &f->err),
			 ERR_STATE);
	assert_string_equal(f->err.ref, "newer");
	assert_int_equal(fixture_count(f->path, "PRAGMA user_version"), 999);
}

/* A file of ours from before the first step. */
static void
without_schema(const struct fixture *f)
{
	char sql[64];

	assert_int_equal(unlink(f->path), 0);
	snprintf(sql, sizeof(sql), "PRAGMA application_id = %d",
		 DB_APPLICATION_ID);
	fixture_sql(f->path, sql);
}

/* From nothing, through every step, as an old database would. */
static void
test_older_is_refused_then_migrated(void **state)
{
	struct fixture *f = *state;
	const char *ref;
	int from, to;

	without_schema(f);
	assert_int_equal(try_open(f, &ref), ERR_STATE);
	assert_string_equal(ref, "older");
	assert_int_equal(store_migrate(f->path, &from, &to, &f->err), ERR_OK);
	assert_int_equal(from, 0);
	assert_int_equal(to, migrate_newest());
	assert_int_equal(try_open(f, &ref), ERR_OK);
}

static void
run_file(const struct fixture *f, const char *file)
{
	static char sql[64 * 1024];
	FILE *in = fopen(file, "r");
	size_t n;

	assert_non_null(in);
	n = fread(sql, 1, sizeof(sql) - 1, in);
	fclose(in);
	sql[n] = '\0';
	fixture_sql(f->path, sql);
}

/* A store as the first ${last} steps made it. */
static void
as_of(const struct fixture *f, int last)
{
	char text[64];
	glob_t all;

	without_schema(f);
	assert_int_equal(glob("db/migrations/*.sql", 0, NULL, &all), 0);
	assert_true(all.gl_pathc >= (size_t)last);
	for (int i = 0; i < last; i++)
		run_file(f, all.gl_pathv[i]);
	globfree(&all);
	snprintf(text, sizeof(text), "PRAGMA user_version = %d", last);
	fixture_sql(f->path, text);
}

/*
 * A store in use had its search words in the program: they come into the
 * table.  One without zones is empty and waits for the sample data.
 */
static void
test_search_words_come_along(void **state)
{
	struct fixture *f = *state;
	int from, to;

	as_of(f, 2);
	fixture_sql(f->path, "INSERT INTO zone (code, name, sort) VALUES"
			     " ('green', 'green', 1)");
	assert_int_equal(store_migrate(f->path, &from, &to, &f->err), ERR_OK);
	assert_int_equal(from, 2);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM search_word"), 178);
	/* and what keeps street names from being places */
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM"
						" address_rule"
						" WHERE place IS NULL"),
			 7);
	assert_int_equal(fixture_count(f->path,
				       "SELECT value FROM meta"
				       " WHERE key = 'rulebook_revision'"),
			 3);
}

/* A store in use: conditions decide as they did, districts get their points. */
static void
test_conditions_and_points(void **state)
{
	struct fixture *f = *state;
	int from, to;

	as_of(f, 4);
	fixture_sql(
	    f->path,
	    "INSERT INTO place (code, name, kind, sort) VALUES"
	    " ('nevsky', 'n', 'district', 1), ('mine', 'm', 'settlement', 2);"
	    "INSERT INTO service (code, category, verdict, performers, name,"
	    " condition, approved) VALUES"
	    " ('C1', 'c', 'conditional', 1, 'c', 'c?', 1),"
	    " ('A1', 'c', 'allowed', 1, 'a', NULL, 1)");
	assert_int_equal(store_migrate(f->path, &from, &to, &f->err), ERR_OK);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM service_answer"
				   " WHERE service = 'C1' AND verdict = CASE"
				   " answer WHEN 'yes' THEN 'allowed'"
				   " ELSE 'not_allowed' END"),
	    2);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM service_answer"), 2);
	assert_int_equal(fixture_count(f->path, "SELECT lon_udeg FROM place"
						" WHERE code = 'nevsky'"),
			 30465100);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM place"
						" WHERE lat_udeg IS NULL"),
			 1);
}

/* Phones that waited to be called back wait in a queue now. */
static void
test_phones_become_tasks(void **state)
{
	struct fixture *f = *state;
	int from, to;

	as_of(f, 6);
	fixture_sql(f->path,
		    "INSERT INTO call_record (id, at_ms, by_login, outcome,"
		    " performers, follow_up) VALUES"
		    " ('c1', 5000, 'anna', 'referred', 0, 'call_back');"
		    "INSERT INTO callback (call_id, phone, asked_at_ms) VALUES"
		    " ('c1', '+78125550177', 5000);"
		    "UPDATE setting SET value = '48'"
		    " WHERE key = 'callback.hours'");
	assert_int_equal(store_migrate(f->path, &from, &to, &f->err), ERR_OK);
	assert_int_equal(
	    fixture_count(f->path,
			  "SELECT deadline_at_ms FROM task WHERE call_id = 'c1'"
			  " AND queue = 'referrals' AND state = 'waiting'"
			  " AND phone = '+78125550177'"
			  " AND created_by = 'anna'"),
	    5000 + 3600000);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM task_event"), 1);
	assert_int_equal(fixture_count(f->path,
				       "SELECT value FROM setting"
				       " WHERE key = 'task.keep_hours'"),
			 48);
}

/* How many queries a store in use has after the step that ships them. */
static int64_t
checks_after(struct fixture *f, const char *used)
{
	int from, to;

	as_of(f, 24);
	fixture_sql(f->path, used);
	assert_int_equal(store_migrate(f->path, &from, &to, &f->err), ERR_OK);
	return fixture_count(f->path, "SELECT COUNT(*) FROM search_check");
}

#define A_SERVICE                                                              \
	"INSERT INTO service (code, category, verdict, performers, name,"      \
	" approved) VALUES ('E02', 'c', 'not_allowed', 0, 'ЭЭГ', 1);"

/* Those of the clinic's own services, and never beside an admin's own. */
static void
test_shipped_checks(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(checks_after(f, A_SERVICE), 18 + 3);
	assert_int_equal(fixture_count(f->path,
				       "SELECT COUNT(*) FROM search_check"
				       " WHERE query = '''''u'"),
			 1);
	assert_int_equal(checks_after(f, A_SERVICE
				      "INSERT INTO search_check (code, query,"
				      " outcome) VALUES ('own', 'q', 'pick')"),
			 1);
	assert_int_equal(checks_after(f, "SELECT 1"), 0);
}

/* A step that fails leaves the steps before it and nothing of its own. */
static void
test_a_failing_step_is_undone(void **state)
{
	struct fixture *f = *state;
	char sql[128];
	int from, to;

	assert_int_equal(unlink(f->path), 0);
	snprintf(sql, sizeof(sql),
		 "PRAGMA application_id = %d; CREATE TABLE audit (x)",
		 DB_APPLICATION_ID);
	fixture_sql(f->path, sql);
	assert_int_not_equal(store_migrate(f->path, &from, &to, &f->err),
			     ERR_OK);
	assert_int_equal(to, 0);
	assert_int_equal(fixture_count(f->path, "PRAGMA user_version"), 0);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM sqlite_schema"), 1);
}

/* The check of the states says the same in words that cost less. */
static void
test_states_are_checked_in_other_words(void **state)
{
	struct fixture *f = *state;
	static const char was[] = "SELECT COUNT(*) FROM sqlite_schema"
				  " WHERE name = 'request'"
				  " AND sql LIKE '%(state IN (%'",
			  is[] = "SELECT COUNT(*) FROM sqlite_schema"
				 " WHERE name = 'request' AND sql LIKE"
				 " '%CHECK (state = ''queued'' OR %'";
	int from, to;

	as_of(f, 30);
	assert_int_equal(fixture_count(f->path, was), 1);
	assert_int_equal(store_migrate(f->path, &from, &to, &f->err), ERR_OK);
	assert_int_equal(fixture_count(f->path, was), 0);
	assert_int_equal(fixture_count(f->path, is), 1);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM pragma_integrity_check"
				   " WHERE integrity_check = 'ok'"),
	    1);
}

static void
test_foreign_files_are_refused_and_kept(void **state)
{
	struct fixture *f = *state;
	const char *ref;

	assert_int_equal(unlink(f->path), 0);
	fixture_sql(f->path, "CREATE TABLE theirs (x)");
	assert_int_equal(try_open(f, &ref), ERR_STATE);
	assert_string_equal(ref, "not_homevisit");
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM sqlite_schema"), 1);
	/* not even its journal was changed */
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM pragma_journal_mode"
				   " WHERE journal_mode = 'delete'"),
	    1);
}

static void
test_no_database_at_all(void **state)
{
	struct fixture *f = *state;
	const char *ref;
	FILE *file = fopen(f->path, "w");

	assert_non_null(file);
	for (int i = 0; i < 5000; i++)
		fputs("not a database\n", file);
	fclose(file);
	assert_int_equal(try_open(f, &ref), ERR_STATE);
	assert_string_equal(ref, "not_homevisit");
	assert_int_equal(truncate(f->path, 0), 0);
	assert_int_equal(try_open(f, &ref), ERR_STATE);
	assert_string_equal(ref, "not_homevisit");
}

int
main(void)
{
#define T(test)                                                                \
	cmocka_unit_test_setup_teardown(test, fixture_setup_closed,            \
					fixture_teardown)
	const struct CMUnitTest tests[] = {
	    T(test_created_at_the_newest),
	    T(test_newer_is_refused),
	    T(test_older_is_refused_then_migrated),
	    T(test_search_words_come_along),
	    T(test_conditions_and_points),
	    T(test_phones_become_tasks),
	    T(test_shipped_checks),
	    T(test_states_are_checked_in_other_words),
	    T(test_a_failing_step_is_undone),
	    T(test_foreign_files_are_refused_and_kept),
	    T(test_no_database_at_all),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
