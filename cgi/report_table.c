#include "msg.h"
#include "report_table.h"
#include "units.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* What a column shows; name on the wire. */
#define KINDS(X)                                                               \
	X(COUNT, "count")     /* part */                                       \
	X(SHARE, "share")     /* part of whole */                              \
	X(RATIO, "ratio")     /* part for one of whole */                      \
	X(MONEY, "money")     /* part, kopecks */                              \
	X(MEAN, "money")      /* kopecks of part for one of whole */           \
	X(CONTACT, "minutes") /* a quantile, percent */                        \
	X(DOOR, "minutes")

enum kind {
#define X(name, wire) KIND_##name,
	KINDS(X)
#undef X
};

static const char *const kind_name[] = {
#define X(name, wire) [KIND_##name] = wire,
    KINDS(X)
#undef X
};

struct report_column {
	const char *name;
	enum kind kind;
	size_t part;  /* member of struct report_tally */
	size_t whole; /* likewise */
	int percent;
};

#define T(member) offsetof(struct report_tally, member)
#define N(name)                                                                \
	{                                                                      \
#name, KIND_COUNT, T(name), 0, 0                               \
	}
#define SHARE(name, part, whole)                                               \
	{                                                                      \
		name, KIND_SHARE, T(part), T(whole), 0                         \
	}
#define QUANTILE(name, kind, percent)                                          \
	{                                                                      \
		name, KIND_##kind, 0, 0, percent                               \
	}

static const struct report_column promise[] = {
    N(due),
    SHARE("in_target", in_target, due),
    SHARE("in_deadline", in_deadline, due),
    N(missed),
    N(waiting),
    N(spared),
};
static const struct report_column contact[] = {
    N(reached),
    N(missed),
    SHARE("in_target", in_target, due),
    SHARE("in_deadline", in_deadline, due),
    QUANTILE("median", CONTACT, 50),
    QUANTILE("p90", CONTACT, 90),
};
static const struct report_column load[] = {N(posted), N(calls)};
static const struct report_column conversion[] = {
    N(posted), N(informed), SHARE("conversion", posted, asked),
    N(price),  N(refusal),  N(too_late),
    N(other),
};
static const struct report_column refusals[] = {
    N(refused),  N(referred),  SHARE("deny_to_referral", referred, refused),
    N(declined), N(cancelled), N(emergencies),
};
static const struct report_column zones[] = {
    N(posted),
    N(corrected),
    SHARE("corrections", corrected, posted),
};
static const struct report_column revenue[] = {
    N(posted),
    {"spoken", KIND_MONEY, T(spoken_kop), 0, 0},
    N(done),
    {"revenue", KIND_MONEY, T(done_kop), 0, 0},
    {"average", KIND_MEAN, T(done_kop), T(done), 0},
};
static const struct report_column unknown_terms[] = {
    N(searches),
    N(unknown),
    SHARE("unknown_rate", unknown, searches),
};
static const struct report_column handovers[] = {
    N(posted),
    N(handovers),
    {"per_request", KIND_RATIO, T(handovers), T(posted), 0},
    N(takeovers),
    N(moves),
    N(returns),
    SHARE("one_owner", one_owner, due),
};
static const struct report_column visits[] = {
    N(arrived),
    SHARE("on_time", on_time, arrived),
    N(early),
    N(late),
    QUANTILE("median", DOOR, 50),
    QUANTILE("p90", DOOR, 90),
    N(done),
    N(not_done),
};

static const struct report_column tasks[] = {
    {"tasks", KIND_COUNT, T(posted), 0, 0},
    SHARE("handled", in_target, due),
    SHARE("solved_by_one", one_owner, due),
    {"overdue", KIND_COUNT, T(missed), 0, 0},
    N(waiting),
    N(spared),
    N(handovers),
    {"per_task", KIND_RATIO, T(handovers), T(posted), 0},
};

#define BY(name) (1u << REPORT_BY_##name)
#define BY_TIME (BY(DAY) | BY(WEEK) | BY(MONTH))
#define BY_ANY (BY_TIME | BY(ZONE) | BY(PERFORMER))
#define COLUMNS(list) list, COUNT(list)

static const struct report_table tables[] = {
    {"promise", 0, BY_ANY, COLUMNS(promise)},
    {"contact", REPORT_READ_CONTACT, BY_ANY, COLUMNS(contact)},
    {"load", REPORT_READ_GRID, BY_ANY, COLUMNS(load)},
    {"conversion", 0, BY_ANY, COLUMNS(conversion)},
    {"refusals", REPORT_READ_CODES, BY_ANY, COLUMNS(refusals)},
    {"zones", 0, BY_ANY, COLUMNS(zones)},
    {"revenue", 0, BY_ANY, COLUMNS(revenue)},
    {"unknown-terms", REPORT_READ_UNKNOWN, BY_TIME, COLUMNS(unknown_terms)},
    {"handovers", 0, BY_ANY, COLUMNS(handovers)},
    {"visits", REPORT_READ_DOOR, BY_ANY, COLUMNS(visits)},
    {"tasks", REPORT_READ_TASKS, BY_TIME | BY(QUEUE), COLUMNS(tasks)},
};

const struct report_table *
report_table_of(const char *name)
{
	for (size_t i = 0; i < COUNT(tables); i++)
		if (strcmp(tables[i].name, name) == 0)
			return &tables[i];
	return NULL;
}

/* --- values ----------------------------------------------------------- */

