#include "zone.h"
#include "driver.h"
#include "publish.h"
#include "tariff.h"

#define REASON "первая цена новой зоны"

static void
check_price(const struct op *op, int64_t kop, const char *pointer)
{
	if (kop <= 0 || kop > TARIFF_PRICE_MAX_KOP)
		err_field(&op->err->fields, pointer,
			  kop == 0 ? "required" : "out_of_range", NULL);
}

static enum err_code
add_price(struct db *db, const struct zone_ask *ask, enum performer performer,
	  int64_t kop)
{
	const struct op *op = &ask->edit.op;
	const struct civil_zone *zone = &op->book->clinic_zone;
	struct tariff first = {
	    .zone = ask->edit.row.key,
	    .performer = performer,
	    .price_kop = kop,
	    .valid_from_ms = civil_ms(zone, civil_date_of(zone, op->now_ms), 0),
	    .recorded_at_ms = op->now_ms,
	    .recorded_by = op->actor->login,
	    .reason = REASON,
	    .approved_at_ms = op->now_ms,
	};

	return publish_first(db, op, &first);
}

enum err_code
zone_create(struct db *db, void *arg)
{
	struct zone_ask *ask = arg;
	enum err_code code;

	check_price(&ask->edit.op, ask->doctor_kop, "/prices/doctor");
	check_price(&ask->edit.op, ask->nurse_kop, "/prices/nurse");
	ask->edit.kind = EDIT_ZONE;
	code = edit_create(db, &ask->edit);
	if (code == ERR_OK)
		code = add_price(db, ask, PERFORMER_DOCTOR, ask->doctor_kop);
	if (code == ERR_OK)
		code = add_price(db, ask, PERFORMER_NURSE, ask->nurse_kop);
	return code;
}
