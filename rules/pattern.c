#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdio.h>
#include <string.h>

#include "pattern.h"
#include "text.h"

#define SOURCE_MAX 500
#define NEST_MAX 20
#define GROUPS_MAX 20
#define MATCH_STEPS 2000000
#define MATCH_STEPS_MIN 1000
#define SEARCH_STEPS 100000 /* of one pattern_find(): some 5 ms */
#define STEP_BYTES 2
#define DEPTH_MAX 1000
#define HEAP_MAX_KIB 1024

/* Never completed: what is behind the pointer is PCRE2's. */
static const pcre2_code *
code_of(const struct pattern *p)
{
	return (const pcre2_code *)p;
}

/* What may not stand in a pattern, wherever it stands unescaped. */
static const struct {
	const char *start;
	const char *then; /* one of these follows; NULL: anything */
	const char *why;
} forbidden[] = {
    {"(*", NULL, "verbs (*…) are not allowed"},
    {"(?C", NULL, "callouts are not allowed"},
    {"(?R", NULL, "recursion is not allowed"},
    {"(?&", NULL, "recursion is not allowed"},
    {"(?P>", NULL, "recursion is not allowed"},
    {"(?+", NULL, "recursion is not allowed"},
    {"(?-", "0123456789", "recursion is not allowed"},
    {"(?", "0123456789", "recursion is not allowed"},
    {"\\g", "<'", "recursion is not allowed"},
    /* One step of it walks over all the text, to and fro. */
    {"\\X", NULL, "\\X is not allowed"},
};

static const char *
forbidden_at(const char *s)
{
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++) {
		size_t n = strlen(forbidden[i].start);
		const char *then = forbidden[i].then;

		if (strncmp(s, forbidden[i].start, n) == 0 &&
		    (then == NULL || strspn(s + n, then) != 0))
			return forbidden[i].why;
	}
	return NULL;
}

/*
 * Why ${source} is refused before PCRE2 sees it, or NULL.  Classes and
 * comments are not told apart: "[(*]" is refused too, nothing can hide.
 */
static const char *
refusal(const char *source)
{
	const char *why = NULL;

	if (*source == '\0')
		return "the pattern is empty";
	for (; *source != '\0' && why == NULL; source++) {
		why = forbidden_at(source);
		if (source[0] == '\\' && source[1] != '\0')
			source++;
	}
	return why;
}

#define PLAIN                                                                  \
	(PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY)
#define RULE (PLAIN | PCRE2_CASELESS | PCRE2_AUTO_CALLOUT)

static enum err_code
compile(const char *source, uint32_t options, pcre2_code **out, char *why,
	size_t why_size)
{
	pcre2_compile_context *ctx = pcre2_compile_context_create(NULL);
	PCRE2_SIZE at;
	int error;

	if (ctx == NULL)
		return ERR_NOMEM;
	pcre2_set_parens_nest_limit(ctx, NEST_MAX);
	pcre2_set_max_pattern_length(ctx, SOURCE_MAX);
	*out = pcre2_compile((PCRE2_SPTR)source, PCRE2_ZERO_TERMINATED, options,
			     &error, &at, ctx);
	pcre2_compile_context_free(ctx);
	if (*out != NULL)
		return ERR_OK;
	if (error == PCRE2_ERROR_HEAP_FAILED)
		return ERR_NOMEM;
	(void)pcre2_get_error_message(error, (PCRE2_UCHAR *)why, why_size);
	return ERR_FIELDS;
}

static enum err_code
make(const char *source, uint32_t options, struct pattern **out, char *why,
     size_t why_size)
{
	const char *refused = refusal(source);
	enum err_code rc = ERR_FIELDS;
	pcre2_code *code = NULL;
	uint32_t groups = 0;

	if (refused == NULL)
		rc = compile(source, options, &code, why, why_size);
	if (rc == ERR_OK)
		(void)pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT,
					 &groups);
	if (groups > GROUPS_MAX) {
		refused = "too many groups";
		pcre2_code_free(code);
		code = NULL;
		rc = ERR_FIELDS;
	}
	if (refused != NULL)
		(void)snprintf(why, why_size, "%s", refused);
	*out = (struct pattern *)code;
	return rc;
}

enum err_code
pattern_compile(const char *source, struct pattern **out, char *why,
		size_t why_size)
{
	return make(source, PLAIN, out, why, why_size);
}

enum err_code
pattern_compile_rule(const char *source, struct pattern **out, char *why,
		     size_t why_size)
{
	return make(source, RULE, out, why, why_size);
}

