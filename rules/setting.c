#include <stdlib.h>

#include "rulebook.h"
#include "setting.h"
#include "units.h"

static const struct setting setting[] = {
#define S(name, member, of, in, min, max, usual)                               \
	{.key = name,                                                          \
	 .group = of,                                                          \
	 .unit = in,                                                           \
	 .least = min,                                                         \
	 .most = max,                                                          \
	 .standard = usual,                                                    \
	 .offset = offsetof(struct settings, member)},
#include "setting.def"
#undef S
};

#define SETTINGS (sizeof(setting) / sizeof(*setting))

const struct setting *
setting_list(size_t *n)
{
	*n = SETTINGS;
	return setting;
}

const struct setting *
setting_find(const char *key)
{
	for (size_t i = 0; i < SETTINGS; i++)
		if (strcmp(setting[i].key, key) == 0)
			return &setting[i];
	return NULL;
}

bool
setting_read(const char *text, int64_t *out)
{
	char *end;

	*out = strtoll(text, &end, 10);
	return *text >= '0' && *text <= '9' && *end == '\0' &&
	       *out <= UNITS_INT_MAX;
}
