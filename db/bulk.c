#include <string.h>

#include "buf.h"
#include "bulk.h"
#include "connection.h"
#include "dispatch.h"

static const struct {
	const char *name;
	store_fn *run;
} action[] = {
    {"claim", dispatch_claim},     {"takeover", dispatch_takeover},
    {"release", dispatch_release}, {"handover", dispatch_handover},
    {"cancel", dispatch_cancel},   {"decline", dispatch_decline},
    {"undo", dispatch_undo},
};

#define ACTIONS (sizeof(action) / sizeof(action[0]))

const char *
bulk_action(size_t i)
{
	return i < ACTIONS ? action[i].name : NULL;
}

static store_fn *
run_of(const char *name)
{
	for (size_t i = 0; name != NULL && i < ACTIONS; i++)
		if (strcmp(name, action[i].name) == 0)
			return action[i].run;
	return NULL;
}

static bool
named_before(const struct bulk_ask *ask, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(ask->item[i].id, ask->item[at].id) == 0)
			return true;
	return false;
}

static enum err_code
check(const struct bulk_ask *ask)
{
	struct field_errors *errs = &ask->op.err->fields;

	if (run_of(ask->action) == NULL)
		err_field(errs, "/action", "unknown_code", NULL);
	if (ask->count == 0)
		err_field(errs, "/items", "required", NULL);
	for (size_t i = 1; i < ask->count; i++) {
		struct buf pointer = BUF(ask->op.arena);

		if (!named_before(ask, i))
			continue;
		buf_printf(&pointer, "/items/%zu/id", i);
		err_field(errs, buf_text(&pointer), "invalid", NULL);
	}
	if (ask->op.arena->overflow)
		return ERR_NOMEM;
	return errs->n != 0 ? ERR_FIELDS : ERR_OK;
}

/* What is no matter of this request alone. */
static bool
ends_all(enum err_code code)
{
	return code == ERR_STORAGE || code == ERR_NOMEM || code == ERR_BUSY ||
	       code == ERR_INTERNAL;
}

static enum err_code
run_one(struct db *db, const struct bulk_ask *ask, struct bulk_item *item)
{
	struct dispatch_ask one = {
	    .op = ask->op,
	    .id = item->id,
	    .if_version = item->version,
	    .token = item->token,
	    .reason = ask->reason,
	    .comment = ask->comment,
	    .to = ask->to,
	};
	enum err_code code = db_savepoint(db);

	if (code != ERR_OK)
		return code;
	item->err = (struct err){.code = ERR_OK};
	one.op.err = &item->err;
	item->code = run_of(ask->action)(db, &one);
	if (item->code == ERR_OK)
		item->request = one.request;
	if (ends_all(item->code) || !db_in_transaction(db))
		return ends_all(item->code) ? item->code : ERR_STORAGE;
	return item->code == ERR_OK ? db_release(db) : db_undo(db);
}

enum err_code
bulk_run(struct db *db, void *arg)
{
	struct bulk_ask *ask = arg;
	enum err_code code = check(ask);

	for (size_t i = 0; i < ask->count && code == ERR_OK; i++)
		code = run_one(db, ask, &ask->item[i]);
	return code;
}
