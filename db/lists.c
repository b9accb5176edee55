#include "lists.h"

/* Fields of a row, by name. */
enum {
	SERVICE_CODE,
	SERVICE_TEXT,
	SERVICE_MET,
	SERVICE_CONDITION,
	SERVICE_FIELDS
};
enum { ANSWER_CODE, ANSWER_ANSWER, ANSWER_COMMENT, ANSWER_FIELDS };
enum { SCRIPT_SITUATION, SCRIPT_VERSION, SCRIPT_FIELDS };
enum { LINE_CODE, LINE_PRICE, LINE_IN_GROUP, LINE_FIELDS };
enum {
	MATCH_ID,
	MATCH_NUMBER,
	MATCH_BY,
	MATCH_STATE,
	MATCH_CREATED,
	MATCH_TARGET,
	MATCH_DEADLINE,
	MATCH_BLOCKS,
	MATCH_FIELDS
};

const char *
lists_pack_services(const struct request_form *form, struct arena *arena)
{
	struct buf out = BUF(arena);

	for (size_t i = 0; i < form->service_count; i++) {
		const struct request_service *s = &form->service[i];
		const char *field[SERVICE_FIELDS] = {
		    [SERVICE_CODE] = s->code,
		    [SERVICE_TEXT] = s->text,
		    [SERVICE_MET] = pack_num(s->condition_met, arena),
		    [SERVICE_CONDITION] = s->condition,
		};
		pack_row(&out, field, SERVICE_FIELDS);
	}
	return pack_text(&out);
}

void
lists_take_services(const char *packed, struct request_form *form,
		    struct arena *arena)
{
	size_t count = pack_count(packed);
	struct pack p = pack_of(packed, arena);
	const char *field[SERVICE_FIELDS];

	form->service_count = 0;
	form->service = ARENA_ARRAY(arena, struct request_service, count);
	if (form->service == NULL)
		return;
	while (form->service_count < count &&
	       pack_next(&p, field, SERVICE_FIELDS))
		form->service[form->service_count++] = (struct request_service){
		    .code = field[SERVICE_CODE],
		    .text = field[SERVICE_TEXT],
		    .condition_met = (enum tri)pack_int(field[SERVICE_MET]),
		    .condition = field[SERVICE_CONDITION],
		};
}

const char *
lists_pack_answers(const struct request_answer *answer, size_t n,
		   struct arena *arena)
{
	struct buf out = BUF(arena);

	for (size_t i = 0; i < n; i++) {
		const char *field[ANSWER_FIELDS] = {
		    [ANSWER_CODE] = answer[i].code,
		    [ANSWER_ANSWER] = request_answer_name(answer[i].answer),
		    [ANSWER_COMMENT] = answer[i].comment,
		};
		pack_row(&out, field, ANSWER_FIELDS);
	}
	return pack_text(&out);
}

struct request_answer *
lists_take_answers(const char *packed, size_t *n, struct arena *arena)
{
	size_t count = pack_count(packed);
	struct pack p = pack_of(packed, arena);
	struct request_answer *out =
	    ARENA_ARRAY(arena, struct request_answer, count);
	const char *field[ANSWER_FIELDS];

	*n = 0;
	while (out != NULL && *n < count && pack_next(&p, field, ANSWER_FIELDS))
		out[(*n)++] = (struct request_answer){
		    .code = field[ANSWER_CODE],
		    .answer = request_answer_of(field[ANSWER_ANSWER]),
		    .comment = field[ANSWER_COMMENT],
		};
	return out;
}

const char *
lists_pack_scripts(const struct request_form *form, struct arena *arena)
{
	struct buf out = BUF(arena);

	for (size_t i = 0; i < form->script_count; i++) {
		const struct request_script *s = &form->script[i];
		const char *field[SCRIPT_FIELDS] = {
		    [SCRIPT_SITUATION] = s->situation,
		    [SCRIPT_VERSION] = pack_num(s->version, arena),
		};
		pack_row(&out, field, SCRIPT_FIELDS);
	}
	return pack_text(&out);
}

