#include "tariff_sheet.h"
#include "sheet.h"
#include "text.h"

static const struct csv_limits limits = {
    .rows = PUBLISH_MAX + 1, .columns = 20, .cell = 2000};

/* C(column, as people call it) */
#define COLUMNS(C)                                                             \
	C(zone, "зона")                                                        \
	C(performer, "исполнитель")                                            \
	C(price, "цена")                                                       \
	C(valid_from, "действует с")                                           \
	C(reason, "причина")

enum column {
#define C(name, said) COLUMN_##name,
	COLUMNS(C)
#undef C
	    COLUMN__COUNT
};

static const struct {
	const char *name;
	const char *said;
} column[] = {
#define C(name, said) {#name, said},
    COLUMNS(C)
#undef C
};

static const struct {
	const char *said;
	enum performer performer;
} performer[] = {
    {"doctor", PERFORMER_DOCTOR},   {"nurse", PERFORMER_NURSE},
    {"врач", PERFORMER_DOCTOR},     {"доктор", PERFORMER_DOCTOR},
    {"медсестра", PERFORMER_NURSE},
};

/* A file being read. */
struct reading {
	struct http *h;
	struct tariff_sheet *sheet;
	size_t at[COLUMN__COUNT]; /* of the file; SIZE_MAX: it has none */
	struct tariff *all;
	size_t all_count;
};

static bool
is_said(const char *a, const char *b, struct arena *arena)
{
	const char *x = text_fold(slice_of(a), arena);
	const char *y = text_fold(slice_of(b), arena);

	return x != NULL && y != NULL && *x != '\0' && strcmp(x, y) == 0;
}

/* --- the file --------------------------------------------------------- */

static enum err_code
refuse(struct http *h, const char *code, const char *arg)
{
	err_field(&h->err.fields, "", code, arg);
	return ERR_FIELDS;
}

static const char *
number(struct http *h, size_t n)
{
	struct buf b = BUF(h->arena);

	buf_printf(&b, "%zu", n);
	return buf_text(&b);
}

static enum err_code
read_header(struct reading *r, const struct csv *csv)
{
	struct http *h = r->h;

	if (csv->count == 0)
		return refuse(h, "csv_empty", NULL);
	for (size_t c = 0; c < COLUMN__COUNT; c++) {
		r->at[c] = SIZE_MAX;
		for (size_t i = 0; i < csv->row[0].count; i++)
			if (strcmp(csv->row[0].cell[i], column[c].name) == 0 ||
			    is_said(csv->row[0].cell[i], column[c].said,
				    h->arena))
				r->at[c] = i;
		if (r->at[c] == SIZE_MAX && c != COLUMN_reason)
			return refuse(h, "csv_column", column[c].name);
	}
	return ERR_OK;
}

/* --- cells ------------------------------------------------------------ */

static void
wrong(struct tariff_line *l, const char *name, const char *code,
      const char *arg)
{
	for (size_t i = 0; i < l->error_count; i++)
		if (strcmp(l->error[i].pointer, name) == 0)
			return; /* once a cell */
	l->is = TARIFF_LINE_WRONG;
	if (l->error_count < TARIFF_SHEET_ERRORS_MAX)
		l->error[l->error_count++] =
		    (struct field_error){name, code, arg};
}

static const char *
cell(const struct reading *r, const struct csv_row *row, enum column c)
{
	return r->at[c] < row->count ? row->cell[r->at[c]] : "";
}

static const char *
read_zone(const struct reading *r, const char *said)
{
	const struct rulebook *b = r->h->book;

	for (size_t i = 0; i < b->zone_count; i++)
		if (strcmp(b->zone[i].code, said) == 0 ||
		    is_said(b->zone[i].name, said, r->h->arena))
			return b->zone[i].code;
	return NULL;
}

static unsigned
read_performer(const struct reading *r, const char *said)
{
	for (size_t i = 0; i < sizeof(performer) / sizeof(*performer); i++)
		if (is_said(performer[i].said, said, r->h->arena))
			return performer[i].performer;
	return 0;
}

/* "4 200", "4200,50", "4 200 ₽": kopecks; -1 when it is no sum. */
static int64_t
read_price(const char *s)
{
	static const char *const skip[] = {" ", "\xc2\xa0", "\xe2\x80\xaf",
					   "₽"};
	int64_t kop = 0;
	int decimals = -1, digits = 0;

	while (*s != '\0') {
		size_t n = 0;
		for (size_t i = 0; i < sizeof(skip) / sizeof(*skip); i++)
			if (strncmp(s, skip[i], strlen(skip[i])) == 0)
				n = strlen(skip[i]);
		s += n;
		if (n != 0)
			continue;
		if ((*s == ',' || *s == '.') && decimals < 0)
			decimals = 0;
		else if (*s < '0' || *s > '9' || ++digits > 12 ||
			 (decimals >= 0 && ++decimals > 2))
			return -1;
		else
			kop = kop * 10 + (*s - '0');
		s++;
	}
	for (int i = decimals < 0 ? 0 : decimals; i < 2; i++)
		kop *= 10;
	return digits != 0 ? kop : -1;
}

/* A text a spreadsheet would run is no reason. */
static const char *
read_reason(const struct reading *r, const struct csv_row *row,
	    struct tariff_line *l)
{
	const char *said = cell(r, row, COLUMN_reason);

	if (*said == '\0')
		return r->sheet->reason;
	if (strchr("=+-@\t\r", *said) != NULL)
		wrong(l, "reason", "csv_formula", NULL);
	if (text_length(slice_of(said)) > 500)
		wrong(l, "reason", "too_long", "500");
	return text_clean(slice_of(said), r->h->arena);
}