bool
pattern_has_group(const struct pattern *p, const char *name)
{
	return pcre2_substring_number_from_name(code_of(p), (PCRE2_SPTR)name) >
	       0;
}

/* The steps start anew at every offset: longer subjects get fewer each. */
static uint32_t
steps_for(size_t n)
{
	size_t steps = n != 0 ? MATCH_STEPS / n : MATCH_STEPS;

	return steps > MATCH_STEPS_MIN ? (uint32_t)steps : MATCH_STEPS_MIN;
}

static pcre2_match_context *
limited(size_t n)
{
	pcre2_match_context *ctx = pcre2_match_context_create(NULL);

	if (ctx == NULL)
		return NULL;
	pcre2_set_match_limit(ctx, steps_for(n));
	pcre2_set_depth_limit(ctx, DEPTH_MAX);
	pcre2_set_heap_limit(ctx, HEAP_MAX_KIB);
	return ctx;
}

static enum pattern_result
result_of(int n)
{
	if (n == PCRE2_ERROR_NOMATCH)
		return PATTERN_NO;
	return n >= 0 ? PATTERN_YES : PATTERN_LIMIT;
}

/* That it is UTF-8, PCRE2 sees to. */
static bool
may_match(struct slice subject)
{
	return subject.n <= PATTERN_SUBJECT_MAX ||
	       text_length(subject) <= PATTERN_SUBJECT_MAX;
}

enum pattern_result
pattern_match(const struct pattern *p, struct slice subject)
{
	pcre2_match_context *ctx;
	pcre2_match_data *data;
	int n = PCRE2_ERROR_NOMEMORY;

	if (!may_match(subject))
		return PATTERN_LIMIT;
	ctx = limited(subject.n);
	data = pcre2_match_data_create(1, NULL);
	if (ctx != NULL && data != NULL)
		n = pcre2_match(code_of(p), (PCRE2_SPTR)subject.p, subject.n, 0,
				0, data, ctx);
	pcre2_match_data_free(data);
	pcre2_match_context_free(ctx);
	return result_of(n);
}

/* What a search may still do: for itself, and of what all have. */
struct budget {
	int64_t own;
	int64_t *all;
	PCRE2_SIZE at;
};

/*
 * Called before every item of a rule that is tried.  An item may have walked
 * over much text; each letter of
 * it is a step of its own.
 */
static int
count_step(pcre2_callout_block *block, void *data)
{
	struct budget *b = data;
	PCRE2_SIZE at = block->current_position;
	int64_t steps =
	    1 + (int64_t)(at > b->at ? at - b->at : b->at - at) / STEP_BYTES;

	b->at = at;
	b->own -= steps;
	*b->all -= steps;
	return b->own >= 0 && *b->all >= 0 ? 0 : PCRE2_ERROR_CALLOUT;
}

static void
take_found(const struct pattern *p, const char *group, pcre2_match_data *data,
	   struct pattern_found *out)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(data);
	int n = group != NULL ? pcre2_substring_number_from_name(
				    code_of(p), (PCRE2_SPTR)group)
			      : 0;

	*out = (struct pattern_found){.from = at[0], .to = at[1]};
	if (n <= 0 || at[2 * n] == PCRE2_UNSET)
		return;
	out->group_from = at[2 * n];
	out->group_to = at[2 * n + 1];
}

enum pattern_result
pattern_find(const struct pattern *p, struct pattern_search *search,
	     size_t from, struct pattern_found *out)
{
	struct budget budget = {SEARCH_STEPS, &search->steps, from};
	struct slice s = search->subject;
	pcre2_match_context *ctx;
	pcre2_match_data *data;
	int n = PCRE2_ERROR_NOMEMORY;

	if (!may_match(s))
		return PATTERN_LIMIT;
	ctx = limited(s.n);
	data = pcre2_match_data_create(GROUPS_MAX + 1, NULL);
	if (ctx != NULL && data != NULL) {
		pcre2_set_callout(ctx, count_step, &budget);
		n = pcre2_match(code_of(p), (PCRE2_SPTR)s.p, s.n, from,
				PCRE2_NOTEMPTY, data, ctx);
	}
	if (n >= 0)
		take_found(p, search->group, data, out);
	pcre2_match_data_free(data);
	pcre2_match_context_free(ctx);
	return result_of(n);
}

void
pattern_free(struct pattern *p)
{
	pcre2_code_free((pcre2_code *)p);
}
