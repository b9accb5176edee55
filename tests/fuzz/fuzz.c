#include "fuzz.h"

static struct arena arena;

struct arena *
fuzz_arena(void)
{
	return &arena;
}

uint8_t
fuzz_byte(struct fuzz_in *in)
{
	if (in->n == 0)
		return 0;
	in->n--;
	return *in->p++;
}

int64_t
fuzz_int(struct fuzz_in *in, int bytes)
{
	uint64_t v = 0;

	while (bytes-- > 0)
		v = v << 8 | fuzz_byte(in);
	return (int64_t)v;
}

struct slice
fuzz_line(struct fuzz_in *in)
{
	const uint8_t *end = memchr(in->p, '\n', in->n);
	size_t n = end != NULL ? (size_t)(end - in->p) : in->n;
	struct slice line = {(const char *)in->p, n};

	in->p += n + (end != NULL);
	in->n -= n + (end != NULL);
	return line;
}

const char *
fuzz_text(struct slice s)
{
	char *text = arena_strndup(&arena, s.p, s.n);

	assert(text != NULL);
	return text;
}

bool
fuzz_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}
