#ifndef PERSON_H
#define PERSON_H

#include <stdbool.h>

#include "arena.h"
#include "civil.h"
#include "slice.h"

/* People's names, phones and dates of birth as operators type them. */

#define PERSON_PHONE_MAX 15 /* digits of E.164 */

/**
 * person_phone(s, out):
 * E.164 of a phone in any shape: "8 (812) 555-01-02", "+358 40 123 4567",
 * "9211234567".  Ten digits, or eleven with a leading 8 or 7, are Russian;
 * anything else needs its + or 00 and 8 to 15 digits.
 * Errors:  false when it is none of these.
 */
bool person_phone(struct slice s, char out[PERSON_PHONE_MAX + 2]);

/** person_phone_mask(phone, arena): "+7 *** ***-01-02", for lists. */
const char *person_phone_mask(const char *phone, struct arena *arena);

/**
 * person_name_tidy(name, arena):
 * ${name} with the Latin letters of its Cyrillic words put right: «Тecтoв».
 * Errors:  NULL when a word stays of both, or memory was refused.
 */
const char *person_name_tidy(const char *name, struct arena *arena);

struct person_name {
	const char *family;
	const char *given;      /* NULL: one word only */
	const char *patronymic; /* NULL: none; "Фарид оглы" is one */
};

/** person_name_split(name, out, arena): by words; particles stay together. */
void person_name_split(
    const char *name, struct person_name *out, struct arena *arena);

/** person_name_fold(name, arena): for comparing two names. */
const char *person_name_fold(const char *name, struct arena *arena);

/** person_name_mask(name, birth, arena): "Иван П., 1956". */
const char *person_name_mask(
    const char *name, const char *birth_date, struct arena *arena);

/** person_age(birth, on): whole years on the day ${on}; -1 when not born. */
int person_age(struct civil_date birth, struct civil_date on);

/**
 * person_birth_fault(text, today, age):
 * What is wrong with a date of birth, as the code of a field; NULL: nothing.
 * The whole years go to ${age}; -1: nobody knows.
 */
const char *person_birth_fault(
    const char *text, struct civil_date today, int *age);

#endif
