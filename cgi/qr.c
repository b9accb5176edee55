#include "qr.h"

#include <qrencode.h>

#define DARK 1u /* the lowest bit of a module says it */

static const char *
row_of(const unsigned char *module, size_t n, struct arena *arena)
{
	char *row = arena_alloc(arena, n + 1);

	for (size_t i = 0; row != NULL && i < n; i++)
		row[i] = module[i] & DARK ? '1' : '0';
	return row;
}

const char *const *
qr_rows(const char *text, size_t *count, struct arena *arena)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	const char **row = NULL;

	*count = 0;
	if (code == NULL)
		return NULL;
	*count = (size_t)code->width;
	row = arena_alloc(arena, *count * sizeof(*row));
	for (size_t i = 0; row != NULL && i < *count; i++)
		row[i] = row_of(code->data + i * *count, *count, arena);
	QRcode_free(code);
	return row;
}
