#include "unit.h"

#include "ask.h"
#include "casefile.h"
#include "sample.h"

/*
 * What callers say and operators type, judged by medical meaning before the
 * search was tuned.  Every third question is frozen: it is never looked at
 * while tuning; the fresh ones were written when that was over.
 * `test_held_out show` prints what went amiss in the open part.
 */

#define LEAST 300
#define TOP 3

struct part {
	const char *title;
	int asked;
	int right;  /* an outcome that is acceptable */
	int best;   /* the best of the acceptable ones */
	int named;  /* the service meant is known */
	int first;  /* and comes first */
	int top;    /* or among the first ${TOP} */
	int lines;  /* with a place in them */
	int placed; /* and the place is right */
	int wrong_yes;
	int wrong_no;
};

static bool show;

static bool
has(const cJSON *list, const char *text)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, list) if (strcmp(one->valuestring, text) ==
					  0) return true;
	return false;
}

static bool
is_decided(enum verdict v)
{
	return v != VERDICT_NONE && v != VERDICT_UNKNOWN;
}

static const char *
name_of(enum verdict v)
{
	return v == VERDICT_NONE ? "none" : rulebook_verdict_name(v);
}

static void
print_row(const cJSON *row, const struct catalog_answer *out)
{
	char *text = cJSON_PrintUnformatted(row);

	print_message("%s\n    got %s", text, name_of(out->verdict));
	for (size_t i = 0; i < out->hit_count && i < TOP; i++)
		print_message(" %s %.2f «%s»", out->hit[i].service->code,
			      out->hit[i].score, out->hit[i].phrase);
	print_message("\n");
	cJSON_free(text);
}

static void
judge(const cJSON *row, const struct catalog_answer *out, struct part *part)
{
	const cJSON *verdicts = cJSON_GetObjectItem(row, "verdict");
	const cJSON *codes = cJSON_GetObjectItem(row, "first");
	const char *got = name_of(out->verdict);
	bool right = has(verdicts, got);
	bool first = out->hit_count != 0 &&
		     (codes == NULL || has(codes, out->hit[0].service->code));
	bool top = first;
	bool decided = is_decided(out->verdict);
	bool wrong = decided && !(right && first);

	for (size_t i = 0; codes != NULL && i < out->hit_count && i < TOP; i++)
		top = top || has(codes, out->hit[i].service->code);
	part->asked++;
	part->right += right && !wrong;
	/* «none» where a verdict was to be had is right, but not the best */
	part->best +=
	    right && !wrong &&
	    decided ==
		is_decided(rulebook_verdict_of(verdicts->child->valuestring));
	part->named += codes != NULL;
	part->first += codes != NULL && first;
	part->top += codes != NULL && top;
	part->wrong_no += wrong && out->verdict == VERDICT_NOT_ALLOWED;
	part->wrong_yes += wrong && out->verdict != VERDICT_NOT_ALLOWED;
	if (show && (!right || wrong || (codes != NULL && !top)))
		print_row(row, out);
}

/* The place of a line: its code, or "?" when the operator must ask. */
static bool
is_place(const struct ask_answer *out, const char *place)
{
	if (out->place_text == NULL || out->place.hit_count == 0)
		return false;
	return out->place.ambiguous
		   ? strcmp(place, "?") == 0
		   : strcmp(place, out->place.hit[0].place->code) == 0;
}

/* What was left over is as unknown as what was searched in vain. */
static struct catalog_answer
service_of(const struct ask_answer *out)
{
	return out->service_count != 0
		   ? out->service[0].answer
		   : (struct catalog_answer){.verdict = VERDICT_UNKNOWN};
}

static void
ask(const cJSON *row, struct part *part)
{
	const char *place = casefile_text(row, "place");
	struct arena arena = {0};
	struct catalog_ask ask = {
	    .query = slice_of(casefile_text(row, "query")),
	    .at_ms = SAMPLE_NOW_MS,
	    .limit = TOP,
	};
	struct ask_answer line;
	struct catalog_answer out;

	assert_int_equal(catalog_search(sample_book(), &ask, &out, &arena),
			 ERR_OK);
	assert_int_equal(ask_read(sample_book(), &ask, &line, &arena), ERR_OK);
	if (place != NULL)
		out = service_of(&line);
	judge(row, &out, part);
	part->lines += place != NULL;
	part->placed += place != NULL && is_place(&line, place);
	arena_free(&arena);
}

static double
percent(int part, int whole)
{
	return whole != 0 ? 100.0 * part / whole : 0;
}

static void
report(const struct part *p)
{
	print_message("%-7s %3d asked: right verdict %.1f %% (best %.1f %%), "
		      "first hit %.1f %%, top three %.1f %%, places %d of %d, "
		      "wrong yes %d, wrong no %d\n",
		      p->title, p->asked, percent(p->right, p->asked),
		      percent(p->best, p->asked), percent(p->first, p->named),
		      percent(p->top, p->named), p->placed, p->lines,
		      p->wrong_yes, p->wrong_no);
}

/* The floors lie a little below what was reached; no verdict is wrong. */
static void
check(const struct part *p, int right, int top)
{
	assert_int_equal(p->wrong_yes, 0);
	assert_int_equal(p->wrong_no, 0);
	assert_true(percent(p->right, p->asked) >= right);
	assert_true(percent(p->top, p->named) >= top);
	assert_int_equal(p->placed, p->lines);
}

static void
test_held_out(void **state)
{
	struct part open = {.title = "open"}, frozen = {.title = "frozen"};
	struct part fresh = {.title = "fresh"};
	cJSON *rows = casefile_load("tests/cases/held-out.json");
	bool wanted = show;
	const cJSON *row;
	int n = 0;

	(void)state;
	cJSON_ArrayForEach(row, rows)
	{
		bool is_fresh = casefile_true(row, "fresh");
		bool is_frozen = ++n % 3 == 0 && !is_fresh;
		show = wanted && !is_frozen;
		ask(row, is_fresh ? &fresh : is_frozen ? &frozen : &open);
	}
	cJSON_Delete(rows);
	report(&open);
	report(&frozen);
	report(&fresh);
	assert_true(n >= LEAST);
	check(&open, 98, 96);
	check(&frozen, 94, 96);
	check(&fresh, 93, 95);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_held_out)};

	show = argc > 1 && strcmp(argv[1], "show") == 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
