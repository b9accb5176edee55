#include "buf.h"
#include "report_days.h"
#include "report_facts.h"
#include "report_pack.h"

static enum err_code
first_day(struct db *db, int64_t *day)
{
	struct db_rows r = db_query(db, SQL_REPORT_FIRST_DAY, DB_NO_ARGS);

	*day = db_next(&r) ? db_take_int(&r) : 0;
	return db_done(&r);
}

/* The newest first: they are looked at most. */
enum err_code
report_days_due(struct db *db, struct report_days *ask)
{
	const struct civil_zone *zone = &ask->op.book->clinic_zone;
	int64_t day = civil_days(civil_date_of(zone, ask->op.now_ms)) - 1;
	int64_t first;
	enum err_code code = first_day(db, &first);
	struct db_rows r;

	ask->count = 0;
	if (code != ERR_OK || first == 0)
		return code;
	r = db_query(
	    db, SQL_REPORT_PACKED_DAYS,
	    DB_ARGS(db_int(REPORT_PACK_FORMAT), db_int(first), db_int(day)));
	while (day >= first && ask->count < REPORT_DAYS_MAX) {
		int64_t packed = db_next(&r) ? db_take_int(&r) : first - 1;

		for (; day > packed && ask->count < REPORT_DAYS_MAX; day--)
			ask->day[ask->count++] = day;
		day--;
	}
	return db_done(&r);
}

enum err_code
report_days_open(struct db *db, void *arg)
{
	const struct report_days *ask = arg;
	enum err_code code = ERR_OK;

	for (size_t i = 0; i < ask->count && code == ERR_OK; i++)
		code = db_exec(db, SQL_REPORT_DAY_OPEN,
			       DB_ARGS(db_int(ask->day[i])));
	return code;
}

static enum err_code
version_of(struct db *db, int64_t day, int64_t *version)
{
	struct db_rows r =
	    db_query(db, SQL_REPORT_DAY_VERSION, DB_ARGS(db_int(day)));

	*version = db_next(&r) ? db_take_int(&r) : 0;
	return db_done(&r);
}

static enum err_code
make_one(struct db *db, struct report_days *ask, size_t i)
{
	struct arena scratch = {0};
	struct report_day facts;
	struct buf packed = BUF(&scratch);
	enum err_code code = store_read_begin(db);

	if (code != ERR_OK)
		return code;
	code = version_of(db, ask->day[i], &ask->version[i]);
	if (code == ERR_OK)
		code = report_facts_read(db, ask->op.book, ask->day[i], &facts,
					 &scratch);
	store_read_end(db);
	if (code == ERR_OK) {
		report_pack_write(&facts, &packed);
		ask->packed[i] = (struct slice){
		    arena_strndup(ask->op.arena, packed.data, packed.n),
		    packed.n};
		if (packed.failed || ask->packed[i].p == NULL)
			code = ERR_NOMEM;
	}
	arena_free(&scratch);
	return code;
}

enum err_code
report_days_make(struct db *db, struct report_days *ask)
{
	enum err_code code = ERR_OK;

	for (size_t i = 0; i < ask->count && code == ERR_OK; i++)
		code = make_one(db, ask, i);
	return code;
}

enum err_code
report_days_keep(struct db *db, void *arg)
{
	const struct report_days *ask = arg;
	enum err_code code = ERR_OK;

	for (size_t i = 0; i < ask->count && code == ERR_OK; i++)
		code = db_exec(
		    db, SQL_REPORT_PACKED_KEEP,
		    DB_ARGS(db_int(ask->day[i]), db_int(ask->version[i]),
			    db_int(REPORT_PACK_FORMAT),
			    db_blob(ask->packed[i].p, ask->packed[i].n)));
	return code;
}
