#include "embed.h"
#include "password.h"
#include "text.h"

/* One word a line: folded, without spaces and without digits around it. */
EMBED(words, "cgi/common-passwords.txt");

#define UNIT_MAX 8 /* bytes said over and over: four Cyrillic letters */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The letters and digits of ${folded}, without the spaces between. */
static struct slice
squeeze(char *folded)
{
	size_t n = 0;

	for (const char *p = folded; *p != '\0'; p++)
		if (*p != ' ')
			folded[n++] = *p;
	return (struct slice){folded, n};
}

/* What is left of ${s} when the digits around it are taken off. */
static struct slice
core(struct slice s)
{
	while (s.n != 0 && is_digit(s.p[0]))
		s = (struct slice){s.p + 1, s.n - 1};
	while (s.n != 0 && is_digit(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* Whether ${s} is its first few bytes over and over. */
static bool
repeats(struct slice s)
{
	for (size_t unit = 1; unit <= UNIT_MAX && unit * 2 <= s.n; unit++)
		if (memcmp(s.p, s.p + unit, s.n - unit) == 0)
			return true;
	return false;
}

static bool
listed(struct slice s)
{
	struct slice rest = {words.p, embed_size(&words)}, line;

	while (slice_cut(&rest, '\n', &line))
		if (line.n != 0 && slice_eq(line, s))
			return true;
	return false;
}

bool
password_common(const char *password)
{
	struct arena arena = {0};
	const char *text = text_fold(slice_of(password), &arena);
	char *folded = arena_strdup(&arena, text);
	bool common = false;

	if (folded != NULL) {
		struct slice s = squeeze(folded);
		/* digits alone: a date, a phone */
		common = core(s).n == 0 || repeats(s) || listed(core(s));
		memset(folded, 0, s.n);
	}
	arena_free(&arena);
	return common;
}
