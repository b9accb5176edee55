#ifndef JW_H
#define JW_H

#include "buf.h"
#include "civil.h"

/*
 * JSON out: writes straight into the answer, commas and escapes included.
 * key is NULL inside arrays.  Failure is the buf's sticky failure.
 */
struct jw {
	struct buf *out;
	const struct civil_zone *zone; /* for jw_time */
	bool comma;
};

#define JW(b, z) ((struct jw){.out = (b), .zone = (z)})

void jw_object(struct jw *w, const char *key);
void jw_array(struct jw *w, const char *key);
void jw_end_object(struct jw *w);
void jw_end_array(struct jw *w);
void jw_text(struct jw *w, const char *key, const char *s); /* NULL: null */
void jw_texts(
    struct jw *w, const char *key, const char *const *text, size_t n);
void jw_int(struct jw *w, const char *key, int64_t v);
void jw_bool(struct jw *w, const char *key, bool v);
void jw_null(struct jw *w, const char *key);
void jw_score(struct jw *w, const char *key, double v); /* three decimals */
void jw_date(struct jw *w, const char *key, struct civil_date date); /* year 0: null */
void jw_money(struct jw *w, const char *key, int64_t kop);
void jw_time(struct jw *w, const char *key, int64_t at_ms); /* 0: null */

#endif
