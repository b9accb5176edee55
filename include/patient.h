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

/**
 * patient_find_phone(db, phone, out, max, arena):
 * Whose phone ${phone} (E.164) is, by card number: families share one.
 * Shapes:  ${out} has room for ${max}; the rest of it is all NULL.
 */
enum err_code patient_find_phone(struct db *db, const char *phone,
    struct patient *out, size_t max, struct arena *arena) MUST_CHECK;

struct patient_view_ask {
	struct op op;
	const char *card_no;
	bool matched; /* shown in full */
};

/** patient_viewed(db, arg): a store_fn; audits that a card was looked at. */
enum err_code patient_viewed(struct db *db, void *arg);

#endif
