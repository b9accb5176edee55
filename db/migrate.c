#include <assert.h>

#include "embed.h"
#include "migrate.h"

EMBED(sql_0001, "db/migrations/0001_reference.sql");
EMBED(sql_0002, "db/migrations/0002_requests.sql");
EMBED(sql_0003, "db/migrations/0003_search_words.sql");
EMBED(sql_0004, "db/migrations/0004_drafts.sql");
EMBED(sql_0005, "db/migrations/0005_red_flags_trips.sql");
EMBED(sql_0006, "db/migrations/0006_referrals.sql");
EMBED(sql_0007, "db/migrations/0007_phones.sql");
EMBED(sql_0008, "db/migrations/0008_edit.sql");
EMBED(sql_0009, "db/migrations/0009_address_rules.sql");
EMBED(sql_0010, "db/migrations/0010_shifts.sql");
EMBED(sql_0011, "db/migrations/0011_lifecycle.sql");
EMBED(sql_0012, "db/migrations/0012_zone_undo.sql");
EMBED(sql_0013, "db/migrations/0013_tariff_life.sql");
EMBED(sql_0014, "db/migrations/0014_queues.sql");
EMBED(sql_0015, "db/migrations/0015_people.sql");
EMBED(sql_0016, "db/migrations/0016_reports.sql");
EMBED(sql_0017, "db/migrations/0017_search_checks.sql");
EMBED(sql_0018, "db/migrations/0018_trip_day.sql");
EMBED(sql_0019, "db/migrations/0019_archive.sql");
EMBED(sql_0020, "db/migrations/0020_audit_search.sql");
EMBED(sql_0021, "db/migrations/0021_place_ask.sql");
EMBED(sql_0022, "db/migrations/0022_tokens.sql");
EMBED(sql_0023, "db/migrations/0023_price_calls.sql");
EMBED(sql_0024, "db/migrations/0024_retention.sql");
EMBED(sql_0025, "db/migrations/0025_shipped_checks.sql");
EMBED(sql_0026, "db/migrations/0026_undo_holder.sql");
EMBED(sql_0027, "db/migrations/0027_task_made.sql");
EMBED(sql_0028, "db/migrations/0028_trip_triggers.sql");
EMBED(sql_0029, "db/migrations/0029_totp.sql");
EMBED(sql_0030, "db/migrations/0030_task_undo.sql");
EMBED(sql_0031, "db/migrations/0031_plain_posting.sql");
EMBED(sql_0032, "db/migrations/0032_alike.sql");
EMBED(sql_0033, "db/migrations/0033_packed_answers.sql");

/* One step: its SQL and, in the same transaction, its number. */
static const struct step {
	const struct embed *sql;
	const char *done;
} steps[] = {
    {&sql_0001, "PRAGMA user_version = 1"},
    {&sql_0002, "PRAGMA user_version = 2"},
    {&sql_0003, "PRAGMA user_version = 3"},
    {&sql_0004, "PRAGMA user_version = 4"},
    {&sql_0005, "PRAGMA user_version = 5"},
    {&sql_0006, "PRAGMA user_version = 6"},
    {&sql_0007, "PRAGMA user_version = 7"},
    {&sql_0008, "PRAGMA user_version = 8"},
    {&sql_0009, "PRAGMA user_version = 9"},
    {&sql_0010, "PRAGMA user_version = 10"},
    {&sql_0011, "PRAGMA user_version = 11"},
    {&sql_0012, "PRAGMA user_version = 12"},
    {&sql_0013, "PRAGMA user_version = 13"},
    {&sql_0014, "PRAGMA user_version = 14"},
    {&sql_0015, "PRAGMA user_version = 15"},
    {&sql_0016, "PRAGMA user_version = 16"},
    {&sql_0017, "PRAGMA user_version = 17"},
    {&sql_0018, "PRAGMA user_version = 18"},
    {&sql_0019, "PRAGMA user_version = 19"},
    {&sql_0020, "PRAGMA user_version = 20"},
    {&sql_0021, "PRAGMA user_version = 21"},
    {&sql_0022, "PRAGMA user_version = 22"},
    {&sql_0023, "PRAGMA user_version = 23"},
    {&sql_0024, "PRAGMA user_version = 24"},
    {&sql_0025, "PRAGMA user_version = 25"},
    {&sql_0026, "PRAGMA user_version = 26"},
    {&sql_0027, "PRAGMA user_version = 27"},
    {&sql_0028, "PRAGMA user_version = 28"},
    {&sql_0029, "PRAGMA user_version = 29"},
    {&sql_0030, "PRAGMA user_version = 30"},
    {&sql_0031, "PRAGMA user_version = 31"},
    {&sql_0032, "PRAGMA user_version = 32"},
    {&sql_0033, "PRAGMA user_version = 33"},
};

int
migrate_newest(void)
{
	return (int)(sizeof(steps) / sizeof(*steps));
}

static enum err_code
apply(struct db *db, const struct step *step)
{
	enum err_code code = db_begin_write(db);

	if (code != ERR_OK)
		return code;
	code = db_script(db, step->sql->p);
	if (code == ERR_OK)
		code = db_script(db, step->done);
	if (code == ERR_OK)
		code = db_commit(db);
	if (code != ERR_OK)
		db_rollback(db);
	return code;
}

static enum err_code
apply_all(struct db *db, int *to)
{
	enum err_code code = ERR_OK;

	while (code == ERR_OK && *to < migrate_newest()) {
		code = apply(db, &steps[*to]);
		if (code == ERR_OK)
			++*to;
	}
	return code;
}

enum err_code
migrate_run(struct db *db, int *from, int *to)
{
	enum err_code code = db_schema(db, from), back;

	*to = *from;
	if (code != ERR_OK)
		return code;
	if (*from < 0 || *from > migrate_newest())
		return ERR_STATE;
	/* The index of a long past is sorted on the disk, not in memory. */
	code = db_script(db, "PRAGMA temp_store = FILE");
	if (code == ERR_OK)
		code = db_defend(db, false);
	if (code == ERR_OK)
		code = apply_all(db, to);
	back = db_defend(db, true);
	if (back == ERR_OK)
		back = db_script(db, "PRAGMA temp_store = MEMORY");
	return code == ERR_OK ? back : code;
}
