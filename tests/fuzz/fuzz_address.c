/* Subject: rules/address.c rules/address_hits.c rules/address_names.c */
#include <stdlib.h>

#include "../unit/sample.h"
#include "address.h"
#include "fuzz.h"
#include "place.h"

/* An address as typed: what is taken from it has a zone, or it is asked. */

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct rulebook *book = sample_book();
	struct address_answer out = {0};

	arena_reset(fuzz_arena());
	if (address_read(book, (struct slice){(const char *)data, n}, &out,
			 fuzz_arena()) != ERR_OK)
		abort();
	assert(out.candidate_count <= ADDRESS_CANDIDATES_MAX);
	assert((out.state == ADDRESS_PLACE) == (out.place != NULL));
	if (out.place != NULL)
		assert(place_zone(book, out.place) != NULL);
	if (out.matched != NULL)
		assert(out.matched[0] != '\0');
	return 0;
}
