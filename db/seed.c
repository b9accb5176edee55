#include <stdio.h>
#include <stdlib.h>

#include "audit.h"
#include "buf.h"
#include "driver.h"
#include "ids.h"
#include "seed.h"
#include "shift_row.h"
#include "touch.h"
#include "tsv.h"
#include "units.h"

EMBED(tariffs_tsv, "db/data/tariffs.tsv");
EMBED(places_tsv, "db/data/places.tsv");
EMBED(catalog_tsv, "db/data/catalog.tsv");
EMBED(conditions_tsv, "db/data/conditions.tsv");
EMBED(search_checks_tsv, "db/data/search-checks.tsv");
EMBED(referrals_tsv, "db/data/referrals.tsv");
EMBED(red_flags_tsv, "db/data/red-flags.tsv");
EMBED(epid_tsv, "db/data/epid.tsv");
EMBED(scripts_tsv, "db/data/scripts.tsv");
EMBED(medics_tsv, "db/data/medics.tsv");
EMBED(patients_tsv, "db/data/patients.tsv");
EMBED(words_tsv, "db/data/words.tsv");
EMBED(address_rules_tsv, "db/data/address-rules.tsv");

#define HOUSE_MAX 10000
#define ROOM 10 /* for rules to be put between two others */

/* A file being loaded. */
struct seed {
	struct db *db;
	const struct op *op;
	struct tsv tsv;
};

/* A whole number from 0 to ${max}; anything else breaks the row. */
static int64_t
number(struct tsv *t, const char *text, int64_t max)
{
	char *end = NULL;
	int64_t n = text != NULL ? strtoll(text, &end, 10) : -1;

	if (end == NULL || *end != '\0' || n < 0 || n > max)
		t->broken = true;
	return n;
}

/* Write the parts of ${text} as the list of ${owner}. */
static enum err_code
add_list(struct seed *s, enum db_id id, const char *owner, const char *text,
	 char sep)
{
	const char *part[TSV_PARTS_MAX];
	size_t n = tsv_split(&s->tsv, text, sep, part);
	enum err_code code = ERR_OK;

	for (size_t i = 0; i < n && code == ERR_OK; i++)
		code = db_exec(s->db, id,
			       DB_ARGS(db_text(owner), db_int((int64_t)i),
				       db_text(part[i])));
	return code;
}

/* A price of the samples has always been in force. */
static enum err_code
add_price(struct seed *s, enum performer performer, const char *rubles)
{
	const char *const *f = s->tsv.field;
	int64_t rub = number(&s->tsv, rubles, 1000000);
	struct db_rows r = db_query(
	    s->db, SQL_TARIFF_INSERT,
	    DB_ARGS(db_text(f[0]), db_int(performer), db_int(rub * RUBLE_KOP),
		    db_int(0), db_int(s->op->now_ms),
		    db_text(s->op->actor->login),
		    db_text("начальные цены (пример)")));

	(void)db_next(&r); /* the id: not needed */
	return db_done(&r);
}

static enum err_code
add_zone(struct seed *s)
{
	const char *const *f = s->tsv.field;
	enum err_code code = db_exec(s->db, SQL_ZONE_INSERT,
				     DB_ARGS(db_text(f[0]), db_text(f[1]),
					     db_int((int64_t)s->tsv.line - 1)));

	if (code == ERR_OK)
		code = add_price(s, PERFORMER_DOCTOR, f[2]);
	return code == ERR_OK ? add_price(s, PERFORMER_NURSE, f[3]) : code;
}

/* The roots of the tree stand for city and oblast and have no row. */
static const char *
place_parent(const char *parent)
{
	if (parent != NULL &&
	    (strcmp(parent, "spb") == 0 || strcmp(parent, "oblast") == 0))
		return NULL;
	return parent;
}

/* North and east only; empty: inherited. */
static struct db_arg
degrees(struct tsv *t, const char *text)
{
	return text != NULL ? db_int(number(t, text, 180 * (int64_t)1000000))
			    : db_text(NULL);
}

