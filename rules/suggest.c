#include <assert.h>
#include <string.h>

#include "speciality.h"
#include "suggest.h"
#include "units.h"

#define STEP_MS (30 * MINUTE_MS) /* windows begin on the half hour */

/* What counts how much. */
#define SCORE_TRIP 1000
#define SCORE_NAMED 40 /* the speciality is that of every service */
#define SCORE_ANY 25   /* none is asked for */
#define SCORE_ZONE 20
#define SCORE_LOAD 20 /* the whole shift is free */
#define SCORE_SOON 15 /* first; one less for every hour later */
#define SCORE_NEAR 5

static const char *const reason_name[] = {
#define X(name, wire) [SUGGEST_##name] = wire,
    SUGGEST_REASONS(X)
#undef X
};

const char *
suggest_reason_name(enum suggest_code code)
{
	assert(code < SUGGEST__COUNT);
	return reason_name[code];
}

/* What all medics of one question have in common. */
struct ranking {
	const struct suggest_ask *ask;
	struct speciality_set set;
	bool any_named; /* a service some medic of the kind is named for */
	const struct medic *mate; /* at the door already; NULL: nobody */
	struct visit_window door; /* when */
};

static void
add(struct suggest_item *item, struct suggest_reason reason)
{
	assert(item->reason_count < SUGGEST_REASONS_MAX);
	item->reason[item->reason_count++] = reason;
}

static bool
is_kind(const struct suggest_ask *ask, const struct medic *medic)
{
	return (medic->kind & ask->performers) != 0;
}

/* --- time --------------------------------------------------------------- */

static bool
is_proposed(const struct suggest_item *item, int64_t start_ms)
{
	return item->window_count > 0 && item->window[0].start_ms == start_ms;
}

static bool
is_free(const struct rulebook *book, const struct suggest_medic *m,
	const struct visit_window *w)
{
	for (size_t i = 0; i < m->visit_count; i++)
		if (visit_collide(book, w, &m->visit[i]))
			return false;
	return true;
}

/* One window after the other in ${span}, as far as there is room. */
static void
propose(const struct suggest_ask *ask, const struct suggest_medic *m,
	struct shift_span span, struct suggest_item *item)
{
	int64_t length = ask->book->settings.visit_window_min * MINUTE_MS;
	int64_t at = span.start_ms;

	if (at < ask->now_ms)
		at = (ask->now_ms / STEP_MS + 1) * STEP_MS;
	while (at + length <= span.end_ms &&
	       item->window_count < SUGGEST_WINDOWS_MAX) {
		struct visit_window w = {at, at + length, ask->zone, ask->trip};

		if (!is_proposed(item, at) && is_free(ask->book, m, &w)) {
			item->window[item->window_count++] = w;
			at += length;
		} else {
			at += STEP_MS;
		}
	}
}

/* The visits of the day, and how long they take. */
static int64_t
busy_ms(const struct suggest_ask *ask, const struct suggest_medic *m,
	struct suggest_item *item)
{
	int64_t busy = 0;

	for (size_t i = 0; i < m->visit_count; i++) {
		const struct visit_window *v = &m->visit[i];
		struct civil_date day =
		    civil_date_of(&ask->book->clinic_zone, v->start_ms);

		if (civil_compare(day, ask->date) != 0)
			continue;
		item->visits++;
		busy += v->end_ms - v->start_ms;
	}
	return busy;
}

static bool
has_near(const struct suggest_ask *ask, const struct suggest_medic *m)
{
	for (size_t i = 0; i < m->visit_count; i++)
		if (strcmp(m->visit[i].zone, ask->zone) == 0)
			return true;
	return false;
}

/* --- one medic ---------------------------------------------------------- */

static void
rate_speciality(const struct ranking *r, const struct medic *medic,
		struct suggest_item *item)
{
	const struct suggest_ask *ask = r->ask;
	const char *what;
	size_t named = speciality_named(&r->set, medic, &what, ask->arena);

	if (named > 0) {
		item->score += SCORE_NAMED * (int)named / (int)r->set.count;
		add(item,
		    (struct suggest_reason){SUGGEST_SPECIALITY, what, 0, 0});
	} else if (r->any_named) {
		add(item,
		    (struct suggest_reason){.code = SUGGEST_OTHER_SPECIALITY});
	} else {
		item->score += SCORE_ANY;
		add(item,
		    (struct suggest_reason){.code = SUGGEST_ANY_SPECIALITY});
	}
}

static void
rate_load(int64_t busy, const struct shift_day *day, struct suggest_item *item)
{
	int64_t whole = 0;

	for (size_t i = 0; i < day->count; i++)
		whole += day->span[i].end_ms - day->span[i].start_ms;
	if (busy < whole)
		item->score += (int)(SCORE_LOAD * (whole - busy) / whole);
	if (item->visits == 0)
		add(item, (struct suggest_reason){.code = SUGGEST_FREE_DAY});
	else
		add(item,
		    (struct suggest_reason){.code = SUGGEST_LOAD,
					    .number = (int64_t)item->visits});
}

/* What keeps ${m} from going; SUGGEST__COUNT: nothing but the zone may. */
static struct suggest_reason
against(const struct suggest_ask *ask, const struct suggest_medic *m,
	const struct shift_day *day, const struct suggest_item *item)
{
	struct suggest_reason why = {.code = SUGGEST__COUNT};

	if (!m->medic->active)
		why.code = SUGGEST_INACTIVE;
	else if (!is_kind(ask, m->medic))
		why.code = SUGGEST_OTHER_KIND;
	else if (day->absent)
		why = (struct suggest_reason){SUGGEST_ABSENT, day->note, 0, 0};
	else if (day->count == 0)
		why.code = SUGGEST_OFF_SHIFT;
	else if (item->window_count == 0)
		why = (struct suggest_reason){.code = SUGGEST_NO_WINDOW,
					      .number = (int64_t)item->visits};
	return why;
}

