#include <sqlite3.h>
#include <stdio.h>

#include "board.h"
#include "civil.h"
#include "desk.h"

static struct board_page
list(struct fixture *f, struct board_ask ask)
{
	struct board_page page;

	if (ask.limit == 0)
		ask.limit = BOARD_LIMIT_MAX;
	ask.now_ms = f->now_ms;
	assert_int_equal(board_list(f->reader, &ask, &page, &f->arena), ERR_OK);
	return page;
}

static void
cancel(struct fixture *f, const char *id)
{
	struct dispatch_ask ask = {.id = id, .reason = "better"};

	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_OK);
}

/* By deadline; ties, and a clock that jumped back, by posting. */
static void
test_order(void **state)
{
	struct fixture *f = *state;
	int64_t now_ms = f->now_ms;
	struct request late, a, b, early;
	struct board_page page;

	f->now_ms = now_ms + MINUTE_MS;
	late = desk_queue(f, 1);
	f->now_ms = now_ms;
	a = desk_queue(f, 2);
	b = desk_queue(f, 3);
	f->now_ms = now_ms - HOUR_MS;
	early = desk_queue(f, 4);
	page = list(f, (struct board_ask){0});
	assert_int_equal(page.count, 4);
	assert_string_equal(page.item[0].id, early.id);
	assert_string_equal(page.item[1].id, a.id);
	assert_string_equal(page.item[2].id, b.id);
	assert_string_equal(page.item[3].id, late.id);
	assert_null(page.next);
}

/* A list row has what the board shows, and no long answers. */
static void
test_row(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1), *row;

	row = &list(f, (struct board_ask){0}).item[0];
	assert_string_equal(row->number, q.number);
	assert_int_equal(row->version, 1);
	assert_string_equal(row->form.patient.name, q.form.patient.name);
	assert_string_equal(row->form.service[0].code, "X01");
	assert_int_equal(row->quote.total_kop, q.quote.total_kop);
	assert_int_equal(row->promise.deadline_at_ms, q.promise.deadline_at_ms);
	assert_null(row->form.symptoms);
	assert_int_equal(row->form.epid_count, 0);
}

/* Posted on the clinic's day, ended or not, newest first, page by page. */
static void
test_day(void **state)
{
	struct fixture *f = *state;
	struct board_ask ask = {.created_by = "tester", .limit = 2};
	struct board_page page;
	struct request a, b, c;

	f->now_ms = civil_ms(&f->book->clinic_zone,
			     (struct civil_date){2026, 11, 26}, 0) -
		    1;
	(void)desk_queue(f, 1);
	f->now_ms++;
	a = desk_queue(f, 2);
	b = desk_queue(f, 3);
	c = desk_queue(f, 4);
	desk_as(f, "other", ROLE_OPERATOR | ROLE_DISPATCHER);
	(void)desk_queue(f, 5);
	cancel(f, b.id);
	ask.created_day =
	    civil_days(civil_date_of(&f->book->clinic_zone, f->now_ms));
	page = list(f, ask);
	assert_int_equal(page.count, 2);
	assert_string_equal(page.item[0].id, c.id);
	assert_string_equal(page.item[1].id, b.id);
	ask.cursor = page.next;
	page = list(f, ask);
	assert_int_equal(page.count, 1);
	assert_string_equal(page.item[0].id, a.id);
	assert_null(page.next);
	ask.cursor = NULL;
	ask.states = 1u << REQUEST_CANCELLED;
	assert_int_equal(list(f, ask).count, 1);
	ask.states = 0;
	ask.q = "26-000001";
	assert_int_equal(list(f, ask).count, 0);
	ask.q = "26-000002";
	assert_int_equal(list(f, ask).count, 1);
	ask.q = NULL;
	ask.created_day++;
	assert_int_equal(list(f, ask).count, 0);
}

