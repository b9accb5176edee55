#include <assert.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "book_load.h"
#include "setting.h"
#include "units.h"

#define ZONEINFO "/usr/share/zoneinfo/"
#define TZIF_MAX ((size_t)64 * 1024)

#define SETTINGS_MAX 64

static void
wrong(struct book_load *l, const char *pointer, const char *code)
{
	err_field(&l->err->fields, pointer, code, NULL);
	if (l->code == ERR_OK)
		l->code = ERR_FIELDS;
}

/* One number of the settings; a key this program does not know is let be. */
static void
load_number(struct book_load *l, const char *key, const char *value, bool *seen)
{
	const struct setting *first, *s = setting_find(key);
	int64_t number;
	size_t n;

	if (s == NULL)
		return;
	first = setting_list(&n);
	if (!setting_read(value, &number))
		wrong(l, s->key, "number");
	memcpy((char *)&l->book->settings + s->offset, &number, sizeof(number));
	seen[s - first] = true;
}

static void
load_settings(struct book_load *l)
{
	struct db_rows r = db_query(l->db, SQL_SETTING_LIST, DB_NO_ARGS);
	const struct setting *s;
	bool seen[SETTINGS_MAX] = {false};
	size_t n;

	while (book_more(l, &r)) {
		const char *key = db_take_text(&r, l->book->arena);
		const char *value = db_take_text(&r, l->book->arena);
		if (key == NULL || value == NULL)
			break; /* out of memory; book_done() says so */
		if (strcmp(key, "clinic.time_zone") == 0)
			l->zone_name = value;
		else if (strcmp(key, "consent.version") == 0)
			l->book->consent_version = value;
		else
			load_number(l, key, value, seen);
	}
	book_done(l, &r);
	s = setting_list(&n);
	assert(n <= SETTINGS_MAX);
	for (size_t i = 0; i < n && l->code == ERR_OK; i++)
		if (!seen[i])
			wrong(l, s[i].key, "missing");
	if (l->code == ERR_OK && l->book->consent_version == NULL)
		wrong(l, "consent.version", "missing");
}

/* The bytes of a time zone of the system; 0: there is none of that name. */
static size_t
read_zone(const char *name, unsigned char *out, size_t size)
{
	char path[128];
	ssize_t n = 0;
	size_t total = 0;
	int fd;

	if (name[0] == '\0' || name[0] == '/' || strstr(name, "..") != NULL ||
	    snprintf(path, sizeof(path), ZONEINFO "%s", name) >=
		(int)sizeof(path))
		return 0;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	while (total < size && (n = read(fd, out + total, size - total)) > 0)
		total += (size_t)n;
	close(fd);
	return n < 0 ? 0 : total;
}

static void
load_time_zone(struct book_load *l)
{
	unsigned char *tzif = arena_alloc(l->book->arena, TZIF_MAX);
	enum err_code code;
	size_t n;

	if (l->code != ERR_OK)
		return;
	if (tzif == NULL) {
		l->code = ERR_NOMEM;
		return;
	}
	n = l->zone_name != NULL ? read_zone(l->zone_name, tzif, TZIF_MAX) : 0;
	code = n == 0 ? ERR_SYNTAX
		      : civil_zone_parse(l->zone_name, tzif, n,
					 &l->book->clinic_zone, l->book->arena);
	if (code == ERR_SYNTAX)
		wrong(l, "clinic.time_zone", "time_zone");
	else
		l->code = code;
}

static void
load_hours(struct book_load *l)
{
	struct service_hours *h = &l->book->hours;
	struct calendar_day *day = NULL;
	struct db_rows r = db_query(l->db, SQL_WEEK_HOURS_LIST, DB_NO_ARGS);

	while (book_more(l, &r)) {
		int64_t weekday =
		    db_take_int(&r); /* 1..7, checked by the table */
		h->week[weekday - 1].open_min = (int)db_take_int(&r);
		h->week[weekday - 1].close_min = (int)db_take_int(&r);
	}
	book_done(l, &r);
	r = db_query(l->db, SQL_CALENDAR_DAY_LIST, DB_NO_ARGS);
	while (book_more(l, &r) && BOOK_GROW(l, day, h->day_count) != NULL) {
		struct calendar_day *d = &day[h->day_count++];
		const char *date = db_take_text(&r, l->book->arena);
		if (date == NULL || !civil_date_parse(date, &d->date))
			wrong(l, "calendar_day", "date");
		d->open_min = (int)db_take_int(&r);
		d->close_min = (int)db_take_int(&r);
		d->note = db_take_text(&r, l->book->arena);
	}
	h->day = day;
	book_done(l, &r);
}

void
book_settings_load(struct book_load *l)
{
	load_settings(l);
	load_time_zone(l);
	load_hours(l);
}
