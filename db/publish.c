#include "publish.h"
#include "audit.h"
#include "buf.h"
#include "driver.h"
#include "grow.h"
#include "touch.h"

/* --- reading ---------------------------------------------------------- */

static void
take_tariff(struct db_rows *r, struct tariff *t, struct arena *arena)
{
	t->id = db_take_int(r);
	t->zone = db_take_text(r, arena);
	t->performer = (enum performer)db_take_int(r);
	t->price_kop = db_take_int(r);
	t->valid_from_ms = db_take_int(r);
	t->recorded_at_ms = db_take_int(r);
	t->recorded_by = db_take_text(r, arena);
	t->reason = db_take_text(r, arena);
	t->approved_at_ms = db_take_int(r);
	t->approved_by = db_take_text(r, arena);
	t->withdrawn_at_ms = db_take_int(r);
	t->withdrawn_by = db_take_text(r, arena);
	t->withdrawn_reason = db_take_text(r, arena);
	t->changed = db_take_int(r);
}

enum err_code
publish_rows(struct db *db, struct tariff **out, size_t *count,
	     struct arena *arena)
{
	struct db_rows r = db_query(db, SQL_TARIFF_LIST, DB_NO_ARGS);
	struct tariff *t = NULL;
	size_t n = 0;
	enum err_code code;

	while (db_next(&r)) {
		if (GROW(arena, t, n) == NULL)
			break;
		take_tariff(&r, &t[n++], arena);
	}
	code = db_done(&r);
	*out = t;
	*count = n;
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}

/* --- writing ---------------------------------------------------------- */

static enum err_code
audit(struct db *db, const struct op *op, const struct tariff *t,
      const char *action)
{
	struct buf id = BUF(op->arena), detail = BUF(op->arena);

	buf_printf(&id, "%lld", (long long)t->id);
	buf_printf(&detail, "%s %s %lld", t->zone,
		   rulebook_performer_name(t->performer),
		   (long long)t->price_kop);
	if (buf_text(&id) == NULL || buf_text(&detail) == NULL)
		return ERR_NOMEM;
	touch_rows(db, TOUCH_RULEBOOK);
	return audit_add(db, op,
			 &(struct audit_event){
			     .action = action,
			     .object = "tariff",
			     .object_id = buf_text(&id),
			     .detail = buf_text(&detail),
			 });
}

static enum err_code
insert(struct db *db, const struct op *op, struct tariff *t)
{
	bool proposal = t->approved_at_ms == 0;
	struct db_rows r =
	    db_query(db, proposal ? SQL_TARIFF_PROPOSE : SQL_TARIFF_INSERT,
		     DB_ARGS(db_text(t->zone), db_int(t->performer),
			     db_int(t->price_kop), db_int(t->valid_from_ms),
			     db_int(t->recorded_at_ms), db_text(t->recorded_by),
			     db_text(t->reason)));
	enum err_code code;

	if (db_next(&r)) {
		t->id = db_take_int(&r);
		t->changed = db_take_int(&r);
	}
	code = db_done(&r);
	if (code != ERR_OK)
		return code;
	return audit(db, op, t, proposal ? "tariff.propose" : "tariff.publish");
}

enum err_code
publish_first(struct db *db, const struct op *op, struct tariff *first)
{
	return insert(db, op, first);
}

static bool
is_pair(const struct tariff *t, const struct tariff_draft *d)
{
	return d->zone != NULL && strcmp(t->zone, d->zone) == 0 &&
	       (unsigned)t->performer == d->performer;
}

/* Whether ${t} changed after what the admin saw, in a pair that is asked for.
 */
static bool
is_news(const struct publish_ask *ask, const struct tariff *t)
{
	for (size_t i = 0; i < ask->count && t->changed > ask->version; i++)
		if (is_pair(t, &ask->draft[i]))
			return true;
	return false;
}

static void
blame(struct err *err, const struct tariff *t)
{
	if (t->withdrawn_at_ms != 0) {
		err->by = t->withdrawn_by;
		err->since_ms = t->withdrawn_at_ms;
	} else if (t->approved_at_ms != 0) {
		err->by = t->approved_by;
		err->since_ms = t->approved_at_ms;
	} else {
		err->by = t->recorded_by;
		err->since_ms = t->recorded_at_ms;
	}
}

/* Leaves of ${all} what another admin changed meanwhile. */
static enum err_code
check_version(struct publish_ask *ask, const struct tariff *all, size_t n)
{
	int64_t last = 0;
	struct tariff *news = NULL;

	for (size_t i = 0; i < n && ask->version != 0; i++) {
		if (all[i].changed > ask->version_now)
			ask->version_now = all[i].changed;
		if (!is_news(ask, &all[i]))
			continue;
		if (GROW(ask->op.arena, news, ask->changed_count) == NULL)
			return ERR_NOMEM;
		news[ask->changed_count++] = all[i];
		if (all[i].changed > last)
			blame(ask->op.err, &all[i]);
		last = all[i].changed > last ? all[i].changed : last;
	}
	ask->changed = news;
	return news != NULL ? ERR_STALE : ERR_OK;
}

const char *
publish_pointer(const struct op *op, size_t i, const char *field)
{
	struct buf b = BUF(op->arena);

	buf_printf(&b, "/changes/%zu%s", i, field);
	return buf_text(&b) != NULL ? buf_text(&b) : field;
}

/* Where the ${i}th price is wrong; the reason is of all. */
static const char *
pointer(const struct publish_ask *ask, size_t i, const char *field)
{
	if (!ask->listed || strcmp(field, "/reason") == 0)
		return field;
	return publish_pointer(&ask->op, i, field);
}

