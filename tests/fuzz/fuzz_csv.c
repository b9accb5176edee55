/* Subject: cgi/csv.c */
#include "../../cgi/csv.h"
#include "fuzz.h"
#include "text.h"

/* Whatever a spreadsheet saved: within the limits, valid text, or refused. */

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const struct csv_limits max = {
	    .rows = 50, .columns = 8, .cell = 200};
	struct csv_fault why = {0};
	struct csv csv;

	arena_reset(fuzz_arena());
	if (csv_read((struct slice){(const char *)data, n}, &max, &csv, &why,
		     fuzz_arena()) != ERR_OK) {
		assert(why.code != NULL);
		return 0;
	}
	assert(csv.count <= max.rows);
	for (size_t i = 0; i < csv.count; i++) {
		const struct csv_row *row = &csv.row[i];
		assert(row->count > 0 && row->count <= max.columns);
		assert(i == 0 || row->line > csv.row[i - 1].line);
		for (size_t k = 0; k < row->count; k++)
			assert(text_valid(slice_of(row->cell[k])) &&
			       strlen(row->cell[k]) <= max.cell);
	}
	return 0;
}
