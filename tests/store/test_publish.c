#include "desk.h"
#include "publish.h"

/* A whole publication, of one price. */
struct one {
	struct publish_ask ask;
	struct tariff_draft draft;
};

static enum err_code
publish(struct fixture *f, struct one *one)
{
	f->err = (struct err){.code = ERR_OK};
	one->ask = (struct publish_ask){
	    .op = fixture_op(f),
	    .draft = &one->draft,
	    .count = 1,
	    .version = one->ask.version,
	};
	return store_write(f->store, publish_tariffs, &one->ask, NULL);
}

static enum err_code
step(struct fixture *f, store_fn *fn, int64_t id)
{
	struct publish_step s = {.id = id, .reason = "ошибка"};

	f->err = (struct err){.code = ERR_OK};
	s.op = fixture_op(f);
	return store_write(f->store, fn, &s, NULL);
}

static struct one
dearer(void)
{
	return (struct one){
	    .draft =
		{
		    .zone = "green",
		    .performer = PERFORMER_DOCTOR,
		    .price_kop = 4200 * RUBLE_KOP,
		    .valid_from = {2026, 12, 1},
		    .reason = "инфляция",
		},
	};
}

/* From now on prices need a second admin. */
static void
want_approval(struct fixture *f)
{
	fixture_close(f);
	assert_int_equal(fixture_sql(f->path, "UPDATE setting SET value = '1'"
					      " WHERE key = 'tariff.approval'"),
			 1);
	fixture_open(f);
}

static int64_t
green_rub(struct fixture *f, int64_t at_ms)
{
	fixture_book(f);
	return tariff_at(f->book, "green", PERFORMER_DOCTOR, at_ms)->price_kop /
	       RUBLE_KOP;
}

static const int64_t december_ms = INT64_C(1796072400000);

/* In force from midnight of the clinic, not a moment sooner. */
static void
test_publish(void **state)
{
	struct fixture *f = *state;
	struct one one = dearer();
	int64_t revision = f->book->revision, version = f->book->tariff_version;

	assert_int_equal(publish(f, &one), ERR_OK);
	assert_int_equal(one.ask.tariff->valid_from_ms, december_ms);
	assert_true(one.ask.tariff->id > 0);
	fixture_book(f);
	assert_true(f->book->revision > revision);
	assert_int_equal(f->book->tariff_version, version + 1);
	assert_int_equal(green_rub(f, december_ms - 1), 3900);
	assert_int_equal(green_rub(f, december_ms), 4200);
	assert_int_equal(
	    tariff_at(f->book, "green", PERFORMER_NURSE, december_ms)
		->price_kop,
	    950 * RUBLE_KOP);
}

static void
test_refused(void **state)
{
	struct fixture *f = *state;
	struct one one = dearer();

	one.draft.zone = "blue";
	one.draft.price_kop = 0;
	one.draft.reason = NULL;
	assert_int_equal(publish(f, &one), ERR_FIELDS);
	assert_int_equal(f->err.fields.n, 3);
	one = dearer();
	one.draft.valid_from = (struct civil_date){2026, 11, 26};
	assert_int_equal(publish(f, &one), ERR_FIELDS);
}

/* A second price of one moment is refused, by whatever rulebook. */
static void
test_twice(void **state)
{
	struct fixture *f = *state;
	struct one one = dearer();

	assert_int_equal(publish(f, &one), ERR_OK);
	assert_int_equal(publish(f, &one), ERR_EXISTS);
	fixture_book(f);
	assert_int_equal(publish(f, &one), ERR_FIELDS);
}

/* All or none; what is wrong is named by its place in the list. */
static void
test_several(void **state)
{
	struct fixture *f = *state;
	struct tariff_draft draft[3] = {dearer().draft, dearer().draft,
					dearer().draft};
	struct publish_ask ask = {.draft = draft, .count = 3, .listed = true};

	draft[1].performer = PERFORMER_NURSE;
	draft[1].price_kop = 1000 * RUBLE_KOP;
	draft[0].reason = draft[1].reason = draft[2].reason = NULL;
	ask.op = fixture_op(f);
	assert_int_equal(store_write(f->store, publish_tariffs, &ask, NULL),
			 ERR_FIELDS);
	assert_int_equal(f->err.fields.n, 1); /* the reason is of all */
	draft[0].reason = draft[1].reason = draft[2].reason = "новый год";
	f->err = (struct err){.code = ERR_OK};
	assert_int_equal(store_write(f->store, publish_tariffs, &ask, NULL),
			 ERR_FIELDS);
	assert_string_equal(desk_error(f, "/changes/2/valid_from"),
			    "not_unique");
	assert_int_equal(green_rub(f, december_ms), 3900);
	draft[2].zone = "yellow";
	f->err = (struct err){.code = ERR_OK};
	assert_int_equal(store_write(f->store, publish_tariffs, &ask, NULL),
			 ERR_OK);
	assert_int_equal(green_rub(f, december_ms), 4200);
	assert_int_equal(ask.tariff[2].changed, ask.tariff[0].changed + 2);
}

