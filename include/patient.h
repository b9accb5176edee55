#ifndef PATIENT_H
#define PATIENT_H

#include "store.h"

/* The clinic's patient file, as far as a visit needs it. */

struct patient {
	const char *card_no;
	const char *name;
	const char *birth_date;
	const char *phone;
	const char *address;
	const char *place;
	bool bonus_member;
	bool debt;
	const char *note;
};

/** patient_find(db, card_no, out, arena): ERR_NOT_FOUND when unknown. */
enum err_code patient_find(struct db *db, const char *card_no,
    struct patient *out, struct arena *arena) MUST_CHECK;

struct patient_view_ask {
	struct op op;
	const char *card_no;
	bool matched; /* shown in full */
};

/** patient_viewed(db, arg): a store_fn; audits that a card was looked at. */
enum err_code patient_viewed(struct db *db, void *arg);

#endif
