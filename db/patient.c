#include "audit.h"
#include "driver.h"
#include "patient.h"

static void
take_patient(struct db_rows *r, struct patient *out, struct arena *arena)
{
	out->card_no = db_take_text(r, arena);
	out->name = db_take_text(r, arena);
	out->birth_date = db_take_text(r, arena);
	out->phone = db_take_text(r, arena);
	out->address = db_take_text(r, arena);
	out->place = db_take_text(r, arena);
	out->bonus_member = db_take_int(r) != 0;
	out->debt = db_take_int(r) != 0;
	out->note = db_take_text(r, arena);
}

enum err_code
patient_find(struct db *db, const char *card_no, struct patient *out,
	     struct arena *arena)
{
	struct db_rows r =
	    db_query(db, SQL_PATIENT_FIND, DB_ARGS(db_text(card_no)));
	bool found = db_next(&r);
	enum err_code code;

	*out = (struct patient){0};
	if (found)
		take_patient(&r, out, arena);
	code = db_done(&r);
	return code == ERR_OK && !found ? ERR_NOT_FOUND : code;
}

enum err_code
patient_find_phone(struct db *db, const char *phone, struct patient *out,
		   size_t max, struct arena *arena)
{
	struct db_rows r =
	    db_query(db, SQL_PATIENT_BY_PHONE,
		     DB_ARGS(db_text(phone), db_int((int64_t)max)));

	for (size_t i = 0; i < max; i++)
		out[i] = (struct patient){0};
	for (size_t i = 0; i < max && db_next(&r); i++)
		take_patient(&r, &out[i], arena);
	return db_done(&r);
}

enum err_code
patient_viewed(struct db *db, void *arg)
{
	const struct patient_view_ask *ask = arg;

	return audit_add(db, &ask->op,
			 &(struct audit_event){
			     .action = "patient.view",
			     .object = "patient",
			     .object_id = ask->card_no,
			     .detail = ask->matched ? "matched" : "masked",
			 });
}
