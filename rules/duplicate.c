#include <string.h>

#include "buf.h"
#include "duplicate.h"
#include "person.h"
#include "text.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))
#define YEAR_LEN 4

/* The ways to match, strongest first. */
static const struct {
	const char *by;
	size_t key;    /* offset in struct duplicate_keys */
	bool in_group; /* counts within one trip group, too */
	bool blocks;
} way[] = {
    {"card", offsetof(struct duplicate_keys, card), true, true},
    {"name_birth_date", offsetof(struct duplicate_keys, name_birth), true,
     true},
    {"address_birth_year", offsetof(struct duplicate_keys, address_birth),
     false, true},
    {"phone", offsetof(struct duplicate_keys, phone), false, false},
};

/* Folded words an address is told with or without. */
static const struct slice noise[] = {
    SLICE("санкт"), SLICE("петербург"), SLICE("спб"),      SLICE("г"),
    SLICE("город"), SLICE("ул"),        SLICE("улица"),    SLICE("д"),
    SLICE("дом"),   SLICE("кв"),        SLICE("квартира"),
};

static bool
is_noise(struct slice word)
{
	for (size_t i = 0; i < COUNT(noise); i++)
		if (slice_eq(word, noise[i]))
			return true;
	return false;
}

/* ${a} and ${b} joined; NULL when one of them is missing or empty. */
static const char *
joined(const char *a, struct slice b, struct arena *arena)
{
	struct buf out = BUF(arena);

	if (a == NULL || *a == '\0' || b.n == 0)
		return NULL;
	buf_str(&out, a);
	buf_char(&out, '|');
	buf_put(&out, b.p, b.n);
	return buf_text(&out);
}

static const char *
folded(const char *s, struct arena *arena)
{
	const char *fold = s != NULL ? text_fold(slice_of(s), arena) : NULL;

	return fold != NULL && *fold != '\0' ? fold : NULL;
}

static bool
names_flat(struct slice word)
{
	return slice_eq(word, SLICE("кв")) || slice_eq(word, SLICE("квартира"));
}

/*
 * The words of the address that tell it from others; the flat comes last,
 * whether it was typed in the text or apart.
 */
const char *
duplicate_address(const struct request_address *a, struct arena *arena)
{
	struct slice rest = slice_of(folded(a->text, arena)), word;
	struct slice flat = slice_of(folded(a->flat, arena));
	struct buf out = BUF(arena);
	bool flat_told = false;

	while (slice_cut(&rest, ' ', &word)) {
		flat_told |= names_flat(word);
		if (word.n == 0 || is_noise(word))
			continue;
		buf_put(&out, word.p, word.n);
		buf_char(&out, ' ');
	}
	if (out.n != 0 && !flat_told && flat.n != 0) {
		buf_put(&out, flat.p, flat.n);
		buf_char(&out, ' ');
	}
	return buf_text(&out);
}

struct duplicate_keys
duplicate_keys_of(const struct request_form *form, struct arena *arena)
{
	const struct request_patient *p = &form->patient;
	struct slice birth = slice_of(p->birth_date);
	struct slice year = {birth.p, birth.n < YEAR_LEN ? 0 : YEAR_LEN};

	return (struct duplicate_keys){
	    .card = folded(p->card_no, arena),
	    .phone = p->phone,
	    .name_birth = joined(folded(p->name, arena), birth, arena),
	    .address_birth =
		joined(duplicate_address(&form->address, arena), year, arena),
	};
}

static const char *
key_of(const struct duplicate_keys *k, size_t offset)
{
	return *(const char *const *)((const char *)k + offset);
}

const char *
duplicate_by(const struct duplicate_keys *a, const struct duplicate_keys *b,
	     bool same_group)
{
	for (size_t i = 0; i < COUNT(way); i++) {
		const char *x = key_of(a, way[i].key);
		const char *y = key_of(b, way[i].key);

		if ((way[i].in_group || !same_group) && x != NULL &&
		    y != NULL && strcmp(x, y) == 0)
			return way[i].by;
	}
	return NULL;
}

bool
duplicate_blocks(const char *by)
{
	for (size_t i = 0; by != NULL && i < COUNT(way); i++)
		if (strcmp(way[i].by, by) == 0)
			return way[i].blocks;
	return false;
}
