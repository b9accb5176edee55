#include "fake.h"

static const struct civil_zone zone = {
    .name = "Europe/Moscow",
    .first_offset_s = 3 * 3600,
};

static const char *
param(const struct http *h, const char *name)
{
	for (const char *const *p = h->params; p[0] != NULL; p += 2)
		if (strcmp(p[0], name) == 0)
			return p[1];
	return NULL;
}

struct http
fake_http(struct arena *arena, const char *const *params)
{
	static struct rulebook book;

	book.clinic_zone = zone;
	return (struct http){
	    .arena = arena,
	    .book = &book,
	    .now_ms = FAKE_NOW_MS,
	    .steady_ms = FAKE_NOW_MS,
	    .header = param,
	    .params = (void *)(uintptr_t)params,
	    .out = BUF(arena),
	};
}

const struct civil_zone *
fake_zone(void)
{
	return &zone;
}

const char *
fake_header(const struct http *h, const char *name)
{
	for (size_t i = 0; i < h->out_header_count; i++)
		if (strncmp(h->out_header[i], name, strlen(name)) == 0)
			return h->out_header[i];
	return NULL;
}