/* --- rows ------------------------------------------------------------- */

/* The price that stands or waits for the pair and day of ${d}; or NULL. */
static const struct tariff *
standing(const struct reading *r, const struct tariff_draft *d)
{
	for (size_t i = 0; i < r->all_count; i++) {
		const struct tariff *t = &r->all[i];
		if (t->withdrawn_at_ms == 0 && strcmp(t->zone, d->zone) == 0 &&
		    (unsigned)t->performer == d->performer &&
		    civil_compare(civil_date_of(&r->h->book->clinic_zone,
						t->valid_from_ms),
				  d->valid_from) == 0)
			return t;
	}
	return NULL;
}

static bool
is_repeated(const struct tariff_sheet *s, const struct tariff_draft *d)
{
	for (size_t i = 0; i < s->count; i++) {
		const struct tariff_draft *o = &s->line[i].draft;
		if (s->line[i].is == TARIFF_LINE_NEW &&
		    strcmp(o->zone, d->zone) == 0 &&
		    o->performer == d->performer &&
		    civil_compare(o->valid_from, d->valid_from) == 0)
			return true;
	}
	return false;
}

static void
check_line(const struct reading *r, struct tariff_line *l)
{
	struct field_errors errs = {0};
	const struct tariff *same = NULL;

	if (l->draft.zone != NULL && civil_valid(l->draft.valid_from))
		same = standing(r, &l->draft);
	if (same != NULL && same->price_kop == l->draft.price_kop &&
	    l->error_count == 0) {
		l->is = TARIFF_LINE_SAME;
		return;
	}
	tariff_check(r->h->book, &l->draft, r->h->now_ms, &errs);
	for (size_t i = 0; i < errs.n; i++)
		wrong(l, errs.item[i].pointer + 1, errs.item[i].code,
		      errs.item[i].arg);
	if (same != NULL ||
	    (l->draft.zone != NULL && is_repeated(r->sheet, &l->draft)))
		wrong(l, "valid_from", "not_unique", NULL);
}

static void
read_line(const struct reading *r, const struct csv_row *row,
	  struct tariff_line *l)
{
	const char *from = cell(r, row, COLUMN_valid_from);

	*l = (struct tariff_line){.line = row->line};
	l->draft = (struct tariff_draft){
	    .zone = read_zone(r, cell(r, row, COLUMN_zone)),
	    .performer = read_performer(r, cell(r, row, COLUMN_performer)),
	    .price_kop = read_price(cell(r, row, COLUMN_price)),
	    .confirmed = r->sheet->confirmed,
	};
	if (!civil_date_typed(from, &l->draft.valid_from))
		wrong(l, "valid_from", "date_invalid", NULL);
	if (l->draft.price_kop < 0)
		wrong(l, "price", "number", NULL);
	if (l->draft.zone == NULL)
		wrong(l, "zone", "unknown_code", cell(r, row, COLUMN_zone));
	l->draft.reason = read_reason(r, row, l);
	check_line(r, l);
}

enum err_code
tariff_sheet_read(struct http *h, struct tariff_sheet *sheet)
{
	struct reading r = {.h = h, .sheet = sheet};
	struct csv_fault why;
	struct csv csv;
	enum err_code rc = csv_read(h->body, &limits, &csv, &why, h->arena);

	if (rc == ERR_SYNTAX)
		return refuse(h, why.code, number(h, why.line));
	if (rc == ERR_OK)
		rc = read_header(&r, &csv);
	if (rc == ERR_OK)
		rc = publish_rows(http_reader(h), &r.all, &r.all_count,
				  h->arena);
	if (rc != ERR_OK)
		return rc;
	sheet->line = ARENA_ARRAY(h->arena, struct tariff_line, csv.count);
	if (sheet->line == NULL)
		return ERR_NOMEM;
	for (size_t i = 1; i < csv.count; i++) {
		struct tariff_line line;

		read_line(&r, &csv.row[i], &line);
		sheet->line[sheet->count++] = line;
	}
	return ERR_OK;
}

/* --- writing ---------------------------------------------------------- */

void
tariff_sheet_write(struct http *h, const struct tariff *t, size_t n,
		   int64_t at_ms)
{
	static const char *const more[] = {"zone_name", "state", "recorded_by"};
	struct sheet s = sheet_begin(h, "tariffs");
	char date[CIVIL_DATE_LEN + 1];

	for (size_t c = 0; c < COLUMN__COUNT; c++)
		sheet_text(&s, column[c].name);
	for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++)
		sheet_text(&s, more[i]);
	sheet_end_row(&s);
	for (size_t i = 0; i < n; i++) {
		const struct zone *zone = rulebook_zone(h->book, t[i].zone);

		civil_date_print(
		    civil_date_of(&h->book->clinic_zone, t[i].valid_from_ms),
		    date);
		sheet_text(&s, t[i].zone);
		sheet_text(&s, rulebook_performer_name(t[i].performer));
		sheet_decimal(&s, (double)t[i].price_kop / RUBLE_KOP,
			      t[i].price_kop % RUBLE_KOP != 0 ? 2 : 0);
		sheet_text(&s, date);
		sheet_text(&s, t[i].reason);
		sheet_text(&s, zone != NULL ? zone->name : NULL);
		sheet_text(&s, t[i].valid_from_ms > at_ms
				   ? tariff_state_name(TARIFF_FUTURE)
				   : tariff_state_name(TARIFF_CURRENT));
		sheet_text(&s, t[i].recorded_by);
		sheet_end_row(&s);
	}
}