static int64_t
member(const struct report_tally *t, size_t offset)
{
	int64_t v;

	memcpy(&v, (const char *)t + offset, sizeof(v));
	return v;
}

/* A column of one row; of nothing there is no share and no median. */
struct cell {
	int64_t part;
	int64_t whole;
	bool none;
};

static struct cell
cell_of(const struct report_column *c, const struct report_tally *t)
{
	struct cell v = {.part = member(t, c->part)};

	if (c->kind == KIND_CONTACT || c->kind == KIND_DOOR) {
		v.part = spread_quantile(
		    c->kind == KIND_DOOR ? t->door : t->contact, c->percent);
		v.none = v.part < 0;
	} else if (c->kind != KIND_COUNT && c->kind != KIND_MONEY) {
		v.whole = member(t, c->whole);
		v.none = v.whole == 0;
	}
	return v;
}

static double
quotient(const struct cell *v)
{
	return (double)v->part / (double)v->whole;
}

/* Whole kopecks, rounded half up. */
static int64_t
mean(const struct cell *v)
{
	return (2 * v->part + v->whole) / (2 * v->whole);
}

/* --- JSON ------------------------------------------------------------- */

static const char *
number(int64_t v, struct arena *arena)
{
	struct buf text = BUF(arena);

	buf_printf(&text, "%lld", (long long)v);
	return buf_text(&text);
}

/* Some name the minutes that are promised. */
static const char *
title(const struct http *h, const struct report_column *c)
{
	const struct settings *set = &h->book->settings;
	const struct msg_arg arg[] = {
	    {"target", number(set->promise_target_min, h->arena)},
	    {"deadline", number(set->promise_deadline_min, h->arena)},
	};
	struct buf key = BUF(h->arena);
	const char *text;

	buf_printf(&key, "report.%s", c->name);
	if (h->arena->overflow)
		return "";
	text = msg_format(h->lang, key.data, arg, COUNT(arg), h->arena);
	return text != NULL ? text : "";
}

void
report_table_columns(struct jw *w, const struct http *h,
		     const struct report_table *r)
{
	jw_array(w, "columns");
	for (size_t i = 0; i < r->columns; i++) {
		jw_object(w, NULL);
		jw_text(w, "name", r->column[i].name);
		jw_text(w, "kind", kind_name[r->column[i].kind]);
		jw_text(w, "title", title(h, &r->column[i]));
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
put_share(struct jw *w, const char *name, const struct cell *v)
{
	double low, high;

	report_interval(v->part, v->whole, &low, &high);
	jw_object(w, name);
	if (v->none)
		jw_null(w, "value");
	else
		jw_score(w, "value", quotient(v));
	jw_score(w, "low", low);
	jw_score(w, "high", high);
	jw_int(w, "part", v->part);
	jw_int(w, "of", v->whole);
	jw_end_object(w);
}

static void
put_value(struct jw *w, const struct report_column *c, const struct cell *v)
{
	if (c->kind == KIND_SHARE)
		put_share(w, c->name, v);
	else if (v->none)
		jw_null(w, c->name);
	else if (c->kind == KIND_RATIO)
		jw_score(w, c->name, quotient(v));
	else if (c->kind == KIND_MONEY)
		jw_money(w, c->name, v->part);
	else if (c->kind == KIND_MEAN)
		jw_money(w, c->name, mean(v));
	else
		jw_int(w, c->name, v->part);
}

void
report_table_values(struct jw *w, const struct report_table *r,
		    const struct report_tally *t)
{
	for (size_t i = 0; i < r->columns; i++) {
		struct cell v = cell_of(&r->column[i], t);

		put_value(w, &r->column[i], &v);
	}
}

/* --- CSV -------------------------------------------------------------- */

void
report_table_head(struct sheet *s, const struct http *h,
		  const struct report_table *r)
{
	const char *const unit[] = {
	    [KIND_SHARE] = "%",
	    [KIND_MONEY] = "₽",
	    [KIND_MEAN] = "₽",
	    [KIND_CONTACT] = msg_get(h->lang, "report.minutes"),
	    [KIND_DOOR] = msg_get(h->lang, "report.minutes"),
	};

	for (size_t i = 0; i < r->columns; i++) {
		const struct report_column *c = &r->column[i];
		struct buf text = BUF(h->arena);

		buf_str(&text, title(h, c));
		if (unit[c->kind] != NULL)
			buf_printf(&text, ", %s", unit[c->kind]);
		sheet_text(s, buf_text(&text));
	}
}

static void
put_cell(struct sheet *s, enum kind kind, const struct cell *v)
{
	if (v->none)
		sheet_text(s, NULL);
	else if (kind == KIND_SHARE)
		sheet_decimal(s, 100 * quotient(v), 1);
	else if (kind == KIND_RATIO)
		sheet_decimal(s, quotient(v), 3);
	else if (kind == KIND_MONEY)
		sheet_decimal(s, (double)v->part / (double)RUBLE_KOP, 2);
	else if (kind == KIND_MEAN)
		sheet_decimal(s, (double)mean(v) / (double)RUBLE_KOP, 2);
	else
		sheet_int(s, v->part);
}

void
report_table_cells(struct sheet *s, const struct report_table *r,
		   const struct report_tally *t)
{
	for (size_t i = 0; i < r->columns; i++) {
		struct cell v = cell_of(&r->column[i], t);

		put_cell(s, r->column[i].kind, &v);
	}
}
