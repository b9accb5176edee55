/* Subject: cgi/jin.c cgi/json_guard.c cgi/body_request.c rules/form.c */
#include "../../cgi/body.h"
#include "../unit/sample.h"
#include "form.h"
#include "fuzz.h"

/*
 * A body of any table; a request goes on into the form, and what the form
 * accepted it accepts again.
 */

static const struct jin_table *const table[] = {
    &body_request, &body_quote,   &body_call,     &body_tariff,
    &body_attempt, &body_correct, &body_schedule, &body_note,
};

static void
check_form(struct request_form *form)
{
	const struct form_context ctx = {.book = sample_book(),
					 .now_ms = SAMPLE_NOW_MS};
	struct form_result first, second;
	struct field_errors errs = {0};
	enum err_code code =
	    form_check(&ctx, form, &first, &errs, fuzz_arena());

	assert(code == (errs.n == 0 ? ERR_OK : ERR_FIELDS));
	if (code != ERR_OK)
		return;
	code = form_check(&ctx, form, &second, &errs, fuzz_arena());
	assert(code == ERR_OK && first.kit == second.kit &&
	       first.flags == second.flags &&
	       first.performers == second.performers);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz_in in = {data, n};
	const struct jin_table *t =
	    table[fuzz_byte(&in) % (sizeof(table) / sizeof(*table))];
	struct slice body = {(const char *)in.p, in.n};
	struct err err = {0};
	const char *why = NULL;
	enum err_code code;
	void *out;

	arena_reset(fuzz_arena());
	out = arena_alloc(fuzz_arena(), t->size);
	assert(out != NULL);
	memset(out, 0, t->size);
	code = jin_read(t, body, out, &err, fuzz_arena());
	assert(code == ERR_OK || code == ERR_SYNTAX || code == ERR_FIELDS);
	if (jin_guard(body, &why) != ERR_OK)
		assert(code == ERR_SYNTAX && why != NULL);
	if (code == ERR_OK && t == &body_request)
		check_form(out);
	return 0;
}
