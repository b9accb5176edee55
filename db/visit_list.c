#include "grow.h"
#include "request_row.h"
#include "shift_row.h"
#include "visit_list.h"

static enum err_code
load_items(struct db *db, const struct op *op, struct visit_list *list)
{
	const struct civil_zone *zone = &op->book->clinic_zone;
	int64_t from_ms = civil_ms(zone, list->date, 0);
	struct civil_date next = civil_from_days(civil_days(list->date) + 1);
	struct db_rows r =
	    db_query(db, SQL_BOARD_VISITS,
		     DB_ARGS(db_int(from_ms), db_int(civil_ms(zone, next, 0)),
			     db_text(list->medic), db_int(VISIT_LIST_MAX)));
	struct request_row row;
	enum err_code code;

	list->item = NULL;
	list->count = 0;
	while (request_row_take(&r, &row, op->arena) &&
	       GROW(op->arena, list->item, list->count) != NULL)
		list->item[list->count++] = row.q;
	code = db_done(&r);
	return code == ERR_OK && op->arena->overflow ? ERR_NOMEM : code;
}

static enum err_code
make_whole(struct db *db, const struct op *op, struct visit_list *list)
{
	enum err_code code = ERR_OK;

	for (size_t i = 0; i < list->count && code == ERR_OK; i++) {
		struct request_row row;

		code = request_row_find(db, list->item[i].id, &row, op->arena);
		if (code == ERR_OK)
			list->item[i] = row.q;
	}
	return code;
}

enum err_code
visit_list_day(struct db *db, const struct op *op, struct visit_list *list)
{
	struct shift_range range = {
	    .medic = list->medic,
	    .from = civil_from_days(civil_days(list->date) - 1),
	    .to = list->date,
	};
	enum err_code code;

	if (list->medic != NULL &&
	    rulebook_medic(op->book, list->medic) == NULL)
		return ERR_NOT_FOUND;
	code = load_items(db, op, list);
	if (code == ERR_OK && list->whole)
		code = make_whole(db, op, list);
	if (code != ERR_OK)
		return code;
	return shift_row_list(db, &range, &list->shift, &list->shift_count,
			      op->arena);
}
