#include <stdlib.h>

#include "address.h"
#include "catalog.h"
#include "checks.h"
#include "codes.h"
#include "form.h"
#include "place.h"
#include "rulebook.h"

/* Indexes and patterns of a rulebook; rulebook.c is what they build on. */

static int
compare_tariffs(const void *a, const void *b)
{
	const struct tariff *x = a, *y = b;
	int order = strcmp(x->zone, y->zone);

	if (order == 0)
		order = (x->performer > y->performer) -
			(x->performer < y->performer);
	if (order == 0)
		order = (x->valid_from_ms > y->valid_from_ms) -
			(x->valid_from_ms < y->valid_from_ms);
	return order;
}

enum err_code
rulebook_build(struct rulebook *book, struct err *err)
{
	*err = (struct err){.code = ERR_NOMEM};
	if (book->tariff_count != 0)
		qsort(book->tariff, book->tariff_count, sizeof(*book->tariff),
		      compare_tariffs);
	book->code_index = codes_make(book);
	if (book->code_index == NULL || !checks_run(book, &err->fields))
		return err->code;
	if (err->fields.n != 0)
		return err->code = ERR_FIELDS;
	book->catalog_index = catalog_index_make(book);
	book->place_index = place_index_make(book);
	if (book->catalog_index == NULL || book->place_index == NULL)
		return err->code;
	book->address_names = address_names_make(book);
	if (book->address_names == NULL)
		return err->code;
	book->form_patterns = form_patterns_make(err);
	if (book->form_patterns == NULL)
		return err->code;
	book->address_rules = address_rule_set_make(book, err);
	if (book->address_rules == NULL)
		return err->code;
	return err->code = ERR_OK;
}

void
rulebook_drop(struct rulebook *book)
{
	if (book == NULL)
		return;
	form_patterns_free(book->form_patterns);
	book->form_patterns = NULL;
	address_rule_set_free(book->address_rules);
	book->address_rules = NULL;
}
