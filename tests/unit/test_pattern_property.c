#include "unit.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "chance.h"
#include "pattern.h"

/*
 * Patterns made up at random: whatever is accepted is over within 10 ms of a
 * core on the longest text, answered or stopped.  PATTERNS=1000000 tries more:
 * make figures.
 */

#define SEED 20261123
#define USUAL 2000
#define WORST_MS 10.0
#define PATIENCE 3 /* times that, on a machine busy with all the tests */
#define TRIES 5    /* until a slow one is believed */
#define DEEPEST 4

static struct chance chance = {SEED};

static const char *const atom[] = {
    "а",     "б",    "ул",  ".",     "\\w", "\\d",       "\\s", "\\b",
    "[а-я]", "[^,]", "\\S", "\\W",   "х",   "[а-яё0-9]", "\\1", "\\pL",
    "а|аа",  "^",    "$",   "(?i)А", "\\R", "[аб]",      ",",
};

static const char *const times[] = {"",   "",   "*",      "+",     "?",   "*?",
				    "+?", "*+", "{2,}",   "{1,9}", "{3}", "??",
				    "|",  "",   "{0,20}", "*"};

static const char *const opening[] = {"(",   "(?:", "(?=",   "(?!",
				      "(?>", "(?|", "(?<=а", "(?<n>"};

struct text {
	char data[501];
	size_t n;
};

static void
add(struct text *t, const char *s)
{
	size_t n = strlen(s);

	if (t->n + n >= sizeof(t->data))
		return;
	memcpy(t->data + t->n, s, n + 1);
	t->n += n;
}

/* A few pieces, some of them in parentheses, most of them repeated. */
static void
make_pattern(struct text *t, int depth)
{
	for (size_t left = 1 + chance_below(&chance, 4); left > 0; left--) {
		if (depth < DEEPEST && chance_below(&chance, 3) == 0) {
			add(t, opening[chance_below(&chance, COUNT(opening))]);
			make_pattern(t, depth + 1);
			add(t, ")");
		} else {
			add(t, atom[chance_below(&chance, COUNT(atom))]);
		}
		add(t, times[chance_below(&chance, COUNT(times))]);
	}
}

/* As long as a text may be, of one part again and again but for its end. */
static struct slice
make_subject(char out[4 * PATTERN_SUBJECT_MAX + 1])
{
	static const char *const part[] = {"а", "б",  "ул ", "аб", "1",
					   " ", "А,", "а а", "ая", "aа"};
	const char *p = part[chance_below(&chance, COUNT(part))];
	size_t letters = 0, n = 0;

	for (const char *at = p; letters < PATTERN_SUBJECT_MAX - 2; at++) {
		if (*at == '\0')
			at = p;
		out[n++] = *at;
		letters += ((unsigned char)at[1] & 0xC0) != 0x80;
	}
	out[n++] = '!';
	return (struct slice){out, n};
}

static double
cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* The shortest of some searches, if the first was too long. */
static double
took_ms(struct pattern *p, struct slice subject, enum pattern_result *result)
{
	double best = WORST_MS + 1;

	for (int i = 0; i < TRIES && best > WORST_MS; i++) {
		struct pattern_search s = {.subject = subject,
					   .steps = PATTERN_STEPS_MAX};
		struct pattern_found found;
		double began = cpu_ms(), ms;

		*result = pattern_find(p, &s, 0, &found);
		ms = cpu_ms() - began;
		best = i == 0 || ms < best ? ms : best;
	}
	return best;
}

struct worst {
	size_t accepted, stopped;
	double ms;
	struct text pattern;
};

static void
try_one(struct worst *worst)
{
	static char data[4 * PATTERN_SUBJECT_MAX + 1];
	struct slice subject = make_subject(data);
	struct text source = {.n = 0};
	enum pattern_result result;
	struct pattern *p;
	char why[128];
	double ms;

	make_pattern(&source, 0);
	if (pattern_compile_rule(source.data, &p, why, sizeof(why)) != ERR_OK)
		return;
	ms = took_ms(p, subject, &result);
	pattern_free(p);
	worst->accepted++;
	worst->stopped += result == PATTERN_LIMIT;
	if (ms <= worst->ms)
		return;
	worst->ms = ms;
	worst->pattern = source;
}

static void
test_worst(void **state)
{
	size_t n = chance_times("PATTERNS", USUAL);
	struct worst worst = {.ms = 0};

	(void)state;
	for (size_t i = 0; i < n; i++)
		try_one(&worst);
	print_message("%zu patterns, %zu accepted, %zu stopped; the "
		      "worst took %.1f ms: %s\n",
		      n, worst.accepted, worst.stopped, worst.ms,
		      worst.pattern.data);
	assert_true(worst.accepted > n / 4 && worst.stopped > 0);
	assert_true(worst.ms <= (n > USUAL ? 1 : PATIENCE) * WORST_MS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_worst)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
