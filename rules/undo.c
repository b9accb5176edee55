#include <string.h>

#include "undo.h"
#include "units.h"

bool
undo_open(int64_t until_ms, int64_t now_ms)
{
	int64_t left_ms = until_ms - now_ms;

	return until_ms != 0 && left_ms >= 0 &&
	       left_ms <= 2 * UNDO_S * SECOND_MS;
}

enum err_code
undo_check(const struct undoable *x, const char *login, int64_t now_ms,
	   struct err *err)
{
	if (!undo_open(x->until_ms, now_ms)) {
		err->by = x->by;
		err->since_ms = x->at_ms;
		return ERR_UNDO_OVER;
	}
	return strcmp(x->by, login) == 0 ? ERR_OK : ERR_FORBIDDEN;
}