static enum err_code
add_place(struct seed *s)
{
	const char *const *f = s->tsv.field;
	enum err_code code = db_exec(
	    s->db, SQL_PLACE_INSERT,
	    DB_ARGS(db_text(f[0]), db_text(f[1]), db_text(f[2]),
		    db_text(place_parent(f[3])), db_text(f[4]), db_text(f[6]),
		    db_int((int64_t)s->tsv.line - 1), degrees(&s->tsv, f[7]),
		    degrees(&s->tsv, f[8]), db_text(f[9])));

	return code == ERR_OK
		   ? add_list(s, SQL_PLACE_ALIAS_INSERT, f[0], f[5], ';')
		   : code;
}

/* Codes X are samples of ours: to be approved; the rest is the handbook. */
static enum err_code
add_service(struct seed *s)
{
	const char *const *f = s->tsv.field;
	unsigned performers = f[3] != NULL ? rulebook_performer_of(f[3]) : 0;
	enum err_code code;

	if (f[0] == NULL || (f[3] != NULL && performers == 0)) {
		s->tsv.broken = true;
		return ERR_SYNTAX;
	}
	code = db_exec(s->db, SQL_SERVICE_INSERT,
		       DB_ARGS(db_text(f[0]), db_text(f[1]), db_text(f[2]),
			       db_int(performers), db_text(f[4]), db_text(f[5]),
			       db_text(f[7]), db_text(f[8]), db_text(f[9]),
			       db_int(f[0][0] != 'X')));
	return code == ERR_OK
		   ? add_list(s, SQL_SERVICE_ALIAS_INSERT, f[0], f[6], ';')
		   : code;
}

static enum err_code
add_answer(struct seed *s)
{
	const char *const *f = s->tsv.field;

	return db_exec(s->db, SQL_SERVICE_ANSWER_INSERT,
		       DB_ARGS(db_text(f[0]), db_text(f[1]), db_text(f[2]),
			       db_text(f[3]), db_text(f[4])));
}

static enum err_code
add_check(struct seed *s)
{
	const char *const *f = s->tsv.field;

	return db_exec(s->db, SQL_CHECK_EDIT_INSERT,
		       DB_ARGS(db_text(f[0]), db_text(f[1]), db_text(f[2]),
			       db_text(f[3]), db_text(f[4])));
}

static enum err_code
add_referral(struct seed *s)
{
	const char *const *f = s->tsv.field;
	bool own = f[1] != NULL && strcmp(f[1], "own") == 0;
	enum err_code code;

	if (!own && (f[1] == NULL || strcmp(f[1], "outside") != 0))
		s->tsv.broken = true;
	code = db_exec(s->db, SQL_REFERRAL_INSERT,
		       DB_ARGS(db_text(f[0]), db_int(own), db_text(f[2]),
			       db_text(f[3]), db_text(f[4]), db_text(f[5]),
			       db_text(f[6]), db_text(f[7])));
	return code == ERR_OK
		   ? add_list(s, SQL_REFERRAL_SERVICE_INSERT, f[0], f[8], ';')
		   : code;
}

static enum err_code
add_red_flag(struct seed *s)
{
	const char *const *f = s->tsv.field;
	const char *part[TSV_PARTS_MAX];
	size_t n = tsv_split(&s->tsv, f[2], ';', part);
	bool adult = false, child = false;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(part[i], "adult") == 0)
			adult = true;
		else if (strcmp(part[i], "child") == 0)
			child = true;
		else
			s->tsv.broken = true;
	}
	return db_exec(s->db, SQL_RED_FLAG_INSERT,
		       DB_ARGS(db_text(f[0]), db_text(f[1]), db_int(adult),
			       db_int(child), db_text(f[3])));
}

