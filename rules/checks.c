#include "buf.h"
#include "checks.h"
#include "codes.h"
#include "tariff.h"
#include "token.h"

#define PARENTS_MAX 8 /* a deeper nest of places is a ring */

/* Tops of the geography that are no places themselves. */
static const char *const pseudo_parent[] = {"spb", "oblast"};

/* How the tables are named in pointers. */
static const char *const table_name[CODES__COUNT] = {
    [CODES_ZONE] = "zones",         [CODES_PLACE] = "places",
    [CODES_SERVICE] = "services",   [CODES_MEDIC] = "medics",
    [CODES_RED_FLAG] = "red_flags", [CODES_EPID] = "epid",
    [CODES_REFERRAL] = "referrals", [CODES_ADDRESS_RULE] = "address_rules",
    [CODES_QUEUE] = "queues",
};

struct checks {
	const struct rulebook *book;
	struct field_errors *errs;
	bool failed; /* memory was refused */
};

/* Note that ${field} of row ${row} is wrong. */
static void
note(struct checks *c, const char *table, size_t row, const char *field,
     const char *code)
{
	struct buf b = BUF(c->book->arena);
	const char *pointer;

	buf_printf(&b, "/%s/%zu/%s", table, row, field);
	pointer = buf_text(&b);
	if (pointer == NULL)
		c->failed = true;
	else
		err_field(c->errs, pointer, code, NULL);
}

static void
need(struct checks *c, bool ok, const char *table, size_t row,
     const char *field)
{
	if (!ok)
		note(c, table, row, field, "required");
}

static bool
known(const struct checks *c, enum codes_table table, const char *code)
{
	return codes_find(c->book->code_index, table, code) != CODES_NONE;
}

static void
check_codes(struct checks *c)
{
	const struct code_index *x = c->book->code_index;

	for (enum codes_table t = 0; t < CODES__COUNT; t++)
		for (size_t i = 0; i < codes_count(x, t); i++) {
			if (codes_at(x, t, i)[0] == '\0')
				note(c, table_name[t], i, "code", "required");
			else if (codes_first(x, t, i) != i)
				note(c, table_name[t], i, "code", "not_unique");
		}
}

static bool
has_price(const struct rulebook *b, const char *zone, enum performer performer)
{
	return zone != NULL && tariff_at(b, zone, performer, INT64_MAX) != NULL;
}

static void
check_zones(struct checks *c)
{
	const struct rulebook *b = c->book;

	for (size_t i = 0; i < b->zone_count; i++) {
		const struct zone *z = &b->zone[i];
		need(c, z->name != NULL, "zones", i, "name");
		if (!has_price(b, z->code, PERFORMER_DOCTOR))
			note(c, "zones", i, "doctor", "tariff_missing");
		if (!has_price(b, z->code, PERFORMER_NURSE))
			note(c, "zones", i, "nurse", "tariff_missing");
	}
}

static bool
is_twin(const struct tariff *a, const struct tariff *b)
{
	return strcmp(a->zone, b->zone) == 0 && a->performer == b->performer &&
	       a->valid_from_ms == b->valid_from_ms;
}

static void
check_tariffs(struct checks *c)
{
	const struct rulebook *b = c->book;

	for (size_t i = 0; i < b->tariff_count; i++) {
		const struct tariff *t = &b->tariff[i];
		if (!known(c, CODES_ZONE, t->zone))
			note(c, "tariffs", i, "zone", "unknown_code");
		if (t->performer != PERFORMER_DOCTOR &&
		    t->performer != PERFORMER_NURSE)
			note(c, "tariffs", i, "performer", "choice");
		if (t->price_kop <= 0 || t->price_kop > TARIFF_PRICE_MAX_KOP)
			note(c, "tariffs", i, "price", "out_of_range");
		if (i > 0 && is_twin(t - 1, t))
			note(c, "tariffs", i, "valid_from", "not_unique");
	}
}

