#ifndef ASK_H
#define ASK_H

#include "catalog.h"
#include "place.h"

/*
 * One typed line, as it comes while the caller talks: where and what, in any
 * order.  «терапевт и кровь, мурино» is a place and two services.
 */

#define ASK_SERVICES_MAX 8
#define ASK_LEFT_MAX 8

struct ask_service {
	const char *text; /* the words of the line that ask for it */
	struct catalog_answer answer;
};

struct ask_answer {
	const char *place_text; /* the words that name it; NULL: no place */
	struct place_answer place;
	struct ask_service service[ASK_SERVICES_MAX];
	size_t service_count; /* 0 when the line names a place and no more */
	const char *left[ASK_LEFT_MAX]; /* words that fit nothing: show them */
	size_t left_count;
};

/**
 * ask_read(book, ask, out, arena):
 * Take the line ${ask}->query apart.  A line that is one service comes out as
 * of catalog_search(), one that is a place as of place_search().  Words that
 * touch a service and fit it not leave it without a verdict, as they do
 * there: «капельница от давления» is none.  Words set apart by a comma, an
 * «и» or the place are a question of their own, or are left over.
 * Shapes:  at least one service, or a place; ${ask}->limit is for each of the
 *          lists of hits.
 * Owner:   the texts live in ${arena}.
 * Errors:  ERR_NOMEM.
 */
enum err_code ask_read(const struct rulebook *book,
    const struct catalog_ask *ask, struct ask_answer *out,
    struct arena *arena) MUST_CHECK;

/** ask_understood(line): false: neither a place nor a service was found. */
bool ask_understood(const struct ask_answer *line);

/** ask_place(line): where; NULL: not told, or the operator must ask. */
const struct place_hit *ask_place(const struct ask_answer *line);

/** ask_hit(service): what its verdict is of; NULL: the operator must pick. */
const struct catalog_hit *ask_hit(const struct ask_service *service);

/**
 * ask_performers(line):
 * Who must come for the services of ${line} that may be done at home, as
 * quote_performers() says; 0: none of them is.
 */
unsigned ask_performers(const struct ask_answer *line);

#endif
