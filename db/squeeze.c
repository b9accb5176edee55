#include "squeeze.h"

#include <lz4.h>
#include <pthread.h>

#include "embed.h"

/*
 * Packed: the number of the file, the length of the text (four bytes, the
 * least first), an LZ4 block whose dictionary is the file.
 */

EMBED(answer, "db/data/answer.txt");

#define NUMBER '\1' /* of the file */
#define HEAD 5

/* What has read the file: to copy it is less than to read again. */
static LZ4_stream_t taught;

static void
teach(void)
{
	(void)LZ4_initStream(&taught, sizeof(taught));
	(void)LZ4_loadDict(&taught, answer.p, (int)embed_size(&answer));
}

static void
put_head(char *out, size_t n)
{
	out[0] = NUMBER;
	for (int i = 0; i < 4; i++)
		out[1 + i] = (char)(n >> 8 * i);
}

/* The length that was put there; SIZE_MAX: no head of ours. */
static size_t
head_of(struct slice packed)
{
	size_t n = 0;

	if (packed.n < HEAD || packed.p[0] != NUMBER)
		return SIZE_MAX;
	for (int i = 0; i < 4; i++)
		n |= (size_t)(unsigned char)packed.p[1 + i] << 8 * i;
	return n;
}

void
squeeze_pack(struct slice text, struct buf *out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	LZ4_stream_t lz;
	size_t room = text.n <= ARENA_LIMIT
			  ? HEAD + (size_t)LZ4_compressBound((int)text.n)
			  : SIZE_MAX; /* which is refused */
	int n;

	if (!buf_reserve(out, room))
		return;
	(void)pthread_once(&once, teach);
	lz = taught;
	put_head(out->data + out->n, text.n);
	n = LZ4_compress_fast_continue(&lz, text.p, out->data + out->n + HEAD,
				       (int)text.n, (int)(room - HEAD), 1);
	out->n += HEAD + (size_t)n;
	out->data[out->n] = '\0';
}

bool
squeeze_open(struct slice packed, struct buf *out)
{
	size_t size = head_of(packed);
	int n;

	if (size > ARENA_LIMIT || !buf_reserve(out, size))
		return false;
	n = LZ4_decompress_safe_usingDict(packed.p + HEAD, out->data + out->n,
					  (int)(packed.n - HEAD), (int)size,
					  answer.p, (int)embed_size(&answer));
	if (n < 0 || (size_t)n != size)
		return false;
	out->n += size;
	out->data[out->n] = '\0';
	return true;
}