static enum err_code
add_epid_question(struct seed *s)
{
	const char *const *f = s->tsv.field;
	bool kit = f[2] != NULL && f[2][0] == 'K';

	return db_exec(
	    s->db, SQL_EPID_QUESTION_INSERT,
	    DB_ARGS(db_text(f[0]), db_text(f[1]),
		    db_int(number(&s->tsv, kit ? f[2] + 1 : NULL, 3)),
		    db_text(f[3])));
}

static enum err_code
add_script(struct seed *s)
{
	const char *const *f = s->tsv.field;
	enum err_code code =
	    db_exec(s->db, SQL_SCRIPT_INSERT,
		    DB_ARGS(db_text(f[0]), db_text(f[1]), db_text(f[2]),
			    db_int((int64_t)s->tsv.line - 1)));

	return code == ERR_OK
		   ? add_list(s, SQL_SCRIPT_FORBIDDEN_INSERT, f[0], f[3], '|')
		   : code;
}

/* The working hours of ${medic} on a day of the week. */
static enum err_code
add_shift(struct seed *s, const char *medic, const struct shift *hours)
{
	struct shift shift = *hours;

	shift.id = ids_make(s->op->now_ms, s->op->arena);
	shift.medic = medic;
	return shift_row_insert(s->db, &shift);
}

/* Whoever is new works in the hours of the service. */
static enum err_code
add_shifts(struct seed *s, const char *medic)
{
	struct shift week[7] = {{.kind = SHIFT_WORK}};
	struct db_rows r = db_query(s->db, SQL_WEEK_HOURS_LIST, DB_NO_ARGS);
	size_t n = 0;
	enum err_code code;

	for (; n < 7 && db_next(&r); n++) {
		week[n].weekday = db_take_int(&r);
		week[n].start_min = db_take_int(&r);
		week[n].end_min = db_take_int(&r);
	}
	code = db_done(&r);
	for (size_t i = 0; i < n && code == ERR_OK; i++)
		if (week[i].end_min > week[i].start_min)
			code = add_shift(s, medic, &week[i]);
	return code;
}

static enum err_code
add_medic(struct seed *s)
{
	const char *const *f = s->tsv.field;
	unsigned kind = f[2] != NULL ? rulebook_performer_of(f[2]) : 0;
	enum err_code code =
	    db_exec(s->db, SQL_MEDIC_INSERT,
		    DB_ARGS(db_text(f[0]), db_text(f[1]), db_int(kind)));

	if (code == ERR_OK)
		code =
		    add_list(s, SQL_MEDIC_SPECIALITY_INSERT, f[0], f[3], ';');
	if (code == ERR_OK)
		code = add_list(s, SQL_MEDIC_ZONE_INSERT, f[0], f[4], ';');
	return code == ERR_OK ? add_shifts(s, f[0]) : code;
}

static enum err_code
add_patient(struct seed *s)
{
	const char *const *f = s->tsv.field;

	return db_exec(s->db, SQL_PATIENT_INSERT,
		       DB_ARGS(db_text(f[0]), db_text(f[1]), db_text(f[2]),
			       db_text(f[3]), db_text(f[4]), db_text(f[5]),
			       db_int(number(&s->tsv, f[6], 1)),
			       db_int(number(&s->tsv, f[7], 1)),
			       db_text(f[8])));
}

static enum err_code
add_word(struct seed *s)
{
	const char *const *f = s->tsv.field;

	return db_exec(s->db, SQL_SEARCH_WORD_INSERT,
		       DB_ARGS(db_text(f[0]), db_text(f[2]), db_text(f[1]),
			       db_text(f[3])));
}

/* A house number; absent, 0. */
static int64_t
house(struct tsv *t, const char *text)
{
	return text != NULL ? number(t, text, HOUSE_MAX) : 0;
}

static enum err_code
add_address_rule(struct seed *s)
{
	const char *const *f = s->tsv.field;

	return db_exec(s->db, SQL_ADDRESS_RULE_INSERT,
		       DB_ARGS(db_text(f[0]), db_text(f[1]), db_text(f[2]),
			       db_opt(house(&s->tsv, f[3])),
			       db_opt(house(&s->tsv, f[4])), db_text(f[5]),
			       db_text(f[6]),
			       db_int(ROOM * ((int64_t)s->tsv.line - 1))));
}

