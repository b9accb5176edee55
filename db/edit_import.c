#include "edit_import.h"
#include "edit_value.h"

/* Whether ${row} says nothing that ${old} does not. */
static bool
is_same(const struct edit_import_row *in, const struct edit_row *old)
{
	size_t n;
	const struct edit_field *f = edit_fields(in->kind, &n);

	for (size_t i = 0; i < n; i++)
		if (in->row.value[i].seen &&
		    !edit_value_same(&f[i], &in->row.value[i], &old->value[i]))
			return false;
	return true;
}

static enum err_code
write_row(struct db *db, struct edit_import *ask, struct edit_ask *edit,
	  store_fn *fn, size_t *count)
{
	enum err_code code = fn(db, edit);

	if (code != ERR_OK)
		return code;
	++*count;
	if (edit->kind == EDIT_SERVICE)
		ask->probe = edit->probe;
	return ERR_OK;
}

static enum err_code
import_row(struct db *db, struct edit_import *ask,
	   const struct edit_import_row *in)
{
	struct edit_ask edit = {
	    .op = ask->op,
	    .kind = in->kind,
	    .publish = EDIT_PUBLISH_ANYWAY, /* decided over all of them */
	    .row = in->row,
	};
	struct edit_row old;
	enum err_code code = ERR_NOT_FOUND;

	if (in->row.key != NULL)
		code = edit_find(db, &ask->op, in->kind, in->row.key, &old);
	if (code == ERR_NOT_FOUND)
		return edit_may_add(in->kind)
			   ? write_row(db, ask, &edit, edit_create, &ask->added)
			   : ERR_METHOD;
	if (code != ERR_OK)
		return code;
	if (is_same(in, &old)) {
		ask->same++;
		return ERR_OK;
	}
	edit.if_version = old.version;
	return write_row(db, ask, &edit, edit_change, &ask->changed);
}

enum err_code
edit_import(struct db *db, void *arg)
{
	struct edit_import *ask = arg;
	enum err_code code = ERR_OK;

	ask->added = ask->changed = ask->same = 0;
	ask->probe = (struct edit_probe){.count = 0};
	for (ask->at = 0; ask->at < ask->count; ask->at++) {
		code = import_row(db, ask, &ask->row[ask->at]);
		if (code != ERR_OK)
			return code;
	}
	if (ask->publish == EDIT_PUBLISH_DRY ||
	    (ask->publish == EDIT_PUBLISH && ask->probe.count != 0))
		return ERR_VERDICTS;
	return ERR_OK;
}
