#include <string.h>
#include <utf8proc.h>

#include "buf.h"
#include "fold.h"
#include "person.h"
#include "text.h"

#define AGE_MAX 130
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* --- phones ----------------------------------------------------------- */

#define DIGITS_MIN 8
#define DIGITS_RUSSIAN 11 /* with the 7 */

/* What people put between the digits; also as pasted from documents. */
static const char *const separator[] = {
    " ",      "-",      "(",      ")",      ".",      "\t",
    "\u00a0", /* no-break space */
    "\u2009", /* thin space */
    "\u202f", /* narrow no-break space */
    "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", /* minus */
};

static size_t
separator_length(struct slice s)
{
	if (*s.p >= '0' && *s.p <= '9')
		return 0;
	for (size_t i = 0; i < COUNT(separator); i++)
		if (slice_starts(s, slice_of(separator[i])))
			return strlen(separator[i]);
	return 0;
}

/* The digits of ${s} into ${out}, at most ${room}; a + before them apart. */
static bool
phone_digits(struct slice s, char *out, size_t room, size_t *n, bool *plus)
{
	size_t skip;

	*n = 0;
	*plus = false;
	for (; s.n != 0; s.p += skip, s.n -= skip) {
		skip = separator_length(s);
		if (skip != 0)
			continue;
		skip = 1;
		if (*s.p == '+' && *n == 0 && !*plus)
			*plus = true;
		else if (*s.p >= '0' && *s.p <= '9' && *n < room)
			out[(*n)++] = *s.p;
		else
			return false;
	}
	return true;
}

/* Whether ${n} ${digits} after the + can be a number somebody answers. */
static bool
international_ok(const char *digits, size_t n)
{
	if (n < DIGITS_MIN || n > PERSON_PHONE_MAX || digits[0] == '0')
		return false;
	return digits[0] != '7' || n == DIGITS_RUSSIAN;
}

bool
person_phone(struct slice s, char out[PERSON_PHONE_MAX + 2])
{
	char room[PERSON_PHONE_MAX + 3], *digits = room;
	size_t n;
	bool plus;

	if (!phone_digits(s, digits, sizeof(room), &n, &plus))
		return false;
	if (!plus && n > 2 && digits[0] == '0' && digits[1] == '0') {
		plus = true;
		digits += 2;
		n -= 2;
	}
	/* A national number of another country starts with 0, ours never. */
	if (!plus && n == DIGITS_RUSSIAN - 1 && digits[0] != '0') {
		memmove(digits + 1, digits, n++);
		digits[0] = '7';
	} else if (!plus && n == DIGITS_RUSSIAN &&
		   (digits[0] == '8' || digits[0] == '7')) {
		digits[0] = '7';
	} else if (!plus) {
		return false;
	}
	if (!international_ok(digits, n))
		return false;
	out[0] = '+';
	memcpy(out + 1, digits, n);
	out[n + 1] = '\0';
	return true;
}

const char *
person_phone_mask(const char *phone, struct arena *arena)
{
	size_t n = phone != NULL ? strlen(phone) : 0;
	char mask[] = "+*** *** ***-00-00";
	char *last = mask + sizeof(mask) - 6;

	if (phone == NULL)
		return NULL;
	if (n < DIGITS_MIN + 1)
		return "***";
	memcpy(last, phone + n - 4, 2);
	memcpy(last + 3, phone + n - 2, 2);
	if (phone[1] != '7')
		return arena_strdup(arena, mask);
	memcpy(mask + 2, "+7", 2);
	return arena_strdup(arena, mask + 2);
}

/* --- names ------------------------------------------------------------ */

/* Latin letters nobody can tell from Cyrillic ones. */
static const struct {
	int32_t latin, cyrillic;
} name_twin[] = {
    {'A', 0x410}, {'B', 0x412}, {'C', 0x421},  {'E', 0x415},  {'H', 0x41D},
    {'K', 0x41A}, {'M', 0x41C}, {'O', 0x41E},  {'P', 0x420},  {'T', 0x422},
    {'X', 0x425}, {'Y', 0x423}, {0xCB, 0x401}, {'a', 0x430},  {'c', 0x441},
    {'e', 0x435}, {'i', 0x456}, {'k', 0x43A},  {'o', 0x43E},  {'p', 0x440},
    {'x', 0x445}, {'y', 0x443}, {0xEB, 0x451}, {0xEF, 0x457},
};

/* Of what is_of_word() lets through. */
static bool
is_latin(int32_t cp)
{
	return cp < 0x80 || (cp >= 0xC0 && cp <= 0x24F);
}

static bool
is_cyrillic(int32_t cp)
{
	return cp >= 0x400 && cp < 0x530;
}

