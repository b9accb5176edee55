#include <stdlib.h>

#include "book.h"
#include "book_load.h"
#include "publish.h"
#include "shelf.h"

#define BOOK_LIMIT ((size_t)256 * 1024 * 1024) /* 10,000 services take 32 */

bool
book_more(struct book_load *l, struct db_rows *r)
{
	return l->code == ERR_OK && db_next(r);
}

void
book_done(struct book_load *l, struct db_rows *r)
{
	enum err_code code = db_done(r);

	if (l->code == ERR_OK)
		l->code = code;
}

/* The texts that belong to ${owner}, in their order. */
static size_t
load_texts(struct book_load *l, enum db_id id, const char *owner,
	   const char ***out)
{
	struct db_rows r = db_query(l->db, id, DB_ARGS(db_text(owner)));
	size_t n = 0;

	while (book_more(l, &r) && BOOK_GROW(l, *out, n) != NULL)
		(*out)[n++] = db_take_text(&r, l->book->arena);
	book_done(l, &r);
	return n;
}

static void
load_zones(struct book_load *l)
{
	struct rulebook *b = l->book;
	struct db_rows r = db_query(l->db, SQL_ZONE_LIST, DB_NO_ARGS);

	while (book_more(l, &r) &&
	       BOOK_GROW(l, b->zone, b->zone_count) != NULL) {
		struct zone *z = &b->zone[b->zone_count++];
		z->code = db_take_text(&r, b->arena);
		z->name = db_take_text(&r, b->arena);
		z->sort = (int)db_take_int(&r);
		z->version = db_take_int(&r);
	}
	book_done(l, &r);
}

static int64_t
load_counter(struct book_load *l, struct db_rows r)
{
	int64_t value = book_more(l, &r) ? db_take_int(&r) : 0;

	book_done(l, &r);
	return value;
}

static void
load_tariffs(struct book_load *l)
{
	struct rulebook *b = l->book;

	l->code = publish_rows(l->db, &b->tariff, &b->tariff_count, b->arena);
	b->tariff_count = tariff_known(b->tariff, b->tariff_count, INT64_MAX);
	b->tariff_version =
	    load_counter(l, db_query(l->db, SQL_TARIFF_VERSION, DB_NO_ARGS));
}

/* Columns: whether it is known, latitude, longitude. */
static const struct nearness_point *
take_point(struct book_load *l, struct db_rows *r)
{
	struct nearness_point *point = NULL;
	bool known = db_take_int(r) != 0;
	int64_t lat_udeg = db_take_int(r), lon_udeg = db_take_int(r);

	if (!known)
		return NULL;
	point = ARENA_NEW(l->book->arena, struct nearness_point);
	if (point == NULL)
		l->code = ERR_NOMEM;
	else
		*point = (struct nearness_point){lat_udeg, lon_udeg};
	return point;
}

static void
load_places(struct book_load *l)
{
	struct rulebook *b = l->book;
	struct db_rows r = db_query(l->db, SQL_PLACE_LIST, DB_NO_ARGS);

	while (book_more(l, &r) &&
	       BOOK_GROW(l, b->place, b->place_count) != NULL) {
		struct place *p = &b->place[b->place_count++];
		p->code = db_take_text(&r, b->arena);
		p->name = db_take_text(&r, b->arena);
		p->kind = db_take_text(&r, b->arena);
		p->parent = db_take_text(&r, b->arena);
		p->ask = db_take_int(&r) != 0;
		p->zone = db_take_text(&r, b->arena);
		p->note = db_take_text(&r, b->arena);
		p->point = take_point(l, &r);
		p->alias_count =
		    load_texts(l, SQL_PLACE_ALIAS_LIST, p->code, &p->alias);
	}
	book_done(l, &r);
}

static void
load_address_rules(struct book_load *l)
{
	struct rulebook *b = l->book;
	struct db_rows r = db_query(l->db, SQL_ADDRESS_RULE_LIST, DB_NO_ARGS);

	while (book_more(l, &r) &&
	       BOOK_GROW(l, b->address_rule, b->address_rule_count) != NULL) {
		struct address_rule *a =
		    &b->address_rule[b->address_rule_count++];
		a->code = db_take_text(&r, b->arena);
		a->pattern = db_take_text(&r, b->arena);
		a->place = db_take_text(&r, b->arena);
		a->house_from = db_take_int(&r);
		a->house_to = db_take_int(&r);
		a->parity = rulebook_parity_of(db_take_text(&r, b->arena));
		a->note = db_take_text(&r, b->arena);
		a->active = db_take_int(&r) != 0;
		a->version = db_take_int(&r);
	}
	book_done(l, &r);
}

