/* Subject: rules/ask.c rules/ask_line.c rules/catalog.c rules/match.c
 * rules/place.c rules/fold.c rules/token.c rules/layout.c rules/stem.c
 * rules/lexicon_find.c */
#include "../unit/sample.h"
#include "ask.h"
#include "fuzz.h"

/* A line as typed into the one box: no verdict without a reason. */

#define DECIDES 0.65

static void
check(const struct catalog_answer *a)
{
	assert(a->hit_count <= CATALOG_HITS_MAX);
	for (size_t i = 0; i < a->hit_count; i++) {
		assert(a->hit[i].score >= 0 && a->hit[i].score <= 1.0001);
		assert(i == 0 || a->hit[i].score <= a->hit[i - 1].score);
		assert(a->hit[i].phrase != NULL);
	}
	if (a->verdict == VERDICT_UNKNOWN)
		assert(a->hit_count == 0);
	else if (a->verdict != VERDICT_NONE)
		assert(a->hit_count > 0 && a->hit[0].score >= DECIDES);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct catalog_ask ask = {
	    .query = {(const char *)data, n},
	    .at_ms = SAMPLE_NOW_MS,
	    .limit = CATALOG_HITS_MAX,
	};
	struct catalog_answer answer = {0};
	struct ask_answer line = {0};
	enum err_code code;

	arena_reset(fuzz_arena());
	code = catalog_search(sample_book(), &ask, &answer, fuzz_arena());
	assert(code == ERR_OK);
	check(&answer);
	code = ask_read(sample_book(), &ask, &line, fuzz_arena());
	assert(code == ERR_OK);
	return 0;
}
