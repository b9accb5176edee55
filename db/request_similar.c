#include "request_similar.h"

#include "alike.h"
#include "connection.h"

/* One way to look for them; blocking ones come first. */
struct lookup {
	enum db_id id; /* among all */
	enum alike_kind kind;
	const char *key;
};

struct search {
	struct db *db;
	struct request_row *row;
	const char *trip;
	struct arena *arena;
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

/* The row ${r} stands at, posted on a day of its own. */
static void
take(const struct search *s, struct db_rows *r, int64_t day)
{
	struct request *q = &s->row->q;
	struct request_match m = {.id = db_take_text(r, s->arena)};
	struct duplicate_keys keys;
	const char *group;

	m.number = db_take_text(r, s->arena);
	m.state = request_state_of(db_take_text(r, s->arena));
	m.created_at_ms = db_take_int(r);
	m.target_at_ms = db_take_int(r);
	m.deadline_at_ms = db_take_int(r);
	group = db_take_text(r, s->arena);
	keys.card = db_take_text(r, s->arena);
	keys.phone = db_take_text(r, s->arena);
	keys.name_birth = db_take_text(r, s->arena);
	keys.address_birth = db_take_text(r, s->arena);
	if (day != s->row->created_day || known(q, m.id))
		return;
	m.by =
	    duplicate_by(&s->row->keys, &keys, same_trip(s->trip, group, m.id));
	m.blocks = duplicate_blocks(m.by);
	if (m.by != NULL)
		q->match[q->match_count++] = m;
}

/* The rows ${r} gives; whether there was any. */
static enum err_code
take_all(const struct search *s, struct db_rows r, bool *any)
{
	for (*any = false;
	     s->row->q.match_count < REQUEST_MATCHES_MAX && db_next(&r);
	     *any = true) {
		(void)db_take_int(&r);
		take(s, &r, db_take_int(&r));
	}
	return db_done(&r);
}

/* Each of those that may have the key; one that ended is looked at once. */
static enum err_code
look_at(const struct search *s, const struct lookup *l,
	const struct alike_hits *hits)
{
	const struct db_context *c = db_context(s->db);
	enum err_code code = ERR_OK;
	bool any;

	for (size_t i = 0; i < hits->count && code == ERR_OK &&
			   s->row->q.match_count < REQUEST_MATCHES_MAX;
	     i++) {
		code = take_all(s,
				db_query(s->db, SQL_DUPLICATE_AT,
					 DB_ARGS(db_int(hits->seq[i]))),
				&any);
		if (code == ERR_OK && !any && c->writes)
			alike_take(c->alike, l->kind, l->key, hits->seq[i]);
	}
	return code;
}

static enum err_code
look_for(const struct search *s, const struct lookup *l)
{
	struct alike_hits hits;
	bool any;

	if (l->key == NULL)
		return ERR_OK;
	if (alike_find(db_context(s->db)->alike, l->kind, l->key, &hits,
		       s->arena))
		return s->arena->overflow ? ERR_NOMEM : look_at(s, l, &hits);
	return take_all(
	    s,
	    db_query(s->db, l->id,
		     DB_ARGS(db_text(l->key), db_int(s->row->created_day))),
	    &any);
}

enum err_code
request_similar_find(struct db *db, struct request_row *row, const char *trip,
		     struct arena *arena)
{
	const struct duplicate_keys *k = &row->keys;
	const struct search s = {db, row, trip, arena};
	const struct lookup lookup[] = {
	    {SQL_DUPLICATE_CARD, ALIKE_CARD, k->card},
	    {SQL_DUPLICATE_NAME_BIRTH, ALIKE_NAME_BIRTH, k->name_birth},
	    {SQL_DUPLICATE_ADDRESS_BIRTH, ALIKE_ADDRESS_BIRTH,
	     k->address_birth},
	    {SQL_DUPLICATE_PHONE, ALIKE_PHONE, k->phone},
	};
	enum err_code code = ERR_OK;

	for (size_t i = 0;
	     i < sizeof(lookup) / sizeof(lookup[0]) && code == ERR_OK; i++)
		code = look_for(&s, &lookup[i]);
	return code;
}
