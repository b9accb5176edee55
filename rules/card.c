#include "card.h"
#include "form.h"
#include "person.h"
#include "place.h"
#include "text.h"

static const struct {
	const char *name;
	const char *said;
	bool needed;
} field[] = {
#define X(field, name, said, must) [CARD_##field] = {name, said, must},
    CARD_FIELDS(X)
#undef X
};

/* Flags as spreadsheets and people write them. */
static const struct {
	const char *said;
	const char *flag;
} flags[] = {
    {"1", CARD_YES},       {"true", CARD_YES},      {"yes", CARD_YES},
    {"да", CARD_YES},      {"истина", CARD_YES},    {"", CARD_NO_FLAG},
    {"0", CARD_NO_FLAG},   {"false", CARD_NO_FLAG}, {"no", CARD_NO_FLAG},
    {"нет", CARD_NO_FLAG}, {"ложь", CARD_NO_FLAG},
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))
#define NOTE_MAX 2000
#define NOTE_MAX_SAID "2000"

/* A card at work; its errors by field of the form. */
struct check {
	const struct rulebook *book;
	struct card *card;
	struct field_errors *errs;
	struct arena *arena;
};

const char *
card_field_name(enum card_field f)
{
	return field[f].name;
}

bool
card_field_needed(enum card_field f)
{
	return field[f].needed;
}

enum card_field
card_field_called(const char *title, struct arena *arena)
{
	const char *folded = text_fold(slice_of(title), arena);
	size_t i = 0;

	while (i < CARD__COUNT && strcmp(title, field[i].name) != 0 &&
	       (folded == NULL || strcmp(folded, field[i].said) != 0))
		i++;
	return (enum card_field)i;
}

/* --- one field after the other ---------------------------------------- */

/* What the form says of it, told by the names of the card.  It leaves NULL
 * for what is empty. */
static void
check_form(struct check *c, int64_t now_ms)
{
	static const struct {
		const char *form;
		const char *card;
	} pointer[] = {
	    {"/patient/card_no", "/card_no"},
	    {"/patient/name", "/name"},
	    {"/patient/birth_date", "/birth_date"},
	    {"/patient/phone", "/phone"},
	    {"/address/text", "/address"},
	};
	const char **text = c->card->text;
	struct request_form form = {
	    .patient = {.card_no = text[CARD_NO],
			.name = text[CARD_NAME],
			.birth_date = text[CARD_BIRTH],
			.phone = text[CARD_PHONE]},
	    .address = {.text = text[CARD_ADDRESS]},
	};
	struct field_errors errs = {0};

	form_check_card(c->book, now_ms, &form, &errs, c->arena);
	for (size_t i = 0; i < errs.n; i++)
		for (size_t k = 0; k < COUNT(pointer); k++)
			if (strcmp(errs.item[i].pointer, pointer[k].form) == 0)
				err_field(c->errs, pointer[k].card,
					  errs.item[i].code, errs.item[i].arg);
	text[CARD_NO] = form.patient.card_no;
	text[CARD_NAME] = form.patient.name;
	text[CARD_BIRTH] = form.patient.birth_date;
	if (text[CARD_PHONE] != NULL)
		text[CARD_PHONE] =
		    form.patient.phone != NULL ? form.patient.phone : "";
	if (text[CARD_ADDRESS] != NULL)
		text[CARD_ADDRESS] =
		    form.address.text != NULL ? form.address.text : "";
}

/* "31.01.1980" as a date of the form; what is none stays. */
static void
check_birth(struct check *c)
{
	const char **text = &c->card->text[CARD_BIRTH];
	char iso[CIVIL_DATE_LEN + 1];
	struct civil_date date;

	if (*text == NULL || !civil_date_typed(*text, &date))
		return;
	civil_date_print(date, iso);
	*text = arena_strdup(c->arena, iso);
}

static bool
is_called(const struct rulebook *book, const struct place *p,
	  const char *folded)
{
	size_t n;
	const char *const *name = place_names(book, p, &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(name[i], folded) == 0)
			return true;
	return false;
}

/* By its code, else by a name only one place has. */
static void
check_place(struct check *c)
{
	const char **text = &c->card->text[CARD_PLACE];
	const struct rulebook *b = c->book;
	const struct place *found = NULL;
	const char *folded;

	if (*text == NULL || **text == '\0' || rulebook_place(b, *text) != NULL)
		return;
	folded = text_fold(slice_of(*text), c->arena);
	for (size_t i = 0; folded != NULL && i < b->place_count; i++) {
		if (!is_called(b, &b->place[i], folded))
			continue;
		if (found != NULL) {
			err_field(c->errs, "/place", "place_ambiguous", NULL);
			return;
		}
		found = &b->place[i];
	}
	if (found != NULL)
		*text = found->code;
	else
		err_field(c->errs, "/place", "unknown_code", *text);
}

static void
check_flag(struct check *c, enum card_field f, const char *pointer)
{
	const char **text = &c->card->text[f];
	const char *folded;

	if (*text == NULL)
		return;
	folded = text_fold(slice_of(*text), c->arena);
	for (size_t i = 0; folded != NULL && i < COUNT(flags); i++)
		if (strcmp(flags[i].said, folded) == 0) {
			*text = flags[i].flag;
			return;
		}
	err_field(c->errs, pointer, "choice", NULL);
}

static void
check_note(struct check *c)
{
	const char **text = &c->card->text[CARD_NOTE];

	if (*text == NULL)
		return;
	if (!text_valid(slice_of(*text)) || text_has_hidden(slice_of(*text)))
		err_field(c->errs, "/note", "hidden_character", NULL);
	else if (text_length(slice_of(*text)) > NOTE_MAX)
		err_field(c->errs, "/note", "too_long", NOTE_MAX_SAID);
	else
		*text = text_clean(slice_of(*text), c->arena);
}

static void
check_needed(struct check *c)
{
	static const char *const pointer[] = {
#define X(field, name, said, must) [CARD_##field] = "/" name,
	    CARD_FIELDS(X)
#undef X
	};

	for (size_t i = 0; i < CARD__COUNT; i++)
		if (field[i].needed && c->card->text[i] == NULL)
			err_field(c->errs, pointer[i], "required", NULL);
}

enum err_code
card_check(const struct rulebook *book, int64_t now_ms, struct card *card,
	   struct field_errors *errs, struct arena *arena)
{
	struct check c = {book, card, errs, arena};

	check_birth(&c);
	check_form(&c, now_ms);
	check_place(&c);
	check_flag(&c, CARD_BONUS, "/bonus_member");
	check_flag(&c, CARD_DEBT, "/debt");
	check_note(&c);
	check_needed(&c);
	if (arena->overflow)
		return ERR_NOMEM;
	return errs->n != 0 ? ERR_FIELDS : ERR_OK;
}