/* Pages meet without a gap, also when rows come and go in between. */
static void
test_pages(void **state)
{
	struct fixture *f = *state;
	struct board_ask ask = {.limit = 3};
	const char *id[10];
	struct board_page page;

	for (int i = 0; i < 10; i++) {
		f->now_ms += i % 2 * MINUTE_MS;
		id[i] = desk_queue(f, i + 1).id;
	}
	for (int i = 0; i < 9; i += 3) {
		page = list(f, ask);
		assert_int_equal(page.count, 3);
		for (int k = 0; k < 3; k++)
			assert_string_equal(page.item[k].id, id[i + k]);
		assert_non_null(page.next);
		cancel(f, id[i]); /* of a page that was read */
		ask.cursor = page.next;
	}
	page = list(f, ask);
	assert_int_equal(page.count, 1);
	assert_string_equal(page.item[0].id, id[9]);
	assert_null(page.next);
}

static void
test_bad_cursor(void **state)
{
	static const char *const bad[] = {
	    "",      "u",     "x1-2", "u1",  "u1-",
	    "u1-2x", "u-1-2", "n1-2", "ффф", "u99999999999999999999-1",
	};
	struct fixture *f = *state;
	struct board_page page;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct board_ask ask = {.limit = 5, .cursor = bad[i]};

		if (board_list(f->reader, &ask, &page, &f->arena) != ERR_SYNTAX)
			fail_msg("cursor %s", bad[i]);
	}
}

static void
test_filters(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct request own, yellow, claimed;
	struct board_page page;

	form.address.place = "nevsky";
	yellow = desk_post(f, &form);
	f->actor.login = "other";
	own = desk_queue(f, 2);
	f->actor.login = "dispatcher";
	claimed = desk_queue(f, 3);
	claimed = desk_claim(f, claimed.id);
	page = list(f, (struct board_ask){.zone = "yellow"});
	assert_int_equal(page.count, 1);
	assert_string_equal(page.item[0].id, yellow.id);
	page = list(f, (struct board_ask){.created_by = "other"});
	assert_int_equal(page.count, 1);
	assert_string_equal(page.item[0].id, own.id);
	page = list(f, (struct board_ask){.claimed_by = "dispatcher"});
	assert_int_equal(page.count, 1);
	assert_string_equal(page.item[0].id, claimed.id);
	assert_int_equal(page.item[0].claim.token, 1);
	page = list(f, (struct board_ask){.states = 1u << REQUEST_QUEUED});
	assert_int_equal(page.count, 2);
	page = list(f, (struct board_ask){.states = 1u << REQUEST_QUEUED,
					  .zone = "green"});
	assert_int_equal(page.count, 1);
	page = list(f, (struct board_ask){.zone = "red"});
	assert_int_equal(page.count, 0);
}

/* Past the deadline without contact, and still open. */
static void
test_overdue(void **state)
{
	struct fixture *f = *state;
	struct request late = desk_queue(f, 1), reached = desk_queue(f, 2);
	struct request gone = desk_queue(f, 3);
	struct dispatch_ask ask = {.outcome = "reached"};
	struct board_counts counts;
	struct board_page page;

	ask.id = reached.id;
	ask.token = desk_claim(f, reached.id).claim.token;
	assert_int_equal(desk_do(f, dispatch_attempt, &ask), ERR_OK);
	cancel(f, gone.id);
	f->now_ms += 60 * MINUTE_MS - 1;
	assert_int_equal(list(f, (struct board_ask){.overdue = true}).count, 0);
	f->now_ms++;
	(void)desk_queue(f, 4);
	page = list(f, (struct board_ask){.overdue = true});
	assert_int_equal(page.count, 1);
	assert_string_equal(page.item[0].id, late.id);
	assert_int_equal(board_counts(f->reader, f->now_ms, &counts), ERR_OK);
	assert_int_equal(counts.overdue, 1);
	assert_int_equal(counts.by_state[REQUEST_QUEUED], 2);
	assert_int_equal(counts.by_state[REQUEST_CLAIMED], 1);
	assert_int_equal(counts.by_state[REQUEST_CANCELLED], 0);
}

