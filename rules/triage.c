#include <string.h>

#include "buf.h"
#include "text.h"
#include "triage.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* The questions that mean more together than apart. */
#define EPID_FEVER "EA01"
#define EPID_CONTACT "EA05"
#define EPID_ABROAD "EA06"
#define KIT_DROPLET 2
#define KIT_FULL 3

/*
 * Folded beginnings of the infections that raise the kit of a contact.  Measles
 * is told by whole forms: "кор" also begins "коронавирус".
 */
static const char *const infection[] = {
    " ветрян", " кишеч", " туберкул", " корь ",     " кори ",
    " корью ", " корев", " дизентер", " сальмонел", " ротавирус",
};

static const enum triage_result result_of[] = {
    [ANSWER_NONE] = TRIAGE_CLEAR,
    [ANSWER_YES] = TRIAGE_EMERGENCY,
    [ANSWER_NO] = TRIAGE_CLEAR,
    [ANSWER_DONT_KNOW] = TRIAGE_ASK_AGAIN,
    [ANSWER_NOT_ASKED] = TRIAGE_ASK_AGAIN,
};

bool
triage_asks(const struct rulebook *book, const struct red_flag *sign, int age)
{
	if (age == TRIAGE_AGE_UNKNOWN)
		return true;
	return age < book->settings.adult_age ? sign->child : sign->adult;
}

enum triage_result
triage_red_flag(const struct rulebook *book, const struct red_flag *sign,
		int age, enum answer answer)
{
	enum triage_result result = result_of[answer];

	if (result == TRIAGE_ASK_AGAIN && !triage_asks(book, sign, age))
		return TRIAGE_CLEAR;
	return result;
}

/* Whether ${comment} names an infection; when it cannot be read, it does. */
static bool
names_infection(const char *comment)
{
	struct arena arena = {0};
	const char *words = text_fold(slice_of(comment), &arena);
	const char *text = NULL;
	struct buf padded = BUF(&arena);
	bool found;

	if (words != NULL) {
		buf_printf(&padded, " %s ", words);
		text = buf_text(&padded);
	}
	found = text == NULL;
	for (size_t i = 0; !found && i < COUNT(infection); i++)
		found = strstr(text, infection[i]) != NULL;
	arena_free(&arena);
	return found;
}

int
triage_kit(const struct rulebook *book, const struct request_answer *answers,
	   size_t n)
{
	bool fever = false, abroad = false;
	int kit = 0;

	for (size_t i = 0; i < n; i++) {
		const struct request_answer *a = &answers[i];
		const struct epid_question *q = rulebook_epid(book, a->code);

		if (q == NULL || a->answer != ANSWER_YES)
			continue;
		if (q->kit_if_yes > kit)
			kit = q->kit_if_yes;
		fever |= strcmp(q->code, EPID_FEVER) == 0;
		abroad |= strcmp(q->code, EPID_ABROAD) == 0;
		if (kit < KIT_DROPLET && strcmp(q->code, EPID_CONTACT) == 0 &&
		    names_infection(a->comment))
			kit = KIT_DROPLET;
	}
	return fever && abroad ? KIT_FULL : kit;
}
