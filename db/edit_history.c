#include "driver.h"
#include "edit.h"
#include "grow.h"

/* The story of a row, read out of the audit: db/edit.c wrote it there. */

/* Cut ${text} at the first ${end}; what follows it, or NULL. */
static char *
cut(char *text, char end)
{
	char *at = text != NULL ? strchr(text, end) : NULL;

	if (at == NULL)
		return NULL;
	*at = '\0';
	return at + 1;
}

/* "name, tab, before, tab, after", a line each. */
static void
take_steps(struct edit_event *e, char *detail, struct arena *arena)
{
	for (char *line = detail, *next; line != NULL; line = next) {
		char *before, *after;
		next = cut(line, '\n');
		before = cut(line, '\t');
		after = cut(before, '\t');
		if (after == NULL ||
		    GROW(arena, e->step, e->step_count) == NULL)
			continue;
		e->step[e->step_count++] = (struct edit_step){
		    .field = line, .before = before, .after = after};
	}
}

enum err_code
edit_history(struct db *db, const struct op *op, enum edit_kind kind,
	     const char *key, struct edit_event **out, size_t *count)
{
	struct db_rows r =
	    db_query(db, SQL_EDIT_HISTORY,
		     DB_ARGS(db_text(edit_object(kind)), db_text(key)));
	enum err_code code;

	*out = NULL;
	*count = 0;
	while (db_next(&r) && GROW(op->arena, *out, *count) != NULL) {
		struct edit_event *e = &(*out)[(*count)++];
		const char *action, *detail, *dot;

		*e = (struct edit_event){.at_ms = db_take_int(&r)};
		e->by = db_take_text(&r, op->arena);
		action = db_take_text(&r, op->arena);
		detail = db_take_text(&r, op->arena);
		dot = action != NULL ? strchr(action, '.') : NULL;
		e->verb = dot != NULL ? dot + 1 : action;
		if (detail != NULL)
			take_steps(e, arena_strdup(op->arena, detail),
				   op->arena);
	}
	code = db_done(&r);
	return code == ERR_OK && op->arena->overflow ? ERR_NOMEM : code;
}