/* Final ones: the newest first; numbers: any state. */
static void
test_past(void **state)
{
	struct fixture *f = *state;
	struct board_ask past = {.states = 1u << REQUEST_CANCELLED, .limit = 2};
	struct board_ask number = {.q = "26-00000", .limit = 2};
	struct board_page page;

	for (int i = 1; i <= 5; i++)
		cancel(f, desk_queue(f, i).id);
	for (int i = 5; i > 1; i -= 2) {
		page = list(f, past);
		assert_int_equal(page.item[0].number[8], '0' + i);
		assert_int_equal(page.item[1].number[8], '0' + i - 1);
		past.cursor = page.next;
		page = list(f, number);
		assert_int_equal(page.item[0].number[8], '0' + i);
		assert_int_equal(page.item[1].number[8], '0' + i - 1);
		number.cursor = page.next;
	}
	assert_int_equal(list(f, past).count, 1);
	assert_null(list(f, past).next);
	page = list(f, number);
	assert_int_equal(page.count, 1);
	past.cursor = NULL;
	past.created_by = "tester";
	assert_int_equal(list(f, past).count, 2);
	past.created_by = "nobody";
	assert_int_equal(list(f, past).count, 0);
	number.cursor = NULL;
	number.q = "26-000003";
	assert_int_equal(list(f, number).count, 1);
	number.q = "Тестов";
	assert_int_equal(list(f, number).count, 0);
	assert_int_equal(list(f, (struct board_ask){0}).count, 0);
}

static void
test_find(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1), found;

	assert_int_equal(
	    board_find_number(f->reader, q.number, &found, &f->arena), ERR_OK);
	assert_string_equal(found.id, q.id);
	assert_int_equal(
	    board_find_number(f->reader, "26-999999", &found, &f->arena),
	    ERR_NOT_FOUND);
	assert_int_equal(board_find(f->reader, "", &found, &f->arena),
			 ERR_NOT_FOUND);
}

static size_t
calling(struct fixture *f, const char *phone, size_t max, struct board_page *p)
{
	assert_int_equal(board_find_phone(f->reader, phone, max, p, &f->arena),
			 ERR_OK);
	return p->count;
}

/* Of the patient or the caller, once each, the newest first, active ones. */
static void
test_phone(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 2);
	struct request mine = desk_queue(f, 1), called;
	const char *phone = mine.form.patient.phone;
	struct board_page page;

	form.has_caller = true;
	form.caller = (struct request_person){
	    .name = "Тестова Анна", .relation = "mother", .phone = phone};
	called = desk_post(f, &form);
	assert_int_equal(calling(f, phone, 5, &page), 2);
	assert_string_equal(page.item[0].id, called.id);
	assert_string_equal(page.item[1].number, mine.number);
	assert_int_equal(calling(f, phone, 1, &page), 1);
	assert_int_equal(calling(f, "+78125550000", 5, &page), 0);
	cancel(f, mine.id);
	assert_int_equal(calling(f, phone, 5, &page), 1);
	assert_string_equal(page.item[0].id, called.id);
}

/* --- how the engine goes about it ------------------------------------- */

static const char *const text_of[] = {
#define SQL(name, text) [SQL_##name] = text,
#include "../../db/statements.def"
#undef SQL
};

/* The plan of ${id} must use ${index} and neither scan nor sort. */
static void
expect_plan(sqlite3 *db, enum db_id id, const char *index)
{
	char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", text_of[id]);
	sqlite3_stmt *stmt;
	bool used = false;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL),
			 SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const char *line = (const char *)sqlite3_column_text(stmt, 3);

		used |= strstr(line, index) != NULL;
		if (strstr(line, "TEMP B-TREE") != NULL ||
		    (strncmp(line, "SCAN", 4) == 0 &&
		     strstr(line, index) == NULL))
			fail_msg("%s: %s", sql, line);
	}
	if (!used)
		fail_msg("%s: %s is not used", sql, index);
	sqlite3_finalize(stmt);
	sqlite3_free(sql);
}

