#include <pthread.h>
#include <sqlite3.h>

#include "board.h"
#include "desk.h"
#include "publish.h"
#include "spoken.h"
#include "trip_mates.h"

/* A price that was spoken for ${place} and ${performers}. */
static struct quote
spoken(struct fixture *f, const char *place, unsigned performers)
{
	struct spoken_ask ask = {.op = fixture_op(f)};
	struct quote_ask price = {
	    .place = place,
	    .performers = performers,
	    .at_ms = f->now_ms,
	};

	assert_int_equal(
	    quote_price(f->book, &price, &ask.quote, &f->err.fields), ERR_OK);
	assert_int_equal(store_write(f->store, spoken_keep, &ask, NULL),
			 ERR_OK);
	return ask.quote;
}

/* V1, first time: number, price, promise, kit. */
static void
test_first_time(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct request posted = desk_post(f, &form);
	struct request q = desk_find(f, posted.id);

	assert_string_equal(q.number, "26-000001");
	assert_int_equal(q.version, 1);
	assert_int_equal(q.state, REQUEST_QUEUED);
	assert_string_equal(q.created_by, "tester");
	assert_true(q.first_time);
	assert_string_equal(q.zone, "green");
	assert_int_equal(q.quote.total_kop, 3900 * RUBLE_KOP);
	assert_int_equal(q.quote.line_count, 1);
	assert_string_equal(q.quote.line[0].code, "trip_doctor");
	assert_int_equal(q.promise.target_at_ms, f->now_ms + 30 * MINUTE_MS);
	assert_int_equal(q.promise.deadline_at_ms, f->now_ms + 60 * MINUTE_MS);
	assert_int_equal(q.kit, 1);
	assert_int_equal(q.form.performers, PERFORMER_DOCTOR);
	assert_string_equal(q.form.epid[0].comment, "38,6");
	assert_int_equal(q.form.red_flag[0].answer, ANSWER_NO);
	assert_string_equal(q.form.symptoms, "кашель");
	assert_string_equal(q.form.consent_version, "1");
	assert_int_equal(q.match_count, 0);
}

/* The answer of the write is what a later read gives. */
static void
test_same_as_read(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct request_script scripts[] = {{"price", 3}, {"bonus", 1}};
	struct request a, b;

	form.has_caller = true;
	form.caller = (struct request_person){"Тестова Мария", "daughter",
					      "8 (812) 555-01-09"};
	form.address.entrance = "2";
	form.address.intercom = "41К";
	form.zone_dispute = "это ещё город";
	form.address.text = "Мурино, Тестовая улица, 1";
	form.address.place_reason = "соседи платят как за город";
	form.script = scripts;
	form.script_count = 2;
	a = desk_post(f, &form);
	b = desk_find(f, a.id);
	assert_string_equal(b.form.caller.phone, "+78125550109");
	assert_string_equal(a.form.caller.phone, b.form.caller.phone);
	assert_string_equal(a.form.address.intercom, b.form.address.intercom);
	assert_string_equal(a.form.zone_dispute, b.form.zone_dispute);
	assert_string_equal(b.form.address.place_reason,
			    "соседи платят как за город");
	assert_true(b.flags & REQUEST_FLAG_ADDRESS_CONTRADICTS);
	assert_int_equal(b.form.script_count, 2);
	assert_string_equal(b.form.script[0].situation, "price");
	assert_int_equal(b.form.script[0].version, 3);
	assert_string_equal(b.form.script[1].situation, "bonus");
	assert_true(b.form.has_caller);
	assert_false(b.form.has_representative);
	assert_int_equal(a.flags, b.flags);
	assert_true(b.flags & REQUEST_FLAG_ZONE_DISPUTED);
	assert_int_equal(a.updated_at_ms, b.updated_at_ms);
	assert_null(b.claim.by);
	assert_null(b.visit.medic);
}

