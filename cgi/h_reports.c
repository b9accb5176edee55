#include "erlang.h"
#include "handlers.h"
#include "msg.h"
#include "param.h"
#include "report_table.h"

/*
 * GET /reports/{id}: JSON, or CSV by Accept: text/csv.  What the whole period
 * has beside the rows (reasons, services, hours, terms) is a part of its own
 * in CSV: ?part=.
 */

#define DAYS_DEFAULT 7
#define HANDLING_S 300 /* a call takes, unless ?handling_s says otherwise */
#define HANDLING_MIN 30
#define HANDLING_MAX 3600
#define ANSWER_S 20 /* a call is to be answered within; DOMAIN §10 */
#define ANSWERED 0.8

struct part;

/* What is asked for. */
struct ask {
	const struct report_table *table;
	struct report_ask now;
	struct report_ask before; /* the period before, as long */
	bool compare;
	double handling_s;
	const struct part *part; /* of the CSV; NULL: the rows */
};

/* What a report has beside its rows. */
struct part {
	const char *name;
	unsigned with; /* the reports that have it */
	void (*write)(struct http *h, struct sheet *s, const struct ask *a,
		      const struct report_found *found);
};

/* --- JSON ------------------------------------------------------------- */

static void
put_day(struct jw *w, const char *name, int64_t day)
{
	jw_date(w, name, civil_from_days(day));
}

/* The code of a queue is no name for a person. */
static void
put_queue(struct jw *w, const struct ask *a, const char *code)
{
	const struct task_queue *queue = rulebook_queue(a->now.book, code);

	jw_text(w, "title", queue != NULL ? queue->name : NULL);
}

