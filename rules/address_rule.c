#include <stdio.h>
#include <stdlib.h>

#include "address_hits.h"
#include "buf.h"
#include "needle.h"

#define HOUSE "house"
#define HOUSE_MAX INT64_C(1000000)
#define WHY_MAX 200

struct address_rule_set {
	size_t n;
	struct {
		struct pattern *pattern; /* NULL: the rule is not active */
		struct needle needle;    /* not there: it need not be run */
	} of[];
};

static bool
wants_house(const struct address_rule *rule)
{
	return rule->house_from != 0 || rule->house_to != 0 ||
	       rule->parity != PARITY_ANY;
}

/* ${source} with е for ё, as folded addresses have it. */
static void
without_io(char *source)
{
	static const struct {
		char io[3], ie[3];
	} pair[] = {{"\u0451", "\u0435"}, {"\u0401", "\u0415"}};

	for (size_t i = 0; i < sizeof(pair) / sizeof(*pair); i++)
		for (char *at = source; (at = strstr(at, pair[i].io)) != NULL;)
			memcpy(at, pair[i].ie, strlen(pair[i].ie));
}

enum err_code
address_rule_compile(const struct address_rule *rule, struct pattern **out,
		     char *why, size_t why_size)
{
	char *source = strdup(rule->pattern);
	enum err_code code;

	*out = NULL;
	if (source == NULL)
		return ERR_NOMEM;
	without_io(source);
	code = pattern_compile_rule(source, out, why, why_size);
	free(source);
	if (code != ERR_OK || !wants_house(rule) ||
	    pattern_has_group(*out, HOUSE))
		return code;
	pattern_free(*out);
	*out = NULL;
	(void)snprintf(why, why_size, "houses need a group (?<" HOUSE ">…)");
	return ERR_FIELDS;
}

/* The number ${digits} begins with; 0: none, or too large for a house. */
static int64_t
house_number(struct slice digits)
{
	int64_t n = 0;

	for (size_t i = 0; i < digits.n && n <= HOUSE_MAX; i++) {
		if (digits.p[i] < '0' || digits.p[i] > '9')
			break;
		n = n * 10 + (digits.p[i] - '0');
	}
	return n <= HOUSE_MAX ? n : 0;
}

static bool
house_fits(const struct address_rule *rule, struct slice text,
	   const struct pattern_found *found)
{
	int64_t n = house_number((struct slice){
	    text.p + found->group_from, found->group_to - found->group_from});

	if (!wants_house(rule))
		return true;
	return n != 0 && n >= rule->house_from &&
	       (rule->house_to == 0 || n <= rule->house_to) &&
	       (rule->parity == PARITY_ANY ||
		(n % 2 != 0) == (rule->parity == PARITY_ODD));
}

/* The next match from byte ${from} on whose house fits. */
static enum pattern_result
next(const struct address_rule *rule, const struct pattern *p,
     struct pattern_search *search, size_t from, struct pattern_found *out)
{
	enum pattern_result r = pattern_find(p, search, from, out);

	while (r == PATTERN_YES && !house_fits(rule, search->subject, out))
		r = pattern_find(p, search, out->to, out);
	return r;
}

static struct pattern_search
search_in(const struct address_text *text)
{
	return (struct pattern_search){text->folded, HOUSE, PATTERN_STEPS_MAX};
}

enum pattern_result
address_rule_try(const struct address_rule *rule, const struct pattern *p,
		 struct slice text, const char **matched, struct arena *arena)
{
	struct address_text t;
	struct pattern_search search;
	struct pattern_found found;
	enum pattern_result r;

	*matched = NULL;
	if (!address_text_make(text, arena, &t))
		return PATTERN_LIMIT;
	search = search_in(&t);
	r = next(rule, p, &search, 0, &found);
	if (r != PATTERN_YES)
		return r;
	*matched = address_text_typed(&t, found.from, found.to, arena);
	return *matched != NULL ? PATTERN_YES : PATTERN_LIMIT;
}

