#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../db/migrate.h"
#include "backup.h"
#include "fixture.h"

static enum err_code
insert_zone(struct db *db, void *arg)
{
	return db_exec(db, SQL_ZONE_INSERT,
		       DB_ARGS(db_text(arg), db_text("Z"), db_int(1)));
}

static void
add_zone(struct fixture *f, char *code)
{
	assert_int_equal(store_write(f->store, insert_zone, code, NULL),
			 ERR_OK);
}

static enum err_code
make(struct fixture *f, const char *to, struct backup_report *report)
{
	f->err = (struct err){0};
	return backup_make(f->path, to, f->config.audit_key, report, &f->err);
}

static enum err_code
restore(struct fixture *f, const char *from)
{
	struct backup_report report;

	f->err = (struct err){0};
	return backup_restore(from, f->path, f->config.audit_key, &report,
			      &f->err);
}

/* Overwrite the middle of a page in the file. */
static void
spoil(const char *path)
{
	int fd = open(path, O_WRONLY);
	char junk[3000];

	memset(junk, 0xa5, sizeof(junk));
	assert_true(fd >= 0);
	for (off_t page = 2; page < 30; page += 3)
		assert_int_equal(
		    pwrite(fd, junk, sizeof(junk), page * 4096 + 500),
		    sizeof(junk));
	close(fd);
}

