#include "unit.h"

#include "../../rules/layout.h"

static void
test_readings(void **state)
{
	static const struct {
		enum layout_reading reading;
		const char *typed;
		const char *read; /* NULL: no such reading */
	} row[] = {
	    {LAYOUT_CYRILLIC, "''u", "ээг"},
	    {LAYOUT_CYRILLIC, "’’u", "ээг"},
	    {LAYOUT_CYRILLIC, "epb cthlwf", "узи сердца"},
	    {LAYOUT_CYRILLIC, "[bhehu", "хирург"},
	    {LAYOUT_CYRILLIC, "vfccf;", "массаж"},
	    {LAYOUT_CYRILLIC, "d|v", "в/м"},
	    {LAYOUT_CYRILLIC, "`krf {jkvs", "елка холмы"},
	    {LAYOUT_CYRILLIC, "узи, cthlwf", "узи, сердца"},
	    {LAYOUT_CYRILLIC, "узи, мрт.", NULL},
	    {LAYOUT_CYRILLIC, "''", NULL},
	    {LAYOUT_LOOKALIKE, "mpt", "мрт"},
	    {LAYOUT_LOOKALIKE, "кt", "кт"},
	    {LAYOUT_LOOKALIKE, "bo mpt eeg", "во мрт eeg"},
	    {LAYOUT_LOOKALIKE, "eeg", NULL},
	    {LAYOUT_LATIN, "ууп", "eeg"},
	    {LAYOUT_LATIN, "ььь ct", "mmm ct"},
	    {LAYOUT_LATIN, "ээк", NULL},
	    {LAYOUT_LATIN, "eeg", NULL},
	    {LAYOUT_LATIN, "\u0463", NULL}, /* ѣ is on no key */
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct fold f, out;
		bool changed;
		assert_true(fold_make(slice_of(row[i].typed), &arena, &f));
		changed = layout_read(&f, row[i].reading, &arena, &out);
		assert_int_equal(changed, row[i].read != NULL);
		if (changed)
			assert_string_equal(fold_text(&out, &arena),
					    row[i].read);
	}
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_readings)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