/* A bound of validity: a flag that there is one, then its moment. */
static int64_t
take_bound(struct db_rows *r, int64_t open)
{
	bool given = db_take_int(r) != 0;
	int64_t at_ms = db_take_int(r);

	return given ? at_ms : open;
}

/* What follows from a yes and a no; without a row of it: as it says. */
static void
load_answers(struct book_load *l, struct service *s)
{
	struct db_rows r =
	    db_query(l->db, SQL_SERVICE_ANSWER_LIST, DB_ARGS(db_text(s->code)));

	s->if_yes.verdict = VERDICT_ALLOWED;
	s->if_no.verdict = VERDICT_NOT_ALLOWED;
	while (book_more(l, &r)) {
		struct service_answer *a =
		    db_take_int(&r) != 0 ? &s->if_yes : &s->if_no;
		a->verdict =
		    rulebook_verdict_of(db_take_text(&r, l->book->arena));
		a->say = db_take_text(&r, l->book->arena);
		a->instead = db_take_text(&r, l->book->arena);
	}
	book_done(l, &r);
}

static void
load_services(struct book_load *l)
{
	struct rulebook *b = l->book;
	struct db_rows r = db_query(l->db, SQL_SERVICE_LIST, DB_NO_ARGS);

	while (book_more(l, &r) &&
	       BOOK_GROW(l, b->service, b->service_count) != NULL) {
		struct service *s = &b->service[b->service_count++];
		const char *verdict;
		s->code = db_take_text(&r, b->arena);
		s->category = db_take_text(&r, b->arena);
		verdict = db_take_text(&r, b->arena);
		s->verdict = verdict != NULL ? rulebook_verdict_of(verdict)
					     : VERDICT_NONE;
		s->performers = (unsigned)db_take_int(&r);
		s->name = db_take_text(&r, b->arena);
		s->source_name = db_take_text(&r, b->arena);
		s->condition = db_take_text(&r, b->arena);
		s->note = db_take_text(&r, b->arena);
		s->branch = db_take_text(&r, b->arena);
		s->valid_from_ms = take_bound(&r, INT64_MIN);
		s->valid_to_ms = take_bound(&r, INT64_MAX);
		s->approved = db_take_int(&r) != 0;
		s->alias_count =
		    load_texts(l, SQL_SERVICE_ALIAS_LIST, s->code, &s->alias);
		if (s->verdict == VERDICT_CONDITIONAL)
			load_answers(l, s);
	}
	book_done(l, &r);
}

static void
load_referrals(struct book_load *l)
{
	struct rulebook *b = l->book;
	struct db_rows r = db_query(l->db, SQL_REFERRAL_LIST, DB_NO_ARGS);

	while (book_more(l, &r) &&
	       BOOK_GROW(l, b->referral, b->referral_count) != NULL) {
		struct referral *f = &b->referral[b->referral_count++];
		f->code = db_take_text(&r, b->arena);
		f->own = db_take_int(&r) != 0;
		f->name = db_take_text(&r, b->arena);
		f->address = db_take_text(&r, b->arena);
		f->place = db_take_text(&r, b->arena);
		f->phone = db_take_text(&r, b->arena);
		f->hours = db_take_text(&r, b->arena);
		f->directions = db_take_text(&r, b->arena);
		f->service_count = load_texts(l, SQL_REFERRAL_SERVICE_LIST,
					      f->code, &f->service);
	}
	book_done(l, &r);
}

static void
load_questions(struct book_load *l)
{
	struct rulebook *b = l->book;
	struct db_rows r = db_query(l->db, SQL_RED_FLAG_LIST, DB_NO_ARGS);

	while (book_more(l, &r) &&
	       BOOK_GROW(l, b->red_flag, b->red_flag_count) != NULL) {
		struct red_flag *f = &b->red_flag[b->red_flag_count++];
		f->code = db_take_text(&r, b->arena);
		f->sign = db_take_text(&r, b->arena);
		f->adult = db_take_int(&r) != 0;
		f->child = db_take_int(&r) != 0;
		f->ask_again = db_take_text(&r, b->arena);
	}
	book_done(l, &r);
	r = db_query(l->db, SQL_EPID_QUESTION_LIST, DB_NO_ARGS);
	while (book_more(l, &r) &&
	       BOOK_GROW(l, b->epid, b->epid_count) != NULL) {
		struct epid_question *q = &b->epid[b->epid_count++];
		q->code = db_take_text(&r, b->arena);
		q->question = db_take_text(&r, b->arena);
		q->kit_if_yes = (int)db_take_int(&r);
		q->then = db_take_text(&r, b->arena);
	}
	book_done(l, &r);
}

