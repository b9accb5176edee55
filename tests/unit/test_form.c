/* What the golden cases (test_cases_form.c) cannot say in JSON. */
#include "unit.h"

#include <string.h>

#include "form.h"
#include "sample.h"
#include "starve.h"
#include "units.h"

static struct arena arena;

/* A form that passes, with one service and one answer. */
struct posted {
	struct request_form form;
	struct request_service service;
	struct request_answer epid;
	struct form_result result;
	struct field_errors errs;
};

static struct posted
good(void)
{
	return (struct posted){
	    .form =
		{
		    .patient = {.name = "Тестов Пётр",
				.birth_date = "1980-01-31",
				.phone = "+78125550101"},
		    .address = {.text = "Тестовая, 5", .place = "nevsky"},
		    .service_count = 1,
		    .epid_count = 1,
		    .consent_price = true,
		    .consent_data = true,
		    .consent_version = "1",
		},
	    .service = {.code = "X01"},
	    .epid = {.code = "EA01", .answer = ANSWER_NO},
	};
}

static enum err_code
check(const struct rulebook *book, struct posted *p, struct arena *memory)
{
	struct form_context ctx = {book, SAMPLE_NOW_MS, false};

	p->form.service = &p->service;
	p->form.epid = &p->epid;
	return form_check(&ctx, &p->form, &p->result, &p->errs, memory);
}

/* The code noted for ${pointer}; "" when there is none. */
static const char *
code_at(const struct posted *p, const char *pointer)
{
	for (size_t i = 0; i < p->errs.n; i++)
		if (strcmp(p->errs.item[i].pointer, pointer) == 0)
			return p->errs.item[i].code;
	return "";
}

/* What an answer leads to is data: a no may be let through, a yes refused. */
static void
test_conditions(void **state)
{
	static const struct {
		enum tri met;
		enum verdict if_yes, if_no;
		const char *code;
		bool asks_dispatcher;
	} row[] = {
	    {TRI_YES, VERDICT_ALLOWED, VERDICT_NOT_ALLOWED, "", false},
	    {TRI_NO, VERDICT_ALLOWED, VERDICT_NOT_ALLOWED, "condition_not_met",
	     false},
	    {TRI_UNSET, VERDICT_ALLOWED, VERDICT_ALLOWED,
	     "condition_unanswered", false},
	    {TRI_NO, VERDICT_ALLOWED, VERDICT_ASK_DISPATCHER, "", true},
	    {TRI_YES, VERDICT_NOT_ALLOWED, VERDICT_ALLOWED, "condition_not_met",
	     false},
	    {TRI_NO, VERDICT_NOT_ALLOWED, VERDICT_ALLOWED, "", false},
	};
	struct rulebook *b = sample_tables(&arena);
	struct service *s10;

	(void)state;
	sample_build(b);
	s10 = (struct service *)rulebook_service(b, "S10");
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		struct posted p = good();

		s10->if_yes.verdict = row[i].if_yes;
		s10->if_no.verdict = row[i].if_no;
		p.service = (struct request_service){
		    .code = "S10", .condition_met = row[i].met};
		assert_int_equal(check(b, &p, &arena),
				 row[i].code[0] != '\0' ? ERR_FIELDS : ERR_OK);
		assert_string_equal(code_at(&p, "/services/0/condition_met"),
				    row[i].code);
		assert_int_equal(
		    (p.result.flags & REQUEST_FLAG_ASK_DISPATCHER) != 0,
		    row[i].asks_dispatcher);
		assert_string_equal(p.service.condition, s10->condition);
	}
	rulebook_drop(b);
	arena_free(&arena);
}

/* Without a sentence of its own the question is told. */
static void
test_condition_without_a_sentence(void **state)
{
	struct rulebook *b = sample_tables(&arena);
	struct posted p = good();
	struct service *s10;

	(void)state;
	sample_build(b);
	s10 = (struct service *)rulebook_service(b, "S10");
	s10->if_no = (struct service_answer){.verdict = VERDICT_NOT_ALLOWED};
	p.service =
	    (struct request_service){.code = "S10", .condition_met = TRI_NO};
	assert_int_equal(check(b, &p, &arena), ERR_FIELDS);
	assert_string_equal(p.errs.item[0].arg, s10->condition);
	rulebook_drop(b);
	arena_free(&arena);
}