/* Two admins before one cell: the second is told what the first did. */
static void
test_stale(void **state)
{
	struct fixture *f = *state;
	struct one one = dearer(), other = dearer();
	int64_t seen = f->book->tariff_version;

	one.ask.version = other.ask.version = seen;
	assert_int_equal(publish(f, &one), ERR_OK);
	other.draft.valid_from = (struct civil_date){2026, 12, 5};
	assert_int_equal(publish(f, &other), ERR_STALE);
	assert_int_equal(other.ask.changed_count, 1);
	assert_int_equal(other.ask.changed->id, one.ask.tariff->id);
	assert_string_equal(f->err.by, "tester");
	assert_int_equal(f->err.since_ms, f->now_ms);
	other.draft.zone = "red"; /* another cell: nothing changed there */
	other.draft.price_kop = 7000 * RUBLE_KOP;
	assert_int_equal(publish(f, &other), ERR_OK);
}

static void
test_withdraw(void **state)
{
	struct fixture *f = *state;
	struct one one = dearer();
	int64_t id, version;

	assert_int_equal(publish(f, &one), ERR_OK);
	id = one.ask.tariff->id;
	fixture_book(f);
	version = f->book->tariff_version;
	assert_int_equal(step(f, publish_withdraw, id), ERR_OK);
	assert_int_equal(green_rub(f, december_ms), 3900);
	assert_int_equal(f->book->tariff_version, version + 1);
	assert_int_equal(step(f, publish_withdraw, id), ERR_STATE);
	assert_string_equal(f->err.ref, "withdrawn");
	assert_int_equal(step(f, publish_withdraw, 1), ERR_STATE);
	assert_string_equal(f->err.ref, "current");
	assert_int_equal(step(f, publish_withdraw, 99), ERR_NOT_FOUND);
	assert_int_equal(publish(f, &one), ERR_OK); /* its day is free again */
	f->now_ms = december_ms;
	assert_int_equal(step(f, publish_withdraw, one.ask.tariff->id),
			 ERR_STATE);
}

static void
test_approval(void **state)
{
	struct fixture *f = *state;
	struct one one = dearer();
	int64_t id;

	want_approval(f);
	assert_int_equal(publish(f, &one), ERR_OK);
	id = one.ask.tariff->id;
	assert_int_equal(green_rub(f, december_ms), 3900);
	assert_int_equal(publish(f, &one), ERR_EXISTS);
	assert_int_equal(step(f, publish_approve, id), ERR_OWN_PROPOSAL);
	assert_int_equal(step(f, publish_approve, 99), ERR_NOT_FOUND);
	desk_as(f, "second", ROLE_ADMIN);
	assert_int_equal(step(f, publish_approve, id), ERR_OK);
	assert_int_equal(green_rub(f, december_ms), 4200);
	assert_int_equal(step(f, publish_approve, id), ERR_STATE);
	assert_string_equal(f->err.ref, "future");
}

/* A proposal nobody approved in time stays out, and can be cleared away. */
static void
test_lapsed(void **state)
{
	struct fixture *f = *state;
	struct one one = dearer();

	want_approval(f);
	assert_int_equal(publish(f, &one), ERR_OK);
	desk_as(f, "second", ROLE_ADMIN);
	f->now_ms = december_ms;
	assert_int_equal(step(f, publish_approve, one.ask.tariff->id),
			 ERR_STATE);
	assert_string_equal(f->err.ref, "lapsed");
	assert_int_equal(green_rub(f, december_ms), 3900);
	assert_int_equal(step(f, publish_withdraw, one.ask.tariff->id), ERR_OK);
}

/* What was thought at any moment, before and after it was thought better of. */
static void
test_bitemporal(void **state)
{
	struct fixture *f = *state;
	int64_t entered_ms = f->now_ms, withdrawn_ms = entered_ms + HOUR_MS;
	const struct {
		int64_t known_ms;
		int64_t rub;
	} row[] = {
	    {entered_ms - 1, 0}, /* nothing was entered yet */
	    {entered_ms, 4200},
	    {withdrawn_ms - 1, 4200},
	    {withdrawn_ms, 3900},
	};
	struct one one = dearer();

	assert_int_equal(publish(f, &one), ERR_OK);
	f->now_ms = withdrawn_ms;
	assert_int_equal(step(f, publish_withdraw, one.ask.tariff->id), ERR_OK);
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		const struct tariff *at;
		struct tariff *t;
		size_t n;
		assert_int_equal(publish_rows(f->reader, &t, &n, &f->arena),
				 ERR_OK);
		assert_int_equal(n, 9);
		n = tariff_known(t, n, row[i].known_ms);
		at = tariff_pick(t, n, "green", PERFORMER_DOCTOR, december_ms);
		assert_int_equal(at != NULL ? at->price_kop : 0,
				 row[i].rub * RUBLE_KOP);
	}
}

