#include "edit_import.h"
#include "edit_probe.h"
#include "edit_value.h"
#include "grow.h"

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

/* All that goes into the probe: the services written. */
static enum err_code
note_service(struct edit_import *ask, struct edit_pairs *services,
	     const struct edit_row *old, const struct edit_row *now)
{
	struct arena *arena = ask->op.arena;
	struct edit_row *kept = arena_array(arena, 2, sizeof(*kept));

	if (kept == NULL ||
	    GROW(arena, services->pair, services->count) == NULL)
		return ERR_NOMEM;
	kept[0] = *old;
	kept[1] = *now;
	services->pair[services->count++] =
	    (struct edit_pair){&kept[0], &kept[1], ask->at};
	return ERR_OK;
}

static enum err_code
write_row(struct db *db, struct edit_import *ask, struct edit_ask *edit,
	  const struct edit_row *old, struct edit_pairs *services)
{
	static const struct edit_row none;
	enum err_code code =
	    old != NULL ? edit_change(db, edit) : edit_create(db, edit);

	if (code != ERR_OK)
		return code;
	++*(old != NULL ? &ask->changed : &ask->added);
	return edit->kind == EDIT_SERVICE
		   ? note_service(ask, services, old != NULL ? old : &none,
				  &edit->row)
		   : ERR_OK;
}

static enum err_code
import_row(struct db *db, struct edit_import *ask,
	   const struct edit_import_row *in, struct edit_pairs *services)
{
	struct edit_ask edit = {
	    .op = ask->op,
	    .kind = in->kind,
	    .publish = EDIT_PUBLISH_ANYWAY, /* decided over all of them */
	    .together = true,
	    .row = in->row,
	};
	struct edit_row old;
	enum err_code code = ERR_NOT_FOUND;

	if (in->row.key != NULL)
		code = edit_find(db, &ask->op, in->kind, in->row.key, &old);
	if (code == ERR_NOT_FOUND)
		return edit_may_add(in->kind)
			   ? write_row(db, ask, &edit, NULL, services)
			   : ERR_METHOD;
	if (code != ERR_OK)
		return code;
	if (is_same(in, &old)) {
		ask->same++;
		return ERR_OK;
	}
	edit.if_version = old.version;
	return write_row(db, ask, &edit, &old, services);
}

static enum err_code
probe(struct db *db, struct edit_import *ask, struct edit_pairs *services)
{
	enum err_code code =
	    edit_probe_services(db, &ask->op, services, &ask->probe);

	if (code == ERR_FIELDS && services->at < services->count)
		ask->at = services->pair[services->at].of;
	return code;
}

enum err_code
edit_import(struct db *db, void *arg)
{
	struct edit_import *ask = arg;
	struct edit_pairs services = {.count = 0};
	enum err_code code = ERR_OK;

	ask->added = ask->changed = ask->same = 0;
	ask->probe = (struct edit_probe){.count = 0};
	for (ask->at = 0; ask->at < ask->count; ask->at++) {
		code = import_row(db, ask, &ask->row[ask->at], &services);
		if (code != ERR_OK)
			return code;
	}
	if (services.count != 0)
		code = probe(db, ask, &services);
	if (code != ERR_OK)
		return code;
	if (ask->publish == EDIT_PUBLISH_DRY ||
	    (ask->publish == EDIT_PUBLISH && ask->probe.count != 0))
		return ERR_VERDICTS;
	return ERR_OK;
}
