#include <sodium.h>

#include "audit.h"
#include "buf.h"
#include "connection.h"
#include "patient.h"

/* Cards out of another program into the patient file. */

#define HASH_BYTES 32

static const char *
flag(bool on)
{
	return on ? CARD_YES : CARD_NO_FLAG;
}

/* A stored patient by fields; absent texts as "". */
static struct card
card_of(const struct patient *p)
{
	struct card card = {.text = {
				[CARD_NO] = p->card_no,
				[CARD_NAME] = p->name,
				[CARD_BIRTH] = p->birth_date,
				[CARD_PHONE] = p->phone,
				[CARD_ADDRESS] = p->address,
				[CARD_PLACE] = p->place,
				[CARD_BONUS] = flag(p->bonus_member),
				[CARD_DEBT] = flag(p->debt),
				[CARD_NOTE] = p->note,
			    }};

	for (size_t i = 0; i < CARD__COUNT; i++)
		if (card.text[i] == NULL)
			card.text[i] = "";
	return card;
}

/* ${stored} with what ${card} says; the fields that differ. */
static unsigned
merge(struct card *stored, const struct card *card)
{
	unsigned changed = 0;

	for (size_t i = 0; i < CARD__COUNT; i++) {
		if (card->text[i] == NULL ||
		    strcmp(card->text[i], stored->text[i]) == 0)
			continue;
		stored->text[i] = card->text[i];
		changed |= 1u << i;
	}
	return changed;
}

/* The card as the file will have it. */
static enum err_code
load(struct db *db, const struct card *card, struct card *out,
     enum patient_is *is, unsigned *changed, struct arena *arena)
{
	struct patient stored = {0};
	enum err_code code =
	    patient_find(db, card->text[CARD_NO], &stored, arena);

	if (code != ERR_OK && code != ERR_NOT_FOUND)
		return code;
	*out = card_of(&stored);
	*changed = merge(out, card);
	if (code == ERR_NOT_FOUND)
		*is = PATIENT_NEW;
	else
		*is = *changed != 0 ? PATIENT_CHANGED : PATIENT_SAME;
	return ERR_OK;
}

enum err_code
patient_compare(struct db *db, const struct card *card, enum patient_is *is,
		unsigned *changed, struct arena *arena)
{
	struct card merged;

	return load(db, card, &merged, is, changed, arena);
}

static struct db_arg
opt(const char *text)
{
	return db_text(*text != '\0' ? text : NULL);
}

static struct db_arg
bit(const char *text)
{
	return db_int(strcmp(text, CARD_YES) == 0);
}

static enum err_code
write_card(struct db *db, const struct card *card, enum patient_is is)
{
	const char *const *t = card->text;

	if (is == PATIENT_NEW)
		return db_exec(db, SQL_PATIENT_INSERT,
			       DB_ARGS(db_text(t[CARD_NO]),
				       db_text(t[CARD_NAME]),
				       db_text(t[CARD_BIRTH]),
				       opt(t[CARD_PHONE]), opt(t[CARD_ADDRESS]),
				       opt(t[CARD_PLACE]), bit(t[CARD_BONUS]),
				       bit(t[CARD_DEBT]), opt(t[CARD_NOTE])));
	return db_exec(db, SQL_PATIENT_UPDATE,
		       DB_ARGS(db_text(t[CARD_NAME]), db_text(t[CARD_BIRTH]),
			       opt(t[CARD_PHONE]), opt(t[CARD_ADDRESS]),
			       opt(t[CARD_PLACE]), bit(t[CARD_BONUS]),
			       bit(t[CARD_DEBT]), opt(t[CARD_NOTE]),
			       db_text(t[CARD_NO])));
}

static void
hash_card(crypto_generichash_state *h, const struct card *card)
{
	for (size_t i = 0; i < CARD__COUNT; i++) /* with their NULs */
		(void)crypto_generichash_update(
		    h, (const unsigned char *)card->text[i],
		    strlen(card->text[i]) + 1);
}

/* How many, and the hash of what was written: nothing of a person. */
static enum err_code
audit(struct db *db, const struct patient_import_ask *ask,
      crypto_generichash_state *h)
{
	unsigned char hash[HASH_BYTES];
	char hex[HASH_BYTES * 2 + 1];
	struct buf detail = BUF(ask->op.arena);

	(void)crypto_generichash_final(h, hash, sizeof(hash));
	(void)sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	buf_printf(&detail, "new %lld, changed %lld, same %lld; %s",
		   (long long)ask->n[PATIENT_NEW],
		   (long long)ask->n[PATIENT_CHANGED],
		   (long long)ask->n[PATIENT_SAME], hex);
	if (buf_text(&detail) == NULL)
		return ERR_NOMEM;
	return audit_add(db, &ask->op,
			 &(struct audit_event){
			     .action = "patient.import",
			     .object = "patient_file",
			     .object_id = ask->source,
			     .detail = detail.data,
			 });
}

enum err_code
patient_import(struct db *db, void *arg)
{
	struct patient_import_ask *ask = arg;
	crypto_generichash_state h;
	enum err_code code = ERR_OK;

	memset(ask->n, 0, sizeof(ask->n));
	(void)crypto_generichash_init(&h, db_context(db)->audit_key,
				      STORE_KEY_BYTES, HASH_BYTES);
	for (size_t i = 0; i < ask->count && code == ERR_OK; i++) {
		struct card card;
		enum patient_is is;
		unsigned changed;

		code = load(db, &ask->card[i], &card, &is, &changed,
			    ask->op.arena);
		if (code != ERR_OK)
			break;
		ask->n[is]++;
		if (is == PATIENT_SAME)
			continue;
		hash_card(&h, &card);
		code = write_card(db, &card, is);
	}
	if (code != ERR_OK ||
	    ask->n[PATIENT_NEW] + ask->n[PATIENT_CHANGED] == 0)
		return code;
	return audit(db, ask, &h);
}
