#ifndef BODY_H
#define BODY_H

#include "card.h"
#include "civil.h"
#include "jin.h"
#include "rulebook.h"

/*
 * What every POST takes: one table per body, read before the handler runs.
 * The struct behind a table stands beside it; members that are missing or
 * null leave their zero.
 */

extern const struct jin_table body_empty;   /* "{}", struct dispatch_ask */
extern const struct jin_table body_request; /* struct request_form */

/* struct body_login: POST /session; the table is in h_session.c */
struct body_login {
	const char *login;
	const char *password;
	const char *code; /* of the second factor; or NULL */
};
extern const struct jin_table body_login;

/* struct body_totp: POST /session/totp/…; the tables are in h_totp.c */
struct body_totp {
	const char *password;
	const char *code; /* NULL: there is no second factor yet */
};
extern const struct jin_table body_totp_proof;
extern const struct jin_table body_totp_code; /* the code alone */

/* struct body_password_change: POST /session/password; h_session.c */
struct body_password_change {
	const char *old_password;
	const char *new_password;
};
extern const struct jin_table body_password_change;

/* struct body_user: POST and PATCH /users; h_users.c */
struct body_user {
	const char *login;
	const char *name;
	const char *role; /* one, or */
	const char **roles; /* several */
	size_t role_count;
	const char *password; /* NULL: one is made */
	bool must_change;
	bool active;
	bool has_active;
};
extern const struct jin_table body_user_new;
extern const struct jin_table body_user_change;

/* struct body_user_password: POST /users/{id}/password; h_users.c */
struct body_user_password {
	const char *password; /* NULL: one is made */
};
extern const struct jin_table body_user_password;

/* struct body_cards: POST /patients/import; h_patient_import.c */
struct body_card {
	struct card card;
	bool bonus, has_bonus;
	bool debt, has_debt;
};
struct body_cards {
	struct body_card *item;
	size_t count;
};
extern const struct jin_table body_cards;

/* struct body_token: POST /tokens; h_tokens.c */
struct body_token {
	const char *login;
	const char *name;
	const char **scopes;
	size_t scope_count;
	bool read_only;
	int64_t days; /* 0: not said */
};
extern const struct jin_table body_token;

extern const struct jin_table body_draft;   /* struct draft; h_drafts.c */

/* struct body_address: POST /addresses/read; the table is in h_addresses.c */
struct body_address {
	const char *text;
	const char *place; /* code, or NULL: none is chosen yet */
};
extern const struct jin_table body_address;

/* struct body_quote: POST /quotes */
struct body_quote {
	const char *place;
	const char *zone;
	unsigned performers;
	const char **service;
	size_t service_count;
	bool bonus_member;
	const char *trip_group;
};
extern const struct jin_table body_quote;

/* struct body_call: POST /calls */
struct body_call {
	const char *outcome;
	const char *reason;
	const char *zone;
	unsigned performers;
	const char **service;
	size_t service_count;
	const char *referral;
	const char *follow_up;
	const char *callback_phone;
	int64_t total_kop; /* 0: no price was told */
	const char *red_flag;
};
extern const struct jin_table body_call;

/* struct body_tariff: POST /tariffs */
struct body_tariff {
	const char *zone;
	const char *performer;
	int64_t price_kop;
	struct civil_date valid_from;
	const char *reason;
	bool confirmed;
};
extern const struct jin_table body_tariff;

/* struct body_tariffs: POST /tariffs/batch; reason and confirmed are of all */
struct body_tariffs {
	struct body_tariff *change;
	size_t change_count;
	const char *reason;
	bool confirmed;
};
extern const struct jin_table body_tariffs;

extern const struct jin_table body_shift;        /* struct shift_ask */
extern const struct jin_table body_shift_change; /* the same: what changes */
extern const struct jin_table body_ill;          /* struct medic_ill_ask */

/* struct body_preview: POST /tariffs/preview */
struct body_preview {
	struct body_tariff *change;
	size_t change_count;
	int64_t days; /* 0: as many as usual */
};
extern const struct jin_table body_preview;

/* struct edit_row: one table per enum edit_kind */
extern const struct jin_table body_edit[];

/* struct body_new_zone: POST /zones, in h_zones.c */
struct body_new_zone {
	const char *code;
	const char *name;
	int64_t sort;
	int64_t doctor_kop; /* 0: not given */
	int64_t nurse_kop;
};
extern const struct jin_table body_new_zone;

/* struct body_rule_try: POST /address-rules/try, in h_address_rules.c */
struct body_rule_try {
	struct address_rule rule; /* pattern and houses */
	const char *parity;
	const char **sample;
	size_t sample_count;
};
extern const struct jin_table body_rule_try;

/* struct body_settle: POST /unknown-terms/settle; in h_unknown.c */
struct body_settle {
	const char *term;
	const char *service; /* it becomes an alias of it; NULL: let go */
	bool again;          /* back among what waits */
};
extern const struct jin_table body_settle;

/* struct dispatch_ask: the dispatcher's writes */
struct dispatch_ask;
extern const struct jin_table body_takeover;
extern const struct jin_table body_heartbeat;
extern const struct jin_table body_bulk;
extern const struct jin_table body_release;
extern const struct jin_table body_attempt;
extern const struct jin_table body_schedule;
extern const struct jin_table body_handover;
extern const struct jin_table body_step;     /* depart, arrive */
extern const struct jin_table body_finish;
extern const struct jin_table body_close;
extern const struct jin_table body_cancel;   /* decline, replan */
extern const struct jin_table body_refer;
extern const struct jin_table body_duplicate;
extern const struct jin_table body_emergency;
extern const struct jin_table body_price;
extern const struct jin_table body_revisit;
extern const struct jin_table body_zone;
extern const struct jin_table body_note;
extern const struct jin_table body_correct;

/* struct task_ask: the writes of the back line; body_task.c */
struct task_ask;
extern const struct jin_table body_task_empty;
extern const struct jin_table body_task_new;
extern const struct jin_table body_task_next;
extern const struct jin_table body_task_takeover;
extern const struct jin_table body_task_heartbeat;
extern const struct jin_table body_task_release;
extern const struct jin_table body_task_attempt;
extern const struct jin_table body_task_handover;
extern const struct jin_table body_task_close;
extern const struct jin_table body_task_cancel;

/** body_task_clean(ask, arena): tidy its texts; a blank one becomes NULL. */
void body_task_clean(struct task_ask *ask, struct arena *arena);

/** body_actions_clean(ask, arena): tidy its texts; a blank one becomes NULL. */
void body_actions_clean(struct dispatch_ask *ask, struct arena *arena);

#endif