static void
test_table(void **state)
{
	size_t n;
	const struct form_field *f = form_fields(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(f[i].pointer[0], '/');
		assert_non_null(form_when_name(f[i].when));
		if (f[i].pattern != NULL)
			assert_true(f[i].code != NULL && f[i].max_length > 0);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(f[i].pointer, f[k].pointer);
	}
	assert_string_equal(form_when_name(FORM_FIRST_TIME), "first_time");
}

static void
test_good(void **state)
{
	struct posted p = good();

	(void)state;
	assert_int_equal(check(sample_book(), &p, &arena), ERR_OK);
	assert_int_equal(p.errs.n, 0);
}

static void
test_patterns_no_memory(void **state)
{
	struct err err;

	(void)state;
	starve_pcre2(4);
	assert_null(form_patterns_make(&err));
	assert_int_equal(err.code, ERR_NOMEM);
	starve_pcre2(-1);
	form_patterns_free(NULL);
}

/* Twice is as good as once: the write checks what was checked before. */
static void
test_again(void **state)
{
	struct posted p = good();

	(void)state;
	p.form.patient.phone = "8 (812) 555-01-01";
	assert_int_equal(check(sample_book(), &p, &arena), ERR_OK);
	assert_int_equal(check(sample_book(), &p, &arena), ERR_OK);
	assert_string_equal(p.form.patient.phone, "+78125550101");
}

/* A part of the body already found wrong is not complained of twice. */
static void
test_noted_before(void **state)
{
	struct posted p = good();

	(void)state;
	p.form.consent_version = NULL;
	err_field(&p.errs, "/consent/text_version", "type", NULL);
	assert_int_equal(check(sample_book(), &p, &arena), ERR_FIELDS);
	assert_int_equal(p.errs.n, 1);
}

static void
test_not_utf8(void **state)
{
	struct posted p = good();

	(void)state;
	p.form.symptoms = "\xc3(";
	p.epid.answer = ANSWER_YES;
	p.epid.comment = "\xff";
	assert_int_equal(check(sample_book(), &p, &arena), ERR_FIELDS);
	assert_string_equal(code_at(&p, "/symptoms"), "invalid");
	assert_string_equal(code_at(&p, "/epid/EA01/comment"), "invalid");
}

static void
test_limits_named(void **state)
{
	struct posted p = good();
	char floor[32];

	(void)state;
	memset(floor, '1', sizeof(floor));
	floor[31] = '\0';
	p.form.address.floor = floor;
	assert_int_equal(check(sample_book(), &p, &arena), ERR_FIELDS);
	assert_string_equal(code_at(&p, "/address/floor"), "too_long");
	assert_string_equal(p.errs.item[0].arg, "30");
}

/* A service is in the catalogue from a moment until another. */
static void
test_service_dates(void **state)
{
	static const struct {
		int64_t from_ms, to_ms;
		const char *code;
	} row[] = {
	    {SAMPLE_NOW_MS, INT64_MAX, ""},
	    {SAMPLE_NOW_MS + 1, INT64_MAX, "unknown_code"},
	    {INT64_MIN, SAMPLE_NOW_MS + 1, ""},
	    {INT64_MIN, SAMPLE_NOW_MS, "unknown_code"},
	};
	struct arena memory = {.limit = 64 * ARENA_LIMIT};
	struct rulebook *book = sample_tables(&memory);
	struct service *x01;

	(void)state;
	sample_build(book);
	x01 = &book->service[rulebook_service(book, "X01") - book->service];
	for (size_t i = 0; i < COUNT(row); i++) {
		struct posted p = good();

		x01->valid_from_ms = row[i].from_ms;
		x01->valid_to_ms = row[i].to_ms;
		(void)check(book, &p, &arena);
		assert_string_equal(code_at(&p, "/services/0/code"),
				    row[i].code);
	}
	rulebook_drop(book);
	arena_free(&memory);
}

