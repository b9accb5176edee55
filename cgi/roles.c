#include "roles.h"

static const struct {
	enum role role;
	const char *name;
} roles[] = {
#define X(role, name) {role, name},
    ACTOR_ROLES(X)
#undef X
};

#define ROLES (sizeof(roles) / sizeof(roles[0]))

unsigned
roles_bit(struct slice name)
{
	for (size_t i = 0; i < ROLES; i++)
		if (slice_eq(name, slice_of(roles[i].name)))
			return roles[i].role;
	return 0;
}

unsigned
roles_of(const char *text)
{
	struct slice rest = slice_of(text), one;
	unsigned mask = 0;

	while (slice_cut(&rest, ',', &one)) {
		unsigned bit = roles_bit(one);

		if (bit == 0)
			return 0;
		mask |= bit;
	}
	return mask;
}

void
roles_print(struct buf *b, unsigned mask)
{
	const char *sep = "";

	for (size_t i = 0; i < ROLES; i++) {
		if ((mask & roles[i].role) == 0)
			continue;
		buf_str(b, sep);
		buf_str(b, roles[i].name);
		sep = ",";
	}
}

void
roles_put_list(struct jw *w, const char *key, unsigned mask)
{
	jw_array(w, key);
	for (size_t i = 0; i < ROLES; i++)
		if (mask & roles[i].role)
			jw_text(w, NULL, roles[i].name);
	jw_end_array(w);
}

void
roles_put(struct jw *w, unsigned mask)
{
	const char *first = NULL;

	for (size_t i = 0; i < ROLES && first == NULL; i++)
		if (mask & roles[i].role)
			first = roles[i].name;
	jw_text(w, "role", first);
	roles_put_list(w, "roles", mask);
}