/* At the door with another request of the trip: the same window first. */
static void
rate_mate(const struct ranking *r, struct suggest_item *item)
{
	item->score += SCORE_TRIP;
	add(item, (struct suggest_reason){.code = SUGGEST_TRIP_MATE,
					  .at_ms = r->door.start_ms});
	if (r->door.start_ms < r->ask->now_ms)
		return;
	item->window[0] = r->door;
	item->window[0].zone = r->ask->zone;
	item->window_count = 1;
}

static void
rate(const struct ranking *r, const struct suggest_medic *m,
     struct suggest_item *item)
{
	const struct suggest_ask *ask = r->ask;
	struct shift_day day = shift_day_of(&ask->book->clinic_zone, m->shift,
					    m->shift_count, ask->date);
	int64_t busy = busy_ms(ask, m, item);
	struct suggest_reason why;

	if (m->medic == r->mate)
		rate_mate(r, item);
	for (size_t i = 0; i < day.count; i++)
		propose(ask, m, day.span[i], item);
	why = against(ask, m, &day, item);
	if (why.code != SUGGEST__COUNT) {
		item->window_count = 0;
		item->reason_count = 0;
		add(item, why);
		return;
	}
	rate_speciality(r, m->medic, item);
	item->offered = visit_serves(m->medic, ask->zone);
	item->score += item->offered ? SCORE_ZONE : 0;
	add(item, (struct suggest_reason){
		      .code = item->offered ? SUGGEST_ZONE_SERVED
					    : SUGGEST_ZONE_NOT_SERVED});
	if (has_near(ask, m)) {
		item->score += SCORE_NEAR;
		add(item, (struct suggest_reason){.code = SUGGEST_NEAR});
	}
	rate_load(busy, &day, item);
}

/* --- all of them -------------------------------------------------------- */

static bool
is_of_trip(const struct suggest_ask *ask, const struct visit_window *v)
{
	return ask->trip != NULL && v->trip != NULL &&
	       strcmp(ask->trip, v->trip) == 0;
}

static struct ranking
begin(const struct suggest_ask *ask, const struct suggest_medic *medic,
      size_t n)
{
	struct ranking r = {.ask = ask};
	const char *what;

	r.set = speciality_set(ask->book, ask->service, ask->service_count,
			       ask->arena);
	for (size_t i = 0; i < n; i++) {
		if (!is_kind(ask, medic[i].medic))
			continue;
		if (speciality_named(&r.set, medic[i].medic, &what,
				     ask->arena) > 0)
			r.any_named = true;
		for (size_t k = 0; k < medic[i].visit_count; k++)
			if (is_of_trip(ask, &medic[i].visit[k])) {
				r.mate = medic[i].medic;
				r.door = medic[i].visit[k];
			}
	}
	return r;
}

/* The sooner the first window, the better. */
static void
rate_soon(struct suggest_item *item, size_t n)
{
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < n; i++)
		if (item[i].offered && item[i].window[0].start_ms < first)
			first = item[i].window[0].start_ms;
	for (size_t i = 0; i < n; i++) {
		int64_t later;

		if (!item[i].offered)
			continue;
		later = (item[i].window[0].start_ms - first) / HOUR_MS;
		if (later < SCORE_SOON)
			item[i].score += (int)(SCORE_SOON - later);
		add(&item[i], (struct suggest_reason){
				  .code = SUGGEST_SOON,
				  .at_ms = item[i].window[0].start_ms});
	}
}

/* One trip, one medic: whoever else could go need not. */
static void
leave_to_mate(const struct ranking *r, struct suggest_item *item, size_t n)
{
	bool goes = false;

	for (size_t i = 0; i < n; i++)
		goes |= item[i].offered && item[i].medic == r->mate;
	for (size_t i = 0; goes && i < n; i++) {
		if (!item[i].offered || item[i].medic == r->mate)
			continue;
		item[i].offered = false;
		item[i].reason_count = 0;
		add(&item[i], (struct suggest_reason){SUGGEST_TRIP_ELSEWHERE,
						      r->mate->name, 0, 0});
	}
}

static bool
is_before(const struct suggest_item *a, const struct suggest_item *b)
{
	if (a->offered != b->offered)
		return a->offered;
	if (a->score != b->score)
		return a->score > b->score;
	if (a->visits != b->visits)
		return a->visits < b->visits;
	return strcmp(a->medic->code, b->medic->code) < 0;
}

/* Medics are few: put each where it belongs. */
static void
sort(struct suggest_item *item, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct suggest_item one = item[i];
		size_t at = i;

		for (; at > 0 && is_before(&one, &item[at - 1]); at--)
			item[at] = item[at - 1];
		item[at] = one;
	}
}

size_t
suggest_rank(const struct suggest_ask *ask, const struct suggest_medic *medic,
	     size_t n, struct suggest_item *out)
{
	struct ranking r = begin(ask, medic, n);
	size_t offered = 0;

	for (size_t i = 0; i < n; i++) {
		out[i] = (struct suggest_item){.medic = medic[i].medic};
		rate(&r, &medic[i], &out[i]);
	}
	leave_to_mate(&r, out, n);
	rate_soon(out, n);
	sort(out, n);
	while (offered < n && out[offered].offered)
		offered++;
	return offered;
}
