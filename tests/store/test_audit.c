#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "audit.h"
#include "fixture.h"

#define EVENTS 7

struct writing {
	struct op op;
	int number;
	enum err_code fails;
};

static enum err_code
write_event(struct db *db, void *arg)
{
	const struct writing *w = arg;
	char id[16];
	enum err_code code;

	snprintf(id, sizeof(id), "r%d", w->number);
	code = audit_add(db, &w->op,
			 &(struct audit_event){
			     .action = "request.post",
			     .object = "request",
			     .object_id = id,
			     .detail = w->number % 2 != 0 ? "zone,price" : NULL,
			 });
	return code == ERR_OK ? w->fails : code;
}

static void
write_events(struct fixture *f)
{
	struct writing w = {.op = fixture_op(f)};

	for (w.number = 1; w.number <= EVENTS; w.number++)
		assert_int_equal(store_write(f->store, write_event, &w, NULL),
				 ERR_OK);
}

/* Check the closed database as a reader would. */
static struct audit_report
verify(struct fixture *f)
{
	struct audit_report report;

	fixture_open(f);
	assert_int_equal(audit_verify(f->reader, f->config.audit_key, &report),
			 ERR_OK);
	fixture_close(f);
	return report;
}

static void
test_a_chain(void **state)
{
	struct fixture *f = *state;
	struct audit_report report;

	fixture_close(f);
	report = verify(f);
	assert_true(report.ok);
	assert_int_equal(report.count, 0);
	fixture_open(f);
	write_events(f);
	fixture_close(f);
	report = verify(f);
	assert_true(report.ok);
	assert_int_equal(report.count, EVENTS);
	assert_int_equal(report.first_bad, 0);
	assert_int_equal(strlen(report.head), 64);
}

/* A few rows at a time, each from where the last ones ended. */
static void
test_in_parts(void **state)
{
	struct fixture *f = *state;
	struct audit_report report;
	struct audit_mark mark = {0};

	write_events(f);
	for (int64_t rows = 3; rows <= EVENTS + 2; rows += 3) {
		assert_int_equal(audit_verify_some(f->reader,
						   f->config.audit_key, &mark,
						   3, &report),
				 ERR_OK);
		assert_true(report.ok);
		assert_int_equal(report.done, rows > EVENTS);
		assert_int_equal(report.count, rows > EVENTS ? EVENTS : rows);
	}
	mark = (struct audit_mark){0};
	for (int i = 0; i < 2; i++) { /* as many as there are: is that all? */
		assert_int_equal(audit_verify_some(f->reader,
						   f->config.audit_key, &mark,
						   EVENTS, &report),
				 ERR_OK);
		assert_int_equal(report.done, i == 1);
		assert_int_equal(report.count, EVENTS);
	}
	mark = (struct audit_mark){0};
	assert_int_equal(audit_verify_some(f->reader, f->config.audit_key,
					   &mark, EVENTS + 1, &report),
			 ERR_OK);
	assert_true(report.done);
}

static void
test_a_failed_write_leaves_no_gap(void **state)
{
	struct fixture *f = *state;
	struct writing w = {.op = fixture_op(f), .fails = ERR_FORBIDDEN};
	struct audit_report report;

	write_events(f);
	assert_int_equal(store_write(f->store, write_event, &w, NULL),
			 ERR_FORBIDDEN);
	w.fails = ERR_OK;
	assert_int_equal(store_write(f->store, write_event, &w, NULL), ERR_OK);
	fixture_close(f);
	report = verify(f);
	assert_true(report.ok);
	assert_int_equal(report.count, EVENTS + 1);
}

static void
test_another_key_does_not_fit(void **state)
{
	struct fixture *f = *state;
	unsigned char key[STORE_KEY_BYTES] = {1};
	struct audit_report report;

	write_events(f);
	assert_int_equal(audit_verify(f->reader, key, &report), ERR_OK);
	assert_false(report.ok);
	assert_int_equal(report.first_bad, 1);
}

#define UNLOCK "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;"

