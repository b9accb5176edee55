#ifndef REGISTER_H
#define REGISTER_H

#include "request.h"
#include "store.h"

/* Posting a request. */

struct register_ask {
	struct op op;
	struct request_form form; /* as sent */
	enum tri contradicts;     /* the address its place; unset: not read */
	struct register_checked *checked; /* by the precheck; or NULL */
	struct request request;   /* out: the stored request, or with
	                             ERR_DUPLICATE its match list alone */
};

/**
 * register_precheck(db, ask):
 * On a reader, before the write: merge the patient file, check the form,
 * price it, read the address.  Keeps broken forms and what costs time away
 * from the writer: ${ask}->checked stands there as long as the patient file
 * is as it was.
 * Errors:  ERR_FIELDS with all of them; ERR_TARIFF_MISSING; ERR_NOMEM;
 *          ERR_STORAGE.
 */
enum err_code register_precheck(
    struct db *db, struct register_ask *ask) MUST_CHECK;

/**
 * register_post(db, arg): a store_fn over struct register_ask.
 * Load patient and quote again, check the form unless it was and the file
 * stands, look for duplicates, number, write request, history and audit; erase
 * its draft.
 * Errors:  those of the precheck; ERR_DUPLICATE and request.match;
 *          ERR_FORBIDDEN when the actor is no operator.
 * Source:  DOMAIN §4–6.
 */
enum err_code register_post(struct db *db, void *arg);

#endif
