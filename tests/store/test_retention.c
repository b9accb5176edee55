#include <string.h>

#include "audit.h"
#include "desk.h"
#include "retention.h"

/* Requests that are long over: what points at a person goes, nothing else. */

#define MONTH_MS (DAY_MS * 365 / 12)

/* The ${n}th request, cancelled with a comment now. */
static struct request
over(struct fixture *f, int n)
{
	struct request_form form = desk_form(f, n);
	struct request_service service[] = {{.code = "X01"},
					    {.text = "перевязка Петру"}};
	struct dispatch_ask ask = {.reason = "better",
				   .comment = "дочь Тестова перезвонит"};
	struct request q;

	form.service = service;
	form.service_count = 2;
	form.symptoms = "кашель третий день";
	q = desk_post(f, &form);
	ask.id = q.id;
	assert_int_equal(desk_do(f, dispatch_cancel, &ask), ERR_OK);
	return q;
}

static size_t
erase(struct fixture *f)
{
	struct retention_ask ask = {.op = fixture_op(f)};
	bool due;

	assert_int_equal(retention_due(f->reader, &ask.op, &due), ERR_OK);
	assert_int_equal(store_write(f->store, retention_erase, &ask, NULL),
			 ERR_OK);
	assert_int_equal(due, ask.erased != 0);
	return ask.erased;
}

static void
test_in_its_time(void **state)
{
	struct fixture *f = *state;
	int64_t months, count;
	struct request open, old = over(f, 1);

	f->now_ms += 2 * MONTH_MS;
	(void)over(f, 2);
	open = desk_queue(f, 3);
	f->now_ms += 58 * MONTH_MS;
	assert_int_equal(erase(f), 0);
	f->now_ms += MINUTE_MS;
	assert_int_equal(retention_count(f->reader, f->now_ms, &months, &count),
			 ERR_OK);
	assert_int_equal(months, 60);
	assert_int_equal(count, 1);
	assert_int_equal(erase(f), 1);
	assert_int_equal(erase(f), 0);
	assert_string_equal(desk_find(f, old.id).form.patient.name, "—");
	f->now_ms += 60 * MONTH_MS;
	assert_int_equal(erase(f), 1); /* never the one that is open */
	assert_string_not_equal(desk_find(f, open.id).form.patient.name, "—");
}

static void
test_what_is_left(void **state)
{
	struct fixture *f = *state;
	struct request before, after, q = over(f, 1);
	struct audit_report report;

	before = desk_find(f, q.id);
	assert_non_null(strstr(before.form.patient.name, "Образцова"));
	f->now_ms += 61 * MONTH_MS;
	assert_int_equal(erase(f), 1);
	after = desk_find(f, q.id);
	assert_string_equal(after.number, before.number);
	assert_int_equal(after.state, before.state);
	assert_int_equal(after.quote.total_kop, before.quote.total_kop);
	assert_string_equal(after.reason, "better");
	assert_string_equal(after.form.patient.phone, "");
	assert_null(after.form.symptoms);
	assert_int_equal(after.form.service_count, 0);
	assert_int_equal(after.version, before.version + 1);
	assert_int_equal(audit_verify(f->reader, f->config.audit_key, &report),
			 ERR_OK);
	assert_true(report.ok);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM audit WHERE action ="
				   " 'request.erase' AND length(detail) = 64"),
	    1);
	fixture_close(f);
	assert_false(fixture_holds(f, before.form.patient.name));
	assert_false(fixture_holds(f, before.form.patient.phone));
	assert_false(fixture_holds(f, before.form.address.text));
	assert_false(fixture_holds(f, "кашель третий"));
	assert_false(fixture_holds(f, "перевязка Петру"));
	assert_false(fixture_holds(f, "дочь Тестова"));
}

/* Zero months: nothing is ever erased. */
static void
test_never(void **state)
{
	struct fixture *f = *state;

	(void)over(f, 1);
	assert_int_equal(retention_before(0, f->now_ms), 0);
	fixture_close(f);
	assert_int_equal(
	    fixture_sql(f->path, "UPDATE setting SET value = '0' WHERE key ="
				 " 'retention.request_months'"),
	    1);
	fixture_open(f);
	f->now_ms += 1000 * MONTH_MS;
	assert_int_equal(erase(f), 0);
}

int
main(void)
{
#define T(test)                                                                \
	cmocka_unit_test_setup_teardown(test, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    T(test_in_its_time),
	    T(test_what_is_left),
	    T(test_never),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
