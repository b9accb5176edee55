#include "audit.h"
#include "dispatch_step.h"
#include "grow.h"
#include "ids.h"
#include "medic_ill.h"
#include "shift_row.h"
#include "units.h"

#define REASON "medic_ill" /* of the re-plan */

static enum err_code
check(const struct medic_ill_ask *ask)
{
	struct field_errors *errs = &ask->op.err->fields;
	struct civil_date today =
	    civil_date_of(&ask->op.book->clinic_zone, ask->op.now_ms);

	if (rulebook_medic(ask->op.book, ask->medic) == NULL)
		return ERR_NOT_FOUND;
	if (ask->date.year == 0)
		err_field(errs, "/date", "required", NULL);
	else if (civil_compare(ask->date, today) < 0)
		err_field(errs, "/date", "in_past", NULL);
	if (ask->reason == NULL)
		err_field(errs, "/reason", "required", NULL);
	return errs->n != 0 ? ERR_FIELDS : ERR_OK;
}

/* The absence of the day that is entered already; id NULL: none. */
static enum err_code
find_absence(struct db *db, struct medic_ill_ask *ask)
{
	struct shift_range range = {ask->medic, ask->date, ask->date};
	struct shift *shift;
	size_t n;
	enum err_code code =
	    shift_row_list(db, &range, &shift, &n, ask->op.arena);

	for (size_t i = 0; code == ERR_OK && i < n; i++)
		if (shift[i].kind == SHIFT_ABSENCE)
			ask->absence = shift[i];
	return code;
}

static enum err_code
enter_absence(struct db *db, struct medic_ill_ask *ask)
{
	enum err_code code = find_absence(db, ask);

	if (code != ERR_OK || ask->absence.id != NULL)
		return code;
	ask->absence = (struct shift){
	    .id = ids_make(ask->op.now_ms, ask->op.arena),
	    .medic = ask->medic,
	    .kind = SHIFT_ABSENCE,
	    .date = ask->date,
	    .note = ask->reason,
	    .version = 1,
	};
	if (ask->absence.id == NULL)
		return ERR_NOMEM;
	return shift_row_insert(db, &ask->absence);
}

/* The requests of the day, by their windows. */
static enum err_code
load_visits(struct db *db, const struct medic_ill_ask *ask,
	    struct request_match **out, size_t *n)
{
	const struct civil_zone *zone = &ask->op.book->clinic_zone;
	struct arena *arena = ask->op.arena;
	int64_t from_ms = civil_ms(zone, ask->date, 0);
	int64_t to_ms = civil_ms(zone, ask->date, (int)(DAY_MS / MINUTE_MS));
	struct db_rows r = db_query(
	    db, SQL_VISIT_REQUESTS,
	    DB_ARGS(db_text(ask->medic), db_int(from_ms), db_int(to_ms)));
	enum err_code code;

	*out = NULL;
	*n = 0;
	while (db_next(&r) && GROW(arena, *out, *n) != NULL) {
		struct request_match *m = &(*out)[(*n)++];

		*m = (struct request_match){.id = db_take_text(&r, arena)};
		m->number = db_take_text(&r, arena);
		m->state = request_state_of(db_take_text(&r, arena));
	}
	code = db_done(&r);
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}

static enum err_code
take_back(struct db *db, struct medic_ill_ask *ask, const char *id)
{
	struct dispatch_step s = {.db = db, .op = &ask->op};
	struct request *q = &s.row.q;
	enum err_code code = dispatch_step_load(&s, id);

	if (code == ERR_OK)
		code = dispatch_step_to(&s, LIFECYCLE_REPLAN);
	if (code == ERR_OK)
		code = dispatch_step_free_medic(&s);
	if (code != ERR_OK)
		return code;
	dispatch_step_claim(&s, ask->op.actor->login);
	q->claim.expires_at_ms +=
	    (int64_t)ask->freed_count * dispatch_step_lease_ms(&ask->op);
	dispatch_step_moved(&s, REASON);
	s.step.comment = ask->reason;
	code = request_row_write(db, &ask->op, &s.row, &s.step);
	if (code == ERR_OK)
		ask->freed[ask->freed_count++] = *q;
	return code;
}

static bool
is_on_the_way(enum request_state state)
{
	enum request_state to;

	return lifecycle_next(state, LIFECYCLE_REPLAN, ROLE_DISPATCHER, &to) ==
	       ERR_OK;
}

static enum err_code
take_all_back(struct db *db, struct medic_ill_ask *ask,
	      const struct request_match *visit, size_t n)
{
	struct arena *arena = ask->op.arena;
	enum err_code code = ERR_OK;

	ask->freed = ARENA_ARRAY(arena, struct request, n);
	ask->kept = ARENA_ARRAY(arena, struct request_match, n);
	if (ask->freed == NULL || ask->kept == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < n && code == ERR_OK; i++)
		if (is_on_the_way(visit[i].state))
			code = take_back(db, ask, visit[i].id);
		else
			ask->kept[ask->kept_count++] = visit[i];
	return code;
}

enum err_code
medic_ill_enter(struct db *db, void *arg)
{
	struct medic_ill_ask *ask = arg;
	struct request_match *visit;
	char date[CIVIL_DATE_LEN + 1];
	size_t n;
	enum err_code code = check(ask);

	ask->absence = (struct shift){.id = NULL};
	ask->freed_count = ask->kept_count = 0;
	if (code == ERR_OK)
		code = enter_absence(db, ask);
	if (code == ERR_OK)
		code = load_visits(db, ask, &visit, &n);
	if (code == ERR_OK)
		code = take_all_back(db, ask, visit, n);
	if (code != ERR_OK)
		return code;
	civil_date_print(ask->date, date);
	return audit_add(db, &ask->op,
			 &(struct audit_event){.action = "medic.ill",
					       .object = "medic",
					       .object_id = ask->medic,
					       .detail = date});
}