static bool
is_twin(const struct tariff_draft *a, const struct tariff_draft *b)
{
	return a->zone != NULL && b->zone != NULL &&
	       strcmp(a->zone, b->zone) == 0 && a->performer == b->performer &&
	       civil_compare(a->valid_from, b->valid_from) == 0;
}

/* Everything that forbids one of them; what they lack in common, once. */
static enum err_code
check_drafts(const struct publish_ask *ask)
{
	struct field_errors *all = &ask->op.err->fields;

	for (size_t i = 0; i < ask->count; i++) {
		struct field_errors one = {0};
		tariff_check(ask->op.book, &ask->draft[i], ask->op.now_ms,
			     &one);
		for (size_t j = 0; j < i && one.n == 0; j++)
			if (is_twin(&ask->draft[i], &ask->draft[j]))
				err_field(&one, "/valid_from", "not_unique",
					  NULL);
		for (size_t j = 0; j < one.n; j++) {
			const char *at = pointer(ask, i, one.item[j].pointer);
			if (!err_has(all, at))
				err_field(all, at, one.item[j].code,
					  one.item[j].arg);
		}
	}
	return all->n != 0 ? ERR_FIELDS : ERR_OK;
}

static enum err_code
publish_one(struct db *db, const struct op *op, const struct tariff_draft *d,
	    struct tariff *out)
{
	bool proposal = op->book->settings.tariff_approval != 0;

	*out = (struct tariff){
	    .zone = d->zone,
	    .performer = (enum performer)d->performer,
	    .price_kop = d->price_kop,
	    .valid_from_ms = civil_ms(&op->book->clinic_zone, d->valid_from, 0),
	    .recorded_at_ms = op->now_ms,
	    .recorded_by = op->actor->login,
	    .reason = d->reason,
	    .approved_at_ms = proposal ? 0 : op->now_ms,
	    .approved_by = proposal ? NULL : op->actor->login,
	};
	return insert(db, op, out);
}

/* Whether a price or a proposal that stands begins with one of the drafts. */
static bool
is_taken(const struct publish_ask *ask, const struct tariff *all, size_t n)
{
	const struct civil_zone *zone = &ask->op.book->clinic_zone;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < ask->count; j++)
			if (all[i].withdrawn_at_ms == 0 &&
			    is_pair(&all[i], &ask->draft[j]) &&
			    all[i].valid_from_ms ==
				civil_ms(zone, ask->draft[j].valid_from, 0))
				return true;
	return false;
}

enum err_code
publish_tariffs(struct db *db, void *arg)
{
	struct publish_ask *ask = arg;
	struct tariff *all;
	size_t n;
	enum err_code code = publish_rows(db, &all, &n, ask->op.arena);

	if (code == ERR_OK)
		code = check_version(ask, all, n);
	if (code == ERR_OK)
		code = check_drafts(ask);
	if (code == ERR_OK && is_taken(ask, all, n))
		code = ERR_EXISTS;
	if (code != ERR_OK)
		return code;
	ask->tariff = ARENA_ARRAY(ask->op.arena, struct tariff, ask->count);
	if (ask->tariff == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < ask->count && code == ERR_OK; i++)
		code =
		    publish_one(db, &ask->op, &ask->draft[i], &ask->tariff[i]);
	return code;
}

/* The row of ${step} as it is now, and where it stands. */
static enum err_code
find(struct db *db, struct publish_step *step, enum tariff_state *state)
{
	const struct op *op = &step->op;
	struct tariff *all;
	size_t n;
	enum err_code code = publish_rows(db, &all, &n, op->arena);

	if (code != ERR_OK)
		return code;
	for (size_t i = 0; i < n; i++) {
		struct tariff *t = &all[i];
		if (t->id != step->id)
			continue;
		step->tariff = *t;
		*state = tariff_state(
		    tariff_at(op->book, t->zone, t->performer, op->now_ms), t,
		    op->now_ms);
		op->err->ref = tariff_state_name(*state);
		return ERR_OK;
	}
	return ERR_NOT_FOUND;
}

enum err_code
publish_approve(struct db *db, void *arg)
{
	struct publish_step *step = arg;
	const struct op *op = &step->op;
	struct tariff *t = &step->tariff;
	enum tariff_state state;
	enum err_code code = find(db, step, &state);

	if (code != ERR_OK)
		return code;
	if (state != TARIFF_PROPOSED)
		return ERR_STATE;
	if (strcmp(t->recorded_by, op->actor->login) == 0)
		return ERR_OWN_PROPOSAL;
	t->approved_at_ms = op->now_ms;
	t->approved_by = op->actor->login;
	code = db_exec(db, SQL_TARIFF_APPROVE,
		       DB_ARGS(db_int(op->now_ms), db_text(op->actor->login),
			       db_int(t->id)));
	return code == ERR_OK ? audit(db, op, t, "tariff.approve") : code;
}

enum err_code
publish_withdraw(struct db *db, void *arg)
{
	struct publish_step *step = arg;
	const struct op *op = &step->op;
	struct tariff *t = &step->tariff;
	enum tariff_state state;
	enum err_code code = find(db, step, &state);

	if (code != ERR_OK)
		return code;
	if (state != TARIFF_FUTURE && state != TARIFF_PROPOSED &&
	    state != TARIFF_LAPSED)
		return ERR_STATE;
	t->withdrawn_at_ms = op->now_ms;
	t->withdrawn_by = op->actor->login;
	t->withdrawn_reason = step->reason;
	code = db_exec(db, SQL_TARIFF_WITHDRAW,
		       DB_ARGS(db_int(op->now_ms), db_text(op->actor->login),
			       db_text(step->reason), db_int(t->id)));
	return code == ERR_OK ? audit(db, op, t, "tariff.withdraw") : code;
}
