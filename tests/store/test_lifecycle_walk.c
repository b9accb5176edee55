#include <stdio.h>

#include "desk.h"
#include "lifecycle.h"

/* Every write from every state: what the table allows is done, all else is
 * refused by the state it is in, and nothing is written. */

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const struct {
	store_fn *fn;
	enum lifecycle_action action;
} writes[] = {
    {dispatch_release, LIFECYCLE_RELEASE},
    {dispatch_handover, LIFECYCLE_HANDOVER_QUEUE},
    {dispatch_attempt, LIFECYCLE_ATTEMPT},
    {dispatch_schedule, LIFECYCLE_SCHEDULE},
    {dispatch_replan, LIFECYCLE_REPLAN},
    {dispatch_depart, LIFECYCLE_DEPART},
    {dispatch_arrive, LIFECYCLE_ARRIVE},
    {dispatch_finish, LIFECYCLE_FINISH},
    {dispatch_revisit, LIFECYCLE_REVISIT},
    {dispatch_close, LIFECYCLE_CLOSE},
    {dispatch_cancel, LIFECYCLE_CANCEL},
    {dispatch_decline, LIFECYCLE_DECLINE},
    {dispatch_refer, LIFECYCLE_REFER},
    {dispatch_duplicate, LIFECYCLE_MARK_DUPLICATE},
    {dispatch_emergency, LIFECYCLE_EMERGENCY},
    {dispatch_zone, LIFECYCLE_CHANGE_ZONE},
};

/* The state every other state of a visit is reached from, and how. */
static const struct {
	enum request_state from;
	store_fn *fn;
} way[REQUEST_STATE__COUNT] = {
    [REQUEST_EN_ROUTE] = {REQUEST_SCHEDULED, dispatch_depart},
    [REQUEST_ON_SITE] = {REQUEST_EN_ROUTE, dispatch_arrive},
    [REQUEST_DONE] = {REQUEST_ON_SITE, dispatch_finish},
    [REQUEST_NOT_DONE] = {REQUEST_ON_SITE, dispatch_finish},
    [REQUEST_CLOSED] = {REQUEST_DONE, dispatch_close},
    [REQUEST_CANCELLED] = {REQUEST_QUEUED, dispatch_cancel},
    [REQUEST_DECLINED] = {REQUEST_QUEUED, dispatch_decline},
    [REQUEST_REFERRED] = {REQUEST_QUEUED, dispatch_refer},
    [REQUEST_DUPLICATE] = {REQUEST_QUEUED, dispatch_duplicate},
    [REQUEST_EMERGENCY] = {REQUEST_QUEUED, dispatch_emergency},
};

/* A request in each state; the last day of a visit so far. */
struct walk {
	struct fixture *f;
	const char *main; /* the number duplicates go to */
	int posted;
	int day;
};

static struct walk
walk_begin(void **state)
{
	struct walk w = {.f = *state};
	struct request main = desk_queue(w.f, 0);

	w.main = main.number;
	return w;
}

/* The reason ${fn} takes. */
static const char *
reason_of(store_fn *fn, const char *outcome)
{
	if (fn == dispatch_finish)
		return strcmp(outcome, "done") == 0 ? NULL : "nobody_home";
	if (fn == dispatch_replan)
		return "medic_ill";
	return fn == dispatch_decline ? "no_staff" : "data_error";
}

/* All that ${fn} may need, as it would be right to ask. */
static struct dispatch_ask
ask_of(struct walk *w, const struct request *q, store_fn *fn,
       const char *outcome)
{
	int64_t from = w->f->now_ms + ++w->day * DAY_MS;

	return (struct dispatch_ask){
	    .id = q->id,
	    .token = q->claim.by != NULL ? q->claim.token : 0,
	    .outcome = outcome,
	    .reason = reason_of(fn, outcome),
	    .medic = "m01",
	    .window_start_ms = from,
	    .window_end_ms = from + HOUR_MS,
	    .of = w->main,
	    .zone = "yellow",
	    .consent = true,
	};
}

/* What an outcome is called by ${fn} from ${from}. */
static const char *
outcome_of(store_fn *fn, enum request_state from, bool good)
{
	if (fn == dispatch_attempt)
		return "reached";
	if (fn == dispatch_finish)
		return good ? "done" : "not_done";
	return from == REQUEST_NOT_DONE ? "no_visit" : "helped";
}

