#ifndef PATIENT_H
#define PATIENT_H

#include "card.h"
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

/* What a card would do to the file. */
enum patient_is { PATIENT_NEW, PATIENT_CHANGED, PATIENT_SAME, PATIENT__IS };

/**
 * patient_compare(db, card, is, changed, arena):
 * ${card}, checked by card_check(), beside what the file has: ${changed} gets
 * a bit (1 << enum card_field) for each text that differs.
 */
enum err_code patient_compare(struct db *db, const struct card *card,
    enum patient_is *is, unsigned *changed, struct arena *arena) MUST_CHECK;

#define PATIENT_BATCH 200 /* cards in one transaction */

struct patient_import_ask {
	struct op op;
	const struct card *card; /* checked by card_check() */
	size_t count;            /* at most PATIENT_BATCH */
	const char *source;      /* of which file: its hash */
	int64_t n[PATIENT__IS];  /* out: cards by enum patient_is */
};

/**
 * patient_import(db, arg):
 * A store_fn: the cards into the file, in their order.  What a card does not
 * say stays; what is as the card says is not written.  One row of the audit
 * tells how many, with a keyed hash of the cards and nothing of a person.
 */
enum err_code patient_import(struct db *db, void *arg);

#endif
