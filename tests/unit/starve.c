#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <dlfcn.h>
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "starve.h"
#include "unit.h"

/* Good calls that are left before the one that fails; -1: none fails. */
static int left_pcre2 = -1, left_any = -1;
static bool refused;

void
starve_pcre2(int calls)
{
	left_pcre2 = calls;
}

static bool
is_last(int *left)
{
	return *left >= 0 && (*left)-- == 0;
}

static bool
any_starved(void)
{
	bool now = is_last(&left_any);

	refused = refused || now;
	return now;
}

static bool
starved(void)
{
	return is_last(&left_pcre2) || any_starved();
}

void
starve_memory(int calls)
{
	left_any = calls;
}

int
starve_each(starve_fn *fn, void *arg)
{
	for (int calls = 0;; calls++) {
		bool ran;

		refused = false;
		left_any = calls;
		ran = fn(arg);
		left_any = -1;
		if (ran == refused)
			fail_msg("call %d for memory %s: %s", calls,
				 refused ? "refused" : "not reached",
				 ran ? "ran" : "failed");
		if (!refused)
			return calls;
	}
}

/*
 * What the rules call instead of these three: unit tests are linked with
 * --wrap.  Where they are not (fuzzers), nothing is refused.
 */
extern __typeof__(malloc) __real_malloc __attribute__((weak));
extern __typeof__(calloc) __real_calloc __attribute__((weak));
extern __typeof__(strdup) __real_strdup __attribute__((weak));
__typeof__(malloc) __wrap_malloc;
__typeof__(calloc) __wrap_calloc;
__typeof__(strdup) __wrap_strdup;

void *
__wrap_malloc(size_t n)
{
	return any_starved() ? NULL : __real_malloc(n);
}

void *
__wrap_calloc(size_t count, size_t n)
{
	return any_starved() ? NULL : __real_calloc(count, n);
}

char *
__wrap_strdup(const char *s)
{
	return any_starved() ? NULL : __real_strdup(s);
}

/*
 * These stand before the library's own functions of the same names, count,
 * and hand on to them.
 */

#define HAND_ON(name, ...)                                                     \
	((__typeof__(&name))dlsym(RTLD_NEXT, NAME_OF(name)))(__VA_ARGS__)
#define NAME_OF(name) NAME_OF_(name)
#define NAME_OF_(name) #name

pcre2_compile_context *
pcre2_compile_context_create(pcre2_general_context *general)
{
	return starved() ? NULL
			 : HAND_ON(pcre2_compile_context_create, general);
}

pcre2_match_context *
pcre2_match_context_create(pcre2_general_context *general)
{
	return starved() ? NULL : HAND_ON(pcre2_match_context_create, general);
}

pcre2_match_data *
pcre2_match_data_create(uint32_t pairs, pcre2_general_context *general)
{
	return starved() ? NULL
			 : HAND_ON(pcre2_match_data_create, pairs, general);
}

pcre2_code *
pcre2_compile(PCRE2_SPTR source, PCRE2_SIZE n, uint32_t options, int *error,
	      PCRE2_SIZE *at, pcre2_compile_context *ctx)
{
	if (starved()) {
		*error = PCRE2_ERROR_HEAP_FAILED;
		return NULL;
	}
	return HAND_ON(pcre2_compile, source, n, options, error, at, ctx);
}

struct sb_stemmer *
sb_stemmer_new(const char *language, const char *encoding)
{
	return any_starved() ? NULL
			     : HAND_ON(sb_stemmer_new, language, encoding);
}

const sb_symbol *
sb_stemmer_stem(struct sb_stemmer *stemmer, const sb_symbol *word, int size)
{
	return any_starved() ? NULL
			     : HAND_ON(sb_stemmer_stem, stemmer, word, size);
}