void
lists_take_scripts(const char *packed, struct request_form *form,
		   struct arena *arena)
{
	size_t count = pack_count(packed);
	struct pack p = pack_of(packed, arena);
	const char *field[SCRIPT_FIELDS];

	form->script_count = 0;
	form->script = ARENA_ARRAY(arena, struct request_script, count);
	if (form->script == NULL)
		return;
	while (form->script_count < count &&
	       pack_next(&p, field, SCRIPT_FIELDS))
		form->script[form->script_count++] = (struct request_script){
		    .situation = field[SCRIPT_SITUATION],
		    .version = pack_int(field[SCRIPT_VERSION]),
		};
}

const char *
lists_pack_lines(const struct quote *quote, struct arena *arena)
{
	struct buf out = BUF(arena);

	for (size_t i = 0; i < quote->line_count; i++) {
		const struct quote_line *l = &quote->line[i];
		const char *field[LINE_FIELDS] = {
		    [LINE_CODE] = l->code,
		    [LINE_PRICE] = pack_num(l->price_kop, arena),
		    [LINE_IN_GROUP] = pack_num(l->in_trip_group, arena),
		};
		pack_row(&out, field, LINE_FIELDS);
	}
	return pack_text(&out);
}

void
lists_take_lines(const char *packed, struct quote *quote, struct arena *arena)
{
	struct pack p = pack_of(packed, arena);
	const char *field[LINE_FIELDS];

	quote->line_count = 0;
	while (quote->line_count < QUOTE_LINES_MAX &&
	       pack_next(&p, field, LINE_FIELDS))
		quote->line[quote->line_count++] = (struct quote_line){
		    .code = field[LINE_CODE],
		    .price_kop = pack_int(field[LINE_PRICE]),
		    .in_trip_group = pack_int(field[LINE_IN_GROUP]) != 0,
		};
}

const char *
lists_pack_matches(const struct request *q, struct arena *arena)
{
	struct buf out = BUF(arena);

	for (size_t i = 0; i < q->match_count; i++) {
		const struct request_match *m = &q->match[i];
		const char *field[MATCH_FIELDS] = {
		    [MATCH_ID] = m->id,
		    [MATCH_NUMBER] = m->number,
		    [MATCH_BY] = m->by,
		    [MATCH_STATE] = request_state_name(m->state),
		    [MATCH_CREATED] = pack_num(m->created_at_ms, arena),
		    [MATCH_TARGET] = pack_num(m->target_at_ms, arena),
		    [MATCH_DEADLINE] = pack_num(m->deadline_at_ms, arena),
		    [MATCH_BLOCKS] = pack_num(m->blocks, arena),
		};
		pack_row(&out, field, MATCH_FIELDS);
	}
	return pack_text(&out);
}

void
lists_take_matches(const char *packed, struct request *q, struct arena *arena)
{
	struct pack p = pack_of(packed, arena);
	const char *field[MATCH_FIELDS];

	q->match_count = 0;
	while (q->match_count < REQUEST_MATCHES_MAX &&
	       pack_next(&p, field, MATCH_FIELDS))
		q->match[q->match_count++] = (struct request_match){
		    .id = field[MATCH_ID],
		    .number = field[MATCH_NUMBER],
		    .by = field[MATCH_BY],
		    .state = request_state_of(field[MATCH_STATE]),
		    .created_at_ms = pack_int(field[MATCH_CREATED]),
		    .target_at_ms = pack_int(field[MATCH_TARGET]),
		    .deadline_at_ms = pack_int(field[MATCH_DEADLINE]),
		    .blocks = pack_int(field[MATCH_BLOCKS]) != 0,
		};
}

const char *
lists_pack_codes(const char *const *code, size_t n, struct arena *arena)
{
	struct buf out = BUF(arena);

	for (size_t i = 0; i < n; i++)
		pack_row(&out, &code[i], 1);
	return pack_text(&out);
}
