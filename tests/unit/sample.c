#include <stdio.h>
#include <stdlib.h>

#include "sample.h"
#include "slice.h"
#include "units.h"

#define COLUMNS_MAX 16
#define ROWS_MAX 1024
#define ITEMS_MAX 64
#define BOOK_LIMIT ((size_t)64 * 1024 * 1024)

/* A tab-separated file; the first line names the columns. */
struct tsv {
	struct arena *arena;
	const char *file;
	struct slice column[COLUMNS_MAX];
	size_t columns;
	struct slice row[ROWS_MAX];
	size_t rows;
};

static void
die(const char *file, const char *what)
{
	fprintf(stderr, "%s: %s\n", file, what);
	abort();
}

static void *
must(void *p)
{
	if (p == NULL)
		die("sample", "out of memory");
	return p;
}

static struct slice
slurp(const char *path, struct arena *arena)
{
	size_t room = (size_t)256 * 1024;
	char *text = must(arena_alloc(arena, room));
	FILE *f = fopen(path, "r");
	size_t n;

	if (f == NULL)
		die(path, "cannot open; run from the top folder");
	n = fread(text, 1, room, f);
	fclose(f);
	if (n == room)
		die(path, "too long");
	return (struct slice){text, n};
}

static struct tsv
tsv_open(const char *file, struct arena *arena)
{
	struct tsv t = {.arena = arena, .file = file};
	struct slice rest, line, cell;
	char path[64];

	snprintf(path, sizeof(path), "db/data/%s", file);
	rest = slurp(path, arena);
	if (!slice_cut(&rest, '\n', &line))
		die(file, "empty");
	while (t.columns < COLUMNS_MAX && slice_cut(&line, '\t', &cell))
		t.column[t.columns++] = cell;
	while (slice_cut(&rest, '\n', &line))
		if (line.n != 0 && t.rows < ROWS_MAX)
			t.row[t.rows++] = line;
	return t;
}

static struct slice
tsv_slice(const struct tsv *t, size_t row, const char *column)
{
	struct slice line = t->row[row], cell = {"", 0};

	for (size_t i = 0; i < t->columns; i++) {
		if (!slice_cut(&line, '\t', &cell))
			cell = (struct slice){"", 0};
		if (slice_eq(t->column[i], slice_of(column)))
			return slice_trim(cell);
	}
	die(t->file, column);
	return cell;
}

/* The cell as a string; NULL when it is empty. */
static const char *
tsv_text(const struct tsv *t, size_t row, const char *column)
{
	struct slice s = tsv_slice(t, row, column);

	return s.n != 0 ? must(arena_strndup(t->arena, s.p, s.n)) : NULL;
}

static int64_t
tsv_number(const struct tsv *t, size_t row, const char *column)
{
	const char *s = tsv_text(t, row, column);

	return s != NULL ? strtoll(s, NULL, 10) : 0;
}

static bool
tsv_is(const struct tsv *t, size_t row, const char *column, const char *value)
{
	return slice_eq(tsv_slice(t, row, column), slice_of(value));
}

static const char **
tsv_list(const struct tsv *t, size_t row, const char *column, char sep,
	 size_t *count)
{
	struct slice rest = tsv_slice(t, row, column), item;
	const char **list =
	    must(ARENA_ARRAY(t->arena, const char *, ITEMS_MAX));

	*count = 0;
	while (*count < ITEMS_MAX && slice_cut(&rest, sep, &item)) {
		item = slice_trim(item);
		if (item.n != 0)
			list[(*count)++] =
			    must(arena_strndup(t->arena, item.p, item.n));
	}
	return list;
}

static void
fill_zones(struct rulebook *b)
{
	static const enum performer kind[] = {PERFORMER_DOCTOR,
					      PERFORMER_NURSE};
	static const char *const column[] = {"doctor_rub", "nurse_rub"};
	struct tsv t = tsv_open("tariffs.tsv", b->arena);

	b->zone = must(ARENA_ARRAY(b->arena, struct zone, t.rows));
	b->tariff = must(ARENA_ARRAY(b->arena, struct tariff, 2 * t.rows));
	for (size_t i = 0; i < t.rows; i++) {
		b->zone[b->zone_count++] = (struct zone){
		    .code = tsv_text(&t, i, "zone"),
		    .name = tsv_text(&t, i, "zone_name"),
		    .sort = (int)i + 1,
		    .version = 1,
		};
		for (size_t k = 0; k < 2; k++)
			b->tariff[b->tariff_count++] = (struct tariff){
			    .id = (int64_t)b->tariff_count,
			    .zone = b->zone[i].code,
			    .performer = kind[k],
			    .price_kop =
				RUBLE_KOP * tsv_number(&t, i, column[k]),
			    .valid_from_ms = SAMPLE_TARIFF_MS,
			    .recorded_at_ms = SAMPLE_TARIFF_MS,
			    .recorded_by = "system",
			    .reason = "sample data",
			};
	}
	b->tariff_version = 1;
}

