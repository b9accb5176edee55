#include <stdlib.h>

#include "address.h"
#include "catalog.h"
#include "checks.h"
#include "codes.h"
#include "form.h"
#include "place.h"
#include "rulebook.h"

static int
compare_tariffs(const void *a, const void *b)
{
	const struct tariff *x = a, *y = b;
	int order = strcmp(x->zone, y->zone);

	if (order == 0)
		order = (x->performer > y->performer) -
			(x->performer < y->performer);
	if (order == 0)
		order = (x->valid_from_ms > y->valid_from_ms) -
			(x->valid_from_ms < y->valid_from_ms);
	return order;
}

enum err_code
rulebook_build(struct rulebook *book, struct err *err)
{
	*err = (struct err){.code = ERR_NOMEM};
	if (book->tariff_count != 0)
		qsort(book->tariff, book->tariff_count, sizeof(*book->tariff),
		      compare_tariffs);
	book->code_index = codes_make(book);
	if (book->code_index == NULL || !checks_run(book, &err->fields))
		return err->code;
	if (err->fields.n != 0)
		return err->code = ERR_FIELDS;
	book->catalog_index = catalog_index_make(book);
	book->place_index = place_index_make(book);
	if (book->catalog_index == NULL || book->place_index == NULL)
		return err->code;
	book->form_patterns = form_patterns_make(err);
	if (book->form_patterns == NULL)
		return err->code;
	book->address_rules = address_rule_set_make(book, err);
	if (book->address_rules == NULL)
		return err->code;
	return err->code = ERR_OK;
}

void
rulebook_drop(struct rulebook *book)
{
	if (book == NULL)
		return;
	form_patterns_free(book->form_patterns);
	book->form_patterns = NULL;
	address_rule_set_free(book->address_rules);
	book->address_rules = NULL;
}

#define ROW(b, table, row) ((row) != CODES_NONE ? &(b)->table[row] : NULL)

const struct zone *
rulebook_zone(const struct rulebook *b, const char *code)
{
	size_t row = codes_find(b->code_index, CODES_ZONE, code);

	return ROW(b, zone, row);
}

const struct place *
rulebook_place(const struct rulebook *b, const char *code)
{
	size_t row = codes_find(b->code_index, CODES_PLACE, code);

	return ROW(b, place, row);
}

const struct service *
rulebook_service(const struct rulebook *b, const char *code)
{
	size_t row = codes_find(b->code_index, CODES_SERVICE, code);

	return ROW(b, service, row);
}

const struct referral *
rulebook_referral(const struct rulebook *b, const char *code)
{
	size_t row = codes_find(b->code_index, CODES_REFERRAL, code);

	return ROW(b, referral, row);
}

const struct medic *
rulebook_medic(const struct rulebook *b, const char *code)
{
	size_t row = codes_find(b->code_index, CODES_MEDIC, code);

	return ROW(b, medic, row);
}

const struct red_flag *
rulebook_red_flag(const struct rulebook *b, const char *code)
{
	size_t row = codes_find(b->code_index, CODES_RED_FLAG, code);

	return ROW(b, red_flag, row);
}

const struct epid_question *
rulebook_epid(const struct rulebook *b, const char *code)
{
	size_t row = codes_find(b->code_index, CODES_EPID, code);

	return ROW(b, epid, row);
}

static const struct {
	const char *name;
	unsigned performers;
} performer[] = {
    {"doctor", PERFORMER_DOCTOR},
    {"nurse", PERFORMER_NURSE},
    {"doctor_or_nurse", PERFORMER_BOTH},
};

static const char *const verdict[] = {
    [VERDICT_ALLOWED] = "allowed",
    [VERDICT_NOT_ALLOWED] = "not_allowed",
    [VERDICT_CONDITIONAL] = "conditional",
    [VERDICT_ASK_DISPATCHER] = "ask_dispatcher",
    [VERDICT_UNKNOWN] = "unknown",
};

static const char *const word_scope[] = {
    [WORD_OF_SERVICES] = "services",
    [WORD_OF_PLACES] = "places",
};

static const char *const word_class[] = {
    [WORD_CONTENT] = "content", [WORD_PART] = "part",
    [WORD_LIGHT] = "light",     [WORD_QUALIFIER] = "qualifier",
    [WORD_NOISE] = "noise",     [WORD_KNOWN] = "known",
    [WORD_JOIN] = "join",
};

static const char *const parity[] = {
    [PARITY_ANY] = "any",
    [PARITY_ODD] = "odd",
    [PARITY_EVEN] = "even",
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

const char *
rulebook_performer_name(enum performer one)
{
	for (size_t i = 0; i < COUNT(performer); i++)
		if (performer[i].performers == (unsigned)one)
			return performer[i].name;
	return NULL;
}

unsigned
rulebook_performer_of(const char *name)
{
	for (size_t i = 0; name != NULL && i < COUNT(performer); i++)
		if (strcmp(performer[i].name, name) == 0)
			return performer[i].performers;
	return 0;
}

const char *
rulebook_verdict_name(enum verdict v)
{
	return (size_t)v < COUNT(verdict) ? verdict[v] : NULL;
}

enum verdict
rulebook_verdict_of(const char *name)
{
	for (size_t i = VERDICT_ALLOWED; name != NULL && i < COUNT(verdict);
	     i++)
		if (strcmp(verdict[i], name) == 0)
			return (enum verdict)i;
	return VERDICT_NONE;
}

/* The place of ${name} in ${list} of ${n}; ${n} when it is not there. */
static size_t
place_of(const char *const list[], size_t n, const char *name)
{
	size_t i = 0;

	while (i < n && (name == NULL || strcmp(list[i], name) != 0))
		i++;
	return i;
}

const char *
rulebook_parity_name(enum parity p)
{
	return (size_t)p < COUNT(parity) ? parity[p] : NULL;
}

enum parity
rulebook_parity_of(const char *name)
{
	return (enum parity)place_of(parity, COUNT(parity), name);
}

bool
rulebook_word_named(const char *scope, const char *class, struct word *out)
{
	size_t s = place_of(word_scope, COUNT(word_scope), scope);
	size_t c = place_of(word_class, COUNT(word_class), class);

	if (s == COUNT(word_scope) || c == COUNT(word_class))
		return false;
	out->scope = (enum word_scope)s;
	out->class = (enum word_class)c;
	return true;
}
