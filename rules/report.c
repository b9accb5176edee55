#include <math.h>
#include <string.h>

#include "lifecycle.h"
#include "report.h"
#include "units.h"

#define HOUR_MIN 60
#define Z95 1.96 /* of the normal distribution, both sides */

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static bool
is(const char *s, const char *name)
{
	return s != NULL && strcmp(s, name) == 0;
}

static void
count_code(struct report_codes *codes, const char *code, bool referred)
{
	size_t i = 0;

	if (codes == NULL || code == NULL)
		return;
	while (i < codes->count && strcmp(codes->item[i].code, code) != 0)
		i++;
	if (i == codes->count) {
		code = i < REPORT_CODES_MAX ? arena_strdup(codes->arena, code)
					    : NULL;
		if (code == NULL)
			return;
		codes->item[codes->count++] = (struct report_code){code, 0, 0};
	}
	codes->item[i].n++;
	codes->item[i].referred += referred;
}

/* --- facts ------------------------------------------------------------ */

void
report_contact(const struct rulebook *book, const struct report_promise *p,
	       struct report_request *out)
{
	const struct promise *promise = p->promise;
	bool spared = p->ended_at_ms <= promise->deadline_at_ms &&
		      !is(p->reason, "unreachable");

	out->deadline_at_ms = promise->deadline_at_ms;
	if (p->contact_at_ms != 0) {
		out->contact = REPORT_REACHED;
		out->contact_min = promise_open_minutes(
		    book, promise->counts_from_ms, p->contact_at_ms);
		out->in_target = p->contact_at_ms <= promise->target_at_ms;
		out->in_deadline = p->contact_at_ms <= promise->deadline_at_ms;
	} else if (p->ended_at_ms != 0) {
		out->contact = spared ? REPORT_SPARED : REPORT_MISSED;
	} else {
		out->contact = REPORT_WAITING;
	}
}

void
report_visit(int64_t posted_at_ms, const struct request_visit *v,
	     struct report_request *out)
{
	int64_t at_ms = v->arrived_at_ms, off_ms = 0;

	out->arrived = at_ms != 0;
	if (!out->arrived)
		return;
	if (at_ms < v->window_start_ms)
		off_ms = at_ms - v->window_start_ms;
	else if (at_ms > v->window_end_ms)
		off_ms = at_ms - v->window_end_ms;
	out->door_min = (at_ms - posted_at_ms) / MINUTE_MS;
	out->late_min = off_ms / MINUTE_MS;
}

static void
add_found(struct report_tally *t, int64_t services)
{
	t->found += services;
	t->searches += services;
}

/* --- requests --------------------------------------------------------- */

static void
add_reached(struct report_tally *t, const struct report_request *q)
{
	t->due++;
	t->reached++;
	t->in_target += q->in_target;
	t->in_deadline += q->in_deadline;
	t->one_owner += q->in_target && q->handovers == 0 && q->takeovers == 0;
	if (t->contact != NULL)
		spread_add(t->contact, q->contact_min);
}

static void
add_missed(struct report_tally *t)
{
	t->due++;
	t->missed++;
}

static void
add_contact(struct report_tally *t, const struct report_request *q,
	    int64_t now_ms)
{
	bool over = now_ms > q->deadline_at_ms;

	if (q->contact == REPORT_REACHED)
		add_reached(t, q);
	else if (q->contact == REPORT_SPARED)
		t->spared++;
	else if (q->contact == REPORT_WAITING && !over)
		t->waiting++;
	else
		add_missed(t);
}

static void
add_visit(struct report_tally *t, const struct report_request *q)
{
	bool ended = q->state == REQUEST_DONE || q->state == REQUEST_NOT_DONE ||
		     q->state == REQUEST_CLOSED;
	bool failed = ended && q->reason != NULL &&
		      lifecycle_reason_ok(LIFECYCLE_FAIL, q->reason);

	t->done += ended && !failed;
	t->done_kop += ended && !failed ? q->agreed_kop : 0;
	t->not_done += failed;
	if (!q->arrived)
		return;
	t->arrived++;
	t->early += q->late_min < -REPORT_ON_TIME_MIN;
	t->late += q->late_min > REPORT_ON_TIME_MIN;
	t->on_time += q->late_min >= -REPORT_ON_TIME_MIN &&
		      q->late_min <= REPORT_ON_TIME_MIN;
	if (t->door != NULL)
		spread_add(t->door, q->door_min);
}

/* Refused because it is not done at home, not for what the caller did. */
static bool
refused_at_home(const struct report_request *q)
{
	return q->state == REQUEST_DECLINED &&
	       (is(q->reason, "not_done_at_home") ||
		is(q->reason, "condition_not_met"));
}

