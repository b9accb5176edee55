#include "touch.h"

#include "changes.h"
#include "connection.h"

void
touch_rows(struct db *db, unsigned touched)
{
	db_context(db)->touched |= touched;
}

void
touch_tell(struct db *db, const struct change *change)
{
	struct db_context *c = db_context(db);

	if (change->kind == CHANGE_REQUEST)
		c->touched |= TOUCH_REQUESTS;
	if (c->changes != NULL)
		changes_stage(c->changes, change);
}
