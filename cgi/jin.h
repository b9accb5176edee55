#ifndef JIN_H
#define JIN_H

#include <stddef.h>

#include "arena.h"
#include "err.h"
#include "slice.h"

/*
 * JSON in: bytes → checked tree → struct, by a table of fields.  The only
 * user of cJSON.  All wrong members are noted at once.
 */

enum jin_type {
	JIN_TEXT,    /* const char *; "" is kept as NULL, null too */
	JIN_BOOL,    /* bool */
	JIN_TRI,     /* enum tri */
	JIN_ANSWER,  /* enum answer by its name; another one: "unknown_code" */
	JIN_INT,     /* int64_t within min..max */
	JIN_MONEY,   /* int64_t kopecks from {"amount","currency":"RUB"} */
	JIN_TIME,    /* int64_t UTC ms from RFC 3339 */
	JIN_DATE,    /* struct civil_date from YYYY-MM-DD */
	JIN_OBJECT,  /* a nested struct at offset; has_offset: bool "present" */
	JIN_LIST,    /* pointer + size_t count of structs (sub table) */
	JIN_TEXTS,   /* const char ** + size_t count */
	JIN_MAP,     /* like LIST, from an object: the key goes to key_offset */
	JIN_ROLES,   /* unsigned mask of performers from ["doctor","nurse"] */
};

enum jin_flag {
	JIN_OPTIONAL = 0,
	JIN_REQUIRED = 1,
	/* null empties: a TEXT that is null or "" is kept as "", an OBJECT that
	   is null empties its members; absent ones stay NULL */
	JIN_CLEAR = 2,
	JIN_SEEN = 4, /* whether it is there goes to the bool at seen_offset */
};

struct jin_table;

struct jin_field {
	const char *name;
	enum jin_type type;
	unsigned flags;
	size_t offset;
	size_t count_offset; /* LIST, TEXTS, MAP; OBJECT: bool, or JIN_NONE */
	size_t seen_offset;  /* with JIN_SEEN */
	int64_t min, max;    /* INT: range; LIST, TEXTS, MAP: max items;
	                        TEXT: max characters, 0: any */
	const struct jin_table *sub;
	/* a map entry may be a bare string instead of an object: where it goes
	   is the sub table's first field */
};

#define JIN_NONE ((size_t)-1)

struct jin_table {
	size_t size;                   /* of the struct */
	const struct jin_field *field; /* ended by name NULL */
	size_t key_offset;             /* MAP entries: const char * of the key */
};

/**
 * jin_read(table, body, out, err, arena):
 * Guard and parse ${body}, then fill ${out} (zeroed, ${table}->size bytes).
 * Errors:  ERR_SYNTAX with err->ref saying what (not UTF-8, depth, tokens,
 *          duplicate key, \u0000, BOM, rest after the end, not an object);
 *          ERR_FIELDS: wrong types, unknown members, ranges, all at once.
 */
enum err_code jin_read(const struct jin_table *table, struct slice body,
    void *out, struct err *err, struct arena *arena) MUST_CHECK;

#define JIN_DEPTH_MAX 16
#define JIN_TOKENS_MAX 2000 /* values and member names */

/**
 * jin_guard(body, why):
 * The checks before any parsing, as one scan: strict RFC 8259 and the limits.
 * Errors:  ERR_SYNTAX; ${why}: "bom", "utf8", "depth", "tokens", "nul",
 *          "json", "rest" (more after the value).
 */
enum err_code jin_guard(struct slice body, const char **why) MUST_CHECK;

/* A flat object of texts, as the message files are. */
struct jin_pair {
	const char *key;
	const char *text;
};

/** jin_pairs(body, out, count, err, arena): in the order of the file. */
enum err_code jin_pairs(struct slice body, struct jin_pair **out,
    size_t *count, struct err *err, struct arena *arena) MUST_CHECK;

#endif
