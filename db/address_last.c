#include "address_last.h"
#include "driver.h"
#include "grow.h"

#define LAST_MAX 1000

enum err_code
address_last(struct db *db, struct arena *arena, const char *const **out,
	     size_t *count)
{
	struct db_rows r =
	    db_query(db, SQL_ADDRESS_LAST, DB_ARGS(db_int(LAST_MAX)));
	const char **text = NULL;
	size_t n = 0;
	enum err_code code;

	while (db_next(&r) && GROW(arena, text, n) != NULL)
		text[n++] = db_take_text(&r, arena);
	code = db_done(&r);
	*out = text;
	*count = n;
	return code == ERR_OK && arena->overflow ? ERR_NOMEM : code;
}
