#ifndef SHIFT_JSON_H
#define SHIFT_JSON_H

#include "jw.h"
#include "shift.h"

/** shift_json(w, key, s): one shift as the API shows it. */
void shift_json(struct jw *w, const char *key, const struct shift *s);

/** shift_json_day(w, shift, n, date): "shifts" that begin on ${date},
 * and the "absence" that takes their place, or null. */
void shift_json_day(struct jw *w, const struct shift *shift, size_t n,
		    struct civil_date date);

#endif