static void
put_rows(struct jw *w, const struct ask *a, const struct report_found *found)
{
	jw_array(w, "items");
	for (size_t i = 0; i < found->count; i++) {
		const struct report_group *g = &found->group[i];

		jw_object(w, NULL);
		if (g->day != 0)
			put_day(w, "key", g->day);
		else
			jw_text(w, "key", g->code);
		if (a->now.by == REPORT_BY_QUEUE)
			put_queue(w, a, g->code);
		report_table_values(w, a->table, &g->tally);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_object(w, "total");
	report_table_values(w, a->table, &found->total);
	jw_end_object(w);
}

static const char *
service_name(const struct http *h, const char *code)
{
	const struct service *s = rulebook_service(h->book, code);

	return s != NULL ? s->name : NULL;
}

static void
put_codes(struct jw *w, const struct http *h, const char *name,
	  const struct report_codes *codes)
{
	if (codes == NULL)
		return;
	jw_array(w, name);
	for (size_t i = 0; i < codes->count; i++) {
		jw_object(w, NULL);
		jw_text(w, "title", service_name(h, codes->item[i].code));
		jw_text(w, "code", codes->item[i].code);
		jw_int(w, "count", codes->item[i].n);
		jw_int(w, "referred", codes->item[i].referred);
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
put_terms(struct jw *w, const struct report_found *found)
{
	jw_array(w, "terms");
	for (size_t i = 0; i < found->term_count; i++) {
		jw_object(w, NULL);
		jw_text(w, "term", found->term[i].term);
		jw_int(w, "count", found->term[i].count);
		put_day(w, "last", found->term[i].last_day);
		jw_end_object(w);
	}
	jw_end_array(w);
}

/* An hour of a weekday, and how many people it takes to answer. */
struct hour {
	int weekday; /* 1 Monday */
	int hour;
	int64_t posted, calls, days;
	int staff;
};

/* The next hour somebody called in, from weekday and hour of ${x} on. */
static bool
hour_next(const struct report_grid *g, double handling_s, struct hour *x)
{
	int at = 24 * (x->weekday - 1) + x->hour + 1;

	for (; at < 7 * 24; at++) {
		int day = at / 24, hour = at % 24;
		int64_t n = g->posted[day][hour] + g->calls[day][hour];
		const struct erlang_load load = {
		    .calls_per_hour = (double)n / (double)g->days[day],
		    .handling_s = handling_s,
		    .answer_s = ANSWER_S,
		};

		if (n == 0)
			continue;
		*x = (struct hour){day + 1,
				   hour,
				   g->posted[day][hour],
				   g->calls[day][hour],
				   g->days[day],
				   erlang_staff(&load, ANSWERED)};
		return true;
	}
	return false;
}

static const struct hour before_monday = {.weekday = 1, .hour = -1};

static void
put_grid(struct jw *w, const struct report_grid *grid, double handling_s)
{
	struct hour x = before_monday;

	if (grid == NULL)
		return;
	jw_array(w, "grid");
	while (hour_next(grid, handling_s, &x)) {
		jw_object(w, NULL);
		jw_int(w, "weekday", x.weekday);
		jw_int(w, "hour", x.hour);
		jw_int(w, "posted", x.posted);
		jw_int(w, "calls", x.calls);
		jw_int(w, "days", x.days);
		jw_int(w, "staff", x.staff);
		jw_end_object(w);
	}
	jw_end_array(w);
}

static enum err_code
put_before(struct http *h, struct jw *w, const struct ask *a)
{
	struct report_found found;
	enum err_code rc;

	if (!a->compare) {
		jw_null(w, "previous");
		return ERR_OK;
	}
	rc = report_read(http_reader(h), &a->before, &found, h->arena);
	if (rc != ERR_OK)
		return rc;
	jw_object(w, "previous");
	put_day(w, "from", a->before.from_day);
	put_day(w, "to", a->before.to_day);
	put_rows(w, a, &found);
	jw_end_object(w);
	return ERR_OK;
}

static enum err_code
answer_json(struct http *h, const struct ask *a,
	    const struct report_found *found)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	enum err_code rc;

	jw_object(&w, NULL);
	jw_text(&w, "report", a->table->name);
	put_day(&w, "from", a->now.from_day);
	put_day(&w, "to", a->now.to_day);
	jw_text(&w, "by", report_by_name(a->now.by));
	report_table_columns(&w, h, a->table);
	put_rows(&w, a, found);
	put_codes(&w, h, "reasons", found->total.reasons);
	put_codes(&w, h, "services", found->total.services);
	put_grid(&w, found->total.grid, a->handling_s);
	if (a->table->with & REPORT_READ_UNKNOWN)
		put_terms(&w, found);
	rc = put_before(h, &w, a);
	jw_end_object(&w);
	return rc;
}

/* --- CSV -------------------------------------------------------------- */

static const char *
group_name(const struct http *h, enum report_by by,
	   const struct report_group *g)
{
	const struct zone *zone =
	    g->code != NULL ? rulebook_zone(h->book, g->code) : NULL;
	const struct task_queue *queue =
	    g->code != NULL ? rulebook_queue(h->book, g->code) : NULL;
	struct buf key = BUF(h->arena);

	if (by == REPORT_BY_QUEUE && queue != NULL)
		return queue->name;
	if (zone != NULL)
		return zone->name;
	buf_printf(&key, "report.group.%s", g->code != NULL ? g->code : "none");
	return msg_get(h->lang, buf_text(&key));
}

static void
cell_day(struct sheet *s, int64_t day)
{
	char text[CIVIL_DATE_LEN + 1];

	civil_date_print(civil_from_days(day), text);
	sheet_text(s, text);
}

static void
sheet_rows(struct http *h, struct sheet *s, const struct ask *a,
	   const struct report_found *found)
{
	sheet_text(s, msg_get(h->lang, "report.group"));
	report_table_head(s, h, a->table);
	sheet_end_row(s);
	for (size_t i = 0; i < found->count; i++) {
		const struct report_group *g = &found->group[i];

		if (g->day != 0)
			cell_day(s, g->day);
		else
			sheet_text(s, group_name(h, a->now.by, g));
		report_table_cells(s, a->table, &g->tally);
		sheet_end_row(s);
	}
	sheet_text(s, msg_get(h->lang, "report.total"));
	report_table_cells(s, a->table, &found->total);
	sheet_end_row(s);
}

/* A head row of messages "report.<name>". */
static void
sheet_head(struct http *h, struct sheet *s, const char *const *name)
{
	for (; *name != NULL; name++) {
		struct buf key = BUF(h->arena);

		buf_printf(&key, "report.%s", *name);
		sheet_text(s, msg_get(h->lang, buf_text(&key)));
	}
	sheet_end_row(s);
}

static void
sheet_codes(struct http *h, struct sheet *s, const struct report_codes *codes)
{
	static const char *const head[] = {"code", "service", "count",
					   "referred", NULL};

	sheet_head(h, s, head);
	for (size_t i = 0; i < codes->count; i++) {
		sheet_text(s, codes->item[i].code);
		sheet_text(s, service_name(h, codes->item[i].code));
		sheet_int(s, codes->item[i].n);
		sheet_int(s, codes->item[i].referred);
		sheet_end_row(s);
	}
}

static void
sheet_reasons(struct http *h, struct sheet *s, const struct ask *a,
	      const struct report_found *found)
{
	(void)a;
	sheet_codes(h, s, found->total.reasons);
}

static void
sheet_services(struct http *h, struct sheet *s, const struct ask *a,
	       const struct report_found *found)
{
	(void)a;
	sheet_codes(h, s, found->total.services);
}

static void
sheet_grid(struct http *h, struct sheet *s, const struct ask *a,
	   const struct report_found *found)
{
	static const char *const head[] = {
	    "weekday", "hour", "posted", "calls", "days", "staff", NULL};
	struct hour x = before_monday;

	sheet_head(h, s, head);
	while (hour_next(found->total.grid, a->handling_s, &x)) {
		sheet_int(s, x.weekday);
		sheet_int(s, x.hour);
		sheet_int(s, x.posted);
		sheet_int(s, x.calls);
		sheet_int(s, x.days);
		sheet_int(s, x.staff);
		sheet_end_row(s);
	}
}

static void
sheet_terms(struct http *h, struct sheet *s, const struct ask *a,
	    const struct report_found *found)
{
	static const char *const head[] = {"term", "count", "last", NULL};

	(void)a;
	sheet_head(h, s, head);
	for (size_t i = 0; i < found->term_count; i++) {
		sheet_text(s, found->term[i].term);
		sheet_int(s, found->term[i].count);
		cell_day(s, found->term[i].last_day);
		sheet_end_row(s);
	}
}

static const struct part parts[] = {
    {"reasons", REPORT_READ_CODES, sheet_reasons},
    {"services", REPORT_READ_CODES, sheet_services},
    {"grid", REPORT_READ_GRID, sheet_grid},
    {"terms", REPORT_READ_UNKNOWN, sheet_terms},
    {NULL, 0, NULL},
};

static void
answer_csv(struct http *h, const struct ask *a,
	   const struct report_found *found)
{
	char from[CIVIL_DATE_LEN + 1], to[CIVIL_DATE_LEN + 1];
	struct buf name = BUF(h->arena);
	struct sheet s;

	civil_date_print(civil_from_days(a->now.from_day), from);
	civil_date_print(civil_from_days(a->now.to_day), to);
	buf_printf(&name, "%s%s%s_%s_%s", a->table->name,
		   a->part != NULL ? "-" : "",
		   a->part != NULL ? a->part->name : "", from, to);
	s = sheet_begin(h, buf_text(&name));
	if (a->part != NULL)
		a->part->write(h, &s, a, found);
	else
		sheet_rows(h, &s, a, found);
}

/* --- parameters ------------------------------------------------------- */

static int64_t
day_param(struct http *h, const char *name, int64_t fallback)
{
	const char *s = param_date(h, name);
	struct civil_date date;

	if (s == NULL || !civil_date_parse(s, &date))
		return fallback;
	return civil_days(date);
}

static void
period_param(struct http *h, struct report_ask *a)
{
	int64_t today =
	    civil_days(civil_date_of(&h->book->clinic_zone, h->now_ms));

	a->to_day = day_param(h, "to", today);
	a->from_day = day_param(h, "from", a->to_day - DAYS_DEFAULT + 1);
	if (a->to_day > today)
		param_note(h, "to", "in_future", NULL);
	else if (a->from_day > a->to_day)
		param_note(h, "to", "inconsistent", NULL);
	else if (a->to_day - a->from_day >= REPORT_READ_PERIOD_MAX)
		param_note(h, "from", "too_long_ago", NULL);
}

static enum report_by
by_param(struct http *h, const struct report_table *table)
{
	const char *s = http_param(h, "by");
	enum report_by by = s != NULL ? report_by_of(s) : REPORT_BY_DAY;

	if (by < REPORT_BY__COUNT && (table->by & 1u << by) != 0)
		return by;
	param_note(h, "by", "unknown_code", NULL);
	return REPORT_BY_DAY;
}

static bool
compare_param(struct http *h)
{
	const char *s = http_param(h, "compare");

	if (s != NULL && strcmp(s, "previous") != 0)
		param_note(h, "compare", "unknown_code", NULL);
	return s != NULL;
}

static const struct part *
part_param(struct http *h, const struct report_table *table)
{
	const char *s = http_param(h, "part");

	for (const struct part *p = parts; s != NULL && p->name != NULL; p++)
		if (strcmp(p->name, s) == 0 && (table->with & p->with) != 0)
			return p;
	if (s != NULL)
		param_note(h, "part", "unknown_code", NULL);
	return NULL;
}

static bool
read_ask(struct http *h, struct ask *a)
{
	static const char *const known[] = {
	    "from", "to", "by", "compare", "handling_s", "part", NULL};
	int64_t days;

	a->now = (struct report_ask){
	    .book = h->book, .now_ms = h->now_ms, .with = a->table->with};
	period_param(h, &a->now);
	a->now.by = by_param(h, a->table);
	a->compare = compare_param(h);
	a->part = part_param(h, a->table);
	a->handling_s = (double)http_param_int(h, "handling_s", HANDLING_MIN,
					       HANDLING_MAX, HANDLING_S);
	http_params_known(h, known);
	days = a->now.to_day - a->now.from_day + 1;
	a->before = a->now;
	a->before.from_day -= days;
	a->before.to_day -= days;
	return !param_wrong(h);
}

enum err_code
h_reports_get(struct http *h)
{
	struct ask a = {.table = report_table_of(h->path_id)};
	struct report_found found;
	enum err_code rc;

	if (a.table == NULL)
		return ERR_NOT_FOUND;
	if (!read_ask(h, &a))
		return ERR_FIELDS;
	rc = report_read(http_reader(h), &a.now, &found, h->arena);
	if (rc != ERR_OK)
		return rc;
	http_add(h, "Vary: Accept, Accept-Language");
	h->status = 200;
	if (!sheet_wanted(h))
		return answer_json(h, &a, &found);
	answer_csv(h, &a, &found);
	return ERR_OK;
}