static const struct nearness_point *
tsv_point(const struct tsv *t, size_t row)
{
	struct nearness_point *point;

	if (tsv_text(t, row, "lat_udeg") == NULL)
		return NULL;
	point = must(ARENA_NEW(t->arena, struct nearness_point));
	point->lat_udeg = tsv_number(t, row, "lat_udeg");
	point->lon_udeg = tsv_number(t, row, "lon_udeg");
	return point;
}

static void
fill_places(struct rulebook *b)
{
	struct tsv t = tsv_open("places.tsv", b->arena);

	b->place = must(ARENA_ARRAY(b->arena, struct place, t.rows));
	for (size_t i = 0; i < t.rows; i++) {
		struct place *p = &b->place[b->place_count++];
		*p = (struct place){
		    .code = tsv_text(&t, i, "code"),
		    .name = tsv_text(&t, i, "name"),
		    .kind = tsv_text(&t, i, "kind"),
		    .parent = tsv_text(&t, i, "parent"),
		    .zone = tsv_text(&t, i, "zone"),
		    .note = tsv_text(&t, i, "note"),
		};
		p->alias = tsv_list(&t, i, "aliases", ';', &p->alias_count);
		p->point = tsv_point(&t, i);
	}
}

static void
fill_services(struct rulebook *b)
{
	struct tsv t = tsv_open("catalog.tsv", b->arena);

	b->service = must(ARENA_ARRAY(b->arena, struct service, t.rows));
	for (size_t i = 0; i < t.rows; i++) {
		struct service *s = &b->service[b->service_count++];
		*s = (struct service){
		    .code = tsv_text(&t, i, "code"),
		    .category = tsv_text(&t, i, "category"),
		    .verdict = rulebook_verdict_of(tsv_text(&t, i, "verdict")),
		    .performers =
			rulebook_performer_of(tsv_text(&t, i, "performer")),
		    .name = tsv_text(&t, i, "name"),
		    .source_name = tsv_text(&t, i, "source_name"),
		    .condition = tsv_text(&t, i, "condition"),
		    .note = tsv_text(&t, i, "note"),
		    .branch = tsv_text(&t, i, "branch"),
		    .valid_from_ms = INT64_MIN,
		    .valid_to_ms = INT64_MAX,
		};
		s->alias = tsv_list(&t, i, "aliases", ';', &s->alias_count);
		s->approved = s->code[0] != 'X';
	}
}

static void
fill_answers(struct rulebook *b)
{
	struct tsv t = tsv_open("conditions.tsv", b->arena);

	for (size_t i = 0; i < t.rows; i++)
		for (size_t k = 0; k < b->service_count; k++) {
			struct service *s = &b->service[k];
			if (!tsv_is(&t, i, "service", s->code))
				continue;
			*(tsv_is(&t, i, "answer", "yes")
			      ? &s->if_yes
			      : &s->if_no) = (struct service_answer){
			    .verdict =
				rulebook_verdict_of(tsv_text(&t, i, "verdict")),
			    .say = tsv_text(&t, i, "say"),
			    .instead = tsv_text(&t, i, "instead"),
			};
		}
}

static void
fill_referrals(struct rulebook *b)
{
	struct tsv t = tsv_open("referrals.tsv", b->arena);

	b->referral = must(ARENA_ARRAY(b->arena, struct referral, t.rows));
	for (size_t i = 0; i < t.rows; i++) {
		struct referral *r = &b->referral[b->referral_count++];
		*r = (struct referral){
		    .code = tsv_text(&t, i, "code"),
		    .own = tsv_is(&t, i, "kind", "own"),
		    .name = tsv_text(&t, i, "name"),
		    .address = tsv_text(&t, i, "address"),
		    .place = tsv_text(&t, i, "place"),
		    .phone = tsv_text(&t, i, "phone"),
		    .hours = tsv_text(&t, i, "hours"),
		    .directions = tsv_text(&t, i, "directions"),
		};
		r->service =
		    tsv_list(&t, i, "services", ';', &r->service_count);
	}
}

static void
fill_questions(struct rulebook *b)
{
	struct tsv t = tsv_open("red-flags.tsv", b->arena);

	b->red_flag = must(ARENA_ARRAY(b->arena, struct red_flag, t.rows));
	for (size_t i = 0; i < t.rows; i++) {
		const char *who = tsv_text(&t, i, "applies_to");
		b->red_flag[b->red_flag_count++] = (struct red_flag){
		    .code = tsv_text(&t, i, "code"),
		    .sign = tsv_text(&t, i, "sign"),
		    .ask_again = tsv_text(&t, i, "ask_again"),
		    .adult = strstr(who, "adult") != NULL,
		    .child = strstr(who, "child") != NULL,
		};
	}
	t = tsv_open("epid.tsv", b->arena);
	b->epid = must(ARENA_ARRAY(b->arena, struct epid_question, t.rows));
	for (size_t i = 0; i < t.rows; i++)
		b->epid[b->epid_count++] = (struct epid_question){
		    .code = tsv_text(&t, i, "code"),
		    .question = tsv_text(&t, i, "question"),
		    .kit_if_yes = tsv_text(&t, i, "kit_if_yes")[1] - '0',
		    .then = tsv_text(&t, i, "then"),
		};
}

