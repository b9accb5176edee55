#include "tariff_json.h"

void
tariff_json_put(struct jw *w, const struct http *h, const struct tariff *t,
		enum tariff_state state)
{
	struct buf id = BUF(h->arena);
	char date[CIVIL_DATE_LEN + 1];

	civil_date_print(civil_date_of(&h->book->clinic_zone, t->valid_from_ms),
			 date);
	buf_printf(&id, "%lld", (long long)t->id);
	jw_object(w, NULL);
	jw_text(w, "id", buf_text(&id));
	jw_text(w, "zone", t->zone);
	jw_text(w, "performer", rulebook_performer_name(t->performer));
	jw_money(w, "price", t->price_kop);
	jw_text(w, "valid_from", date);
	jw_time(w, "recorded_at", t->recorded_at_ms);
	jw_text(w, "recorded_by", t->recorded_by);
	jw_text(w, "reason", t->reason);
	jw_text(w, "state", tariff_state_name(state));
	jw_time(w, "approved_at", t->approved_at_ms);
	jw_text(w, "approved_by", t->approved_by);
	jw_time(w, "withdrawn_at", t->withdrawn_at_ms);
	jw_text(w, "withdrawn_by", t->withdrawn_by);
	jw_text(w, "withdrawn_reason", t->withdrawn_reason);
	jw_end_object(w);
}

void
tariff_json_list(struct jw *w, const struct http *h, const struct tariff *t,
		 size_t n, const char *name)
{
	jw_array(w, name);
	for (size_t i = 0; i < n; i++) {
		const struct tariff *current =
		    tariff_at(h->book, t[i].zone, t[i].performer, h->now_ms);
		tariff_json_put(w, h, &t[i],
				tariff_state(current, &t[i], h->now_ms));
	}
	jw_end_array(w);
}

enum err_code
tariff_json_drafts(struct http *h, const struct body_tariff *in, size_t n,
		   struct tariff_draft **out)
{
	if (n == 0) {
		err_field(&h->err.fields, "/changes", "required", NULL);
		return ERR_FIELDS;
	}
	*out = ARENA_ARRAY(h->arena, struct tariff_draft, n);
	for (size_t i = 0; *out != NULL && i < n; i++)
		(*out)[i] = (struct tariff_draft){
		    .zone = in[i].zone,
		    .performer = rulebook_performer_of(in[i].performer),
		    .price_kop = in[i].price_kop,
		    .valid_from = in[i].valid_from,
		};
	return *out != NULL ? ERR_OK : ERR_NOMEM;
}
