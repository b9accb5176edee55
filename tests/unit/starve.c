#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <dlfcn.h>

#include "starve.h"

/*
 * These stand before the library's own functions of the same names, count,
 * and hand on to them.
 */

static int left = -1;

void
starve_pcre2(int calls)
{
	left = calls;
}

static int
starved(void)
{
	if (left < 0)
		return 0;
	return left-- == 0;
}

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