static void
test_plans(void **state)
{
	static const struct {
		enum db_id id;
		const char *index;
	} plan[] = {
	    {SQL_BOARD_ACTIVE, "request_board"},
	    {SQL_BOARD_NEWEST, "INTEGER PRIMARY KEY"},
	    {SQL_BOARD_NEWEST_BY, "request_creator"},
	    {SQL_BOARD_DAY, "request_day"},
	    {SQL_BOARD_NUMBER, "sqlite_autoindex_request"},
	    {SQL_FIND_PAGE, "request_day"},
	    {SQL_FIND_LINE, "INTEGER PRIMARY KEY"},
	    {SQL_FIND_LAST, "request_day"},
	    {SQL_FIND_FIRST, "request_day"},
	    {SQL_FIND_DAY_OF, "INTEGER PRIMARY KEY"},
	    {SQL_FIND_BACK, "INTEGER PRIMARY KEY"},
	    {SQL_FIND_ON, "INTEGER PRIMARY KEY"},
	    {SQL_FIND_WORD, "PRIMARY KEY"},
	    {SQL_BOARD_PHONE_AT, "INTEGER PRIMARY KEY"},
	    {SQL_ALIKE_LIST, "request_board"},
	    {SQL_PATIENT_BY_PHONE, "patient_phone"},
	    {SQL_DRAFT_BY_ID, "sqlite_autoindex_draft"},
	    {SQL_DRAFT_COUNT, "draft_owner"},
	    {SQL_QUEUE_NEXT, "request_queue"},
	    {SQL_QUEUE_EXPIRED, "request_lease"},
	    {SQL_QUEUE_RETRY, "request_retry"},
	    {SQL_DUPLICATE_AT, "INTEGER PRIMARY KEY"},
	    {SQL_TRIP_MEMBERS, "request_trip"},
	    {SQL_TRIP_LIST, "request_trip"},
	    {SQL_TRIP_GROUP_OF, "sqlite_autoindex_request"},
	    {SQL_REQUEST_BY_ID, "sqlite_autoindex_request"},
	    {SQL_REQUEST_BY_NUMBER, "sqlite_autoindex_request"},
	    {SQL_REQUEST_EVENT_LIST, "request_event_of"},
	    {SQL_ATTEMPT_LIST, "attempt_of"},
	    {SQL_VISIT_NEAR, "visit_medic"},
	    {SQL_VISIT_DROP, "visit_one"},
	    {SQL_VISIT_ZONE, "visit_one"},
	    {SQL_TASK_EXPIRED, "task_expired"},
	    {SQL_TASK_AGAIN, "task_again"},
	    {SQL_TASK_KEPT, "task_kept"},
	    /* the trail by each of its filters */
	    {SQL_AUDIT_OF_ALL, "INTEGER PRIMARY KEY"},
	    {SQL_AUDIT_OF_ACTOR, "audit_actor"},
	    {SQL_AUDIT_OF_ACTION, "audit_action"},
	    {SQL_AUDIT_OF_OBJECT, "audit_object"},
	    {SQL_AUDIT_FIRST_TIME, "audit_at"},
	    {SQL_AUDIT_LAST_TIME, "audit_at"},
	    {SQL_AUDIT_LOWEST, "audit_at"},
	    {SQL_AUDIT_HIGHEST, "audit_at"},
	    {SQL_AUDIT_LAST, "audit_object"},
	};
	struct fixture *f = *state;
	sqlite3 *db;

	assert_int_equal(
	    sqlite3_open_v2(f->path, &db, SQLITE_OPEN_READONLY, NULL),
	    SQLITE_OK);
	for (size_t i = 0; i < sizeof(plan) / sizeof(plan[0]); i++)
		expect_plan(db, plan[i].id, plan[i].index);
	sqlite3_close(db);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_order),      TEST(test_row),     TEST(test_pages),
	    TEST(test_bad_cursor), TEST(test_filters), TEST(test_overdue),
	    TEST(test_past),       TEST(test_day),     TEST(test_find),
	    TEST(test_phone),      TEST(test_plans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
