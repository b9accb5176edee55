#include "address.h"
#include "address_last.h"
#include "body.h"
#include "handlers.h"
#include "jw.h"

#define SAMPLES_MAX 50
#define HOUSE_MAX 10000

/* A rule tried on addresses, saved or not. */

#define FIELD(at, kind, member)                                                \
	{                                                                      \
		.name = at, .type = kind,                                      \
		.offset = offsetof(struct body_rule_try, member)               \
	}

static const struct jin_field try_field[] = {
    {.name = "pattern",
     .type = JIN_TEXT,
     .flags = JIN_REQUIRED,
     .offset = offsetof(struct body_rule_try, rule.pattern),
     .max = 500},
    {.name = "house_from",
     .type = JIN_INT,
     .offset = offsetof(struct body_rule_try, rule.house_from),
     .max = HOUSE_MAX},
    {.name = "house_to",
     .type = JIN_INT,
     .offset = offsetof(struct body_rule_try, rule.house_to),
     .max = HOUSE_MAX},
    FIELD("parity", JIN_TEXT, parity),
    {.name = "samples",
     .type = JIN_TEXTS,
     .offset = offsetof(struct body_rule_try, sample),
     .count_offset = offsetof(struct body_rule_try, sample_count),
     .max = SAMPLES_MAX},
    {.name = NULL},
};

const struct jin_table body_rule_try = {
    .size = sizeof(struct body_rule_try),
    .field = try_field,
};

static const char *const result_name[] = {
    [PATTERN_NO] = "no",
    [PATTERN_YES] = "yes",
    [PATTERN_LIMIT] = "limit",
};

/* What ${rule} does with the texts that were sent. */
static enum err_code
put_samples(struct http *h, struct jw *w, const struct body_rule_try *in,
	    const struct address_rule *rule)
{
	struct pattern *p = NULL;
	char why[200];
	enum err_code rc = address_rule_compile(rule, &p, why, sizeof(why));

	jw_array(w, "samples");
	for (size_t i = 0; p != NULL && i < in->sample_count; i++) {
		const char *matched;
		enum pattern_result r = address_rule_try(
		    rule, p, slice_of(in->sample[i]), &matched, h->arena);
		jw_object(w, NULL);
		jw_text(w, "text", in->sample[i]);
		jw_text(w, "result", result_name[r]);
		jw_text(w, "matched", matched);
		jw_end_object(w);
	}
	jw_end_array(w);
	pattern_free(p);
	return rc == ERR_FIELDS ? ERR_OK : rc; /* told as "why" */
}

static enum err_code
respond(struct http *h, const struct body_rule_try *in,
	const struct address_rule *rule, const struct address_trial *trial)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	enum err_code rc;

	jw_object(&w, NULL);
	jw_text(&w, "why", trial->why[0] != '\0' ? trial->why : NULL);
	jw_bool(&w, "dangerous", trial->dangerous);
	jw_bool(&w, "everything", trial->everything);
	jw_object(&w, "recent");
	jw_int(&w, "tried", (int64_t)trial->tried);
	jw_int(&w, "matched", (int64_t)trial->matched);
	jw_end_object(&w);
	rc = put_samples(h, &w, in, rule);
	jw_end_object(&w);
	h->status = 200;
	return rc;
}

enum err_code
h_address_rules_try(struct http *h)
{
	const struct body_rule_try *in = h->in;
	struct address_rule rule = in->rule;
	struct address_trial trial;
	const char *const *text;
	size_t n;
	enum err_code rc;

	rule.parity =
	    in->parity != NULL ? rulebook_parity_of(in->parity) : PARITY_ANY;
	if (rule.parity == PARITY__COUNT) {
		err_field(&h->err.fields, "/parity", "unknown_code", NULL);
		return ERR_FIELDS;
	}
	rc = address_last(http_reader(h), h->arena, &text, &n);
	http_reader_back(h);
	if (rc == ERR_OK)
		rc = address_trial_run(&rule, text, n, &trial);
	return rc == ERR_OK ? respond(h, in, &rule, &trial) : rc;
}
