#include <string.h>
#include <utf8proc.h>

#include "needle.h"

#define LETTERS_MIN 2

static bool
is_letter(int32_t cp)
{
	utf8proc_category_t kind = utf8proc_category(cp);

	return kind == UTF8PROC_CATEGORY_LU || kind == UTF8PROC_CATEGORY_LL;
}

/* Letters with nothing between them but what is no letter. */
struct run {
	char text[NEEDLE_BYTES_MAX];
	size_t n, letters;
	size_t last; /* bytes of its last letter */
};

/* A pattern being read. */
struct reader {
	const char *at;
	bool after_letter;
	struct run run;
	struct run best; /* the longest of this branch */
};

static void
end_run(struct reader *r)
{
	if (r->run.letters > r->best.letters)
		r->best = r->run;
	r->run = (struct run){.n = 0};
}

/* A letter, or something else, is counted: it may be missing, or go on. */
static void
take_count(struct reader *r)
{
	if (!r->after_letter)
		return;
	if (*r->at != '+') {
		r->run.n -= r->run.last;
		r->run.letters--;
	}
	end_run(r);
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
skip_escape(struct reader *r)
{
	static const char letters[] = "DSw"; /* they may be some */
	static const char others[] = "bBdsWKAzZ.,-?*+()[]{}|^$/\\";
	char c = r->at[1];

	if (c != '\0' && strchr(letters, c) != NULL)
		end_run(r);
	else if (c == '\0' || strchr(others, c) == NULL)
		return NULL;
	return r->at + 2;
}

/* One letter, added to the run; false: there is none. */
static bool
take_letter(struct reader *r)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t n =
	    utf8proc_iterate((const unsigned char *)r->at, -1, &cp);

	if (n <= 0 || !is_letter(cp))
		return false;
	if (r->run.n + (size_t)n > sizeof(r->run.text))
		end_run(r);
	memcpy(r->run.text + r->run.n, r->at, (size_t)n);
	r->run.last = (size_t)n;
	r->run.n += r->run.last;
	r->run.letters++;
	r->at += n;
	return true;
}

/* What is not a letter; false: unusual. */
static bool
take_other(struct reader *r)
{
	const char *next = r->at + 1;

	if (strchr("?*+{", *r->at) != NULL)
		take_count(r);
	else if (strchr(".[()", *r->at) != NULL || (*r->at & 0x80) != 0)
		end_run(r);
	if (*r->at == '{')
		next =
		    strchr(r->at, '}') != NULL ? strchr(r->at, '}') + 1 : NULL;
	else if (*r->at == '[')
		next = skip_class(r->at);
	else if (*r->at == '(')
		next = skip_group(r->at);
	else if (*r->at == '\\')
		next = skip_escape(r);
	r->at = next;
	return next != NULL;
}

/* The needle of a branch that ends here; false: it has none. */
static bool
end_branch(struct reader *r, struct needle *out, struct arena *arena)
{
	const char *letters;
	struct fold f;

	end_run(r);
	if (r->best.letters < LETTERS_MIN || out->n == NEEDLE_BRANCHES_MAX ||
	    !fold_make((struct slice){r->best.text, r->best.n}, arena, &f))
		return false;
	r->best.letters = 0;
	letters = needle_letters(&f, arena);
	if (letters == NULL || strlen(letters) >= NEEDLE_BYTES_MAX)
		return false;
	out->set[out->n] = needle_set(letters);
	memcpy(out->text[out->n++], letters, strlen(letters) + 1);
	return true;
}

bool
needle_of(const char *source, struct needle *out, struct arena *arena)
{
	struct reader r = {.at = source};
	bool known = true;

	*out = (struct needle){.n = 0};
	while (known && *r.at != '\0') {
		if (take_letter(&r)) {
			r.after_letter = true;
			continue;
		}
		if (*r.at == '|') {
			known = end_branch(&r, out, arena);
			r.at++;
		} else {
			known = take_other(&r);
		}
		r.after_letter = false;
	}
	if (!known || !end_branch(&r, out, arena))
		out->n = 0;
	return !arena->overflow;
}

const char *
needle_letters(const struct fold *f, struct arena *arena)
{
	struct fold letters = {ARENA_ARRAY(arena, int32_t, f->n), 0};

	for (size_t i = 0; letters.cp != NULL && i < f->n; i++)
		if (is_letter(f->cp[i]))
			letters.cp[letters.n++] = f->cp[i];
	return letters.cp != NULL ? fold_text(&letters, arena) : NULL;
}

uint64_t
needle_set(const char *letters)
{
	uint64_t set = 0;

	/* Of a letter of two bytes the second tells it from others. */
	for (; *letters != '\0'; letters++)
		set |= UINT64_C(1) << ((unsigned char)*letters & 63);
	return set;
}

bool
needle_may(const struct needle *n, const char *letters, uint64_t set)
{
	for (size_t i = 0; i < n->n; i++)
		if ((n->set[i] & ~set) == 0 &&
		    strstr(letters, n->text[i]) != NULL)
			return true;
	return n->n == 0;
}