static void
test_copy_of_a_running_store(void **state)
{
	struct fixture *f = *state;
	struct backup_report report;
	struct stat st;
	char to[128], part[140], mark[] = "before";

	fixture_file(f, "copy.db", to);
	snprintf(part, sizeof(part), "%s.partial", to);
	add_zone(f, mark); /* stands in the log only */
	assert_int_equal(make(f, to, &report), ERR_OK);
	assert_true(report.integrity_ok);
	assert_true(report.audit.ok);
	assert_int_equal(report.audit.count, 1);
	assert_int_equal(report.schema, migrate_newest());
	assert_int_equal(report.requests, 0);
	assert_int_equal(stat(to, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(access(part, F_OK), -1);
	assert_int_equal(fixture_count(to, "SELECT COUNT(*) FROM zone"), 5);
	assert_int_equal(make(f, to, &report), ERR_EXISTS);
}

static void
test_copy_of_nothing(void **state)
{
	struct fixture *f = *state;
	struct backup_report report;
	char from[128], to[128];

	fixture_file(f, "none.db", from);
	fixture_file(f, "copy.db", to);
	assert_int_equal(
	    backup_make(from, to, f->config.audit_key, &report, &f->err),
	    ERR_NOT_FOUND);
	assert_int_equal(access(to, F_OK), -1);
}

static void
test_broken_copies_are_found(void **state)
{
	struct fixture *f = *state;
	struct backup_report report;
	char to[128];

	fixture_file(f, "copy.db", to);
	assert_int_equal(make(f, to, &report), ERR_OK);
	fixture_sql(
	    to, "DROP TRIGGER audit_no_update; UPDATE audit SET actor = 'x'");
	assert_int_equal(
	    backup_check(to, f->config.audit_key, &report, &f->err), ERR_STATE);
	assert_string_equal(f->err.ref, "broken");
	assert_true(report.integrity_ok);
	assert_int_equal(report.audit.first_bad, 1);
	spoil(to);
	assert_int_equal(
	    backup_check(to, f->config.audit_key, &report, &f->err), ERR_STATE);
	assert_string_equal(f->err.ref, "broken");
	assert_false(report.integrity_ok);
	assert_int_not_equal(report.problem[0], '\0');
	assert_int_equal(truncate(to, 4096), 0);
	assert_int_equal(
	    backup_check(to, f->config.audit_key, &report, &f->err), ERR_STATE);
}

static void
test_restore(void **state)
{
	struct fixture *f = *state;
	struct backup_report report;
	char to[128], old[140], wal[140], after[] = "after";

	fixture_file(f, "copy.db", to);
	snprintf(old, sizeof(old), "%s.before-restore", f->path);
	snprintf(wal, sizeof(wal), "%s-wal", f->path);
	assert_int_equal(make(f, to, &report), ERR_OK);
	add_zone(f, after);
	assert_int_equal(restore(f, to), ERR_STATE);
	assert_string_equal(f->err.ref, "locked");
	fixture_close(f);
	assert_int_equal(restore(f, to), ERR_OK);
	assert_int_equal(access(wal, F_OK), -1);
	fixture_open(f);
	assert_int_equal(f->book->zone_count, 4);
	assert_int_equal(f->book->service_count, 98);
	fixture_close(f);
	assert_int_equal(fixture_count(old, "SELECT COUNT(*) FROM zone"), 5);
}

/* A log left by a crash belongs to the old file: it must not be replayed
 * into the new one, and what it holds is kept with the old. */
static void
test_restore_over_a_stale_log(void **state)
{
	struct fixture *f = *state;
	struct backup_report report;
	char copy[128], old[140], wal[140], saved[140], cmd[700];
	char after[] = "after";

	fixture_file(f, "copy.db", copy);
	snprintf(old, sizeof(old), "%s.before-restore", f->path);
	snprintf(wal, sizeof(wal), "%s-wal", f->path);
	fixture_file(f, "saved", saved);
	assert_int_equal(make(f, copy, &report), ERR_OK);
	add_zone(f, after);
	/* as a crash leaves them: file and log of one moment */
	snprintf(cmd, sizeof(cmd), "cp %s %s.db && cp %s %s.wal", f->path,
		 saved, wal, saved);
	assert_int_equal(system(cmd), 0);
	fixture_close(f);
	snprintf(cmd, sizeof(cmd), "cp %s.db %s && cp %s.wal %s", saved,
		 f->path, saved, wal);
	assert_int_equal(system(cmd), 0);
	assert_int_equal(restore(f, copy), ERR_OK);
	assert_int_equal(access(wal, F_OK), -1);
	fixture_open(f);
	assert_int_equal(f->book->zone_count, 4);
	fixture_close(f);
	assert_int_equal(fixture_count(old, "SELECT COUNT(*) FROM zone"), 5);
}

/* The old file may be beyond opening: its log must go all the same. */
static void
test_restore_over_a_broken_file(void **state)
{
	struct fixture *f = *state;
	struct backup_report report;
	char copy[128], old[140], wal[140], cmd[700];

	fixture_file(f, "copy.db", copy);
	snprintf(old, sizeof(old), "%s.before-restore", f->path);
	snprintf(wal, sizeof(wal), "%s-wal", f->path);
	assert_int_equal(make(f, copy, &report), ERR_OK);
	snprintf(cmd, sizeof(cmd), "cp %s %s.saved", wal, wal);
	assert_int_equal(system(cmd), 0);
	fixture_close(f);
	snprintf(cmd, sizeof(cmd),
		 "cp %s.saved %s && head -c 9000 /dev/zero >%s", wal, wal,
		 f->path);
	assert_int_equal(system(cmd), 0);
	assert_int_equal(restore(f, copy), ERR_OK);
	assert_int_equal(access(wal, F_OK), -1);
	assert_int_equal(access(old, F_OK), 0);
	fixture_open(f);
	assert_int_equal(f->book->service_count, 98);
}

static void
test_restore_refuses(void **state)
{
	struct fixture *f = *state;
	struct backup_report report;
	char to[128], sql[64];

	fixture_file(f, "copy.db", to);
	assert_int_equal(make(f, to, &report), ERR_OK);
	fixture_close(f);
	fixture_sql(to, "PRAGMA user_version = 999");
	assert_int_equal(restore(f, to), ERR_STATE);
	assert_string_equal(f->err.ref, "newer");
	snprintf(sql, sizeof(sql), "PRAGMA user_version = %d",
		 migrate_newest());
	fixture_sql(to, sql);
	spoil(to);
	assert_int_equal(restore(f, to), ERR_STATE);
	assert_string_equal(f->err.ref, "broken");
	assert_int_equal(restore(f, "/nonexistent/copy.db"), ERR_NOT_FOUND);
	fixture_open(f); /* the database is as it was */
	assert_int_equal(f->book->service_count, 98);
}

int
main(void)
{
#define T(test)                                                                \
	cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    T(test_copy_of_a_running_store),
	    T(test_copy_of_nothing),
	    T(test_broken_copies_are_found),
	    T(test_restore),
	    T(test_restore_over_a_stale_log),
	    T(test_restore_over_a_broken_file),
	    T(test_restore_refuses),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
