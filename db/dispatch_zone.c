#include "buf.h"
#include "dispatch_step.h"
#include "lists.h"
#include "rezone.h"
#include "units.h"

/* The zone put right: the first price stays as it was spoken, another one
 * needs a new consent. */

static enum err_code
refuse(const struct dispatch_ask *ask, const char *pointer, const char *why)
{
	err_field(&ask->op.err->fields, pointer, why, NULL);
	return ERR_FIELDS;
}

/* All that is wrong with it at once, but for the consent. */
static enum err_code
check(const struct dispatch_step *s, struct dispatch_ask *ask)
{
	struct field_errors *errs = &ask->op.err->fields;
	enum err_code code =
	    rezone_price(ask->op.book, &s->row.q, ask->zone, &ask->price, errs);

	if (code != ERR_OK && code != ERR_FIELDS)
		return code;
	if (code == ERR_OK && strcmp(ask->zone, s->row.q.zone) == 0)
		code = refuse(ask, "/zone", "same_zone");
	if (ask->reason == NULL)
		code = refuse(ask, "/reason", "required");
	return code;
}

/* "green>yellow 3900>4900", for the history and the audit. */
static const char *
in_figures(const struct request *q, const struct dispatch_ask *ask)
{
	struct buf out = BUF(ask->op.arena);

	buf_printf(&out, "%s>%s %lld>%lld", q->zone, ask->zone,
		   (long long)(request_price(q)->total_kop / RUBLE_KOP),
		   (long long)(ask->price.total_kop / RUBLE_KOP));
	return buf_text(&out);
}

static void
agree(struct request *q, const struct dispatch_ask *ask)
{
	q->agreed = ask->price;
	q->agreed_at_ms = ask->op.now_ms;
	q->flags &= ~(unsigned)REQUEST_FLAG_TRIP_PAYER; /* the sum was told */
}

/* What becomes of the visit, if one is planned. */
static enum err_code
visit_follows(struct dispatch_step *s, struct dispatch_ask *ask)
{
	struct request *q = &s->row.q;

	if (q->visit.medic == NULL)
		return ERR_OK;
	if (!ask->replan)
		return dispatch_schedule_rezone(s, ask);
	q->moves++;
	dispatch_step_claim(s, ask->op.actor->login);
	return dispatch_step_free_medic(s);
}

static void
rezone(struct request *q, const struct dispatch_ask *ask, bool changes)
{
	if (changes)
		agree(q, ask);
	q->zone = ask->zone;
	q->zone_changes++;
	q->flags &= ~(unsigned)REQUEST_FLAG_ZONE_DISPUTED;
	q->flags |= REQUEST_FLAG_ZONE_CHANGED;
}

enum err_code
dispatch_zone(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s;
	struct request *q = &s.row.q;
	enum err_code code = dispatch_step_begin(&s, db, ask);
	bool changes;

	if (code == ERR_OK)
		code = dispatch_step_to(&s, ask->replan
						? LIFECYCLE_CHANGE_ZONE_REPLAN
						: LIFECYCLE_CHANGE_ZONE);
	if (code == ERR_OK)
		code = check(&s, ask);
	if (code != ERR_OK)
		return code;
	changes = rezone_changes(q, &ask->price);
	ask->request = *q; /* for who asks what it would cost */
	if (changes && !ask->consent)
		return refuse(ask, "/consent", "price_changes");
	s.step.reason = ask->reason;
	s.step.comment = s.step.codes = in_figures(q, ask);
	if (s.step.codes == NULL)
		return ERR_NOMEM;
	code = visit_follows(&s, ask);
	if (code != ERR_OK)
		return code;
	rezone(q, ask, changes);
	s.row.packed.agreed_lines = lists_pack_lines(&q->agreed, ask->op.arena);
	return ask->op.arena->overflow ? ERR_NOMEM
				       : dispatch_step_write(&s, ask);
}

/* --- the trip another patient paid before ------------------------------ */

enum err_code
dispatch_price(struct db *db, void *arg)
{
	struct dispatch_ask *ask = arg;
	struct dispatch_step s;
	struct request *q = &s.row.q;
	enum err_code code = dispatch_step_begin(&s, db, ask);

	if (code == ERR_OK)
		code = dispatch_step_to(&s, LIFECYCLE_CONFIRM_PRICE);
	if (code == ERR_OK && !ask->consent)
		code = refuse(ask, "/consent", "required");
	if (code != ERR_OK)
		return code;
	if ((q->flags & REQUEST_FLAG_TRIP_PAYER) == 0) {
		ask->request = *q; /* said already */
		return ERR_OK;
	}
	q->flags &= ~(unsigned)REQUEST_FLAG_TRIP_PAYER;
	q->agreed_at_ms = ask->op.now_ms;
	return dispatch_step_write(&s, ask);
}
