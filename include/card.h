#ifndef CARD_H
#define CARD_H

#include "arena.h"
#include "err.h"
#include "rulebook.h"

/*
 * A patient's card as it comes from another program: texts by field, put in
 * order and checked as those of the request form.
 */

/* X(field, name on the wire, as a column is called, whether it must be there) */
#define CARD_FIELDS(X)                                                         \
	X(NO, "card_no", "номер карты", true)                                  \
	X(NAME, "name", "фио", true)                                           \
	X(BIRTH, "birth_date", "дата рождения", true)                          \
	X(PHONE, "phone", "телефон", false)                                    \
	X(ADDRESS, "address", "адрес", false)                                  \
	X(PLACE, "place", "место", false)                                      \
	X(BONUS, "bonus_member", "бонусная программа", false)                  \
	X(DEBT, "debt", "долг", false)                                         \
	X(NOTE, "note", "примечание", false)

enum card_field {
#define X(field, name, said, must) CARD_##field,
	CARD_FIELDS(X)
#undef X
	    CARD__COUNT
};

#define CARD_YES "1"
#define CARD_NO_FLAG "0"

struct card {
	/* NULL: not said, it stays as it is; "": there is none (any more) */
	const char *text[CARD__COUNT];
};

/** card_field_name(f): "birth_date". */
const char *card_field_name(enum card_field f);

/** card_field_called(title, arena): the field of a column; CARD__COUNT: none. */
enum card_field card_field_called(const char *title, struct arena *arena);

/** card_field_needed(f): whether a card is nothing without it. */
bool card_field_needed(enum card_field f);

/**
 * card_check(book, now_ms, card, errs, arena):
 * Put the texts of ${card} in order: names clean, phones E.164, dates
 * YYYY-MM-DD, places by their code, flags CARD_YES or CARD_NO_FLAG.
 * Errors:  ERR_FIELDS: what is wrong is in ${errs} by "/<name of the field>";
 *          ERR_NOMEM.
 */
enum err_code card_check(const struct rulebook *book, int64_t now_ms,
    struct card *card, struct field_errors *errs, struct arena *arena)
    MUST_CHECK;

#endif