static bool
is_pseudo(const char *parent)
{
	for (size_t i = 0; i < sizeof(pseudo_parent) / sizeof(char *); i++)
		if (strcmp(parent, pseudo_parent[i]) == 0)
			return true;
	return false;
}

/* Whether the parents of ${p} end at a top. */
static bool
reaches_top(const struct rulebook *b, const struct place *p)
{
	for (int i = 0; i < PARENTS_MAX; i++) {
		p = p->parent != NULL ? rulebook_place(b, p->parent) : NULL;
		if (p == NULL)
			return true;
	}
	return false;
}

static void
check_places(struct checks *c)
{
	const struct rulebook *b = c->book;

	for (size_t i = 0; i < b->place_count; i++) {
		const struct place *p = &b->place[i];
		need(c, p->name != NULL, "places", i, "name");
		if (p->zone != NULL && !known(c, CODES_ZONE, p->zone))
			note(c, "places", i, "zone", "unknown_code");
		if (p->parent != NULL && !is_pseudo(p->parent) &&
		    !known(c, CODES_PLACE, p->parent))
			note(c, "places", i, "parent", "unknown_code");
		else if (!reaches_top(b, p))
			note(c, "places", i, "parent", "ring");
	}
}

static void
check_answer(struct checks *c, size_t row, const char *field,
	     const struct service_answer *a)
{
	if (a->verdict != VERDICT_ALLOWED &&
	    a->verdict != VERDICT_NOT_ALLOWED &&
	    a->verdict != VERDICT_ASK_DISPATCHER)
		note(c, "services", row, field, "choice");
	if (a->instead != NULL && !known(c, CODES_SERVICE, a->instead))
		note(c, "services", row, field, "unknown_code");
}

/* What a conditional service must have besides. */
static void
check_condition(struct checks *c, size_t row)
{
	const struct service *s = &c->book->service[row];

	need(c, s->condition != NULL, "services", row, "condition");
	check_answer(c, row, "if_yes", &s->if_yes);
	check_answer(c, row, "if_no", &s->if_no);
}

static void
check_services(struct checks *c)
{
	const struct rulebook *b = c->book;

	for (size_t i = 0; i < b->service_count; i++) {
		const struct service *s = &b->service[i];
		bool done = s->verdict == VERDICT_ALLOWED ||
			    s->verdict == VERDICT_CONDITIONAL;
		need(c, s->name != NULL, "services", i, "name");
		if (s->verdict <= VERDICT_NONE || s->verdict >= VERDICT_UNKNOWN)
			note(c, "services", i, "verdict", "choice");
		if (s->performers > PERFORMER_BOTH ||
		    (done && s->performers == 0))
			note(c, "services", i, "performer", "choice");
		if (s->verdict == VERDICT_CONDITIONAL)
			check_condition(c, i);
		if (s->valid_from_ms >= s->valid_to_ms)
			note(c, "services", i, "valid_to", "order");
	}
}

static void
check_referrals(struct checks *c)
{
	const struct rulebook *b = c->book;

	for (size_t i = 0; i < b->referral_count; i++) {
		const struct referral *r = &b->referral[i];
		need(c, r->name != NULL, "referrals", i, "name");
		if (r->place != NULL && !known(c, CODES_PLACE, r->place))
			note(c, "referrals", i, "place", "unknown_code");
		for (size_t k = 0; k < r->service_count; k++)
			if (!known(c, CODES_SERVICE, r->service[k]))
				note(c, "referrals", i, "services",
				     "unknown_code");
	}
}

static void
check_medics(struct checks *c)
{
	const struct rulebook *b = c->book;

	for (size_t i = 0; i < b->medic_count; i++) {
		const struct medic *m = &b->medic[i];
		need(c, m->name != NULL, "medics", i, "name");
		if (m->kind != PERFORMER_DOCTOR && m->kind != PERFORMER_NURSE)
			note(c, "medics", i, "kind", "choice");
		for (size_t k = 0; k < m->zone_count; k++)
			if (!known(c, CODES_ZONE, m->zone[k]))
				note(c, "medics", i, "zones", "unknown_code");
	}
}