static void
fill_scripts(struct rulebook *b)
{
	struct tsv t = tsv_open("scripts.tsv", b->arena);

	b->script = must(ARENA_ARRAY(b->arena, struct script, t.rows));
	for (size_t i = 0; i < t.rows; i++) {
		struct script *s = &b->script[b->script_count++];
		*s = (struct script){
		    .situation = tsv_text(&t, i, "situation"),
		    .title = tsv_text(&t, i, "title"),
		    .facts = tsv_text(&t, i, "facts_to_have"),
		    .version = 1,
		};
		s->forbidden =
		    tsv_list(&t, i, "forbidden", '|', &s->forbidden_count);
	}
}

static void
fill_medics(struct rulebook *b)
{
	struct tsv t = tsv_open("medics.tsv", b->arena);

	b->medic = must(ARENA_ARRAY(b->arena, struct medic, t.rows));
	for (size_t i = 0; i < t.rows; i++) {
		struct medic *m = &b->medic[b->medic_count++];
		*m = (struct medic){
		    .code = tsv_text(&t, i, "code"),
		    .name = tsv_text(&t, i, "name"),
		    .kind = tsv_is(&t, i, "kind", "doctor") ? PERFORMER_DOCTOR
							    : PERFORMER_NURSE,
		    .active = true,
		};
		m->speciality =
		    tsv_list(&t, i, "specialities", ';', &m->speciality_count);
		m->zone = tsv_list(&t, i, "zones", ';', &m->zone_count);
	}
}

static void
fill_words(struct rulebook *b)
{
	struct tsv t = tsv_open("words.tsv", b->arena);

	b->word = must(ARENA_ARRAY(b->arena, struct word, t.rows));
	for (size_t i = 0; i < t.rows; i++) {
		struct word *w = &b->word[b->word_count++];
		if (!rulebook_word_named(tsv_text(&t, i, "scope"),
					 tsv_text(&t, i, "class"), w))
			die("words.tsv", tsv_text(&t, i, "word"));
		w->text = tsv_text(&t, i, "word");
		w->same_as = tsv_text(&t, i, "same_as");
	}
}

static void
fill_address_rules(struct rulebook *b)
{
	struct tsv t = tsv_open("address-rules.tsv", b->arena);

	b->address_rule =
	    must(ARENA_ARRAY(b->arena, struct address_rule, t.rows));
	for (size_t i = 0; i < t.rows; i++)
		b->address_rule[b->address_rule_count++] =
		    (struct address_rule){
			.code = tsv_text(&t, i, "code"),
			.pattern = tsv_text(&t, i, "pattern"),
			.place = tsv_text(&t, i, "place"),
			.house_from = tsv_number(&t, i, "house_from"),
			.house_to = tsv_number(&t, i, "house_to"),
			.parity = rulebook_parity_of(tsv_text(&t, i, "parity")),
			.active = true,
			.version = 1,
		    };
}

static void
fill_settings(struct rulebook *b)
{
	b->clinic_zone = (struct civil_zone){
	    .name = "Europe/Moscow",
	    .first_offset_s = SAMPLE_OFFSET_S,
	};
	for (size_t i = 0; i < 7; i++) {
		b->hours.week[i].open_min = 8 * 60;
		b->hours.week[i].close_min = 22 * 60;
	}
	b->settings = (struct settings){
	    .promise_target_min = 30,
	    .promise_deadline_min = 60,
	    .amber_min = 20,
	    .quote_valid_min = 1440,
	    .claim_lease_s = 300,
	    .retry_min = 10,
	    .attempts_max = 3,
	    .visit_window_min = 120,
	    .travel_margin_min = 30,
	    .representative_age = 15,
	    .adult_age = 18,
	    .idempotency_hours = 48,
	    .draft_hours = 24,
	    .task_keep_hours = 72,
	};
	b->consent_version = "1";
	b->revision = 1;
}

struct rulebook *
sample_tables(struct arena *arena)
{
	struct rulebook *b = must(ARENA_NEW(arena, struct rulebook));

	b->arena = arena;
	fill_settings(b);
	fill_zones(b);
	fill_places(b);
	fill_services(b);
	fill_answers(b);
	fill_referrals(b);
	fill_questions(b);
	fill_scripts(b);
	fill_medics(b);
	fill_words(b);
	fill_address_rules(b);
	return b;
}

void
sample_build(struct rulebook *book)
{
	static struct err err;

	if (rulebook_build(book, &err) == ERR_OK)
		return;
	for (size_t i = 0; i < err.fields.n; i++)
		fprintf(stderr, "%s: %s %s\n", err.fields.item[i].pointer,
			err.fields.item[i].code,
			err.fields.item[i].arg ? err.fields.item[i].arg : "");
	die("sample", "the rulebook does not build");
}

struct rulebook *
sample_book(void)
{
	static struct arena arena = {.limit = BOOK_LIMIT};
	static struct rulebook *book;

	if (book == NULL) {
		book = sample_tables(&arena);
		sample_build(book);
	}
	return book;
}
