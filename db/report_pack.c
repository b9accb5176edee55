#include <stdint.h>

#include "grow.h"
#include "report_pack.h"

#define TEXTS_MAX 4096 /* zones, states, reasons and services of a day */

/* Bits of what is true or not. */
enum {
	IN_TARGET = 1,
	IN_DEADLINE = 2,
	CORRECTED = 4,
	ARRIVED = 8,
};

/* --- writing ---------------------------------------------------------- */

struct writer {
	struct buf body;
	const char **text;
	size_t texts;
};

static void
put_number(struct buf *out, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		buf_char(out, (char)(v | 0x80));
	buf_char(out, (char)v);
}

/* Near 0 on either side is short. */
static void
put_signed(struct buf *out, int64_t v)
{
	put_number(out, (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0));
}

static void
put_count(struct writer *w, int64_t v)
{
	put_number(&w->body, (uint64_t)v);
}

/* The place of ${text} in the list, from 1; 0 is NULL. */
static void
put_text(struct writer *w, const char *text)
{
	size_t i = 0;

	while (text != NULL && i < w->texts && strcmp(w->text[i], text) != 0)
		i++;
	if (text != NULL && i == w->texts) {
		if (GROW(w->body.arena, w->text, w->texts) == NULL) {
			w->body.failed = true;
			return;
		}
		w->text[w->texts++] = text;
	}
	put_number(&w->body, text != NULL ? i + 1 : 0);
}

static void
put_request(struct writer *w, const struct report_request *q)
{
	unsigned bits = (q->in_target ? IN_TARGET : 0) |
			(q->in_deadline ? IN_DEADLINE : 0) |
			(q->zone_corrected ? CORRECTED : 0) |
			(q->arrived ? ARRIVED : 0);

	put_text(w, q->zone);
	put_text(w, request_state_name(q->state));
	put_text(w, q->reason);
	put_count(w, q->performers);
	put_count(w, q->minute);
	put_count(w, q->contact);
	put_count(w, bits);
	if (q->contact == REPORT_WAITING)
		put_signed(&w->body, q->deadline_at_ms);
	if (q->contact == REPORT_REACHED)
		put_count(w, q->contact_min);
	put_count(w, q->handovers);
	put_count(w, q->takeovers);
	put_count(w, q->moves);
	put_count(w, q->returns);
	put_count(w, q->services);
	put_count(w, q->total_kop);
	put_count(w, q->agreed_kop);
	if (q->arrived) {
		put_signed(&w->body, q->door_min);
		put_signed(&w->body, q->late_min);
	}
}

static void
put_call(struct writer *w, const struct report_call *c)
{
	put_text(w, c->zone);
	put_text(w, c->outcome);
	put_text(w, c->reason);
	put_count(w, c->performers);
	put_count(w, c->minute);
	put_count(w, (int64_t)c->service_count);
	for (size_t i = 0; i < c->service_count; i++)
		put_text(w, c->service[i]);
}

void
report_pack_write(const struct report_day *day, struct buf *out)
{
	struct writer w = {.body = BUF(out->arena)};

	put_count(&w, (int64_t)day->request_count);
	for (size_t i = 0; i < day->request_count; i++)
		put_request(&w, &day->request[i]);
	put_count(&w, (int64_t)day->call_count);
	for (size_t i = 0; i < day->call_count; i++)
		put_call(&w, &day->call[i]);
	put_number(out, w.texts);
	for (size_t i = 0; i < w.texts; i++) {
		put_number(out, strlen(w.text[i]));
		buf_str(out, w.text[i]);
	}
	out->failed |= w.body.failed;
	buf_put(out, w.body.data, w.body.n);
}

/* --- reading ---------------------------------------------------------- */

struct reader {
	struct slice rest;
	const char **text;
	enum request_state *state; /* of each text; __COUNT: it is none */
	size_t texts;
	bool damaged;
};

static uint64_t
take_number(struct reader *r)
{
	uint64_t v = 0;

	for (unsigned shift = 0; shift < 64; shift += 7) {
		unsigned char c;

		if (r->rest.n == 0)
			break;
		c = (unsigned char)*r->rest.p++;
		r->rest.n--;
		v |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return v;
	}
	r->damaged = true;
	return 0;
}

