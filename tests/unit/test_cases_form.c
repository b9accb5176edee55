/*
 * The golden cases of the form: tests/cases/form/ok_*.json must pass,
 * refuse_*.json must be refused with exactly the errors they name.  A case is
 * a body of form/base changed by a JSON merge patch.
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "casefile.h"
#include "form.h"
#include "sample.h"

#define FOLDER "tests/cases/form"
#define CASES_MAX 200
#define ANSWERS_MAX 32

/* --- from JSON -------------------------------------------------------- */

/* RFC 7396; NULL in a patch takes a member away. */
static void
merge(cJSON *into, const cJSON *patch)
{
	const cJSON *p;

	cJSON_ArrayForEach(p, patch)
	{
		cJSON *old = cJSON_GetObjectItemCaseSensitive(into, p->string);

		if (cJSON_IsObject(p) && cJSON_IsObject(old)) {
			merge(old, p);
			continue;
		}
		cJSON_DeleteItemFromObjectCaseSensitive(into, p->string);
		if (!cJSON_IsNull(p))
			cJSON_AddItemToObject(into, p->string,
					      cJSON_Duplicate(p, true));
	}
}

static const cJSON *
part(const cJSON *object, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

static size_t
read_answers(const cJSON *object, struct request_answer *out)
{
	const cJSON *one;
	size_t n = 0;

	cJSON_ArrayForEach(one, object)
	{
		const char *answer = cJSON_IsString(one)
					 ? one->valuestring
					 : casefile_text(one, "answer");

		assert_true(n < ANSWERS_MAX);
		out[n++] = (struct request_answer){
		    .code = one->string,
		    .answer = request_answer_of(answer),
		    .comment = casefile_text(one, "comment"),
		};
	}
	return n;
}

static enum tri
read_tri(const cJSON *item)
{
	if (cJSON_IsTrue(item))
		return TRI_YES;
	return cJSON_IsFalse(item) ? TRI_NO : TRI_UNSET;
}

static struct request_person
read_person(const cJSON *p)
{
	return (struct request_person){casefile_text(p, "name"),
				       casefile_text(p, "relation"),
				       casefile_text(p, "phone")};
}

static void
read_lists(const cJSON *body, struct request_form *f)
{
	static struct request_answer epid[ANSWERS_MAX], flags[ANSWERS_MAX];
	static struct request_service service[ANSWERS_MAX];
	const cJSON *one;

	f->epid = epid;
	f->epid_count = read_answers(part(body, "epid"), epid);
	f->red_flag = flags;
	f->red_flag_count = read_answers(part(body, "red_flags"), flags);
	f->service = service;
	cJSON_ArrayForEach(one, part(body, "services"))
	{
		assert_true(f->service_count < ANSWERS_MAX);
		service[f->service_count++] = (struct request_service){
		    .code = casefile_text(one, "code"),
		    .text = casefile_text(one, "text"),
		    .condition_met = read_tri(part(one, "condition_met")),
		};
	}
	cJSON_ArrayForEach(one, part(body, "performers")) f->performers |=
	    rulebook_performer_of(one->valuestring);
}

static struct request_form
read_form(const cJSON *body)
{
	const cJSON *patient = part(body, "patient");
	const cJSON *address = part(body, "address");
	const cJSON *consent = part(body, "consent");
	const cJSON *duplicate = part(body, "duplicate");
	struct request_form f = {
	    .patient = {casefile_text(patient, "card_no"),
			casefile_text(patient, "name"),
			casefile_text(patient, "birth_date"),
			casefile_text(patient, "phone")},
	    .has_caller = part(body, "caller") != NULL,
	    .caller = read_person(part(body, "caller")),
	    .address = {casefile_text(address, "text"),
			casefile_text(address, "place"),
			casefile_text(address, "entrance"),
			casefile_text(address, "floor"),
			casefile_text(address, "flat"),
			casefile_text(address, "intercom"),
			casefile_text(address, "note")},
	    .symptoms = casefile_text(body, "symptoms"),
	    .quote_id = casefile_text(part(body, "quote"), "id"),
	    .bonus_member = casefile_true(body, "bonus_member"),
	    .trip_group = casefile_text(body, "trip_group"),
	    .consent_price = casefile_true(consent, "price"),
	    .consent_data = casefile_true(consent, "data"),
	    .consent_version = casefile_text(consent, "text_version"),
	    .has_representative = part(body, "legal_representative") != NULL,
	    .representative = read_person(part(body, "legal_representative")),
	    .zone_dispute = casefile_text(body, "zone_dispute"),
	    .duplicate_action = casefile_text(duplicate, "action"),
	    .duplicate_reason = casefile_text(duplicate, "reason"),
	};

	read_lists(body, &f);
	return f;
}

/* --- what came out ---------------------------------------------------- */

static void
check_errors(const char *name, const cJSON *want,
	     const struct field_errors *errs)
{
	for (size_t i = 0; i < errs->n; i++) {
		const struct field_error *e = &errs->item[i];
		const char *code = casefile_text(want, e->pointer);

		if (code == NULL || strcmp(code, e->code) != 0)
			fail_msg("%s: %s is %s", name, e->pointer, e->code);
	}
	if (errs->n != (size_t)cJSON_GetArraySize(want))
		fail_msg("%s: %zu errors", name, errs->n);
}

static void
check_flags(const char *name, const cJSON *want, unsigned flags)
{
	unsigned wanted = 0;
	const cJSON *one;

	if (want == NULL)
		return;
	cJSON_ArrayForEach(one, want)
	{
		int bit = 0;

		while (request_flag_name((enum request_flag_bit)bit) != NULL &&
		       strcmp(request_flag_name((enum request_flag_bit)bit),
			      one->valuestring) != 0)
			bit++;
		wanted |= 1u << bit;
	}
	if (flags != wanted)
		fail_msg("%s: flags %x, not %x", name, flags, wanted);
}

static void
check_result(const char *name, const cJSON *one, const struct form_result *r)
{
	const cJSON *p, *performers = part(one, "performers");
	unsigned wanted = 0;

	check_flags(name, part(one, "flags"), r->flags);
	cJSON_ArrayForEach(p, performers) wanted |=
	    rulebook_performer_of(p->valuestring);
	if (performers != NULL && r->performers != wanted)
		fail_msg("%s: performers %u", name, r->performers);
	if (r->kit != casefile_number(one, "kit", r->kit))
		fail_msg("%s: kit %d", name, r->kit);
	if (part(one, "minor") && r->minor != casefile_true(one, "minor"))
		fail_msg("%s: minor %d", name, r->minor);
}

/* The texts a case wants to see cleaned, by pointer. */
static void
check_clean(const cJSON *want, const struct request_form *f)
{
	const struct {
		const char *pointer, *text;
	} row[] = {
	    {"/patient/card_no", f->patient.card_no},
	    {"/patient/name", f->patient.name},
	    {"/patient/birth_date", f->patient.birth_date},
	    {"/patient/phone", f->patient.phone},
	    {"/address/text", f->address.text},
	    {"/address/entrance", f->address.entrance},
	    {"/address/floor", f->address.floor},
	    {"/address/flat", f->address.flat},
	    {"/address/intercom", f->address.intercom},
	    {"/symptoms", f->symptoms},
	    {"/caller/phone", f->caller.phone},
	    {"/legal_representative/phone", f->representative.phone},
	    {"/services/0/text", f->service[0].text},
	};
	int seen = 0;

	for (size_t i = 0; i < COUNT(row); i++) {
		const char *text = casefile_text(want, row[i].pointer);

		if (text == NULL)
			continue;
		assert_string_equal(row[i].text, text);
		seen++;
	}
	assert_int_equal(seen, cJSON_GetArraySize(want));
}

/* Check ${body} by the case ${one}. */
static void
run_body(const char *name, const cJSON *one, const cJSON *body)
{
	struct arena arena = {0};
	struct field_errors errs = {.n = 0};
	struct form_context ctx = {sample_book(), SAMPLE_NOW_MS, false};
	struct request_form form = read_form(body);
	struct form_result result;
	enum err_code rc;

	ctx.matched = casefile_true(one, "matched");
	if (part(one, "now") != NULL)
		ctx.now_ms = casefile_time(one, "now");
	rc = form_check(&ctx, &form, &result, &errs, &arena);
	check_errors(name, part(one, "errors"), &errs);
	assert_int_equal(rc, part(one, "errors") ? ERR_FIELDS : ERR_OK);
	check_result(name, one, &result);
	check_clean(part(one, "clean"), &form);
	arena_free(&arena);
}

static void
run_case(const char *name)
{
	char path[256];
	cJSON *one, *body;
	bool refuse = strncmp(name, "refuse_", 7) == 0;

	snprintf(path, sizeof(path), FOLDER "/%s", name);
	one = casefile_load(path);
	snprintf(path, sizeof(path), FOLDER "/base/%s.json",
		 casefile_text(one, "base"));
	body = casefile_load(path);
	merge(body, part(one, "patch"));
	assert_int_equal(refuse, part(one, "errors") != NULL);
	run_body(name, one, body);
	cJSON_Delete(body);
	cJSON_Delete(one);
}

static void
test_cases(void **state)
{
	char *name[CASES_MAX];
	int n = casefile_list(FOLDER, name, CASES_MAX);

	(void)state;
	assert_true(n > 0);
	for (int i = 0; i < n; i++) {
		run_case(name[i]);
		free(name[i]);
	}
}

/* --- one field, typed in many ways ------------------------------------ */

static char *
repeated(const char *text, int times)
{
	size_t n = strlen(text);
	char *out = malloc(n * (size_t)times + 1);

	assert_non_null(out);
	for (int i = 0; i < times; i++)
		memcpy(out + (size_t)i * n, text, n);
	out[n * (size_t)times] = '\0';
	return out;
}

/* The member ${pointer} of ${body}, of one or two names, becomes ${text}. */
static void
put_at(cJSON *body, const char *pointer, const char *text)
{
	const char *last = strrchr(pointer, '/') + 1;
	char group[64];

	snprintf(group, sizeof(group), "%.*s", (int)(last - pointer - 1),
		 pointer);
	if (*group != '\0')
		body = cJSON_GetObjectItemCaseSensitive(body, group + 1);
	assert_non_null(body);
	cJSON_DeleteItemFromObjectCaseSensitive(body, last);
	cJSON_AddStringToObject(body, last, text);
}

/* A row as a case of its own: what the field becomes, or its error. */
static cJSON *
case_of_row(const cJSON *row, const char *at)
{
	cJSON *one = cJSON_CreateObject();
	const char *error = casefile_text(row, "error");
	char *clean;

	if (error != NULL) {
		cJSON_AddStringToObject(cJSON_AddObjectToObject(one, "errors"),
					at, error);
		return one;
	}
	clean = repeated(casefile_text(row, "clean"),
			 casefile_number(row, "times", 1));
	cJSON_AddStringToObject(cJSON_AddObjectToObject(one, "clean"), at,
				clean);
	free(clean);
	return one;
}

static void
run_row(const cJSON *row)
{
	const char *at = casefile_text(row, "at");
	char *typed = repeated(casefile_text(row, "typed"),
			       casefile_number(row, "times", 1));
	cJSON *one = case_of_row(row, at);
	cJSON *body = casefile_load(FOLDER "/base/first_time.json");

	put_at(body, at, typed);
	run_body(typed, one, body);
	free(typed);
	cJSON_Delete(one);
	cJSON_Delete(body);
}

static void
test_typed(void **state)
{
	cJSON *rows = casefile_load("tests/cases/typed.json"), *row;

	(void)state;
	cJSON_ArrayForEach(row, rows) run_row(row);
	cJSON_Delete(rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cases),
	    cmocka_unit_test(test_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
