#include "handlers.h"
#include "jw.h"
#include "param.h"
#include "patient.h"
#include "person.h"
#include "request_json.h"

/* GET /patients: a card is opened by its number and the birth date. */

#define CARD_MAX 20

struct look {
	struct patient_view_ask view;
	struct patient patient;
	bool dated; /* the birth date was asked for */
};

static void
put_patient(struct jw *w, const struct rulebook *book, const struct patient *p)
{
	jw_object(w, "patient");
	jw_text(w, "card_no", p->card_no);
	jw_text(w, "name", p->name);
	jw_text(w, "birth_date", p->birth_date);
	jw_text(w, "phone", p->phone);
	jw_text(w, "address", p->address);
	request_json_place(w, book, p->place);
	jw_bool(w, "bonus_member", p->bonus_member);
	jw_end_object(w);
}

static enum err_code
respond(struct http *h, const struct patient *p, bool matched)
{
	struct jw w = JW(&h->out, &h->book->clinic_zone);

	h->status = 200;
	jw_object(&w, NULL);
	jw_bool(&w, "matched", matched);
	if (matched)
		put_patient(&w, h->book, p);
	else
		jw_text(&w, "masked",
			p != NULL
			    ? person_name_mask(p->name, p->birth_date, h->arena)
			    : NULL);
	jw_end_object(&w);
	return ERR_OK;
}

/*
 * After the look is in the audit: what of the file may be seen.  With a wrong
 * birth date nothing: whoever calls need not be the owner of the card.
 */
static enum err_code
render(struct http *h, void *arg)
{
	const struct look *look = arg;
	bool nothing = look->dated && !look->view.matched;

	return respond(h, nothing ? NULL : &look->patient, look->view.matched);
}

enum err_code
h_patients_get(struct http *h)
{
	static const char *const known[] = {"card", "birth_date", NULL};
	const char *birth = param_date(h, "birth_date");
	struct look look = {.view.op = http_op(h), .dated = birth != NULL};
	enum err_code rc;

	look.view.card_no = param_filled(h, "card", CARD_MAX);
	if (look.view.card_no == NULL && !param_wrong(h))
		param_note(h, "card", "required", NULL);
	http_params_known(h, known);
	if (param_wrong(h))
		return ERR_FIELDS;
	rc = patient_find(http_reader(h), look.view.card_no, &look.patient,
			  h->arena);
	if (rc == ERR_NOT_FOUND)
		return respond(h, NULL, false);
	if (rc != ERR_OK)
		return rc;
	look.view.matched =
	    birth != NULL && strcmp(birth, look.patient.birth_date) == 0;
	return http_write(h, patient_viewed, &look, render);
}