/* In the order their references need. */
static const struct file {
	const char *name;
	const struct embed *data;
	const char *header;
	enum err_code (*add)(struct seed *s);
} files[] = {
    {"tariffs.tsv", &tariffs_tsv, "zone\tzone_name\tdoctor_rub\tnurse_rub",
     add_zone},
    {"places.tsv", &places_tsv,
     "code\tname\tkind\tparent\tzone\taliases\tnote\tlat_udeg\tlon_udeg\t"
     "point_source",
     add_place},
    {"catalog.tsv", &catalog_tsv,
     "code\tcategory\tverdict\tperformer\tname\tsource_name\taliases\t"
     "condition\tnote\tbranch",
     add_service},
    {"conditions.tsv", &conditions_tsv,
     "service\tanswer\tverdict\tsay\tinstead", add_answer},
    {"search-checks.tsv", &search_checks_tsv,
     "code\tquery\toutcome\tservice\tnote", add_check},
    {"referrals.tsv", &referrals_tsv,
     "code\tkind\tname\taddress\tplace\tphone\thours\tdirections\tservices",
     add_referral},
    {"red-flags.tsv", &red_flags_tsv, "code\tsign\tapplies_to\task_again",
     add_red_flag},
    {"epid.tsv", &epid_tsv, "code\tquestion\tkit_if_yes\tthen",
     add_epid_question},
    {"scripts.tsv", &scripts_tsv, "situation\ttitle\tfacts_to_have\tforbidden",
     add_script},
    {"medics.tsv", &medics_tsv, "code\tname\tkind\tspecialities\tzones",
     add_medic},
    {"patients.tsv", &patients_tsv,
     "card_no\tname\tbirth_date\tphone\taddress\tplace\tbonus_member\t"
     "debt\tnote",
     add_patient},
    {"words.tsv", &words_tsv, "scope\tclass\tword\tsame_as", add_word},
    {"address-rules.tsv", &address_rules_tsv,
     "code\tpattern\tplace\thouse_from\thouse_to\tparity\tnote",
     add_address_rule},
};

/* What a row may do wrong is the file's fault, the rest is the store's. */
static bool
is_row_error(enum err_code code)
{
	return code == ERR_EXISTS || code == ERR_STATE || code == ERR_SYNTAX;
}

static enum err_code
load(struct seed *s, const struct file *file)
{
	enum err_code code = ERR_OK;
	struct buf ref = BUF(s->op->arena);

	tsv_open(&s->tsv, file->data, file->header, s->op->arena);
	while (code == ERR_OK && tsv_next(&s->tsv))
		code = file->add(s);
	if (s->op->arena->overflow)
		return ERR_NOMEM;
	if (!s->tsv.broken && !is_row_error(code))
		return code;
	buf_printf(&ref, "%s:%zu", file->name, s->tsv.line);
	s->op->err->ref = buf_text(&ref);
	return ERR_SYNTAX;
}

static enum err_code
count_zones(struct db *db, int64_t *out)
{
	struct db_rows r = db_query(db, SQL_ZONE_COUNT, DB_NO_ARGS);

	*out = db_next(&r) ? db_take_int(&r) : 0;
	return db_done(&r);
}

enum err_code
seed_sample(struct db *db, void *arg)
{
	const struct seed_ask *ask = arg;
	struct seed s = {.db = db, .op = &ask->op};
	int64_t zones;
	enum err_code code = count_zones(db, &zones);

	if (code == ERR_OK && zones != 0)
		return ERR_EXISTS;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		if (code == ERR_OK)
			code = load(&s, &files[i]);
	if (code != ERR_OK)
		return code;
	touch_rows(db, TOUCH_RULEBOOK);
	return audit_add(
	    db, s.op,
	    &(struct audit_event){.action = "seed.sample", .object = "store"});
}
