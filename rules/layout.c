#include "layout.h"

/* The keys of a QWERTY board and what they type in ЙЦУКЕН, ё folded. */
static const struct {
	int32_t latin, cyrillic;
} key[] = {
    {'q', 0x439},
    {'w', 0x446},
    {'e', 0x443},
    {'r', 0x43A},
    {'t', 0x435},
    {'y', 0x43D},
    {'u', 0x433},
    {'i', 0x448},
    {'o', 0x449},
    {'p', 0x437},
    {'[', 0x445},
    {']', 0x44A},
    {'a', 0x444},
    {'s', 0x44B},
    {'d', 0x432},
    {'f', 0x430},
    {'g', 0x43F},
    {'h', 0x440},
    {'j', 0x43E},
    {'k', 0x43B},
    {'l', 0x434},
    {';', 0x436},
    {'\'', 0x44D},
    {'z', 0x44F},
    {'x', 0x447},
    {'c', 0x441},
    {'v', 0x43C},
    {'b', 0x438},
    {'n', 0x442},
    {'m', 0x44C},
    {',', 0x431},
    {'.', 0x44E},
    {'`', 0x435},
    {'|', '/'}, /* as in «в/м» */
    /* the same keys with Shift, and what editors make of an apostrophe */
    {'{', 0x445},
    {'}', 0x44A},
    {':', 0x436},
    {'"', 0x44D},
    {'<', 0x431},
    {'>', 0x44E},
    {'~', 0x435},
    {0x2018, 0x44D},
    {0x2019, 0x44D},
};

static const struct {
	int32_t latin, cyrillic;
} twin[] = {
    {'a', 0x430}, {'b', 0x432}, {'c', 0x441}, {'e', 0x435},
    {'h', 0x43D}, {'k', 0x43A}, {'m', 0x43C}, {'o', 0x43E},
    {'p', 0x440}, {'t', 0x442}, {'x', 0x445}, {'y', 0x443},
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool
is_latin(int32_t cp)
{
	return cp >= 'a' && cp <= 'z';
}

static bool
is_cyrillic(int32_t cp)
{
	return cp >= 0x430 && cp <= 0x45F;
}

/* ${cp} read as ${reading}; 0 when that reading does not know it. */
static int32_t
read_one(int32_t cp, enum layout_reading reading)
{
	if (reading == LAYOUT_LOOKALIKE) {
		for (size_t i = 0; i < COUNT(twin); i++)
			if (twin[i].latin == cp)
				return twin[i].cyrillic;
		return 0;
	}
	for (size_t i = 0; i < COUNT(key); i++) {
		if (reading == LAYOUT_CYRILLIC && key[i].latin == cp)
			return key[i].cyrillic;
		if (reading == LAYOUT_LATIN && key[i].cyrillic == cp)
			return key[i].latin;
	}
	return 0;
}

/*
 * Whether the word of ${n} characters at ${cp} may be read as ${reading}: it
 * has letters of the other alphabet, and each of them has a reading, which
 * in Latin must be a letter again.
 */
static bool
word_fits(const int32_t *cp, size_t n, enum layout_reading reading)
{
	bool to_latin = reading == LAYOUT_LATIN;
	bool fits = false;

	for (size_t i = 0; i < n; i++) {
		int32_t other;
		if (to_latin ? !is_cyrillic(cp[i]) : !is_latin(cp[i]))
			continue;
		other = read_one(cp[i], reading);
		if (other == 0 || (to_latin && !is_latin(other)))
			return false;
		fits = true;
	}
	return fits;
}

bool
layout_read(const struct fold *f, enum layout_reading reading,
	    struct arena *arena, struct fold *out)
{
	bool changed = false;
	size_t end;

	out->n = f->n;
	out->cp = ARENA_ARRAY(arena, int32_t, f->n);
	if (out->cp == NULL)
		return false;
	for (size_t at = 0; at < f->n; at = end + 1) {
		bool fits;
		for (end = at; end < f->n && !fold_is_space(f->cp[end]);)
			end++;
		fits = word_fits(f->cp + at, end - at, reading);
		changed = changed || fits;
		for (size_t i = at; i < end; i++) {
			int32_t cp = fits ? read_one(f->cp[i], reading) : 0;
			out->cp[i] = cp != 0 ? cp : f->cp[i];
		}
		if (end < f->n)
			out->cp[end] = f->cp[end];
	}
	return changed;
}
