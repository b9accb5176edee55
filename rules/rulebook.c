#include <string.h>

#include "codes.h"
#include "rulebook.h"

/* The row with ${code} of ${rows}, each of ${size} bytes; NULL: none. */
static const void *
find_row(const struct rulebook *b, enum codes_table table, const void *rows,
	 size_t size, const char *code)
{
	size_t row = codes_find(b->code_index, table, code);

	return row != CODES_NONE ? (const char *)rows + row * size : NULL;
}

#define FIND(b, TABLE, rows, code)                                             \
	find_row(b, CODES_##TABLE, (b)->rows, sizeof(*(b)->rows), code)

const struct zone *
rulebook_zone(const struct rulebook *b, const char *code)
{
	return FIND(b, ZONE, zone, code);
}

const struct place *
rulebook_place(const struct rulebook *b, const char *code)
{
	return FIND(b, PLACE, place, code);
}

const struct service *
rulebook_service(const struct rulebook *b, const char *code)
{
	return FIND(b, SERVICE, service, code);
}

const struct referral *
rulebook_referral(const struct rulebook *b, const char *code)
{
	return FIND(b, REFERRAL, referral, code);
}

const struct medic *
rulebook_medic(const struct rulebook *b, const char *code)
{
	return FIND(b, MEDIC, medic, code);
}

const struct red_flag *
rulebook_red_flag(const struct rulebook *b, const char *code)
{
	return FIND(b, RED_FLAG, red_flag, code);
}

const struct epid_question *
rulebook_epid(const struct rulebook *b, const char *code)
{
	return FIND(b, EPID, epid, code);
}

static bool
is_way(const struct travel *t, const char *from, const char *to)
{
	return strcmp(t->from, from) == 0 && strcmp(t->to, to) == 0;
}

int64_t
rulebook_travel_min(const struct rulebook *b, const char *from, const char *to)
{
	int64_t minutes = -1;

	for (size_t i = 0; i < b->travel_count; i++) {
		const struct travel *t = &b->travel[i];

		if ((is_way(t, from, to) || is_way(t, to, from)) &&
		    t->minutes > minutes)
			minutes = t->minutes;
	}
	return minutes >= 0 ? minutes : b->settings.travel_margin_min;
}

const struct task_queue *
rulebook_queue(const struct rulebook *b, const char *code)
{
	return FIND(b, QUEUE, queue, code);
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

const char *
rulebook_class_name(enum word_class c)
{
	return (size_t)c < COUNT(word_class) ? word_class[c] : NULL;
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
