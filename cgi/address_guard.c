#include "address.h"
#include "address_guard.h"
#include "address_last.h"

static enum err_code
refuse(const struct op *op, const char *code, const char *why)
{
	err_field(&op->err->fields, "/pattern", code,
		  why != NULL ? arena_strdup(op->arena, why) : NULL);
	return ERR_FIELDS;
}

enum err_code
address_guard(struct db *db, const struct edit_ask *ask)
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
	rc = address_last(db, ask->op.arena, &text, &n);
	if (rc == ERR_OK)
		rc = address_trial_run(&rule, text, n, &trial);
	if (rc != ERR_OK)
		return rc;
	if (trial.why[0] != '\0')
		return refuse(&ask->op, "pattern", trial.why);
	if (trial.dangerous)
		return refuse(&ask->op, "pattern_dangerous", NULL);
	return trial.everything ? refuse(&ask->op, "pattern_everything", NULL)
				: ERR_OK;
}