/* History and audit are written with the request. */
static void
test_history(void **state)
{
	struct fixture *f = *state;
	struct request q = desk_queue(f, 1);
	struct request_event *e;
	size_t n;

	assert_int_equal(board_history(f->reader, q.id, &e, &n, &f->arena),
			 ERR_OK);
	assert_int_equal(n, 1);
	assert_string_equal(e[0].action, "post");
	assert_null(e[0].from);
	assert_string_equal(e[0].to, "queued");
	assert_string_equal(e[0].by, "tester");
	assert_int_equal(board_history(f->reader, "no", &e, &n, &f->arena),
			 ERR_NOT_FOUND);
	fixture_close(f);
	assert_int_equal(
	    fixture_count(
		f->path,
		"SELECT COUNT(*) FROM audit WHERE action = 'request.post'"),
	    1);
	assert_int_equal(fixture_count(f->path,
				       "SELECT COUNT(*) FROM request_service"
				       " WHERE code = 'X01'"),
			 1);
}

/* A repeat patient: card and birth date, the file gives the rest. */
static void
test_repeat(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct request q;

	form.patient = (struct request_patient){.card_no = "000124",
						.birth_date = "1956-07-12"};
	q = desk_post(f, &form);
	assert_false(q.first_time);
	assert_string_equal(q.form.patient.name, "Примерова Анна Сергеевна");
	assert_string_equal(q.form.patient.phone, "+78125550102");
	assert_true(q.flags & REQUEST_FLAG_BONUS);
	assert_true(q.quote.bonus_member);
	assert_int_equal(q.quote.total_kop, 3900 * RUBLE_KOP);
	assert_false(q.flags &
		     (REQUEST_FLAG_DEBT | REQUEST_FLAG_CARD_UNMATCHED));
}

static void
test_repeat_newer_phone(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct request q;

	form.patient = (struct request_patient){
	    .card_no = "000126",
	    .birth_date = "1972-11-23",
	    .phone = "8 812 555-01-77",
	};
	q = desk_post(f, &form);
	assert_string_equal(q.form.patient.phone, "+78125550177");
	assert_true(q.flags & REQUEST_FLAG_DEBT);
}

