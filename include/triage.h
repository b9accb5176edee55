#ifndef TRIAGE_H
#define TRIAGE_H

#include "request.h"

/* Red flags before the price, epidemiological answers for the kit. */

enum triage_result {
	TRIAGE_CLEAR,     /* nothing stands against pricing and posting */
	TRIAGE_ASK_AGAIN, /* a "don't know" or "not asked": it is not a no */
	TRIAGE_EMERGENCY, /* a yes: 103 / 112, stay on the line */
};

/** triage_red_flags(answers, n): the worst of the ${n} answers. */
enum triage_result triage_red_flags(
    const struct request_answer *answers, size_t n);

/**
 * triage_kit(book, answers, n):
 * The protective kit 0..3: the highest of the questions answered yes, with
 * the combinations of DOMAIN (abroad and fever: 3).
 */
int triage_kit(const struct rulebook *book,
    const struct request_answer *answers, size_t n);

#endif