static void
check_travel(struct checks *c)
{
	const struct rulebook *b = c->book;

	for (size_t i = 0; i < b->travel_count; i++) {
		const struct travel *t = &b->travel[i];
		if (!known(c, CODES_ZONE, t->from))
			note(c, "travel", i, "from", "unknown_code");
		if (!known(c, CODES_ZONE, t->to))
			note(c, "travel", i, "to", "unknown_code");
		if (t->minutes < 0)
			note(c, "travel", i, "minutes", "out_of_range");
	}
}

static void
check_questions(struct checks *c)
{
	const struct rulebook *b = c->book;

	for (size_t i = 0; i < b->red_flag_count; i++)
		need(c, b->red_flag[i].sign != NULL, "red_flags", i, "sign");
	for (size_t i = 0; i < b->epid_count; i++) {
		const struct epid_question *q = &b->epid[i];
		need(c, q->question != NULL, "epid", i, "question");
		if (q->kit_if_yes < 0 || q->kit_if_yes > 3)
			note(c, "epid", i, "kit_if_yes", "out_of_range");
	}
}

static bool
is_one_word(struct checks *c, const char *text)
{
	struct token_list list = {.n = 0};
	struct fold f;

	if (text == NULL)
		return false;
	if (fold_make(slice_of(text), c->book->arena, &f))
		token_cut(&f, &list);
	else
		c->failed |= c->book->arena->overflow;
	return list.n == 1;
}

static void
check_words(struct checks *c)
{
	const struct rulebook *b = c->book;

	for (size_t i = 0; i < b->word_count; i++) {
		const struct word *w = &b->word[i];
		if (!is_one_word(c, w->text))
			note(c, "words", i, "word", "invalid");
		if (w->same_as != NULL && !is_one_word(c, w->same_as))
			note(c, "words", i, "same_as", "invalid");
	}
}

static void
check_address_rules(struct checks *c)
{
	static const char table[] = "address_rules";
	const struct rulebook *b = c->book;

	for (size_t i = 0; i < b->address_rule_count; i++) {
		const struct address_rule *r = &b->address_rule[i];
		need(c, r->pattern != NULL, table, i, "pattern");
		if (r->place != NULL && !known(c, CODES_PLACE, r->place))
			note(c, table, i, "place", "unknown_code");
		if (r->house_from < 0)
			note(c, table, i, "house_from", "out_of_range");
		if (r->house_to < 0)
			note(c, table, i, "house_to", "out_of_range");
		else if (r->house_to != 0 && r->house_to < r->house_from)
			note(c, table, i, "house_to", "order");
		if ((size_t)r->parity >= PARITY__COUNT)
			note(c, table, i, "parity", "choice");
	}
}

static void
check_queues(struct checks *c)
{
	const struct rulebook *b = c->book;

	for (size_t i = 0; i < b->queue_count; i++) {
		const struct task_queue *q = &b->queue[i];

		need(c, q->name != NULL, "queues", i, "name");
		if (q->target_min < 1)
			note(c, "queues", i, "target_min", "out_of_range");
		if (q->deadline_min < q->target_min)
			note(c, "queues", i, "deadline_min", "order");
	}
}

bool
checks_run(const struct rulebook *book, struct field_errors *errs)
{
	static void (*const check[])(struct checks *) = {
	    check_codes,  check_zones,         check_tariffs,
	    check_places, check_services,      check_referrals,
	    check_medics, check_travel,        check_questions,
	    check_words,  check_address_rules, check_queues};
	struct checks c = {.book = book, .errs = errs};

	for (size_t i = 0; i < sizeof(check) / sizeof(*check); i++)
		check[i](&c);
	return !c.failed;
}