static int64_t
take_signed(struct reader *r)
{
	uint64_t v = take_number(r);

	return (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
}

static int64_t
take_count(struct reader *r)
{
	return (int64_t)take_number(r);
}

/* As many rows as there can be: each takes a byte at least. */
static size_t
take_rows(struct reader *r, size_t max)
{
	uint64_t n = take_number(r);

	if (n > r->rest.n || n > max)
		r->damaged = true;
	return r->damaged ? 0 : (size_t)n;
}

static size_t
take_index(struct reader *r)
{
	uint64_t i = take_number(r);

	if (i > r->texts)
		r->damaged = true;
	return r->damaged ? 0 : (size_t)i;
}

static const char *
take_text(struct reader *r)
{
	return r->text[take_index(r)];
}

static void
take_texts(struct reader *r, struct arena *arena)
{
	size_t n = take_rows(r, TEXTS_MAX);

	r->text = ARENA_ARRAY(arena, const char *, n + 1);
	r->state = ARENA_ARRAY(arena, enum request_state, n + 1);
	if (r->text == NULL || r->state == NULL)
		return;
	r->state[0] = REQUEST_STATE__COUNT;
	for (size_t i = 1; i <= n; i++) {
		size_t length = take_rows(r, SIZE_MAX);

		r->text[i] = arena_strndup(arena, r->rest.p, length);
		r->rest =
		    (struct slice){r->rest.p + length, r->rest.n - length};
		if (r->text[i] != NULL)
			r->state[i] = request_state_of(r->text[i]);
	}
	r->texts = n;
}

static void
take_request(struct reader *r, struct report_request *q)
{
	unsigned bits;

	q->zone = take_text(r);
	q->state = r->state[take_index(r)];
	q->reason = take_text(r);
	q->performers = (unsigned)take_number(r);
	q->minute = take_count(r);
	q->contact = (enum report_contact)take_number(r);
	bits = (unsigned)take_number(r);
	q->in_target = bits & IN_TARGET;
	q->in_deadline = bits & IN_DEADLINE;
	q->zone_corrected = bits & CORRECTED;
	q->arrived = bits & ARRIVED;
	if (q->contact == REPORT_WAITING)
		q->deadline_at_ms = take_signed(r);
	if (q->contact == REPORT_REACHED)
		q->contact_min = take_count(r);
	q->handovers = take_count(r);
	q->takeovers = take_count(r);
	q->moves = take_count(r);
	q->returns = take_count(r);
	q->services = take_count(r);
	q->total_kop = take_count(r);
	q->agreed_kop = take_count(r);
	if (q->arrived) {
		q->door_min = take_signed(r);
		q->late_min = take_signed(r);
	}
	r->damaged |= q->minute < 0 || q->minute >= REPORT_DAY_MIN ||
		      q->zone == NULL || q->state == REQUEST_STATE__COUNT;
}

static void
take_call(struct reader *r, struct report_call *c, struct arena *arena)
{
	c->zone = take_text(r);
	c->outcome = take_text(r);
	c->reason = take_text(r);
	c->performers = (unsigned)take_number(r);
	c->minute = take_count(r);
	c->service_count = take_rows(r, SIZE_MAX);
	c->service = ARENA_ARRAY(arena, const char *, c->service_count);
	for (size_t i = 0; c->service != NULL && i < c->service_count; i++) {
		c->service[i] = take_text(r);
		r->damaged |= c->service[i] == NULL;
	}
	r->damaged |= c->minute < 0 || c->minute >= REPORT_DAY_MIN;
}

enum err_code
report_pack_read(struct slice packed, struct report_day *day,
		 struct arena *arena)
{
	struct reader r = {.rest = packed};

	take_texts(&r, arena);
	if (arena->overflow)
		return ERR_NOMEM;
	day->request_count = take_rows(&r, SIZE_MAX);
	day->request =
	    ARENA_ARRAY(arena, struct report_request, day->request_count);
	for (size_t i = 0; day->request != NULL && i < day->request_count; i++)
		take_request(&r, &day->request[i]);
	day->call_count = take_rows(&r, SIZE_MAX);
	day->call = ARENA_ARRAY(arena, struct report_call, day->call_count);
	for (size_t i = 0; day->call != NULL && i < day->call_count; i++)
		take_call(&r, &day->call[i], arena);
	if (arena->overflow)
		return ERR_NOMEM;
	return r.damaged || r.rest.n != 0 ? ERR_STORAGE : ERR_OK;
}
