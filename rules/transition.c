#include "transition.h"

enum err_code
transition_next(const struct transitions *table,
		const struct transition_ask *ask, unsigned *to)
{
	enum err_code rc = ERR_STATE;

	for (size_t i = 0; i < table->count; i++) {
		const struct transition *t = &table->row[i];

		if (t->action != ask->action || !(t->from & 1u << ask->state))
			continue;
		if (t->roles & ask->roles) {
			*to = t->to == TRANSITION_SAME ? ask->state : t->to;
			return ERR_OK;
		}
		rc = ERR_FORBIDDEN;
	}
	return rc;
}
