#include <assert.h>
#include <stdlib.h>

#include "codes.h"

struct entry {
	const char *code; /* "" for a row without one */
	size_t row;
};

struct column {
	struct entry *sorted; /* by code, then row */
	const char **code;    /* by row */
	size_t n;
};

struct code_index {
	struct column column[CODES__COUNT];
};

static int
compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->code, y->code);

	return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* Rows are structs of ${size} bytes that begin with their code. */
static bool
fill(struct column *c, const void *rows, size_t n, size_t size,
     struct arena *arena)
{
	c->n = n;
	c->sorted = ARENA_ARRAY(arena, struct entry, n);
	c->code = ARENA_ARRAY(arena, const char *, n);
	if (c->sorted == NULL || c->code == NULL)
		return false;
	for (size_t i = 0; i < n; i++) {
		memcpy(&c->code[i], (const char *)rows + i * size,
		       sizeof(c->code[i]));
		if (c->code[i] == NULL)
			c->code[i] = "";
		c->sorted[i] = (struct entry){c->code[i], i};
	}
	qsort(c->sorted, n, sizeof(*c->sorted), compare);
	return true;
}

#define CODE_IS_FIRST(type)                                                    \
	static_assert(offsetof(struct type, code) == 0, #type)

CODE_IS_FIRST(zone);
CODE_IS_FIRST(place);
CODE_IS_FIRST(service);
CODE_IS_FIRST(medic);
CODE_IS_FIRST(red_flag);
CODE_IS_FIRST(epid_question);
CODE_IS_FIRST(referral);
CODE_IS_FIRST(address_rule);
CODE_IS_FIRST(task_queue);

struct code_index *
codes_make(const struct rulebook *b)
{
	struct code_index *x = ARENA_NEW(b->arena, struct code_index);
	struct {
		const void *rows;
		size_t n, size;
	} table[CODES__COUNT] = {
	    [CODES_ZONE] = {b->zone, b->zone_count, sizeof(*b->zone)},
	    [CODES_PLACE] = {b->place, b->place_count, sizeof(*b->place)},
	    [CODES_SERVICE] = {b->service, b->service_count,
			       sizeof(*b->service)},
	    [CODES_MEDIC] = {b->medic, b->medic_count, sizeof(*b->medic)},
	    [CODES_RED_FLAG] = {b->red_flag, b->red_flag_count,
				sizeof(*b->red_flag)},
	    [CODES_EPID] = {b->epid, b->epid_count, sizeof(*b->epid)},
	    [CODES_REFERRAL] = {b->referral, b->referral_count,
				sizeof(*b->referral)},
	    [CODES_ADDRESS_RULE] = {b->address_rule, b->address_rule_count,
				    sizeof(*b->address_rule)},
	    [CODES_QUEUE] = {b->queue, b->queue_count, sizeof(*b->queue)},
	};
	bool ok = x != NULL;

	for (size_t i = 0; ok && i < CODES__COUNT; i++)
		ok = fill(&x->column[i], table[i].rows, table[i].n,
			  table[i].size, b->arena);
	return ok ? x : NULL;
}

size_t
codes_find(const struct code_index *index, enum codes_table table,
	   const char *code)
{
	const struct column *c = &index->column[table];
	size_t low = 0, high = c->n;

	if (code == NULL)
		return CODES_NONE;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (strcmp(c->sorted[mid].code, code) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < c->n && strcmp(c->sorted[low].code, code) == 0
		   ? c->sorted[low].row
		   : CODES_NONE;
}

size_t
codes_first(const struct code_index *index, enum codes_table table, size_t row)
{
	return codes_find(index, table, index->column[table].code[row]);
}

size_t
codes_count(const struct code_index *index, enum codes_table table)
{
	return index->column[table].n;
}

const char *
codes_at(const struct code_index *index, enum codes_table table, size_t row)
{
	return index->column[table].code[row];
}
