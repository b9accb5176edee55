/* Subject: rules/text.c rules/person.c */
#include "fuzz.h"
#include "person.h"
#include "text.h"

/* Texts, names and phones: what was put in order stays as it is. */

static void
check_phone(struct slice s)
{
	char phone[PERSON_PHONE_MAX + 2], again[PERSON_PHONE_MAX + 2];

	if (!person_phone(s, phone))
		return;
	assert(phone[0] == '+' &&
	       strspn(phone + 1, "0123456789") == strlen(phone + 1));
	assert(person_phone(slice_of(phone), again) &&
	       strcmp(phone, again) == 0);
	assert(person_phone_mask(phone, fuzz_arena()) != NULL);
}

static void
check_name(const char *name)
{
	const char *tidy = person_name_tidy(name, fuzz_arena());
	struct person_name parts;

	if (tidy == NULL) /* a word of two alphabets */
		return;
	assert(fuzz_same(tidy, person_name_tidy(tidy, fuzz_arena())));
	person_name_split(tidy, &parts, fuzz_arena());
	assert(person_name_fold(tidy, fuzz_arena()) != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct slice s = {(const char *)data, n};
	const char *clean, *fold;

	arena_reset(fuzz_arena());
	check_phone(s);
	clean = text_clean(s, fuzz_arena());
	fold = text_fold(s, fuzz_arena());
	assert((clean != NULL) == text_valid(s));
	assert((fold != NULL) == text_valid(s));
	if (clean == NULL)
		return 0;
	assert(!text_has_hidden(slice_of(clean)));
	assert(fuzz_same(clean, text_clean(slice_of(clean), fuzz_arena())));
	assert(fuzz_same(fold, text_fold(slice_of(fold), fuzz_arena())));
	check_name(clean);
	return 0;
}
