#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/chance.h"
#include "audit.h"
#include "fixture.h"

/* Random forgeries, a fixed seed: each is found and named. */

#define EVENTS 24
#define USUAL 1000 /* FORGERIES=10000: make figures */
#define SEED 20261123u

static const char *const columns[] = {
    "at_ms",  "actor",     "roles",  "address", "request_id", "action",
    "object", "object_id", "detail", "prev",    "hash",       "seq"};

static unsigned
roll(unsigned *state, unsigned n)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % n;
}

static void
write_events(struct fixture *f)
{
	for (int i = 0; i < EVENTS; i++) {
		char id[16];
		struct audit_note_ask ask = {
		    .op = fixture_op(f),
		    .event = {.action = i % 3 ? "request.post" : "user.add",
			      .object = i % 3 ? "request" : "user",
			      .object_id = id,
			      .detail = i % 2 ? "zone" : NULL},
		};

		snprintf(id, sizeof(id), "r%d", i);
		assert_int_equal(store_write(f->store, audit_note, &ask, NULL),
				 ERR_OK);
	}
}

/* A column of a row becomes another value. */
static void
change(char *sql, size_t size, const char *column, unsigned row)
{
	static const struct {
		const char *column;
		const char *to;
	} special[] = {
	    {"at_ms", "at_ms + 1"},     {"roles", "roles + 1"},
	    {"seq", "seq + 1000"},      {"prev", "randomblob(32)"},
	    {"hash", "randomblob(32)"},
	};
	char to[64];

	snprintf(to, sizeof(to), "coalesce(%s, '') || 'x'", column);
	for (size_t i = 0; i < sizeof(special) / sizeof(*special); i++)
		if (strcmp(column, special[i].column) == 0)
			snprintf(to, sizeof(to), "%s", special[i].to);
	snprintf(sql, size, "UPDATE audit SET %s = %s WHERE seq = %u", column,
		 to, row);
}

/* A forgery at or after ${row}; the first row that is wrong. */
static unsigned
forge(char *sql, size_t size, unsigned *state)
{
	unsigned row = 1 + roll(state, EVENTS);
	unsigned other = 1 + roll(state, EVENTS);
	size_t n = sizeof(columns) / sizeof(*columns);

	switch (roll(state, 5)) {
	case 0: /* remove */
		snprintf(sql, size, "DELETE FROM audit WHERE seq = %u", row);
		return row;
	case 1: /* cut the tail */
		snprintf(sql, size, "DELETE FROM audit WHERE seq >= %u", row);
		return row;
	case 2: /* swap */
		if (other == row)
			other = row % EVENTS + 1;
		snprintf(sql, size,
			 "UPDATE audit SET seq = 999 WHERE seq = %u;"
			 "UPDATE audit SET seq = %u WHERE seq = %u;"
			 "UPDATE audit SET seq = %u WHERE seq = 999",
			 row, row, other, other);
		return row < other ? row : other;
	case 3: /* remove and close the gap */
		snprintf(sql, size,
			 "DELETE FROM audit WHERE seq = %u;"
			 "UPDATE audit SET seq = -seq WHERE seq > %u;"
			 "UPDATE audit SET seq = -seq - 1 WHERE seq < 0",
			 row, row);
		return row;
	default:
		change(sql, size, columns[roll(state, (unsigned)n)], row);
		return row;
	}
}

struct bytes {
	char *p;
	size_t n;
};

static struct bytes
read_file(const char *path)
{
	struct bytes b = {malloc((size_t)1 << 24), 0};
	FILE *file = fopen(path, "rb");

	assert_non_null(b.p);
	assert_non_null(file);
	b.n = fread(b.p, 1, (size_t)1 << 24, file);
	fclose(file);
	return b;
}

static void
write_file(const char *path, struct bytes b)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(b.p, 1, b.n, file), b.n);
	fclose(file);
}

/* The first row that is wrong, 0: none, given that there were EVENTS. */
static int64_t
first_bad(struct fixture *f)
{
	struct audit_report report;
	struct db *db;

	assert_int_equal(store_read_open(f->path, &db, &f->err), ERR_OK);
	assert_int_equal(audit_verify(db, f->config.audit_key, &report),
			 ERR_OK);
	store_reader_close(db);
	if (report.ok && report.count < EVENTS)
		return report.count + 1;
	return report.first_bad;
}

