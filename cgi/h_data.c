#include "form.h"
#include "handlers.h"
#include "jw.h"
#include "lifecycle.h"
#include "param.h"

/* What the screens are built from: read from the rulebook, never the disk. */

/* An object with the array "items"; closed by end_items(). */
static struct jw
begin_items(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	h->status = 200;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	return w;
}

/* These take no parameters. */
static bool
plain(struct http *h)
{
	static const char *const known[] = {NULL};

	http_params_known(h, known);
	return !param_wrong(h);
}

enum err_code
h_data_scripts(struct http *h)
{
	struct jw w;

	if (!plain(h))
		return ERR_FIELDS;
	w = begin_items(h);
	for (size_t i = 0; i < h->book->script_count; i++) {
		const struct script *s = &h->book->script[i];

		jw_object(&w, NULL);
		jw_text(&w, "situation", s->situation);
		jw_text(&w, "title", s->title);
		jw_text(&w, "facts", s->facts);
		jw_texts(&w, "forbidden", s->forbidden, s->forbidden_count);
		jw_int(&w, "version", s->version);
		jw_end_object(&w);
	}
	jw_end_array(&w);
	jw_end_object(&w);
	return ERR_OK;
}

enum err_code
h_data_red_flags(struct http *h)
{
	struct jw w;

	if (!plain(h))
		return ERR_FIELDS;
	w = begin_items(h);
	for (size_t i = 0; i < h->book->red_flag_count; i++) {
		const struct red_flag *f = &h->book->red_flag[i];

		jw_object(&w, NULL);
		jw_text(&w, "code", f->code);
		jw_text(&w, "sign", f->sign);
		jw_bool(&w, "adult", f->adult);
		jw_bool(&w, "child", f->child);
		jw_end_object(&w);
	}
	jw_end_array(&w);
	jw_bool(&w, "approved", false); /* a draft for the clinic's doctor */
	jw_end_object(&w);
	return ERR_OK;
}

enum err_code
h_data_epid(struct http *h)
{
	struct jw w;

	if (!plain(h))
		return ERR_FIELDS;
	w = begin_items(h);
	for (size_t i = 0; i < h->book->epid_count; i++) {
		const struct epid_question *q = &h->book->epid[i];

		jw_object(&w, NULL);
		jw_text(&w, "code", q->code);
		jw_text(&w, "question", q->question);
		jw_int(&w, "kit_if_yes", q->kit_if_yes);
		jw_text(&w, "then", q->then);
		jw_end_object(&w);
	}
	jw_end_array(&w);
	jw_bool(&w, "approved", false); /* a draft for the clinic's doctor */
	jw_end_object(&w);
	return ERR_OK;
}

enum err_code
h_data_medics(struct http *h)
{
	struct jw w;

	if (!plain(h))
		return ERR_FIELDS;
	w = begin_items(h);
	for (size_t i = 0; i < h->book->medic_count; i++) {
		const struct medic *m = &h->book->medic[i];

		jw_object(&w, NULL);
		jw_text(&w, "code", m->code);
		jw_text(&w, "name", m->name);
		jw_text(&w, "kind", rulebook_performer_name(m->kind));
		jw_texts(&w, "specialities", m->speciality,
			 m->speciality_count);
		jw_texts(&w, "zones", m->zone, m->zone_count);
		jw_bool(&w, "active", m->active);
		jw_end_object(&w);
	}
	jw_end_array(&w);
	jw_end_object(&w);
	return ERR_OK;
}

enum err_code
h_data_reasons(struct http *h)
{
	static const char *const call[] = {"price", "not_done", "too_late",
					   "other"};
	static const char *const attempt[] = {"reached", "no_answer", "busy",
					      "call_later"};
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	const char *const *cancel, *const *release;
	size_t cancels = 0, releases = 0;

	if (!plain(h))
		return ERR_FIELDS;
	cancel = lifecycle_reasons(LIFECYCLE_CANCEL, &cancels);
	release = lifecycle_reasons(LIFECYCLE_RELEASE, &releases);
	jw_object(&w, NULL);
	jw_texts(&w, "cancel", cancel, cancel != NULL ? cancels : 0);
	jw_texts(&w, "release", release, release != NULL ? releases : 0);
	jw_texts(&w, "calls", call, sizeof(call) / sizeof(call[0]));
	jw_texts(&w, "attempt", attempt, sizeof(attempt) / sizeof(attempt[0]));
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

static void
put_field(struct jw *w, const struct form_field *f)
{
	jw_object(w, NULL);
	jw_text(w, "pointer", f->pointer);
	jw_text(w, "when", form_when_name(f->when));
	jw_text(w, "pattern", f->pattern);
	jw_int(w, "max_length", f->max_length);
	jw_text(w, "code", f->code);
	jw_end_object(w);
}

enum err_code
h_data_form(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	const struct form_field *field;
	size_t n;

	if (!plain(h))
		return ERR_FIELDS;
	field = form_fields(&n);
	jw_object(&w, NULL);
	jw_array(&w, "fields");
	for (size_t i = 0; i < n; i++)
		put_field(&w, &field[i]);
	jw_end_array(&w);
	jw_text(&w, "consent_version", h->book->consent_version);
	jw_int(&w, "representative_age", h->book->settings.representative_age);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}
