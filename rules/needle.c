#include <string.h>
#include <utf8proc.h>

#include "needle.h"
#include "text.h"

#define LETTERS_MIN 3

/* A pattern being read, and the letters in a row seen last. */
struct reader {
	const char *at;
	const char *run;  /* where they start */
	const char *last; /* the last of them */
	size_t letters;
	const char *best; /* the longest run of this branch */
	size_t best_bytes, best_letters;
};

static void
end_run(struct reader *r, const char *end)
{
	if (r->letters > r->best_letters &&
	    (size_t)(end - r->run) < NEEDLE_BYTES_MAX) {
		r->best = r->run;
		r->best_bytes = (size_t)(end - r->run);
		r->best_letters = r->letters;
	}
	r->letters = 0;
}

/* The letter before may be missing: it is none of the run. */
static void
end_without_last(struct reader *r)
{
	if (r->letters != 0)
		r->letters--;
	end_run(r, r->last);
}

/* Past a class; NULL: it has no end. */
static const char *
skip_class(const char *at)
{
	at += at[1] == '^' ? 2 : 1;
	if (*at == ']')
		at++;
	for (; *at != '\0' && *at != ']'; at++) {
		if (at[0] == '[' && at[1] == ':' && strstr(at, ":]") != NULL)
			at = strstr(at, ":]") + 1;
		else if (at[0] == '\\' && at[1] != '\0')
			at++;
	}
	return *at == ']' ? at + 1 : NULL;
}

/* Whether "(…" only groups: it sets no option that goes on behind it. */
static bool
is_plain_group(const char *at)
{
	return at[1] != '*' && (at[1] != '?' || strchr(":=!<>", at[2]) != NULL);
}

/* Past a group with all in it; NULL: it is unusual. */
static const char *
skip_group(const char *at)
{
	int depth = 0;

	while (at != NULL && *at != '\0') {
		if (*at == '[') {
			at = skip_class(at);
			continue;
		}
		if (*at == '(' && !is_plain_group(at))
			return NULL;
		depth += (*at == '(') - (*at == ')');
		if (depth == 0)
			return at + 1;
		at += at[0] == '\\' && at[1] != '\0' ? 2 : 1;
	}
	return NULL;
}

/* Past an escape that takes no name behind it; NULL: it may. */
static const char *
skip_escape(const char *at)
{
	static const char plain[] = "bBdDsSwWKAzZ.,-?*+()[]{}|^$/\\";

	return at[1] != '\0' && strchr(plain, at[1]) != NULL ? at + 2 : NULL;
}

/* One letter, added to the run; false: there is none. */
static bool
take_letter(struct reader *r)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t n =
	    utf8proc_iterate((const unsigned char *)r->at, -1, &cp);
	utf8proc_category_t kind =
	    n > 0 ? utf8proc_category(cp) : UTF8PROC_CATEGORY_CN;

	if (kind != UTF8PROC_CATEGORY_LU && kind != UTF8PROC_CATEGORY_LL)
		return false;
	if (r->letters++ == 0)
		r->run = r->at;
	r->last = r->at;
	r->at += n;
	return true;
}

/* What is not a letter; false: unusual. */
static bool
take_other(struct reader *r)
{
	const char *next = r->at + 1;

	if (strchr("?*{", *r->at) != NULL)
		end_without_last(r);
	else
		end_run(r, r->at);
	if (*r->at == '{')
		next =
		    strchr(r->at, '}') != NULL ? strchr(r->at, '}') + 1 : NULL;
	else if (*r->at == '[')
		next = skip_class(r->at);
	else if (*r->at == '(')
		next = skip_group(r->at);
	else if (*r->at == '\\')
		next = skip_escape(r->at);
	r->at = next;
	return next != NULL;
}

/* The needle of a branch that ends here; false: it has none. */
static bool
end_branch(struct reader *r, struct needle *out, struct arena *arena)
{
	const char *folded;

	end_run(r, r->at);
	if (r->best_letters < LETTERS_MIN || out->n == NEEDLE_BRANCHES_MAX)
		return false;
	folded = text_fold((struct slice){r->best, r->best_bytes}, arena);
	r->best_letters = 0;
	if (folded == NULL || strlen(folded) >= NEEDLE_BYTES_MAX)
		return false;
	memcpy(out->text[out->n++], folded, strlen(folded) + 1);
	return true;
}

bool
needle_of(const char *source, struct needle *out, struct arena *arena)
{
	struct reader r = {.at = source};
	bool known = true;

	*out = (struct needle){.n = 0};
	while (known && *r.at != '\0') {
		if (*r.at == '|') {
			known = end_branch(&r, out, arena);
			r.at++;
		} else if (!take_letter(&r)) {
			known = take_other(&r);
		}
	}
	if (!known || !end_branch(&r, out, arena))
		out->n = 0;
	return !arena->overflow;
}

bool
needle_may(const struct needle *n, const char *folded)
{
	for (size_t i = 0; i < n->n; i++)
		if (strstr(folded, n->text[i]) != NULL)
			return true;
	return n->n == 0;
}
