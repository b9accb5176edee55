#include "request_similar.h"

/* One way to look for them; blocking ones come first. */
struct lookup {
	enum db_id id;
	const char *key;
};

static bool
known(const struct request *q, const char *id)
{
	if (id == NULL || (q->id != NULL && strcmp(q->id, id) == 0))
		return true;
	for (size_t i = 0; i < q->match_count; i++)
		if (strcmp(q->match[i].id, id) == 0)
			return true;
	return false;
}

/* The first request of a trip names its group. */
static bool
same_trip(const char *trip, const char *group, const char *id)
{
	return trip != NULL && strcmp(trip, group != NULL ? group : id) == 0;
}

static void
take(struct db_rows *r, struct request_row *row, const char *trip,
     struct arena *arena)
{
	struct request *q = &row->q;
	struct request_match m = {.id = db_take_text(r, arena)};
	struct duplicate_keys keys;
	const char *group;

	m.number = db_take_text(r, arena);
	m.state = request_state_of(db_take_text(r, arena));
	m.created_at_ms = db_take_int(r);
	m.target_at_ms = db_take_int(r);
	m.deadline_at_ms = db_take_int(r);
	group = db_take_text(r, arena);
	keys.card = db_take_text(r, arena);
	keys.phone = db_take_text(r, arena);
	keys.name_birth = db_take_text(r, arena);
	keys.address_birth = db_take_text(r, arena);
	if (known(q, m.id))
		return;
	m.by = duplicate_by(&row->keys, &keys, same_trip(trip, group, m.id));
	m.blocks = duplicate_blocks(m.by);
	if (m.by != NULL)
		q->match[q->match_count++] = m;
}

enum err_code
request_similar_find(struct db *db, struct request_row *row, const char *trip,
		     struct arena *arena)
{
	const struct duplicate_keys *k = &row->keys;
	const struct lookup lookup[] = {
	    {SQL_DUPLICATE_CARD, k->card},
	    {SQL_DUPLICATE_NAME_BIRTH, k->name_birth},
	    {SQL_DUPLICATE_ADDRESS_BIRTH, k->address_birth},
	    {SQL_DUPLICATE_PHONE, k->phone},
	};
	enum err_code code = ERR_OK;

	for (size_t i = 0; i < sizeof(lookup) / sizeof(lookup[0]); i++) {
		struct db_rows r;

		if (lookup[i].key == NULL)
			continue;
		r = db_query(
		    db, lookup[i].id,
		    DB_ARGS(db_text(lookup[i].key), db_int(row->created_day)));
		while (row->q.match_count < REQUEST_MATCHES_MAX && db_next(&r))
			take(&r, row, trip, arena);
		code = db_done(&r);
		if (code != ERR_OK)
			break;
	}
	return code;
}
