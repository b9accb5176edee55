#ifndef CATALOG_H
#define CATALOG_H

#include "arena.h"
#include "rulebook.h"
#include "slice.h"

/* Whether a service can be done at home, asked in the caller's words. */

#define CATALOG_HITS_MAX 20

struct catalog_hit {
	const struct service *service;
	double score;       /* 0..1, two-way: min(coverage of query, of phrase) */
	const char *phrase; /* the name or alias that matched */
};

struct catalog_answer {
	enum verdict verdict; /* NONE: the operator must pick */
	struct catalog_hit hit[CATALOG_HITS_MAX]; /* best first */
	size_t hit_count;
};

struct catalog_ask {
	struct slice query; /* as typed; any UTF-8 */
	const char *branch; /* NULL: not known */
	int64_t at_ms;      /* services valid at this moment */
	size_t limit;       /* 1..CATALOG_HITS_MAX */
};

/**
 * catalog_search(book, ask, out, arena):
 * Find the services ${ask}->query may mean.  ${out}->verdict is that of the
 * first hit only when query and phrase cover each other (score ≥ 0.65), no
 * word of the query but noise is without its like in the phrase, and no other
 * service with another verdict is as good or shares what was said; UNKNOWN
 * when nothing scores 0.30; NONE else.  A rule bound to a branch decides only there.
 * Errors:  ERR_NOMEM.  Never blocks; the index is only read.
 * Source:  DOMAIN §2 Search; the generator test in tests/unit.
 */
enum err_code catalog_search(const struct rulebook *book,
    const struct catalog_ask *ask, struct catalog_answer *out,
    struct arena *arena) MUST_CHECK;

/* A word of a question or a phrase, and how like its nearest opposite it is. */
struct catalog_word {
	const char *text;
	enum word_class class;
	double like; /* 0..1 */
};

#define CATALOG_WORDS_MAX 16

/* Why a hit has its score. */
struct catalog_why {
	struct catalog_word question[CATALOG_WORDS_MAX];
	size_t question_count;
	struct catalog_word phrase[CATALOG_WORDS_MAX];
	size_t phrase_count;
	double question_share; /* how much of the question the phrase explains */
	double phrase_share;   /* how much of the phrase the question says */
	double penalty; /* below 1: the keys were read in another layout */
	double score;   /* the lesser share, times the penalty */
	bool capped;    /* held below a verdict: a word is left over, or weak */
};

/**
 * catalog_explain(book, query, hit, out, arena):
 * How ${hit}, found by catalog_search() for ${query}, came by its score.
 * Errors:  ERR_NOMEM.
 */
enum err_code catalog_explain(const struct rulebook *book, struct slice query,
    const struct catalog_hit *hit, struct catalog_why *out,
    struct arena *arena) MUST_CHECK;

/** catalog_decides(): the score from which a hit may decide. */
double catalog_decides(void);

/* A name or alias of a service, folded. */
struct catalog_name {
	const char *folded;
	const struct service *service;
};

/* All of a book, in order. */
struct catalog_names {
	struct catalog_name *name;
	size_t count;
};

/**
 * catalog_names(book, out, arena):
 * Whose words they are.  Errors: ERR_NOMEM.
 */
enum err_code catalog_names(const struct rulebook *book,
    struct catalog_names *out, struct arena *arena) MUST_CHECK;

/**
 * catalog_owner(names, text, except, arena):
 * The service other than ${except} (a code) which has ${text}, however it is
 * written, as a name or an alias; NULL: none, or memory was refused.
 */
const struct service *catalog_owner(const struct catalog_names *names,
    const char *text, const char *except, struct arena *arena);

/** catalog_index_make(book): used by rulebook_build(); NULL: out of memory. */
struct catalog_index *catalog_index_make(const struct rulebook *book);

struct catalog_referral {
	const struct referral *referral;
	int64_t distance_m; /* from the place asked about; -1: not known */
};

/**
 * catalog_referrals(book, service, near, out, max):
 * Where ${service} is done (NULL: all there is): own clinics first, then outside ones, each nearest
 * to ${near} first; ${near} NULL, or not on the map: in their order in the
 * directory.  Distances are those between the middles of the places.
 * Returns how many, at most ${max}.
 */
size_t catalog_referrals(const struct rulebook *book,
    const struct service *service, const struct place *near,
    struct catalog_referral *out, size_t max);

#endif
