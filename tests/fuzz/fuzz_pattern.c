/* Subject: rules/pattern.c rules/needle.c */
#include "../../rules/needle.h"
#include "fuzz.h"
#include "pattern.h"
#include "text.h"

/*
 * A pattern and, after the first line, what it is tried on.  Whatever is
 * accepted ends soon: the target is run with a time limit of its own.
 */

/* What matches holds the letters it cannot match without. */
static void
check_needle(const char *source, struct pattern *p, struct slice subject)
{
	const char *folded = text_fold(subject, fuzz_arena());
	struct pattern_search s = {.steps = PATTERN_STEPS_MAX};
	struct pattern_found f;
	struct needle n;
	bool ok = needle_of(source, &n, fuzz_arena());

	assert(ok);
	if (folded == NULL)
		return;
	s.subject = slice_of(folded);
	if (pattern_find(p, &s, 0, &f) == PATTERN_YES)
		assert(needle_may(&n, folded, needle_set(folded)));
}

static void
search(struct pattern *p, struct slice subject)
{
	struct pattern_search s = {.subject = subject,
				   .steps = PATTERN_STEPS_MAX};
	struct pattern_found f;
	size_t from = 0;

	while (pattern_find(p, &s, from, &f) == PATTERN_YES) {
		assert(f.from >= from && f.from < f.to && f.to <= subject.n);
		assert(s.steps >= 0);
		from = f.to;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct fuzz_in in = {data, n};
	const char *source;
	struct pattern *p = NULL;
	struct slice subject;
	char why[128] = "";

	arena_reset(fuzz_arena());
	source = fuzz_text(fuzz_line(&in));
	subject = (struct slice){(const char *)in.p, in.n};
	if (pattern_compile(source, &p, why, sizeof(why)) == ERR_OK)
		(void)pattern_match(p, subject);
	else
		assert(why[0] != '\0');
	pattern_free(p);
	p = NULL;
	if (pattern_compile_rule(source, &p, why, sizeof(why)) == ERR_OK) {
		search(p, subject);
		check_needle(source, p, subject);
	}
	pattern_free(p);
	return 0;
}
