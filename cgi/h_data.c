#include "attempt.h"
#include "form.h"
#include "handlers.h"
#include "jw.h"
#include "lifecycle.h"
#include "param.h"
#include "spoken.h"
#include "task.h"
#include "visit.h"

/* What the screens are built from: read from the rulebook, never the disk. */

/* Writes the members of row ${i} of one table. */
typedef void put_row(struct jw *w, const struct rulebook *book, size_t i);

/* Questions of health are drafts until the clinic's doctor approves them. */
enum review { REVIEW_NONE, REVIEW_DRAFT };

static enum err_code
put_items(struct http *h, size_t n, put_row *put, enum review review)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	if (!param_none(h))
		return ERR_FIELDS;
	jw_object(&w, NULL);
	jw_array(&w, "items");
	for (size_t i = 0; i < n; i++) {
		jw_object(&w, NULL);
		put(&w, h->book, i);
		jw_end_object(&w);
	}
	jw_end_array(&w);
	if (review == REVIEW_DRAFT)
		jw_bool(&w, "approved", false);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

static void
put_script(struct jw *w, const struct rulebook *book, size_t i)
{
	const struct script *s = &book->script[i];

	jw_text(w, "situation", s->situation);
	jw_text(w, "title", s->title);
	jw_text(w, "facts", s->facts);
	jw_texts(w, "forbidden", s->forbidden, s->forbidden_count);
	jw_int(w, "version", s->version);
}

enum err_code
h_data_scripts(struct http *h)
{
	return put_items(h, h->book->script_count, put_script, REVIEW_NONE);
}

static void
put_red_flag(struct jw *w, const struct rulebook *book, size_t i)
{
	const struct red_flag *f = &book->red_flag[i];

	jw_text(w, "code", f->code);
	jw_text(w, "sign", f->sign);
	jw_bool(w, "adult", f->adult);
	jw_bool(w, "child", f->child);
	jw_text(w, "ask_again", f->ask_again);
}

enum err_code
h_data_red_flags(struct http *h)
{
	return put_items(h, h->book->red_flag_count, put_red_flag,
			 REVIEW_DRAFT);
}

static void
put_question(struct jw *w, const struct rulebook *book, size_t i)
{
	const struct epid_question *q = &book->epid[i];

	jw_text(w, "code", q->code);
	jw_text(w, "question", q->question);
	jw_int(w, "kit_if_yes", q->kit_if_yes);
	jw_text(w, "then", q->then);
}

enum err_code
h_data_epid(struct http *h)
{
	return put_items(h, h->book->epid_count, put_question, REVIEW_DRAFT);
}

static void
put_medic(struct jw *w, const struct rulebook *book, size_t i)
{
	const struct medic *m = &book->medic[i];

	jw_text(w, "code", m->code);
	jw_text(w, "name", m->name);
	jw_text(w, "kind", rulebook_performer_name(m->kind));
	jw_texts(w, "specialities", m->speciality, m->speciality_count);
	jw_texts(w, "zones", m->zone, m->zone_count);
	jw_bool(w, "active", m->active);
}

enum err_code
h_data_medics(struct http *h)
{
	return put_items(h, h->book->medic_count, put_medic, REVIEW_NONE);
}

static void
put_cancel_by(struct jw *w, const char *key, enum lifecycle_side side)
{
	size_t n;
	const char *const *reason = lifecycle_cancel_by(side, &n);

	jw_texts(w, key, reason, n);
}

enum err_code
h_data_visit_window(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	struct visit_window next;

	if (!param_none(h))
		return ERR_FIELDS;
	next = visit_next_window(h->book, h->now_ms);
	jw_object(&w, NULL);
	jw_time(&w, "window_start", next.start_ms);
	jw_time(&w, "window_end", next.end_ms);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}

static void
put_reasons(struct jw *w, const char *key, enum lifecycle_action action)
{
	size_t n;
	const char *const *reason = lifecycle_reasons(action, &n);

	jw_texts(w, key, reason, n);
}

/* How a request may be closed, by the state it is in. */
static void
put_outcomes(struct jw *w)
{
	static const enum request_state from[] = {REQUEST_DONE,
						  REQUEST_NOT_DONE};

	jw_object(w, "close");
	for (size_t i = 0; i < sizeof(from) / sizeof(from[0]); i++) {
		size_t n;
		const char *const *code = lifecycle_outcomes(from[i], &n);

		jw_texts(w, request_state_name(from[i]), code, n);
	}
	jw_end_object(w);
}

static void
put_task_reasons(struct jw *w)
{
	static const enum task_action action[] = {
	    TASK_ACT_HANDOVER, TASK_ACT_CLOSE, TASK_ACT_CANCEL};

	jw_object(w, "task");
	for (size_t i = 0; i < sizeof(action) / sizeof(action[0]); i++) {
		size_t n;
		const char *const *code = task_reasons(action[i], &n);

		jw_texts(w, task_action_name(action[i]), code, n);
	}
	jw_end_object(w);
}

enum err_code
h_data_reasons(struct http *h)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);
	const char *const *cancel, *const *release, *const *call;
	size_t cancels = 0, releases = 0, calls;

	if (!param_none(h))
		return ERR_FIELDS;
	cancel = lifecycle_reasons(LIFECYCLE_CANCEL, &cancels);
	release = lifecycle_reasons(LIFECYCLE_RELEASE, &releases);
	call = spoken_reasons(&calls);
	jw_object(&w, NULL);
	jw_texts(&w, "cancel", cancel, cancel != NULL ? cancels : 0);
	put_reasons(&w, "decline", LIFECYCLE_DECLINE);
	put_reasons(&w, "not_done", LIFECYCLE_FAIL);
	put_reasons(&w, "replan", LIFECYCLE_REPLAN);
	put_outcomes(&w);
	jw_object(&w, "cancel_by");
	put_cancel_by(&w, "patient", LIFECYCLE_BY_PATIENT);
	put_cancel_by(&w, "clinic", LIFECYCLE_BY_CLINIC);
	jw_end_object(&w);
	jw_texts(&w, "release", release, release != NULL ? releases : 0);
	jw_texts(&w, "calls", call, calls);
	jw_array(&w, "attempt");
	for (size_t i = 0; attempt_outcome(i) != NULL; i++)
		jw_text(&w, NULL, attempt_outcome(i));
	jw_end_array(&w);
	put_task_reasons(&w);
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

	if (!param_none(h))
		return ERR_FIELDS;
	field = form_fields(&n);
	jw_object(&w, NULL);
	jw_array(&w, "fields");
	for (size_t i = 0; i < n; i++)
		put_field(&w, &field[i]);
	jw_end_array(&w);
	jw_text(&w, "consent_version", h->book->consent_version);
	jw_int(&w, "representative_age", h->book->settings.representative_age);
	jw_int(&w, "adult_age", h->book->settings.adult_age);
	jw_end_object(&w);
	h->status = 200;
	return ERR_OK;
}
