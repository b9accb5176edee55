#ifndef TRIAGE_H
#define TRIAGE_H

#include "request.h"

/* Red flags before the price, epidemiological answers for the kit. */

enum triage_result {
	TRIAGE_CLEAR,     /* nothing stands against pricing and posting */
	TRIAGE_ASK_AGAIN, /* a "don't know" or "not asked": it is not a no */
	TRIAGE_EMERGENCY, /* a yes: 103 / 112, stay on the line */
};

#define TRIAGE_AGE_UNKNOWN (-1)

/**
 * triage_asks(book, sign, age):
 * Whether ${sign} is asked about a patient of ${age} whole years: the signs of
 * adults from the age of the settings on, below it those of children.  With
 * TRIAGE_AGE_UNKNOWN every sign.
 */
bool triage_asks(
    const struct rulebook *book, const struct red_flag *sign, int age);

/**
 * triage_red_flag(book, sign, age, answer):
 * What one answer means.  A sign that is not asked at that age may stay open;
 * a yes to it is a yes all the same.
 */
enum triage_result triage_red_flag(const struct rulebook *book,
    const struct red_flag *sign, int age, enum answer answer);

/**
 * triage_kit(book, answers, n):
 * The protective kit 0..3: the highest of the questions answered yes, with
 * the combinations of DOMAIN (abroad and fever: 3).
 */
int triage_kit(const struct rulebook *book,
    const struct request_answer *answers, size_t n);

#endif