/* No zone, no price, no request: never silently the cheapest. */
static void
test_place_without_zone(void **state)
{
	struct arena memory = {.limit = 64 * ARENA_LIMIT};
	struct rulebook *book = sample_tables(&memory);
	struct posted p = good();

	(void)state;
	for (size_t i = 0; i < book->place_count; i++)
		if (strcmp(book->place[i].code, "nevsky") == 0)
			book->place[i].zone = NULL;
	sample_build(book);
	assert_int_equal(check(book, &p, &arena), ERR_FIELDS);
	assert_string_equal(code_at(&p, "/address/place"), "zone_unknown");
	rulebook_drop(book);
	arena_free(&memory);
}

static void
test_scripts(void **state)
{
	struct request_script scripts[] = {{"price", 1}, {"magic", 1}, {0}};
	struct posted p = good();

	(void)state;
	p.form.script = scripts;
	p.form.script_count = 1;
	assert_int_equal(check(sample_book(), &p, &arena), ERR_OK);
	p.form.script_count = 3;
	assert_int_equal(check(sample_book(), &p, &arena), ERR_FIELDS);
	assert_int_equal(p.errs.n, 2);
	assert_string_equal(code_at(&p, "/scripts/1/situation"),
			    "unknown_code");
	assert_string_equal(code_at(&p, "/scripts/2/situation"),
			    "unknown_code");
}

/* Contact data alone: the rest may be wrong by now. */
static void
test_contact(void **state)
{
	struct posted p = good();

	(void)state;
	p.form.consent_price = false;
	p.form.address.place = "nowhere";
	p.form.patient.phone = "8 812 555-01-01";
	p.form.address.flat = "";
	assert_int_equal(
	    form_check_contact(sample_book(), &p.form, &p.errs, &arena),
	    ERR_OK);
	assert_string_equal(p.form.patient.phone, "+78125550101");
	assert_null(p.form.address.flat);
	p.form.patient.phone = NULL;
	p.form.caller.phone = "5";
	p.form.address.text = " ";
	assert_int_equal(
	    form_check_contact(sample_book(), &p.form, &p.errs, &arena),
	    ERR_FIELDS);
	assert_int_equal(p.errs.n, 3);
	assert_string_equal(code_at(&p, "/patient/phone"), "required");
	assert_string_equal(code_at(&p, "/caller/phone"), "phone_invalid");
	assert_string_equal(code_at(&p, "/address/text"), "required");
}

static void
test_contact_no_memory(void **state)
{
	struct arena little = {.limit = ARENA_BLOCK};
	struct posted p = good();

	(void)state;
	p.form.address.text = " Тестовая  улица, 1"; /* to be put in order */
	(void)arena_alloc(&little, ARENA_BLOCK - 64);
	assert_int_equal(
	    form_check_contact(sample_book(), &p.form, &p.errs, &little),
	    ERR_NOMEM);
	arena_free(&little);
}

/* ${p}, checked with ever more memory: ERR_NOMEM, or ${wanted}. */
static void
check_with_little(struct posted p, enum err_code wanted)
{
	for (size_t used = ARENA_BLOCK; used > ARENA_BLOCK - 4096; used -= 16) {
		struct arena little = {.limit = ARENA_BLOCK};
		struct posted one = p;
		enum err_code rc;

		(void)arena_alloc(&little, used);
		rc = check(sample_book(), &one, &little);
		assert_int_equal(rc, little.overflow ? ERR_NOMEM : wanted);
		arena_free(&little);
	}
}

/* However little memory there is, the answer is "no memory", not "wrong". */
static void
test_no_memory(void **state)
{
	struct posted p = good();

	(void)state;
	p.service = (struct request_service){.text = "что-то своё"};
	check_with_little(p, ERR_OK);
	p.service = (struct request_service){.code = "none/such~one"};
	check_with_little(p, ERR_FIELDS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_conditions),
	    cmocka_unit_test(test_condition_without_a_sentence),
	    cmocka_unit_test(test_table),
	    cmocka_unit_test(test_good),
	    cmocka_unit_test(test_patterns_no_memory),
	    cmocka_unit_test(test_again),
	    cmocka_unit_test(test_noted_before),
	    cmocka_unit_test(test_not_utf8),
	    cmocka_unit_test(test_limits_named),
	    cmocka_unit_test(test_service_dates),
	    cmocka_unit_test(test_place_without_zone),
	    cmocka_unit_test(test_scripts),
	    cmocka_unit_test(test_contact),
	    cmocka_unit_test(test_contact_no_memory),
	    cmocka_unit_test(test_no_memory),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