/* What somebody with the file could do, and where it must show. */
static const struct {
	const char *sql;
	int64_t first_bad;
} forgeries[] = {
    {"UPDATE audit SET at_ms = at_ms + 1 WHERE seq = 3", 3},
    {"UPDATE audit SET actor = 'other' WHERE seq = 3", 3},
    {"UPDATE audit SET roles = 7 WHERE seq = 3", 3},
    {"UPDATE audit SET address = '192.0.2.2' WHERE seq = 3", 3},
    {"UPDATE audit SET address = NULL WHERE seq = 3", 3},
    {"UPDATE audit SET request_id = '' WHERE seq = 3", 3},
    {"UPDATE audit SET action = 'request.view' WHERE seq = 3", 3},
    {"UPDATE audit SET object = 'patient' WHERE seq = 3", 3},
    {"UPDATE audit SET object_id = 'r4' WHERE seq = 3", 3},
    {"UPDATE audit SET detail = NULL WHERE seq = 3", 3},
    {"UPDATE audit SET detail = '' WHERE seq = 4", 4},
    {"UPDATE audit SET prev = zeroblob(32) WHERE seq = 3", 3},
    {"UPDATE audit SET hash = zeroblob(32) WHERE seq = 3", 3},
    {"UPDATE audit SET action = action || object, object = '' WHERE seq = 3",
     3},
    {"UPDATE audit SET seq = 0 WHERE seq = 1", 1},
    {"DELETE FROM audit WHERE seq = 1", 1},
    {"DELETE FROM audit WHERE seq = 3", 3},
    {"DELETE FROM audit WHERE seq = 3;"
     "UPDATE audit SET seq = seq - 1 WHERE seq > 3",
     3},
    {"UPDATE audit SET seq = 99 WHERE seq = 3;"
     "UPDATE audit SET seq = 3 WHERE seq = 4;"
     "UPDATE audit SET seq = 4 WHERE seq = 99",
     3},
    {"INSERT INTO audit SELECT 8, at_ms, actor, roles, address, request_id,"
     " action, object, object_id, detail, hash, hash FROM audit"
     " WHERE seq = 7",
     8},
};

/* The chain of ${path} after ${sql} was done to it. */
static struct audit_report
forged(struct fixture *f, const char *path, const char *sql)
{
	struct audit_report report;

	if (sql != NULL)
		fixture_sql(path, sql);
	f->config.path = path;
	report = verify(f);
	f->config.path = f->path;
	return report;
}

static void
test_every_forgery_shows(void **state)
{
	struct fixture *f = *state;

	write_events(f);
	fixture_close(f);
	for (size_t i = 0; i < sizeof(forgeries) / sizeof(*forgeries); i++) {
		char name[16], path[128], sql[600];
		struct audit_report report;
		snprintf(name, sizeof(name), "f%zu.db", i);
		fixture_file(f, name, path);
		snprintf(sql, sizeof(sql), "VACUUM INTO '%s'", path);
		fixture_sql(f->path, sql);
		assert_true(forged(f, path, NULL).ok); /* the control */
		snprintf(sql, sizeof(sql), UNLOCK "%s", forgeries[i].sql);
		report = forged(f, path, sql);
		if (report.ok || report.first_bad != forgeries[i].first_bad)
			fail_msg("%s: first bad %lld", forgeries[i].sql,
				 (long long)report.first_bad);
	}
}

static void
test_triggers_refuse(void **state)
{
	struct fixture *f = *state;
	static const char *const tries[] = {
	    "UPDATE audit SET detail = 'x' WHERE seq = 1",
	    "DELETE FROM audit WHERE seq = 1",
	    "PRAGMA recursive_triggers=1; REPLACE INTO audit SELECT 1, at_ms,"
	    " 'x', roles, address, request_id, action, object, object_id,"
	    " detail, prev, hash FROM audit WHERE seq = 2",
	    "DELETE FROM tariff",
	    "UPDATE tariff SET price_kop = 1",
	    "UPDATE tariff SET withdrawn_at_ms = 5, withdrawn_by = 'x'",
	    "INSERT INTO tariff (zone, performer, price_kop, valid_from_ms,"
	    " recorded_at_ms, recorded_by, reason)"
	    " VALUES ('green', 1, 5, 0, 0, 'x', 'x')",
	};
	sqlite3 *db;

	write_events(f);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++)
		if (sqlite3_exec(db, tries[i], NULL, NULL, NULL) !=
		    SQLITE_CONSTRAINT)
			fail_msg("%s went through", tries[i]);
	sqlite3_close(db);
}

/* A price ahead may be withdrawn before its day, once, and given again. */
int
main(void)
{
#define E(test)                                                                \
	cmocka_unit_test_setup_teardown(test, fixture_setup_empty,             \
					fixture_teardown)
#define S(test)                                                                \
	cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    E(test_a_chain),
	    E(test_in_parts),
	    E(test_a_failed_write_leaves_no_gap),
	    E(test_another_key_does_not_fit),
	    E(test_every_forgery_shows),
	    S(test_triggers_refuse),
	};
#undef E
#undef S

	return cmocka_run_group_tests(tests, NULL, NULL);
}
