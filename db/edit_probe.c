#include "book.h"
#include "buf.h"
#include "catalog.h"
#include "edit_probe.h"
#include "grow.h"

/* --- an alias used twice ---------------------------------------------- */

static bool
had(const struct edit_value *old, const char *text)
{
	for (size_t i = 0; i < old->count; i++)
		if (strcmp(old->item[i], text) == 0)
			return true;
	return false;
}

static void
refuse_if_taken(const struct op *op, const struct catalog_names *names,
		const char *key, const char *text)
{
	const struct service *owner =
	    catalog_owner(names, text, key, op->arena);
	struct buf b = BUF(op->arena);

	if (owner == NULL)
		return;
	buf_printf(&b, "«%s»: %s, %s", text, owner->code, owner->name);
	err_field(&op->err->fields, "/aliases", "alias_taken", buf_text(&b));
}

/* What was there before is let be: the rest of the row can be mended. */
static enum err_code
check_names(const struct op *op, const struct edit_pair *pair,
	    const struct catalog_names *names)
{
	size_t n;
	const struct edit_field *f = edit_fields(EDIT_SERVICE, &n);

	for (size_t i = 0; i < n; i++) {
		const struct edit_value *v = &pair->now->value[i];
		if (strcmp(f[i].name, "aliases") == 0)
			for (size_t k = 0; k < v->count; k++)
				if (!had(&pair->old->value[i], v->item[k]))
					refuse_if_taken(op, names,
							pair->now->key,
							v->item[k]);
	}
	return op->err->fields.n != 0 ? ERR_FIELDS : ERR_OK;
}

/* --- the stored queries ----------------------------------------------- */

/* A catalogue that is asked; what a search takes is given back after it. */
struct asker {
	const struct rulebook *book;
	const struct op *op;
	struct arena *scratch;
};

static enum err_code
ask_one(const struct asker *a, const char *query, struct edit_outcome *out)
{
	const struct catalog_ask ask = {.query = slice_of(query),
					.at_ms = a->op->now_ms,
					.limit = CATALOG_HITS_MAX};
	struct catalog_answer got;
	enum err_code code;
	const char *name;

	arena_reset(a->scratch);
	code = catalog_search(a->book, &ask, &got, a->scratch);
	name = rulebook_verdict_name(got.verdict);
	*out = (struct edit_outcome){.verdict = name != NULL ? name : "pick"};
	if (code == ERR_OK && name != NULL && got.hit_count != 0)
		out->service =
		    arena_strdup(a->op->arena, got.hit[0].service->code);
	return code;
}

static bool
same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
is_wanted(const struct edit_outcome *wanted, const struct edit_outcome *got)
{
	return same(wanted->verdict, got->verdict) &&
	       (wanted->service == NULL || same(wanted->service, got->service));
}

static enum err_code
compare(struct edit_probe *p, const struct asker *before,
	const struct asker *after, struct edit_moved *m)
{
	enum err_code code = ask_one(before, m->query, &m->before);

	if (code == ERR_OK)
		code = ask_one(after, m->query, &m->after);
	if (code != ERR_OK)
		return code;
	p->asked++;
	m->as_wanted = is_wanted(&m->wanted, &m->after);
	if (same(m->before.verdict, m->after.verdict) &&
	    same(m->before.service, m->after.service))
		return ERR_OK;
	if (GROW(before->op->arena, p->moved, p->count) == NULL)
		return ERR_NOMEM;
	p->moved[p->count++] = *m;
	return ERR_OK;
}

static enum err_code
ask_all(struct db *db, const struct op *op, const struct rulebook *now,
	struct edit_probe *probe)
{
	struct arena *arena = op->arena;
	struct arena scratch = {0};
	const struct asker before = {op->book, op, &scratch};
	const struct asker after = {now, op, &scratch};
	struct db_rows r =
	    db_query(db, SQL_CHECK_EDIT_LIST, DB_ARGS(db_text(NULL)));
	enum err_code code = ERR_OK, end;

	while (code == ERR_OK && db_next(&r)) {
		struct edit_moved m = {.check = db_take_text(&r, arena)};
		(void)db_take_int(&r); /* version */
		m.query = db_take_text(&r, arena);
		m.wanted.verdict = db_take_text(&r, arena);
		m.wanted.service = db_take_text(&r, arena);
		code = compare(probe, &before, &after, &m);
	}
	end = db_done(&r);
	arena_free(&scratch);
	return code == ERR_OK ? end : code;
}

enum err_code
edit_probe_services(struct db *db, const struct op *op,
		    struct edit_pairs *services, struct edit_probe *probe)
{
	struct catalog_names names;
	struct rulebook *now;
	enum err_code code;

	services->at = services->count;
	*probe = (struct edit_probe){.count = 0};
	code = book_load(db, &now, op->err, op->arena);
	if (code != ERR_OK)
		return code;
	code = catalog_names(now, &names, op->arena);
	for (size_t i = 0; i < services->count && code == ERR_OK; i++) {
		code = check_names(op, &services->pair[i], &names);
		services->at = code == ERR_OK ? services->count : i;
	}
	if (code == ERR_OK)
		code = ask_all(db, op, now, probe);
	book_free(now);
	return code;
}

static bool
may_publish(const struct edit_ask *ask)
{
	return ask->publish == EDIT_PUBLISH_ANYWAY ||
	       (ask->publish == EDIT_PUBLISH && ask->probe.count == 0);
}

enum err_code
edit_probe_run(struct db *db, struct edit_ask *ask, const struct edit_row *old)
{
	struct edit_pair pair = {.old = old, .now = &ask->row};
	struct edit_pairs one = {.pair = &pair, .count = 1};
	enum err_code code = ERR_OK;

	if (ask->together)
		return ERR_OK;
	if (ask->kind == EDIT_SERVICE)
		code = edit_probe_services(db, &ask->op, &one, &ask->probe);
	if (code == ERR_OK && !may_publish(ask))
		code = ERR_VERDICTS;
	return code;
}
