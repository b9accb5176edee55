#include "param.h"
#include "task.h"
#include "request.h"
#include "text.h"

void
param_note(struct http *h, const char *name, const char *code, const char *arg)
{
	struct buf b = BUF(h->arena);
	const char *pointer;

	buf_char(&b, '?');
	buf_str(&b, name);
	pointer = buf_text(&b);
	err_field(&h->err.fields, pointer != NULL ? pointer : "?", code, arg);
}

bool
param_wrong(const struct http *h)
{
	return h->err.fields.n != 0;
}

bool
param_none(struct http *h)
{
	static const char *const known[] = {NULL};

	http_params_known(h, known);
	return !param_wrong(h);
}

const char *
param_text(struct http *h, const char *name, size_t max)
{
	const char *s = http_param(h, name);
	struct buf limit = BUF(h->arena);

	if (s == NULL) {
		param_note(h, name, "required", NULL);
		return "";
	}
	if (text_length(slice_of(s)) <= max)
		return s;
	buf_printf(&limit, "%zu", max);
	param_note(h, name, "too_long", buf_text(&limit));
	return "";
}

const char *
param_filled(struct http *h, const char *name, size_t max)
{
	const char *s = http_param(h, name);

	if (s == NULL || *s == '\0')
		return NULL;
	s = param_text(h, name, max);
	return *s != '\0' ? s : NULL;
}

const char *
param_date(struct http *h, const char *name)
{
	const char *s = http_param(h, name);
	struct civil_date date;

	if (s == NULL || civil_date_parse(s, &date))
		return s;
	param_note(h, name, "date_invalid", NULL);
	return NULL;
}

/* The next element of the list in ${rest} as a string. */
static const char *
next_code(struct http *h, struct slice *rest)
{
	struct slice one;

	if (!slice_cut(rest, ',', &one))
		return NULL;
	one = slice_trim(one);
	return arena_strndup(h->arena, one.p, one.n);
}

size_t
param_codes(struct http *h, const char *name, const char **out, size_t max)
{
	const char *s = http_param(h, name);
	struct slice rest = slice_of(s);
	struct buf limit = BUF(h->arena);
	const char *code;
	size_t n = 0;

	if (s == NULL || *s == '\0')
		return 0;
	while ((code = next_code(h, &rest)) != NULL) {
		if (n == max) {
			buf_printf(&limit, "%zu", max);
			param_note(h, name, "too_many", buf_text(&limit));
			break;
		}
		out[n++] = code;
	}
	return n;
}

/* A list of names as a mask: what ${of} gives for each, 0 for a wrong one. */
static unsigned
read_mask(struct http *h, const char *name, unsigned (*of)(const char *))
{
	const char *s = http_param(h, name);
	struct slice rest = slice_of(s);
	const char *code;
	unsigned mask = 0;

	if (s == NULL || *s == '\0')
		return 0;
	while ((code = next_code(h, &rest)) != NULL) {
		unsigned bits = of(code);

		if (bits == 0) {
			param_note(h, name, "unknown_code", code);
			break;
		}
		mask |= bits;
	}
	return mask;
}

static unsigned
performer_bit(const char *name)
{
	unsigned mask = rulebook_performer_of(name);

	return mask == PERFORMER_BOTH ? 0 : mask;
}

struct civil_date
param_day(struct http *h, const char *name, struct civil_date fallback)
{
	const char *text = param_date(h, name);
	struct civil_date day = fallback;

	if (text != NULL)
		(void)civil_date_parse(text, &day);
	return day;
}

unsigned
param_performers(struct http *h, const char *name)
{
	return read_mask(h, name, performer_bit);
}

static unsigned
state_bit(const char *name)
{
	enum request_state s = request_state_of(name);

	return s < REQUEST_STATE__COUNT ? 1u << s : 0;
}

unsigned
param_states(struct http *h, const char *name)
{
	return read_mask(h, name, state_bit);
}

static unsigned
task_state_bit(const char *name)
{
	enum task_state s = task_state_of(name);

	return s < TASK_STATE__COUNT ? 1u << s : 0;
}

unsigned
param_task_states(struct http *h, const char *name)
{
	return read_mask(h, name, task_state_bit);
}

/* The parameter, if ${known} knows it; NULL: absent, or noted as wrong. */
static const char *
read_code(struct http *h, const char *name,
	  bool (*known)(const struct rulebook *book, const char *code))
{
	const char *code = http_param(h, name);

	if (code == NULL || *code == '\0')
		return NULL;
	if (known(h->book, code))
		return code;
	param_note(h, name, "unknown_code", code);
	return NULL;
}

static bool
is_zone(const struct rulebook *book, const char *code)
{
	return rulebook_zone(book, code) != NULL;
}

static bool
is_queue(const struct rulebook *book, const char *code)
{
	return rulebook_queue(book, code) != NULL;
}

const char *
param_zone(struct http *h, const char *name)
{
	return read_code(h, name, is_zone);
}

const char *
param_queue(struct http *h, const char *name)
{
	return read_code(h, name, is_queue);
}

const struct place *
param_place(struct http *h, const char *name)
{
	const char *code = http_param(h, name);
	const struct place *place;

	if (code == NULL || *code == '\0')
		return NULL;
	place = rulebook_place(h->book, code);
	if (place == NULL)
		param_note(h, name, "unknown_code", code);
	return place;
}