void
report_add_request(struct report_tally *t, const struct report_request *q,
		   int weekday, int64_t now_ms)
{
	bool referred = q->state == REQUEST_REFERRED;

	t->posted++;
	t->asked++;
	t->spoken_kop += q->total_kop;
	t->handovers += q->handovers;
	t->takeovers += q->takeovers;
	t->moves += q->moves;
	t->returns += q->returns;
	t->corrected += q->zone_corrected;
	add_found(t, q->services);
	t->declined += q->state == REQUEST_DECLINED;
	t->cancelled += q->state == REQUEST_CANCELLED;
	t->emergencies += q->state == REQUEST_EMERGENCY;
	t->refused += referred || refused_at_home(q);
	t->referred += referred;
	add_contact(t, q, now_ms);
	add_visit(t, q);
	count_code(t->reasons, q->reason, false);
	if (t->grid != NULL)
		t->grid->posted[weekday - 1][q->minute / HOUR_MIN]++;
}

/* --- calls ------------------------------------------------------------ */

static void
add_informed(struct report_tally *t, const char *reason)
{
	t->informed++;
	t->asked++;
	t->price += is(reason, "price");
	t->refusal += is(reason, "not_done");
	t->too_late += is(reason, "too_late");
	t->other += reason == NULL || is(reason, "other");
}

void
report_add_call(struct report_tally *t, const struct report_call *c,
		int weekday)
{
	bool referred = is(c->outcome, "referred");
	bool refused = referred || is(c->reason, "not_done");

	t->calls++;
	add_found(t, (int64_t)c->service_count);
	if (is(c->outcome, "informed"))
		add_informed(t, c->reason);
	t->emergencies += is(c->outcome, "emergency");
	t->refused += refused;
	t->referred += referred;
	count_code(t->reasons, c->reason, referred);
	for (size_t i = 0; refused && i < c->service_count; i++)
		count_code(t->services, c->service[i], referred);
	if (t->grid != NULL)
		t->grid->calls[weekday - 1][c->minute / HOUR_MIN]++;
}

void
report_add_unknown(struct report_tally *t, int64_t n)
{
	t->unknown += n;
	t->searches += n;
}

/* --- the back line ---------------------------------------------------- */

static void
add_solved(struct report_tally *t, const struct report_task *k)
{
	bool in_time = k->ended_at_ms <= k->target_at_ms;

	t->due++;
	t->reached++;
	t->in_target += in_time;
	t->one_owner += in_time && k->handovers == 0 && k->owners <= 1;
}

void
report_add_task(struct report_tally *t, const struct report_task *k,
		int64_t now_ms)
{
	int64_t until_ms = k->end == REPORT_TASK_OPEN ? now_ms : k->ended_at_ms;
	bool over = until_ms > k->target_at_ms;

	t->posted++;
	t->handovers += k->handovers;
	if (k->end == REPORT_TASK_SOLVED)
		add_solved(t, k);
	else if (k->end == REPORT_TASK_MISSED || over)
		add_missed(t);
	else if (k->end == REPORT_TASK_OPEN)
		t->waiting++;
	else
		t->spared++;
}

/* --- shares, periods -------------------------------------------------- */

void
report_interval(int64_t part, int64_t whole, double *low, double *high)
{
	double n = (double)whole, p, mid, half;

	*low = 0;
	*high = 1;
	if (whole <= 0)
		return;
	p = (double)part / n;
	mid = (p + Z95 * Z95 / (2 * n)) / (1 + Z95 * Z95 / n);
	half = Z95 / (1 + Z95 * Z95 / n) *
	       sqrt(p * (1 - p) / n + Z95 * Z95 / (4 * n * n));
	*low = fmax(0, mid - half);
	*high = fmin(1, mid + half);
}

static const char *const by_name[] = {
#define X(name, wire) [REPORT_BY_##name] = wire,
    REPORT_GROUPINGS(X)
#undef X
};

const char *
report_by_name(enum report_by by)
{
	return (size_t)by < COUNT(by_name) ? by_name[by] : NULL;
}

enum report_by
report_by_of(const char *name)
{
	enum report_by by = 0;

	while (by < REPORT_BY__COUNT && !is(name, by_name[by]))
		by++;
	return by;
}

int64_t
report_group_day(enum report_by by, int64_t day)
{
	struct civil_date date = civil_from_days(day);

	if (by == REPORT_BY_WEEK)
		return day - (civil_weekday(date) - 1);
	if (by == REPORT_BY_MONTH)
		return day - (date.day - 1);
	return day;
}