/* A new request in ${state}. */
static struct request
arrive(struct walk *w, enum request_state state)
{
	struct fixture *f = w->f;
	struct request q;
	struct dispatch_ask ask;
	store_fn *fn = way[state].fn;

	if (fn == NULL) {
		q = desk_queue(f, ++w->posted);
		if (state == REQUEST_CLAIMED)
			(void)desk_claim(f, q.id);
		if (state == REQUEST_UNREACHABLE)
			assert_int_equal(desk_miss(f, q.id, 0), ERR_OK);
		if (state == REQUEST_SCHEDULED)
			desk_schedule(f, q.id, 24 * 60 * ++w->day);
		return desk_find(f, q.id);
	}
	q = arrive(w, way[state].from);
	ask = ask_of(w, &q, fn,
		     outcome_of(fn, q.state, state != REQUEST_NOT_DONE));
	assert_int_equal(desk_do(f, fn, &ask), ERR_OK);
	q = desk_find(f, q.id);
	assert_int_equal(q.state, state);
	return q;
}

/* ${q} asked for write ${i}; whether that was done. */
static bool
check(struct walk *w, const struct request *q, size_t i)
{
	struct fixture *f = w->f;
	enum request_state to, from = q->state;
	store_fn *fn = writes[i].fn;
	struct dispatch_ask ask = ask_of(w, q, fn, outcome_of(fn, from, true));
	enum err_code want =
	    lifecycle_next(from, writes[i].action, f->actor.roles, &to);
	enum err_code code = desk_do(f, fn, &ask);
	struct request now = desk_find(f, q->id);

	if (code != want)
		fail_msg("%s from %s: %d, not %d",
			 lifecycle_action_name(writes[i].action),
			 request_state_name(from), code, want);
	assert_int_equal(now.version, q->version + (want == ERR_OK));
	assert_int_equal(now.state, want == ERR_OK ? to : from);
	if (want == ERR_STATE)
		assert_string_equal(f->err.ref, request_state_name(from));
	return want == ERR_OK;
}

static void
test_every_state(void **state)
{
	struct walk w = walk_begin(state);

	for (int s = 0; s < REQUEST_STATE__COUNT; s++) {
		struct request q = arrive(&w, (enum request_state)s);

		for (size_t i = 0; i < COUNT(writes); i++)
			if (check(&w, &q, i))
				q = arrive(&w, (enum request_state)s);
	}
}

/*
 * A token of another claim is refused before anything else is asked; but an
 * emergency waits for nobody's claim.
 */
static void
test_stale_token(void **state)
{
	struct walk w = walk_begin(state);

	for (int s = 0; s < REQUEST_STATE__COUNT; s++) {
		struct request q = arrive(&w, (enum request_state)s);

		for (size_t i = 0; i < COUNT(writes); i++) {
			struct dispatch_ask ask =
			    ask_of(&w, &q, writes[i].fn, "done");

			ask.token = q.claim.token + 1;
			if (writes[i].fn != dispatch_emergency)
				assert_int_equal(
				    desk_do(w.f, writes[i].fn, &ask),
				    ERR_TOKEN_STALE);
			ask.token = q.claim.by != NULL ? q.claim.token : 0;
			ask.if_version = q.version + 1;
			assert_int_equal(desk_do(w.f, writes[i].fn, &ask),
					 ERR_STALE);
			assert_string_equal(w.f->err.by, "tester");
		}
		assert_int_equal(desk_find(w.f, q.id).version, q.version);
	}
}

/* A state ${action} may be taken from. */
static enum request_state
source(enum lifecycle_action action)
{
	enum request_state s = 0, to;

	while (lifecycle_next(s, action, ROLE_DISPATCHER, &to) != ERR_OK)
		s++;
	return s;
}

/* Memory runs out at every point: nothing is written, then all of it. */
static void
starve(struct walk *w, store_fn *fn, enum request_state from)
{
	struct request q = arrive(w, from);
	struct dispatch_ask ask = ask_of(w, &q, fn, outcome_of(fn, from, true));
	enum err_code code = ERR_NOMEM;

	for (size_t limit = 1; code != ERR_OK; limit += 200) {
		struct arena small = {.limit = limit};

		w->f->err = (struct err){.code = ERR_OK};
		ask.op = fixture_op(w->f);
		ask.op.arena = &small;
		code = store_write(w->f->store, fn, &ask, NULL);
		arena_free(&small);
		if (code != ERR_OK) {
			assert_int_equal(code, ERR_NOMEM);
			assert_int_equal(desk_find(w->f, q.id).version,
					 q.version);
		}
	}
	assert_int_equal(desk_find(w->f, q.id).version, q.version + 1);
}

static void
test_no_memory(void **state)
{
	struct walk w = walk_begin(state);
	struct request q;

	for (size_t i = 0; i < COUNT(writes); i++)
		starve(&w, writes[i].fn, source(writes[i].action));
	q = arrive(&w, REQUEST_CANCELLED);
	assert_string_equal(q.undo.action, "cancel");
	starve(&w, dispatch_undo, REQUEST_CANCELLED);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, desk_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
	    TEST(test_every_state),
	    TEST(test_stale_token),
	    TEST(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