static void
test_random_forgeries(void **state)
{
	struct fixture *f = *state;
	unsigned random = SEED;
	size_t forgeries = chance_times("FORGERIES", USUAL);
	struct bytes good;

	write_events(f);
	fixture_close(f);
	fixture_sql(f->path, "DROP TRIGGER audit_no_update;"
			     "DROP TRIGGER audit_no_delete;"
			     "PRAGMA wal_checkpoint(TRUNCATE)");
	good = read_file(f->path);
	for (size_t i = 0; i < forgeries; i++) {
		char sql[400];
		unsigned row = forge(sql, sizeof(sql), &random);

		if (i % 100 == 0) /* the control */
			assert_int_equal(first_bad(f), 0);
		fixture_sql(f->path, sql);
		if (first_bad(f) != row)
			fail_msg("seed %u: %s: first bad %lld", SEED, sql,
				 (long long)first_bad(f));
		write_file(f->path, good);
	}
	assert_int_equal(first_bad(f), 0);
	free(good.p);
	print_message("%zu of %zu forgeries found\n", forgeries, forgeries);
}

/* The end is known from elsewhere: a tail that is cut shows at once. */
static void
test_a_mark_holds(void **state)
{
	struct fixture *f = *state;
	struct audit_mark mark = {0}, end;
	struct audit_report report;
	int64_t last;

	write_events(f);
	assert_int_equal(audit_verify_some(f->reader, f->config.audit_key,
					   &mark, 10, &report),
			 ERR_OK);
	assert_true(report.ok && !report.done);
	assert_int_equal(report.count, 10);
	assert_int_equal(audit_verify_some(f->reader, f->config.audit_key,
					   &mark, 100, &report),
			 ERR_OK);
	assert_true(report.ok && report.done);
	assert_int_equal(report.count, EVENTS);
	assert_int_equal(audit_last(f->reader, &last), ERR_OK);
	assert_int_equal(last, EVENTS);
	fixture_close(f);
	fixture_sql(f->path, "DROP TRIGGER audit_no_delete;"
			     "DELETE FROM audit WHERE seq > 20");
	fixture_open(f);
	end = mark;
	assert_int_equal(audit_verify_some(f->reader, f->config.audit_key, &end,
					   100, &report),
			 ERR_OK);
	assert_false(report.ok);
	assert_int_equal(report.first_bad, EVENTS);
	write_events(f); /* grown over it again: not the same rows */
	end = mark;
	assert_int_equal(audit_verify_some(f->reader, f->config.audit_key, &end,
					   100, &report),
			 ERR_OK);
	assert_false(report.ok);
}

static size_t
listed(struct fixture *f, const struct audit_filter *filter, int64_t *first)
{
	struct audit_page page;

	assert_int_equal(audit_list(f->reader, filter, &page, &f->arena),
			 ERR_OK);
	*first = page.count != 0 ? page.item[0].seq : 0;
	for (size_t i = 1; i < page.count; i++)
		assert_true(page.item[i].seq < page.item[i - 1].seq);
	return page.count;
}

static void
test_search(void **state)
{
	static const struct {
		struct audit_filter filter;
		size_t count;
		int64_t first;
	} row[] = {
	    {{.limit = 200}, EVENTS, EVENTS},
	    {{.limit = 5}, 5, EVENTS},
	    {{.limit = 5, .before = 6}, 5, 5},
	    {{.limit = 200, .actor = "tester"}, EVENTS, EVENTS},
	    {{.limit = 200, .actor = "nobody"}, 0, 0},
	    {{.limit = 200, .action = "user.add"}, EVENTS / 3, 22},
	    {{.limit = 200, .object = "user"}, EVENTS / 3, 22},
	    {{.limit = 200, .object = "user", .object_id = "r3"}, 1, 4},
	    {{.limit = 200, .object = "request", .object_id = "r3"}, 0, 0},
	    {{.limit = 200, .from_ms = FIXTURE_NOW}, EVENTS, EVENTS},
	    {{.limit = 200, .from_ms = FIXTURE_NOW + 1}, 0, 0},
	    {{.limit = 200, .to_ms = FIXTURE_NOW}, 0, 0},
	    {{.limit = 200, .to_ms = FIXTURE_NOW + 1, .before = 3}, 2, 2},
	};
	struct fixture *f = *state;

	write_events(f);
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		int64_t first;
		size_t n = listed(f, &row[i].filter, &first);

		if (n != row[i].count || first != row[i].first)
			fail_msg("row %zu: %zu from %lld", i, n,
				 (long long)first);
	}
}

int
main(void)
{
#define T(test)                                                                \
	cmocka_unit_test_setup_teardown(test, fixture_setup_empty,             \
					fixture_teardown)
	const struct CMUnitTest tests[] = {
	    T(test_random_forgeries),
	    T(test_a_mark_holds),
	    T(test_search),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
