#include "address.h"
#include "buf.h"
#include "text.h"

#define LONG 500 /* characters, as long as an address may be */

/* Repeated to the length of an address and ended by what does not fit. */
static const char *const slow[] = {
    "а",  "аа б",   "1",  "1 ",  " ",   "а1",   "ул. ",  "-",
    "а-", "дом 1 ", ", ", "к1 ", "Ааа", "123/", "пр-т ",
};

/* What most rules say nothing of. */
static const char *const plain[] = {
    "Примерная улица, 5",     "пр. Образцовый, дом 12, кв. 7",
    "Учебная наб., 3 лит. А", "Тестовый переулок 1/2",
    "деревня Ниже, дом 4",
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct trial {
	const struct address_rule *rule;
	const struct pattern *p;
	struct arena *scratch;
};

static enum pattern_result
try(const struct trial *t, const char *text)
{
	const char *matched;

	arena_reset(t->scratch);
	return address_rule_try(t->rule, t->p, slice_of(text), &matched,
				t->scratch);
}

/*
 * ${part} again and again, then what does not fit; with the letters of the
 * pattern at the end, whose absence would end the search before it began.
 */
static const char *
slow_text(const char *part, const char *pattern, struct arena *arena)
{
	size_t n = text_length(slice_of(part));
	struct buf b = BUF(arena);

	for (size_t k = 0; k + n < LONG; k += n)
		buf_str(&b, part);
	buf_str(&b, "!");
	if (pattern != NULL)
		buf_printf(&b, "%s!", pattern);
	return buf_text(&b);
}

/* Whether one of the slow texts hits a limit. */
static bool
is_slow(const struct trial *t)
{
	const char *const tail[] = {NULL, t->rule->pattern};
	struct arena made = {0};
	bool found = false;

	for (size_t i = 0; i < COUNT(slow) * COUNT(tail) && !found; i++) {
		const char *text = slow_text(slow[i / COUNT(tail)],
					     tail[i % COUNT(tail)], &made);
		found = text == NULL || try(t, text) == PATTERN_LIMIT;
		arena_reset(&made);
	}
	arena_free(&made);
	return found;
}

static void
try_plain(const struct trial *t, struct address_trial *out)
{
	size_t taken = 0;

	for (size_t i = 0; i < COUNT(plain) && !out->dangerous; i++) {
		enum pattern_result r = try(t, plain[i]);
		out->dangerous = r == PATTERN_LIMIT;
		taken += r == PATTERN_YES;
	}
	out->everything = taken == COUNT(plain);
}

enum err_code
address_trial_run(const struct address_rule *rule, const char *const *text,
		  size_t n, struct address_trial *out)
{
	struct arena scratch = {0};
	struct pattern *p;
	struct trial t = {rule, NULL, &scratch};
	enum err_code code;

	*out = (struct address_trial){.tried = 0};
	code = address_rule_compile(rule, &p, out->why, sizeof(out->why));
	if (code != ERR_OK)
		return code == ERR_FIELDS ? ERR_OK : code;
	t.p = p;
	out->dangerous = is_slow(&t);
	for (; out->tried < n && !out->dangerous; out->tried++) {
		enum pattern_result r = try(&t, text[out->tried]);
		out->dangerous = r == PATTERN_LIMIT;
		out->matched += r == PATTERN_YES;
	}
	try_plain(&t, out);
	pattern_free(p);
	arena_free(&scratch);
	return ERR_OK;
}