static void
load_scripts(struct book_load *l)
{
	struct rulebook *b = l->book;
	struct db_rows r = db_query(l->db, SQL_SCRIPT_LIST, DB_NO_ARGS);

	while (book_more(l, &r) &&
	       BOOK_GROW(l, b->script, b->script_count) != NULL) {
		struct script *s = &b->script[b->script_count++];
		s->situation = db_take_text(&r, b->arena);
		s->title = db_take_text(&r, b->arena);
		s->facts = db_take_text(&r, b->arena);
		s->version = db_take_int(&r);
		s->forbidden_count = load_texts(l, SQL_SCRIPT_FORBIDDEN_LIST,
						s->situation, &s->forbidden);
	}
	book_done(l, &r);
}

static void
load_medics(struct book_load *l)
{
	struct rulebook *b = l->book;
	struct db_rows r = db_query(l->db, SQL_MEDIC_LIST, DB_NO_ARGS);

	while (book_more(l, &r) &&
	       BOOK_GROW(l, b->medic, b->medic_count) != NULL) {
		struct medic *m = &b->medic[b->medic_count++];
		m->code = db_take_text(&r, b->arena);
		m->name = db_take_text(&r, b->arena);
		m->kind = (enum performer)db_take_int(&r);
		m->active = db_take_int(&r) != 0;
		m->speciality_count = load_texts(l, SQL_MEDIC_SPECIALITY_LIST,
						 m->code, &m->speciality);
		m->zone_count =
		    load_texts(l, SQL_MEDIC_ZONE_LIST, m->code, &m->zone);
	}
	book_done(l, &r);
}

static void
load_travel(struct book_load *l)
{
	struct rulebook *b = l->book;
	struct db_rows r = db_query(l->db, SQL_TRAVEL_LIST, DB_NO_ARGS);

	while (book_more(l, &r) &&
	       BOOK_GROW(l, b->travel, b->travel_count) != NULL) {
		struct travel *t = &b->travel[b->travel_count++];
		t->code = db_take_text(&r, b->arena);
		t->from = db_take_text(&r, b->arena);
		t->to = db_take_text(&r, b->arena);
		t->minutes = db_take_int(&r);
	}
	book_done(l, &r);
}

static void
load_words(struct book_load *l)
{
	struct rulebook *b = l->book;
	struct db_rows r = db_query(l->db, SQL_SEARCH_WORD_LIST, DB_NO_ARGS);

	while (book_more(l, &r) &&
	       BOOK_GROW(l, b->word, b->word_count) != NULL) {
		struct word *w = &b->word[b->word_count++];
		const char *scope = db_take_text(&r, b->arena);
		const char *class = db_take_text(&r, b->arena);
		if (l->code == ERR_OK && !rulebook_word_named(scope, class, w))
			l->code = ERR_STORAGE;
		w->text = db_take_text(&r, b->arena);
		w->same_as = db_take_text(&r, b->arena);
	}
	book_done(l, &r);
}

/* The strings of the field errors go down with the book: keep copies. */
static void
keep_errors(struct field_errors *f, struct arena *arena)
{
	for (size_t i = 0; i < f->n; i++) {
		struct field_error *e = &f->item[i];
		e->pointer = arena_strdup(arena, e->pointer);
		e->code = arena_strdup(arena, e->code);
		e->arg = arena_strdup(arena, e->arg);
		if (e->pointer == NULL || e->code == NULL)
			f->n = i;
	}
}

enum err_code
book_load(struct db *db, struct rulebook **out, struct err *err,
	  struct arena *arena)
{
	static void (*const steps[])(struct book_load *) = {
	    book_settings_load, load_zones,    load_tariffs,
	    load_places,        load_services, load_referrals,
	    load_questions,     load_scripts,  load_medics,
	    load_travel,        load_words,    load_address_rules,
	    book_queue_load,
	};
	struct shelf_book *made = calloc(1, sizeof(*made));
	struct book_load l = {.db = db, .err = err};

	*out = NULL;
	if (made == NULL)
		return ERR_NOMEM;
	l.book = &made->book;
	made->arena.limit = BOOK_LIMIT;
	l.book->arena = &made->arena;
	l.book->revision =
	    load_counter(&l, db_query(db, SQL_META_FIND,
				      DB_ARGS(db_text("rulebook_revision"))));
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (l.code == ERR_OK)
			steps[i](&l);
	if (l.code == ERR_OK)
		l.code = rulebook_build(l.book, err);
	if (l.code != ERR_OK) {
		keep_errors(&err->fields, arena);
		book_free(l.book);
		return l.code;
	}
	*out = l.book;
	return ERR_OK;
}

void
book_free(struct rulebook *book)
{
	struct shelf_book *made = (struct shelf_book *)book;

	if (made == NULL)
		return;
	rulebook_drop(book);
	arena_free(&made->arena);
	free(made);
}
