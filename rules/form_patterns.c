#include <stdlib.h>

#include "form.h"
#include "pattern.h"

struct form_patterns {
	size_t count;
	struct pattern *of[]; /* NULL: the field has none */
};

struct form_patterns *
form_patterns_make(struct err *err)
{
	size_t n;
	const struct form_field *field = form_fields(&n);
	struct form_patterns *p = calloc(1, sizeof(*p) + n * sizeof(p->of[0]));
	char why[128];

	err->code = p != NULL ? ERR_OK : ERR_NOMEM;
	if (p != NULL)
		p->count = n;
	for (size_t i = 0; i < n && err->code == ERR_OK; i++)
		if (field[i].pattern != NULL)
			err->code = pattern_compile(field[i].pattern, &p->of[i],
						    why, sizeof(why));
	if (err->code == ERR_OK)
		return p;
	form_patterns_free(p);
	return NULL;
}

void
form_patterns_free(struct form_patterns *p)
{
	for (size_t i = 0; p != NULL && i < p->count; i++)
		pattern_free(p->of[i]);
	free(p);
}

const struct pattern *
form_patterns_at(const struct form_patterns *p, size_t i)
{
	return p->of[i];
}
