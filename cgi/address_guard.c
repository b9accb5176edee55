#include "address.h"
#include "address_guard.h"
#include "address_last.h"

static enum err_code
refuse(struct http *h, const char *code, const char *why)
{
	err_field(&h->err.fields, "/pattern", code,
		  why != NULL ? arena_strdup(h->arena, why) : NULL);
	return ERR_FIELDS;
}

enum err_code
address_guard(struct http *h, const struct edit_ask *ask)
{
	struct address_rule rule = {.parity = PARITY_ANY};
	struct address_trial trial;
	const char *const *text;
	size_t n;
	enum err_code rc;

	if (ask->kind != EDIT_RULE)
		return ERR_OK;
	rule.pattern = edit_named(EDIT_RULE, &ask->row, "pattern")->text;
	if (rule.pattern == NULL)
		return ERR_OK;
	rc = address_last(h->db, h->arena, &text, &n);
	if (rc == ERR_OK)
		rc = address_trial_run(&rule, text, n, &trial);
	if (rc != ERR_OK)
		return rc;
	if (trial.why[0] != '\0')
		return refuse(h, "pattern", trial.why);
	return trial.dangerous ? refuse(h, "pattern_dangerous", NULL) : ERR_OK;
}
