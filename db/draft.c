#include "audit.h"
#include "draft.h"
#include "driver.h"
#include "jump.h"
#include "pack.h"
#include "text.h"
#include "units.h"

#define UUID_LEN 36
#define PURGE_MAX 50 /* a bite: the writer has other things to do */
#define KIB 1024

/* A stored draft and whose it is. */
struct row {
	const char *owner;
	struct draft draft;
};

static int64_t
lifetime_ms(const struct op *op)
{
	return op->book->settings.draft_hours * HOUR_MS;
}

/* What was changed then, or before, has run out. */
static int64_t
overdue_ms(const struct op *op)
{
	return op->now_ms - lifetime_ms(op);
}

static enum err_code
audit(struct db *db, const struct op *op, const char *action, const char *id)
{
	return audit_add(db, op,
			 &(struct audit_event){
			     .action = action,
			     .object = "draft",
			     .object_id = id,
			 });
}

/* --- reading ---------------------------------------------------------- */

static void
take_head(struct db_rows *r, const struct op *op, struct row *row)
{
	row->owner = db_take_text(r, op->arena);
	row->draft = (struct draft){.id = db_take_text(r, op->arena)};
	row->draft.version = db_take_int(r);
	row->draft.created_at_ms = db_take_int(r);
	row->draft.updated_at_ms = db_take_int(r);
	row->draft.expires_at_ms = row->draft.updated_at_ms + lifetime_ms(op);
	row->draft.label = db_take_text(r, op->arena);
}

/* The draft ${id}, run out or not, whoever's it is. */
static enum err_code
find(struct db *db, const struct op *op, const char *id, struct row *out)
{
	struct db_rows r = db_query(db, SQL_DRAFT_BY_ID, DB_ARGS(db_text(id)));
	bool found = db_next(&r);
	enum err_code code;

	if (found) {
		take_head(&r, op, out);
		out->draft.text = db_take_text(&r, op->arena);
	}
	code = db_done(&r);
	return code == ERR_OK && !found ? ERR_NOT_FOUND : code;
}

static bool
owns(const struct op *op, const struct row *row)
{
	return strcmp(row->owner, op->actor->login) == 0;
}

enum err_code
draft_find(struct db *db, const struct op *op, const char *id,
	   struct draft *out)
{
	struct row row;
	enum err_code code = find(db, op, id, &row);

	if (code == ERR_OK &&
	    (!owns(op, &row) || row.draft.updated_at_ms <= overdue_ms(op)))
		code = ERR_NOT_FOUND;
	if (code == ERR_OK)
		*out = row.draft;
	return code;
}

enum err_code
draft_list(struct db *db, const struct op *op, struct draft **out,
	   size_t *count)
{
	struct row row;
	struct db_rows r;

	*count = 0;
	*out = ARENA_ARRAY(op->arena, struct draft, DRAFT_OWN_MAX);
	if (*out == NULL)
		return ERR_NOMEM;
	r = db_query(db, SQL_DRAFT_LIST,
		     DB_ARGS(db_text(op->actor->login), db_int(overdue_ms(op)),
			     db_int(DRAFT_OWN_MAX)));
	while (*count < DRAFT_OWN_MAX && db_next(&r)) {
		take_head(&r, op, &row);
		(*out)[(*count)++] = row.draft;
	}
	return db_done(&r);
}

/* --- saving ----------------------------------------------------------- */

/* As crypto.randomUUID() writes it, so that a draft has one name only. */
static bool
is_uuid(const char *s)
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

	if (s == NULL || strlen(s) != UUID_LEN)
		return false;
	for (size_t i = 0; i < UUID_LEN; i++)
		if (form[i] == '-' ? s[i] != '-'
				   : strchr("0123456789abcdef", s[i]) == NULL)
			return false;
	return true;
}

static enum err_code
check(struct draft_ask *ask)
{
	struct field_errors *errs = &ask->op.err->fields;
	struct arena *arena = ask->op.arena;
	struct draft *d = &ask->draft;

	if (!is_uuid(d->id))
		err_field(errs, "/id", "invalid", NULL);
	if (d->text == NULL)
		err_field(errs, "/text", "required", NULL);
	else if (strlen(d->text) > DRAFT_TEXT_MAX)
		err_field(errs, "/text", "too_big",
			  pack_num(DRAFT_TEXT_MAX / KIB, arena));
	if (d->label != NULL)
		d->label = text_clean(slice_of(d->label), arena);
	if (d->label != NULL && *d->label == '\0')
		d->label = NULL;
	if (text_length(slice_of(d->label)) > DRAFT_LABEL_MAX)
		err_field(errs, "/label", "too_long",
			  pack_num(DRAFT_LABEL_MAX, arena));
	if (arena->overflow)
		return ERR_NOMEM;
	return errs->n != 0 ? ERR_FIELDS : ERR_OK;
}

/* What ${ask} has been stored as. */
static void
stored(struct draft_ask *ask, int64_t version)
{
	ask->draft.version = version;
	ask->draft.updated_at_ms = ask->op.now_ms;
	ask->draft.expires_at_ms = ask->op.now_ms + lifetime_ms(&ask->op);
}

/* Nearly every save is this one statement; ERR_NOT_FOUND: something is
 * other than the page thinks. */
static enum err_code
change(struct db *db, struct draft_ask *ask)
{
	const struct draft *d = &ask->draft;
	enum err_code code = db_exec(
	    db, SQL_DRAFT_CHANGE,
	    DB_ARGS(db_int(ask->op.now_ms), db_text(d->label), db_text(d->text),
		    db_text(d->id), db_text(ask->op.actor->login),
		    db_int(ask->if_version)));

	if (code == ERR_OK && db_changes(db) == 0)
		return ERR_NOT_FOUND;
	if (code == ERR_OK)
		stored(ask, ask->if_version + 1);
	return code;
}