/* A wrong birth date shows nothing of the file. */
static void
test_mismatch(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct request q;

	form.patient.card_no = "000126";
	form.patient.birth_date = "1972-11-24";
	q = desk_post(f, &form);
	assert_true(q.first_time);
	assert_true(q.flags & REQUEST_FLAG_CARD_UNMATCHED);
	assert_false(q.flags & REQUEST_FLAG_DEBT);
	assert_string_equal(q.form.patient.name, form.patient.name);
	form.patient.name = NULL;
	form.patient.phone = NULL;
	assert_int_equal(desk_try(f, &form, &q), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/patient/name"), "required");
	assert_string_equal(desk_error(f, "/patient/phone"), "required");
}

/* V2: all that is missing at once, and nothing is written. */
static void
test_missing(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct register_ask ask = {.op = fixture_op(f)};
	struct request q;

	form.address.place = NULL;
	form.epid_count = 0;
	form.consent_data = false;
	ask.form = form;
	assert_int_equal(register_precheck(f->reader, &ask), ERR_FIELDS);
	assert_non_null(desk_error(f, "/address/place"));
	assert_int_equal(desk_try(f, &form, &q), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/address/place"), "required");
	assert_string_equal(desk_error(f, "/epid"), "required");
	assert_string_equal(desk_error(f, "/consent/data"), "consent_required");
	fixture_close(f);
	assert_int_equal(fixture_count(f->path, "SELECT COUNT(*) FROM request"),
			 0);
	assert_int_equal(
	    fixture_count(f->path, "SELECT COUNT(*) FROM request_number"), 0);
}

/* Prechecked and then posted, as the handler does. */
static void
test_precheck(void **state)
{
	struct fixture *f = *state;
	struct register_ask ask = {.op = fixture_op(f),
				   .form = desk_form(f, 1)};

	ask.form.patient.phone = "8 (812) 555-02-01";
	assert_int_equal(register_precheck(f->reader, &ask), ERR_OK);
	assert_int_equal(store_write(f->store, register_post, &ask, NULL),
			 ERR_OK);
	assert_string_equal(ask.request.form.patient.phone, "+78125550201");
}

/* Between precheck and post the patient got a file: it counts. */
static void
test_file_since_precheck(void **state)
{
	struct fixture *f = *state;
	struct register_ask ask = {.op = fixture_op(f),
				   .form = desk_form(f, 1)};
	char card[] = "990001";

	ask.form.patient.card_no = card;
	assert_int_equal(register_precheck(f->reader, &ask), ERR_OK);
	assert_int_equal(store_write(f->store, fixture_card, card, NULL),
			 ERR_OK);
	assert_int_equal(store_write(f->store, register_post, &ask, NULL),
			 ERR_OK);
	assert_string_equal(ask.request.form.patient.name, "Тестов Тест");
	assert_false(ask.request.first_time);
	assert_false(ask.request.flags & REQUEST_FLAG_CARD_UNMATCHED);
}

/* The price said is the price kept, whatever happens to the tariff. */
static void
test_quote_kept(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct quote said =
	    spoken(f, "vasileostrovsky", PERFORMER_DOCTOR | PERFORMER_NURSE);
	const struct tariff_draft draft = {
	    .zone = "green",
	    .performer = PERFORMER_DOCTOR,
	    .price_kop = 4200 * RUBLE_KOP,
	    .valid_from = {2026, 11, 27},
	    .reason = "инфляция",
	};
	struct publish_ask dearer = {
	    .op = fixture_op(f), .draft = &draft, .count = 1};
	struct request before = desk_queue(f, 2), q;

	assert_int_equal(store_write(f->store, publish_tariffs, &dearer, NULL),
			 ERR_OK);
	fixture_book(f);
	f->now_ms += 14 * HOUR_MS; /* the next day, the quote still holds */
	form.quote_id = said.id;
	form.performers = PERFORMER_BOTH;
	q = desk_post(f, &form);
	assert_string_equal(q.quote.id, said.id);
	assert_int_equal(q.quote.total_kop, (3900 + 950) * RUBLE_KOP);
	assert_int_equal(q.quote.at_ms, said.at_ms);
	assert_int_equal(q.quote.tariff_version, said.tariff_version);
	assert_true(q.quote.preliminary);
	assert_int_equal(desk_find(f, before.id).quote.total_kop,
			 3900 * RUBLE_KOP);
	assert_int_equal(desk_queue(f, 3).quote.total_kop, 4200 * RUBLE_KOP);
}

static void
test_quote_refused(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct quote said = spoken(f, "nevsky", PERFORMER_DOCTOR);
	struct request q;

	form.quote_id = said.id;
	assert_int_equal(desk_try(f, &form, &q), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/quote/id"), "quote_zone_mismatch");
	form.address.place = "moskovsky";
	form.performers = PERFORMER_BOTH;
	assert_int_equal(desk_try(f, &form, &q), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/quote/id"),
			    "quote_performers_mismatch");
	form.performers = 0;
	f->now_ms = said.valid_until_ms + 1;
	assert_int_equal(desk_try(f, &form, &q), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/quote/id"), "quote_expired");
	f->now_ms = said.valid_until_ms;
	assert_int_equal(desk_try(f, &form, &q), ERR_OK);
	form.quote_id = "nothing-like-it";
	assert_int_equal(desk_try(f, &form, &q), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/quote/id"), "unknown_code");
}

/* A twin of V12, six years old. */
static struct request_form
twin(struct fixture *f, const char *name)
{
	struct request_form form = desk_form(f, 1);

	form.patient.name = name;
	form.patient.birth_date = "2020-05-05";
	form.service[0].code = "X02";
	form.trip_group = "trip-1";
	form.has_representative = true;
	form.representative =
	    (struct request_person){"Тестова Мария", "mother", NULL};
	return form;
}

/* V12: two requests, one group, one trip 3900. */
static void
test_twins(void **state)
{
	struct fixture *f = *state;
	struct request_form form = twin(f, "Тестов Иван");
	struct request a = desk_post(f, &form), b, c;

	form = twin(f, "Тестов Пётр");
	b = desk_post(f, &form);
	assert_int_equal(a.quote.total_kop + b.quote.total_kop,
			 3900 * RUBLE_KOP);
	assert_true(b.quote.line[0].in_trip_group);
	assert_true(a.flags & REQUEST_FLAG_MINOR);
	assert_int_equal(b.match_count, 0);
	b = desk_find(f, b.id);
	assert_true(b.quote.line[0].in_trip_group);
	assert_string_equal(b.form.representative.relation, "mother");
	/* a nurse beside them is a trip of her own */
	form = twin(f, "Тестов Олег");
	form.performers = PERFORMER_BOTH;
	c = desk_post(f, &form);
	assert_int_equal(c.quote.total_kop, 950 * RUBLE_KOP);
}

/* The group means one door, one operator and a visit still ahead. */
static void
test_twins_refused(void **state)
{
	struct fixture *f = *state;
	struct request_form form = twin(f, "Тестов Иван");
	struct request first = desk_post(f, &form), q;
	struct dispatch_ask cancel = {
	    .id = first.id, .if_version = first.version, .reason = "better"};

	form = twin(f, "Тестов Яков");
	form.address.place = "nevsky";
	assert_int_equal(desk_try(f, &form, &q), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/trip_group"),
			    "trip_group_other_address");
	form = twin(f, "Тестов Яков");
	form.address.flat = "another";
	assert_int_equal(desk_try(f, &form, &q), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/trip_group"),
			    "trip_group_other_address");
	desk_as(f, "another", ROLE_OPERATOR);
	form = twin(f, "Тестов Яков");
	assert_int_equal(desk_try(f, &form, &q), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/trip_group"),
			    "trip_group_other_operator");
	desk_as(f, first.created_by, ROLE_OPERATOR);
	assert_int_equal(desk_do(f, dispatch_cancel, &cancel), ERR_OK);
	form = twin(f, "Тестов Яков");
	assert_int_equal(desk_try(f, &form, &q), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/trip_group"), "trip_group_over");
}

static struct board_page
mates(struct fixture *f, const struct request *q)
{
	struct board_page page;

	assert_int_equal(trip_mates_list(f->reader, q, &page, &f->arena),
			 ERR_OK);
	return page;
}

/* The first request names the group; a later one of it will do, too. */
static void
test_twins_by_first(void **state)
{
	struct fixture *f = *state;
	struct request_form form = twin(f, "Тестов Иван");
	struct request a, b, c;

	form.trip_group = NULL;
	a = desk_post(f, &form);
	form = twin(f, "Тестов Пётр");
	form.trip_group = a.id;
	b = desk_post(f, &form);
	assert_int_equal(b.quote.total_kop, 0);
	assert_int_equal(b.match_count, 0);
	form = twin(f, "Тестов Олег");
	form.trip_group = b.id;
	c = desk_post(f, &form);
	assert_int_equal(c.quote.total_kop, 0);
	assert_string_equal(c.form.trip_group, a.id);
	assert_int_equal(mates(f, &a).count, 2);
	assert_string_equal(mates(f, &a).item[0].id, b.id);
	assert_int_equal(mates(f, &c).count, 2);
	assert_string_equal(mates(f, &c).item[0].id, a.id);
	form = desk_form(f, 2);
	a = desk_post(f, &form);
	assert_int_equal(mates(f, &a).count, 0);
}

/* A trip told as paid is not free without its group. */
static void
test_twins_told_free(void **state)
{
	struct fixture *f = *state;
	struct request_form form = twin(f, "Тестов Иван");
	struct spoken_ask said = {.op = fixture_op(f)};
	struct quote_ask price = {
	    .place = "vasileostrovsky",
	    .performers = PERFORMER_DOCTOR,
	    .paid_performers = PERFORMER_DOCTOR,
	    .at_ms = f->now_ms,
	};
	struct request q;

	(void)desk_post(f, &form);
	assert_int_equal(
	    quote_price(f->book, &price, &said.quote, &f->err.fields), ERR_OK);
	assert_int_equal(store_write(f->store, spoken_keep, &said, NULL),
			 ERR_OK);
	form = twin(f, "Тестов Пётр");
	form.quote_id = said.quote.id;
	form.trip_group = NULL;
	form.duplicate_action = "new_anyway";
	form.duplicate_reason = "двойняшки";
	assert_int_equal(desk_try(f, &form, &q), ERR_FIELDS);
	assert_string_equal(desk_error(f, "/quote/id"),
			    "quote_trip_group_mismatch");
	form = twin(f, "Тестов Пётр");
	form.quote_id = said.quote.id;
	assert_int_equal(desk_post(f, &form).quote.total_kop, 0);
}

static void
test_twins_spoken(void **state)
{
	struct fixture *f = *state;
	struct request_form form = twin(f, "Тестов Иван");

	(void)desk_post(f, &form);
	form = twin(f, "Тестов Пётр");
	form.quote_id = spoken(f, "vasileostrovsky", PERFORMER_DOCTOR).id;
	assert_int_equal(desk_post(f, &form).quote.total_kop, 0);
}

static void
test_dispatcher_cannot_post(void **state)
{
	struct fixture *f = *state;
	struct request_form form = desk_form(f, 1);
	struct request q;

	desk_as(f, "dispatcher", ROLE_DISPATCHER);
	assert_int_equal(desk_try(f, &form, &q), ERR_FORBIDDEN);
}

#define THREADS 8
#define POSTS 25

struct poster {
	struct fixture *f;
	int first;
	pthread_t thread;
	enum err_code code;
};

static void *
post_some(void *arg)
{
	struct poster *p = arg;
	struct fixture own = *p->f; /* the store is shared, nothing else */

	own.arena = (struct arena){.limit = (size_t)1 << 28};
	for (int i = 0; i < POSTS && p->code == ERR_OK; i++) {
		struct request_form form = desk_form(&own, p->first + i);
		struct request q;

		form.address.flat = NULL;
		form.patient.phone = "+78125550200";
		p->code = desk_try(&own, &form, &q);
	}
	arena_free(&own.arena);
	return NULL;
}

static void
test_numbers_unique(void **state)
{
	struct fixture *f = *state;
	struct poster poster[THREADS];

	for (int i = 0; i < THREADS; i++) {
		poster[i] = (struct poster){.f = f, .first = 1 + i * POSTS};
		assert_int_equal(pthread_create(&poster[i].thread, NULL,
						post_some, &poster[i]),
				 0);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(poster[i].thread, NULL);
		assert_int_equal(poster[i].code, ERR_OK);
	}
	fixture_close(f);
	assert_int_equal(
	    fixture_count(f->path,
			  "SELECT COUNT(DISTINCT number) FROM request"
			  " WHERE number BETWEEN '26-000001' AND '26-000200'"),
	    THREADS * POSTS);
}

/* Numbers begin anew with the clinic's year, before that of UTC. */
static void
test_number_year(void **state)
{
	struct fixture *f = *state;

	f->now_ms = INT64_C(1798750799000); /* 2026-12-31T23:59:59 Moscow */
	assert_string_equal(desk_queue(f, 1).number, "26-000001");
	f->now_ms += 1000;
	assert_string_equal(desk_queue(f, 2).number, "27-000001");
	f->now_ms -= 1000;
	assert_string_equal(desk_queue(f, 3).number, "26-000002");
}

/* What the database itself refuses. */
static void
test_unchangeable(void **state)
{
	static const char *const forbidden[] = {
	    "DELETE FROM request",
	    "UPDATE request SET quote_total_kop = 1",
	    "UPDATE request_event SET by_login = 'x'",
	    "DELETE FROM request_event",
	};
	struct fixture *f = *state;
	sqlite3 *db;

	(void)desk_queue(f, 1);
	fixture_close(f);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++)
		assert_int_equal(
		    sqlite3_exec(db, forbidden[i], NULL, NULL, NULL),
		    SQLITE_CONSTRAINT);
	sqlite3_close(db);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_first_time),
	    TEST(test_same_as_read),
	    TEST(test_history),
	    TEST(test_repeat),
	    TEST(test_repeat_newer_phone),
	    TEST(test_mismatch),
	    TEST(test_missing),
	    TEST(test_precheck),
	    TEST(test_file_since_precheck),
	    TEST(test_quote_kept),
	    TEST(test_quote_refused),
	    TEST(test_twins),
	    TEST(test_twins_refused),
	    TEST(test_twins_by_first),
	    TEST(test_twins_told_free),
	    TEST(test_twins_spoken),
	    TEST(test_dispatcher_cannot_post),
	    TEST(test_numbers_unique),
	    TEST(test_number_year),
	    TEST(test_unchangeable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
