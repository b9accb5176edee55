#include <string.h>

#include "caller.h"
#include "journey.h"
#include "life.h"
#include "units.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))
#define WINDOWS_A_DAY 5 /* of a medic, with the way between them */
#define FIRST_WINDOW_H 9

/* --- until the patient is reached --------------------------------------- */

static size_t throw(struct journey * j, size_t n)
{
	return dice_below(j->l->dice, n);
}

/* Nobody answers; at the time of the next try it is taken again. */
static void
missed(struct journey *j)
{
	static const char *const outcome[] = {"no_answer", "busy",
					      "call_later"};

	journey_attempt(j, outcome[throw(j, COUNT(outcome))]);
	journey_retry(j);
	journey_later(j, 0, 8);
	journey_claim(j);
}

/* Taken, perhaps given back or let go, perhaps tried in vain; then reached. */
static void
reach(struct journey *j)
{
	struct dice *d = j->l->dice;

	journey_later(j, 1, dice_percent(d, 85) ? 28 : 75);
	journey_claim(j);
	if (dice_percent(d, 3)) {
		journey_later(j, 1, 6);
		journey_return(j, dice_percent(d, 50));
		journey_later(j, 0, 5);
		journey_claim(j);
	}
	for (int i = 0; i < 2 && dice_percent(d, 12); i++) {
		journey_later(j, 0, 3);
		missed(j);
	}
	journey_later(j, 0, 4);
	journey_attempt(j, "reached");
}

/* --- the visit ---------------------------------------------------------- */

/* On the way, at the door, done or not. */
static void
visited(struct journey *j)
{
	int64_t start_ms =
	    j->at_ms + (int64_t)(1 + throw(j, 10)) * 30 * MINUTE_MS;

	journey_later(j, 1, 5);
	journey_schedule(j, throw(j, 1000), start_ms);
	j->at_ms = start_ms;
	journey_step(j, LIFECYCLE_DEPART);
	journey_later(j, 10, 50);
	journey_step(j, LIFECYCLE_ARRIVE);
	journey_later(j, 10, 60);
	journey_end(j, dice_percent(j->l->dice, 4) ? LIFECYCLE_FAIL
						   : LIFECYCLE_FINISH);
	journey_later(j, 1, 60);
	journey_step(j, LIFECYCLE_CLOSE);
}

/* The next window of a medic nobody has yet, from tomorrow on. */
static void
planned(struct journey *j, int64_t now_ms)
{
	struct life *l = j->l;
	const struct rulebook *book = l->op.book;
	size_t slot = l->slot++, turn = slot / book->medic_count;
	struct civil_date today = civil_date_of(&book->clinic_zone, now_ms);
	struct civil_date day = civil_from_days(
	    civil_days(today) + 1 + (int64_t)(turn / WINDOWS_A_DAY));
	int minute = FIRST_WINDOW_H * 60 + (int)(turn % WINDOWS_A_DAY) * 150;

	journey_later(j, 0, 3);
	journey_schedule(j, slot, civil_ms(&book->clinic_zone, day, minute));
}

/* --- lives -------------------------------------------------------------- */

enum err_code
life_past(struct life *l, int64_t posted_at_ms)
{
	static const unsigned often[] = {84, 7, 4, 3, 2};
	static const enum lifecycle_action without[] = {
	    LIFECYCLE_CLOSE, LIFECYCLE_CANCEL, LIFECYCLE_DECLINE,
	    LIFECYCLE_REFER, LIFECYCLE_EMERGENCY};
	struct journey j = {.l = l};
	enum err_code code = ERR_OK;
	size_t what;

	l->op.now_ms = posted_at_ms;
	if (dice_percent(l->dice, 23))
		code = caller_informed(l);
	if (code == ERR_OK)
		code = caller_post(l, &j.row);
	if (code != ERR_OK)
		return code;
	journey_begin(&j);
	reach(&j);
	journey_later(&j, 1, 5);
	what = dice_pick(l->dice, often, COUNT(often));
	if (what == 0)
		visited(&j);
	else
		journey_end(&j, without[what]);
	return journey_write(&j);
}

enum err_code
life_open(struct life *l, int64_t posted_at_ms, int64_t now_ms)
{
	static const unsigned often[] = {70, 10, 20};
	struct journey j = {.l = l};
	size_t what = dice_pick(l->dice, often, COUNT(often));
	enum err_code code;

	l->op.now_ms = posted_at_ms;
	code = caller_post(l, &j.row);
	if (code != ERR_OK)
		return code;
	journey_begin(&j);
	if (what != 0) {
		journey_later(&j, 0, 4);
		journey_claim(&j);
		journey_attempt(&j, what == 1 ? "no_answer" : "reached");
	}
	if (what == 2)
		planned(&j, now_ms);
	return journey_write(&j);
}

enum err_code
life_patient(struct db *db, const struct people *people, size_t k,
	     struct arena *arena)
{
	struct people_one one;

	people_make(people, k, &one, arena);
	return db_exec(db, SQL_PATIENT_INSERT,
		       DB_ARGS(db_text(one.card), db_text(one.name),
			       db_text(one.birth_date), db_text(one.phone),
			       db_text(one.address), db_text(NULL),
			       db_int(one.bonus_member), db_int(one.debt),
			       db_text(NULL)));
}