static enum err_code
room_check(struct db *db, const struct op *op)
{
	struct db_rows r = db_query(
	    db, SQL_DRAFT_COUNT,
	    DB_ARGS(db_text(op->actor->login), db_int(overdue_ms(op))));
	int64_t count = db_next(&r) ? db_take_int(&r) : 0;
	enum err_code code = db_done(&r);

	if (code != ERR_OK || count < DRAFT_OWN_MAX)
		return code;
	op->err->ref = pack_num(DRAFT_OWN_MAX, op->arena);
	return ERR_TOO_MANY_DRAFTS;
}

static enum err_code
create(struct db *db, struct draft_ask *ask)
{
	const struct op *op = &ask->op;
	const struct draft *d = &ask->draft;
	enum err_code code = room_check(db, op);

	if (code == ERR_OK)
		code =
		    db_exec(db, SQL_DRAFT_INSERT,
			    DB_ARGS(db_text(d->id), db_text(op->actor->login),
				    db_int(op->now_ms), db_int(op->now_ms),
				    db_text(d->label), db_text(d->text)));
	if (code == ERR_OK)
		code = audit(db, op, "draft.create", d->id);
	if (code != ERR_OK)
		return code;
	stored(ask, 1);
	ask->created = true;
	return ERR_OK;
}

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static enum err_code
stale(const struct op *op, const struct row *row)
{
	op->err->by = row->owner;
	op->err->since_ms = row->draft.updated_at_ms;
	return ERR_STALE;
}

/* There is a draft and it is not the version the page changed. */
static enum err_code
settle(struct draft_ask *ask, const struct row *row)
{
	if (!owns(&ask->op, row))
		return ERR_NOT_FOUND;
	/* Saved before, and the answer was lost (RFC 9110 §13.1.1). */
	if (same(row->draft.text, ask->draft.text) &&
	    same(row->draft.label, ask->draft.label)) {
		ask->draft = row->draft;
		return ERR_OK;
	}
	if (ask->if_version != 0)
		return stale(&ask->op, row);
	ask->op.err->ref = "If-Match";
	return ERR_PRECONDITION;
}

enum err_code
draft_put(struct db *db, void *arg)
{
	struct draft_ask *ask = arg;
	struct row row;
	enum err_code code = check(ask);

	if (code != ERR_OK)
		return code;
	code = ask->if_version != 0 ? change(db, ask) : ERR_NOT_FOUND;
	if (code != ERR_NOT_FOUND)
		return code;
	code = find(db, &ask->op, ask->draft.id, &row);
	if (code == ERR_OK)
		return settle(ask, &row);
	/* One that is gone stays gone: a late save must not bring it back. */
	if (code == ERR_NOT_FOUND && ask->if_version == 0)
		return create(db, ask);
	return code;
}

/* --- erasing ---------------------------------------------------------- */

static enum err_code
erase(struct db *db, const struct op *op, const char *id)
{
	enum err_code code =
	    db_exec(db, SQL_DRAFT_DELETE,
		    DB_ARGS(db_text(id), db_text(op->actor->login)));

	if (code != ERR_OK || db_changes(db) == 0)
		return code;
	return audit(db, op, "draft.delete", id);
}

enum err_code
draft_delete(struct db *db, void *arg)
{
	struct draft_ask *ask = arg;
	struct row row;
	enum err_code code = find(db, &ask->op, ask->draft.id, &row);

	if (code == ERR_OK && !owns(&ask->op, &row))
		code = ERR_NOT_FOUND;
	if (code != ERR_OK)
		return code;
	if (ask->if_version != 0 && ask->if_version != row.draft.version)
		return stale(&ask->op, &row);
	return erase(db, &ask->op, ask->draft.id);
}

enum err_code
draft_posted(struct db *db, const struct op *op, const char *id)
{
	return id != NULL ? erase(db, op, id) : ERR_OK;
}

/* Up to ${room} of those that ran out into ${row}: id and owner. */
static enum err_code
overdue(struct db *db, const struct op *op, struct row *row, size_t room,
	size_t *n)
{
	struct db_rows r =
	    db_query(db, SQL_DRAFT_OVERDUE,
		     DB_ARGS(db_int(overdue_ms(op)), db_int((int64_t)room)));

	for (*n = 0; *n < room && db_next(&r); (*n)++) {
		row[*n].draft.id = db_take_text(&r, op->arena);
		row[*n].owner = db_take_text(&r, op->arena);
	}
	return db_done(&r);
}

enum err_code
draft_purge(struct db *db, void *arg)
{
	struct draft_purge_ask *ask = arg;
	struct row row[PURGE_MAX];
	size_t n = 0;
	bool may;
	enum err_code code = jump_may_forget(db, ask->op.now_ms, &may);

	ask->purged = 0;
	if (code == ERR_OK && may)
		code = overdue(db, &ask->op, row, PURGE_MAX, &n);
	for (size_t i = 0; i < n && code == ERR_OK; i++) {
		const char *id = row[i].draft.id;

		code = db_exec(db, SQL_DRAFT_DELETE,
			       DB_ARGS(db_text(id), db_text(row[i].owner)));
		if (code == ERR_OK)
			code = audit(db, &ask->op, "draft.expire", id);
		ask->purged += code == ERR_OK;
	}
	return code;
}

enum err_code
draft_due(struct db *db, const struct op *op, bool *due)
{
	struct row row;
	size_t n;
	enum err_code code = overdue(db, op, &row, 1, &n);

	*due = n != 0;
	return code;
}