/* Letters and their marks. */
static bool
is_of_word(int32_t cp)
{
	utf8proc_category_t c;

	if (fold_is_russian(cp))
		return true;
	c = utf8proc_category(cp);
	return c != UTF8PROC_CATEGORY_CN && c <= UTF8PROC_CATEGORY_ME;
}

/* The Cyrillic letter that looks like ${cp}; ${cp} when there is none. */
static int32_t
cyrillic_of(int32_t cp)
{
	for (size_t i = 0; i < COUNT(name_twin); i++)
		if (name_twin[i].latin == cp)
			return name_twin[i].cyrillic;
	return cp;
}

/* Make one word wholly Cyrillic if it is partly; false: it cannot be. */
static bool
word_tidy(int32_t *cp, size_t n)
{
	size_t latin = 0, cyrillic = 0;

	for (size_t i = 0; i < n; i++) {
		latin += is_latin(cp[i]);
		cyrillic += is_cyrillic(cp[i]);
	}
	for (size_t i = 0; latin != 0 && cyrillic != 0 && i < n; i++) {
		cp[i] = cyrillic_of(cp[i]);
		if (is_latin(cp[i]))
			return false;
	}
	return true;
}

const char *
person_name_tidy(const char *name, struct arena *arena)
{
	struct fold f;
	size_t end;

	if (!fold_points(slice_of(name), 0, arena, &f))
		return NULL;
	for (size_t i = 0; i < f.n; i = end + 1) {
		for (end = i; end < f.n && is_of_word(f.cp[end]);)
			end++;
		if (!word_tidy(f.cp + i, end - i))
			return NULL;
	}
	return fold_text(&f, arena);
}

/* Written small before a family name they belong to it. */
static const char *const particle[] = {
    "фон", "ван", "дер", "ден", "де",  "да",  "ди",  "дю",  "ла", "ле",
    "эль", "аль", "бен", "ибн", "von", "van", "der", "den", "de", "da",
    "di",  "du",  "la",  "le",  "el",  "al",  "bin", "ibn", "af",
};

static bool
is_particle(struct slice word)
{
	for (size_t i = 0; i < COUNT(particle); i++)
		if (slice_eq(word, slice_of(particle[i])))
			return true;
	return false;
}

/* The next word off ${rest}, particles and what follows them together. */
static struct slice
next_name(struct slice *rest)
{
	struct slice name = *rest, word = {"", 0};

	while (slice_cut(rest, ' ', &word) && is_particle(word))
		;
	name.n = (size_t)(word.p + word.n - name.p);
	return name;
}

void
person_name_split(const char *name, struct person_name *out,
		  struct arena *arena)
{
	struct slice rest = slice_of(text_clean(slice_of(name), arena));
	struct slice part;

	*out = (struct person_name){0};
	part = next_name(&rest);
	out->family = arena_strndup(arena, part.p, part.n);
	if (rest.p == NULL)
		return;
	part = next_name(&rest);
	out->given = arena_strndup(arena, part.p, part.n);
	if (rest.p != NULL)
		out->patronymic = arena_strndup(arena, rest.p, rest.n);
}

const char *
person_name_fold(const char *name, struct arena *arena)
{
	return text_fold(slice_of(name), arena);
}

/* Bytes of the first character of the valid UTF-8 ${s}. */
static int
first_length(const char *s)
{
	int n = *s != '\0';

	while (n != 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
		n++;
	return n;
}

const char *
person_name_mask(const char *name, const char *birth_date, struct arena *arena)
{
	struct buf b = BUF(arena);
	struct person_name n;

	if (name == NULL)
		return NULL;
	person_name_split(name, &n, arena);
	if (n.family == NULL)
		return NULL;
	if (n.given != NULL)
		buf_printf(&b, "%s ", n.given);
	buf_printf(&b, "%.*s.", first_length(n.family), n.family);
	if (birth_date != NULL)
		buf_printf(&b, ", %.4s", birth_date);
	return buf_text(&b);
}

int
person_age(struct civil_date birth, struct civil_date on)
{
	int years = on.year - birth.year;

	if (civil_compare(on, birth) < 0)
		return -1;
	if (on.month < birth.month ||
	    (on.month == birth.month && on.day < birth.day))
		years--;
	return years;
}

const char *
person_birth_fault(const char *text, struct civil_date today, int *age)
{
	struct civil_date birth;

	*age = -1;
	if (!civil_date_parse(text, &birth))
		return "date_invalid";
	*age = person_age(birth, today);
	if (*age < 0)
		return "birth_date_future";
	return *age > AGE_MAX ? "birth_date_too_old" : NULL;
}
