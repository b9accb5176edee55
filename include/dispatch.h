#ifndef DISPATCH_H
#define DISPATCH_H

#include "request.h"
#include "store.h"

/*
 * The dispatcher's writes.  All are store_fns over their argument; all load
 * the request, ask lifecycle_next(), write row, history and audit.
 *
 * Errors of all: ERR_NOT_FOUND; ERR_STALE with by and since when if_version
 * is not the version; ERR_CLAIMED with by and since when another holds it;
 * ERR_TOKEN_STALE when the token is not that of the claim in force; ERR_STATE
 * with ref the state; ERR_FORBIDDEN; ERR_FIELDS.
 */

/* Contact data to put right.  NULL: stays as it is; "": there is none. */
struct dispatch_contact {
	struct request_patient patient; /* phone alone */
	struct request_person caller;   /* nothing left of it: no caller */
	struct request_address address; /* all but the place */
};

struct dispatch_ask {
	struct op op;
	const char *id;
	int64_t if_version; /* 0: not asked for (notes, heartbeats) */
	int64_t token;      /* 0: none given */
	const char *reason;
	const char *comment;
	bool called_again;           /* note */
	const char *outcome;         /* attempt, finish, close */
	int64_t at_ms;               /* depart, arrive, finish; 0: now */
	enum tri feedback;           /* close: no: the patient wants none */
	const char *to;              /* handover: login; NULL: the queue */
	const char *referral;        /* refer: where to; NULL: nowhere named */
	const char *red_flag;        /* emergency: which sign; NULL: not said */
	const char *of;              /* mark duplicate: the id or number */
	const char *zone;            /* change zone */
	bool consent;                /* change zone, price: to another price */
	bool replan;                 /* change zone: the visit gives way */
	int64_t next_at_ms;          /* attempt; 0: the default */
	const char *medic;           /* schedule */
	int64_t window_start_ms;     /* schedule */
	int64_t window_end_ms;       /* schedule */
	const char *zone_reason;     /* schedule, change zone: to one not served */
	struct dispatch_contact contact; /* correct */
	struct quote price;          /* out: change zone */
	struct request request;      /* out: as stored after the write */
	struct request_match colliding; /* out: with ERR_VISIT_OVERLAP */
	struct request_visit colliding_visit;
};

/** Claim the most urgent queued request; ERR_NOT_FOUND: nothing to do. */
enum err_code dispatch_next(struct db *db, void *arg);
/** Claim ${id}; repeated by its owner it answers the same claim. */
enum err_code dispatch_claim(struct db *db, void *arg);
/** Claim ${id} from a colleague who holds it, for a reason; repeated by its
 * new owner it answers the same claim.  A claim that ran out is only taken. */
enum err_code dispatch_takeover(struct db *db, void *arg);
enum err_code dispatch_heartbeat(struct db *db, void *arg);
enum err_code dispatch_release(struct db *db, void *arg);
enum err_code dispatch_attempt(struct db *db, void *arg);
enum err_code dispatch_schedule(struct db *db, void *arg);

/** Give the claim to the colleague ${to}, who gets a new token, or back to its
 * place in the queue; counted, with a reason. */
enum err_code dispatch_handover(struct db *db, void *arg);

/*
 * The visit, as the medic reports it.  ${at_ms} may lie up to 12 hours back,
 * never ahead and never before the step it follows.  Finish takes outcome
 * "done", or "not_done" with a reason.
 */
enum err_code dispatch_depart(struct db *db, void *arg);
enum err_code dispatch_arrive(struct db *db, void *arg);
enum err_code dispatch_finish(struct db *db, void *arg);
/** A visit that cannot stay as planned: the medic is free, the request is the
 * actor's; counted, with a reason. */
enum err_code dispatch_replan(struct db *db, void *arg);
/** After a visit without result: the request is the actor's again. */
enum err_code dispatch_revisit(struct db *db, void *arg);
enum err_code dispatch_close(struct db *db, void *arg);

/**
 * Put the zone right, for a reason.  Another price needs ${consent}; without
 * it "/consent" is refused with ${price} the new and ${request} as it is.  A
 * visit that is planned stays, if its medic can make the way from the new zone;
 * with ${replan} the medic is free and the request the actor's.
 * Errors:  ERR_VISIT_OVERLAP with the colliding visit in ${colliding}.
 */
enum err_code dispatch_zone(struct db *db, void *arg);

/** The price of a trip that this patient pays now was told, with ${consent}. */
enum err_code dispatch_price(struct db *db, void *arg);

/**
 * Take the last change back, a claim or an end, within UNDO_S.  The
 * visit it freed is planned as before.
 * Errors:  ERR_UNDO_OVER; ERR_VISIT_OVERLAP: the medic was taken meanwhile.
 */
enum err_code dispatch_undo(struct db *db, void *arg);

/*
 * Ends without a visit: by a dispatcher from any active state, by the
 * operator an own request while it is queued.  A medic who is not at the door
 * yet is free.
 */
enum err_code dispatch_cancel(struct db *db, void *arg);
enum err_code dispatch_decline(struct db *db, void *arg);
enum err_code dispatch_refer(struct db *db, void *arg);
enum err_code dispatch_duplicate(struct db *db, void *arg);
enum err_code dispatch_emergency(struct db *db, void *arg);

enum err_code dispatch_note(struct db *db, void *arg);
/**
 * Put contact data right: the operator an own request while it is queued, the
 * dispatcher one in hand; otherwise ERR_STATE.  The history names the fields,
 * never their values; nothing other than before is no change.
 */
enum err_code dispatch_correct(struct db *db, void *arg);

struct dispatch_sweep_ask {
	struct op op; /* actor: the system */
	int64_t expired; /* out: leases that ran out */
	int64_t retried; /* out: unreachable ones back in the queue */
};

/** Return expired claims and due retries to the queue, at most 500 a run. */
enum err_code dispatch_sweep(struct db *db, void *arg);

/** dispatch_due(db, now_ms, due): on a reader: whether a sweep has work. */
enum err_code dispatch_due(struct db *db, int64_t now_ms, bool *due) MUST_CHECK;

#endif