/* What becomes of the words [from, to) that ${rule} matched. */
typedef void
matched_fn(struct address_look *look, const struct address_rule *rule,
	   size_t from, size_t to);

/* Every match of rule ${i}. */
static enum pattern_result
run(struct address_look *look, size_t i, matched_fn *matched)
{
	const struct address_rule_set *set = look->book->address_rules;
	const struct address_rule *rule = &look->book->address_rule[i];
	const struct pattern *p = set->of[i].pattern;
	struct pattern_found found = {.to = 0};
	enum pattern_result r = PATTERN_YES;

	if (p == NULL || !needle_may(&set->of[i].needle, look->text.letters,
				     look->text.letter_set))
		return PATTERN_NO;
	while (r == PATTERN_YES) {
		r = next(rule, p, &look->search, found.to, &found);
		if (r == PATTERN_YES)
			matched(look, rule, found.from, found.to);
	}
	return r;
}

static void
add(struct address_look *look, const struct address_rule *rule, size_t from,
    size_t to)
{
	const struct place *place = rulebook_place(look->book, rule->place);

	address_hits_add(&look->hits,
			 (struct address_hit){place, rule, from, to});
}

const struct address_rule *
address_rule_find(struct address_look *look)
{
	const struct address_rule *rule = look->book->address_rule;

	look->search = search_in(&look->text);
	for (size_t i = 0; i < look->book->address_rules->n; i++)
		if (rule[i].place != NULL && run(look, i, add) == PATTERN_LIMIT)
			return &rule[i];
	return NULL;
}

static void
hide(struct address_look *look, const struct address_rule *rule, size_t from,
     size_t to)
{
	address_hits_hide(&look->hits, rule, from, to);
}

const struct address_rule *
address_rule_hide(struct address_look *look)
{
	const struct address_rule *rule = look->book->address_rule;
	size_t n = look->book->address_rules->n;

	for (size_t i = 0; i < n && look->hits.n != 0; i++)
		if (rule[i].place == NULL &&
		    run(look, i, hide) == PATTERN_LIMIT)
			return &rule[i];
	return NULL;
}

/* Note why the pattern of rule ${i} is refused. */
static enum err_code
note(const struct rulebook *book, size_t i, const char *why, struct err *err)
{
	struct buf pointer = BUF(book->arena);
	const char *at, *arg = arena_strdup(book->arena, why);

	buf_printf(&pointer, "/address_rules/%zu/pattern", i);
	at = buf_text(&pointer);
	if (at == NULL || arg == NULL)
		return ERR_NOMEM;
	err_field(&err->fields, at, "pattern", arg);
	return ERR_FIELDS;
}

struct address_rule_set *
address_rule_set_make(const struct rulebook *book, struct err *err)
{
	size_t n = book->address_rule_count;
	struct address_rule_set *set =
	    calloc(1, sizeof(*set) + n * sizeof(*set->of));
	enum err_code code = set != NULL ? ERR_OK : ERR_NOMEM;
	char why[WHY_MAX];

	err->code = code;
	for (; err->code != ERR_NOMEM && set->n < n; set->n++) {
		const struct address_rule *rule = &book->address_rule[set->n];

		if (!rule->active)
			continue;
		code = address_rule_compile(rule, &set->of[set->n].pattern, why,
					    sizeof(why));
		if (code == ERR_FIELDS)
			code = note(book, set->n, why, err);
		else if (!needle_of(rule->pattern, &set->of[set->n].needle,
				    book->arena))
			code = ERR_NOMEM;
		if (code != ERR_OK)
			err->code = code;
	}
	if (err->code == ERR_OK)
		return set;
	address_rule_set_free(set);
	return NULL;
}

void
address_rule_set_free(struct address_rule_set *set)
{
	for (size_t i = 0; set != NULL && i < set->n; i++)
		pattern_free(set->of[i].pattern);
	free(set);
}
