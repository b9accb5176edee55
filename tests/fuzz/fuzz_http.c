/* Subject: cgi/http.c cgi/param.c cgi/session_check.c cgi/route.c */
#include "../../cgi/http.h"
#include "../../cgi/param.h"
#include "../../cgi/session.h"
#include "../cgi/fake.h"
#include "fuzz.h"
#include "text.h"

/* The address and the headers of a request, a line each. */

#define LONGEST 200

static void
ask_params(struct http *h)
{
	static const char *const known[] = {"q", "limit", "at", "bonus", NULL};
	const char *q = param_text(h, "q", LONGEST);
	int64_t limit = http_param_int(h, "limit", 1, 200, 50);

	assert(q != NULL && text_valid(slice_of(q)));
	assert(text_length(slice_of(q)) <= LONGEST || param_wrong(h));
	assert((limit >= 1 && limit <= 200) || param_wrong(h));
	(void)http_param_time(h, "at", 0);
	(void)http_param_bool(h, "bonus");
	(void)param_states(h, "state");
	(void)param_performers(h, "performers");
	(void)param_date(h, "from");
	http_params_known(h, known);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz_in in = {data, n};
	const char *params[] = {"REQUEST_METHOD",
				"GET",
				"REMOTE_ADDR",
				"127.0.0.1",
				"REQUEST_URI",
				NULL,
				"HTTP_COOKIE",
				NULL,
				"HTTP_IF_MATCH",
				NULL,
				"HTTP_IDEMPOTENCY_KEY",
				NULL,
				"HTTP_ACCEPT_LANGUAGE",
				NULL,
				"REQUEST_ID",
				NULL,
				NULL};
	const char *key;
	struct http h;
	int64_t version;

	arena_reset(fuzz_arena());
	for (size_t i = 5; i < 16; i += 2)
		params[i] = fuzz_text(fuzz_line(&in));
	h = fake_http(fuzz_arena(), params);
	if (http_begin(&h) != ERR_OK)
		return 0;
	assert(text_valid(slice_of(h.path)) && h.path[0] == '/');
	assert(strlen(h.request_id) == 32);
	ask_params(&h);
	(void)session_check_cookie(&h, SESSION_COOKIE);
	if (http_if_match(&h, &version))
		assert(version > 0);
	key = http_idem_key(&h);
	assert(key == NULL || (strlen(key) >= 8 && strlen(key) <= 64));
	return 0;
}
