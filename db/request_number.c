#include "buf.h"
#include "request_number.h"

#define CENTURY 100

enum err_code
request_number_next(struct db *db, int year, const char **out,
		    struct arena *arena)
{
	struct db_rows r =
	    db_query(db, SQL_REQUEST_NUMBER_LAST, DB_ARGS(db_int(year)));
	int64_t next = db_next(&r) ? db_take_int(&r) + 1 : 1;
	struct buf text = BUF(arena);
	enum err_code code = db_done(&r);

	if (code == ERR_OK)
		code = db_exec(db, SQL_REQUEST_NUMBER_SET,
			       DB_ARGS(db_int(year), db_int(next)));
	buf_printf(&text, "%02d-%06lld", year % CENTURY, (long long)next);
	*out = buf_text(&text);
	return code == ERR_OK && *out == NULL ? ERR_NOMEM : code;
}