/* --- behind our back: what the database itself refuses ---------------- */

#define COLUMNS                                                                \
	"zone, performer, price_kop, valid_from_ms, recorded_at_ms,"           \
	" recorded_by, reason, approved_at_ms, approved_by) VALUES "
#define INTO "INSERT INTO tariff (" COLUMNS
#define REPLACE "INSERT OR REPLACE INTO tariff (" COLUMNS
#define ZONE "INSERT INTO zone (code, name, sort) VALUES ('blue', 'b', 9);"
#define SET "UPDATE tariff SET changed = 99, "
#define WITHDRAW SET "withdrawn_at_ms = " NOW ", withdrawn_by = 'x'"
#define NOW "1795680300000"
#define DECEMBER "1796072400000"
#define BY_X ", " NOW ", 'x', 'y', " NOW ", 'x')"

static const struct {
	const char *sql;
	const char *why;
} refused[] = {
    /* an overlap; REPLACE runs no trigger of the deleted */
    {INTO "('green', 1, 100, " DECEMBER BY_X, "one price for a moment"},
    {REPLACE "('green', 1, 100, " DECEMBER BY_X, "one price for a moment"},
    {"INSERT OR REPLACE INTO tariff (id, " COLUMNS
     "(1, 'green', 1, 100, 1796072400001" BY_X,
     "one price for a moment"},
    /* a past made anew */
    {INTO "('green', 1, 100, " NOW BY_X, "begins after it was entered"},
    /* a gap: a pair that begins with a price to come, or a proposal */
    {ZONE INTO "('blue', 1, 100, " DECEMBER BY_X, "in force at once"},
    {ZONE INTO "('blue', 1, 100, 0, " NOW ", 'x', 'y', NULL, NULL)",
     "in force at once"},
    /* a gap: a price in force goes */
    {"DELETE FROM tariff", "never deleted"},
    {WITHDRAW " WHERE id = 1", "in time"},
    {SET "approved_at_ms = NULL, approved_by = NULL WHERE id = 1", "in time"},
    /* a price that stands becomes another one */
    {WITHDRAW ", price_kop = 1 WHERE id = 9", "does not change"},
    {WITHDRAW ", valid_from_ms = 1796072400001 WHERE id = 9",
     "does not change"},
    {WITHDRAW ", recorded_at_ms = 1 WHERE id = 9", "does not change"},
    {WITHDRAW ", recorded_by = 'z' WHERE id = 9", "does not change"},
    {WITHDRAW ", reason = 'z' WHERE id = 9", "does not change"},
    {WITHDRAW ", zone = 'red' WHERE id = 9", "does not change"},
    {WITHDRAW ", performer = 2 WHERE id = 9", "does not change"},
    {WITHDRAW ", id = 12 WHERE id = 9", "does not change"},
    {SET "approved_by = 'z'", "in time"},
    {"UPDATE tariff SET withdrawn_at_ms = 1795680300001, withdrawn_by = 'x'"
     " WHERE id = 9",
     "does not change"}, /* unnoticed by who looked before */
    /* one's own approval; one that comes too late; one at the entering */
    {SET "approved_at_ms = 1795680300001, approved_by = 'tester'"
	 " WHERE id = 10",
     "in time"},
    {SET "approved_at_ms = " DECEMBER ", approved_by = 'x' WHERE id = 10",
     "in time"},
    {INTO "('red', 1, 100, " DECEMBER ", " NOW
	  ", 'x', 'y', 1795680300001, 'x')",
     "begins entered"},
};

static void
test_no_gap_no_overlap(void **state)
{
	struct fixture *f = *state;
	struct one one = dearer(), proposal = dearer();

	assert_int_equal(publish(f, &one), ERR_OK);
	want_approval(f);
	proposal.draft.performer = PERFORMER_NURSE;
	proposal.draft.price_kop = 1000 * RUBLE_KOP;
	assert_int_equal(publish(f, &proposal), ERR_OK);
	assert_int_equal(proposal.ask.tariff->id, 10);
	fixture_close(f);
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		fixture_forbidden(f->path, refused[i].sql, refused[i].why);
	/* the control: what is allowed */
	assert_int_equal(fixture_sql(f->path,
				     SET "approved_at_ms = 1795680300001,"
					 " approved_by = 'x' WHERE id = 10"),
			 1);
	fixture_open(f);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_publish),    TEST(test_refused),
	    TEST(test_twice),      TEST(test_several),
	    TEST(test_stale),      TEST(test_withdraw),
	    TEST(test_approval),   TEST(test_lapsed),
	    TEST(test_bitemporal), TEST(test_no_gap_no_overlap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
