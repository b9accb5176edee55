#ifndef REQUEST_COLUMNS_H
#define REQUEST_COLUMNS_H

/*
 * The columns of table request beside seq, id and version, once: the INSERT,
 * both UPDATEs, both SELECTs and the copying to and from struct request_row
 * are made of this list.  A new field is one line at its end, and a column
 * in a migration; the parameters after the columns move on.
 *
 * X(number, column, kind, member of struct request_row, change, at, list)
 *   kind    TEXT (NULL: absent), INT, OPT (0 is NULL), STATE (its name)
 *   change  KEPT as posted; TURN: by what happens all the time, claims and
 *           calls; SET by other writes
 *   at      its parameter in the UPDATE: those of TURN before those of SET
 *   list    BOARD: read for lists too; WHOLE: with the whole request only
 */
#define REQUEST_COLUMNS(X)                                                     \
	X(3, number, TEXT, q.number, KEPT, 0, BOARD)                           \
	X(4, state, STATE, q.state, TURN, 2, BOARD)                            \
	X(5, active, INT, active, SET, 22, WHOLE)                              \
	X(6, created_at_ms, INT, q.created_at_ms, KEPT, 0, BOARD)              \
	X(7, created_by, TEXT, q.created_by, KEPT, 0, BOARD)                   \
	X(8, created_day, INT, created_day, KEPT, 0, BOARD)                    \
	X(9, updated_at_ms, INT, q.updated_at_ms, TURN, 3, WHOLE)              \
	X(10, updated_by, TEXT, q.updated_by, TURN, 4, WHOLE)                  \
	X(11, first_time, INT, q.first_time, KEPT, 0, WHOLE)                   \
	X(12, card_no, TEXT, q.form.patient.card_no, KEPT, 0, WHOLE)           \
	X(13, name, TEXT, q.form.patient.name, KEPT, 0, BOARD)                 \
	X(14, birth_date, TEXT, q.form.patient.birth_date, KEPT, 0, BOARD)     \
	X(15, phone, TEXT, q.form.patient.phone, SET, 23, BOARD)               \
	X(16, has_caller, INT, q.form.has_caller, SET, 24, WHOLE)              \
	X(17, caller_name, TEXT, q.form.caller.name, SET, 25, WHOLE)           \
	X(18, caller_relation, TEXT, q.form.caller.relation, SET, 26, WHOLE)   \
	X(19, caller_phone, TEXT, q.form.caller.phone, SET, 27, WHOLE)         \
	X(20, address, TEXT, q.form.address.text, SET, 28, BOARD)              \
	X(21, place, TEXT, q.form.address.place, KEPT, 0, BOARD)               \
	X(22, entrance, TEXT, q.form.address.entrance, SET, 29, WHOLE)         \
	X(23, floor, TEXT, q.form.address.floor, SET, 30, WHOLE)               \
	X(24, flat, TEXT, q.form.address.flat, SET, 31, WHOLE)                 \
	X(25, intercom, TEXT, q.form.address.intercom, SET, 32, WHOLE)         \
	X(26, address_note, TEXT, q.form.address.note, SET, 33, WHOLE)         \
	X(27, services, TEXT, packed.services, KEPT, 0, BOARD)                 \
	X(28, performers, INT, q.form.performers, KEPT, 0, BOARD)              \
	X(29, symptoms, TEXT, q.form.symptoms, KEPT, 0, WHOLE)                 \
	X(30, epid, TEXT, packed.epid, KEPT, 0, WHOLE)                         \
	X(31, red_flags, TEXT, packed.red_flags, KEPT, 0, WHOLE)               \
	X(32, bonus_member, INT, q.form.bonus_member, KEPT, 0, WHOLE)          \
	X(33, trip_group, TEXT, q.form.trip_group, KEPT, 0, WHOLE)             \
	X(34, consent_price, INT, q.form.consent_price, KEPT, 0, WHOLE)        \
	X(35, consent_data, INT, q.form.consent_data, KEPT, 0, WHOLE)          \
	X(36, consent_version, TEXT, q.form.consent_version, KEPT, 0, WHOLE)   \
	X(37, has_representative, INT, q.form.has_representative, KEPT, 0,     \
	  WHOLE)                                                               \
	X(38, representative_name, TEXT, q.form.representative.name, KEPT, 0,  \
	  WHOLE)                                                               \
	X(39, representative_relation, TEXT, q.form.representative.relation,   \
	  KEPT, 0, WHOLE)                                                      \
	X(40, representative_phone, TEXT, q.form.representative.phone, KEPT,   \
	  0, WHOLE)                                                            \
	X(41, zone_dispute, TEXT, q.form.zone_dispute, KEPT, 0, WHOLE)         \
	X(42, duplicate_action, TEXT, q.form.duplicate_action, KEPT, 0, WHOLE) \
	X(43, duplicate_reason, TEXT, q.form.duplicate_reason, KEPT, 0, WHOLE) \
	X(44, zone, TEXT, q.zone, SET, 34, BOARD)                              \
	X(45, quote_id, TEXT, q.quote.id, KEPT, 0, WHOLE)                      \
	X(46, quote_zone, TEXT, q.quote.zone, KEPT, 0, WHOLE)                  \
	X(47, quote_place, TEXT, q.quote.place, KEPT, 0, WHOLE)                \
	X(48, quote_performers, INT, q.quote.performers, KEPT, 0, WHOLE)       \
	X(49, quote_lines, TEXT, packed.lines, KEPT, 0, WHOLE)                 \
	X(50, quote_bonus_member, INT, q.quote.bonus_member, KEPT, 0, WHOLE)   \
	X(51, quote_total_kop, INT, q.quote.total_kop, KEPT, 0, BOARD)         \
	X(52, quote_preliminary, INT, q.quote.preliminary, KEPT, 0, WHOLE)     \
	X(53, quote_tariff_version, INT, q.quote.tariff_version, KEPT, 0,      \
	  WHOLE)                                                               \
	X(54, quote_at_ms, INT, q.quote.at_ms, KEPT, 0, WHOLE)                 \
	X(55, quote_valid_until_ms, OPT, q.quote.valid_until_ms, KEPT, 0,      \
	  WHOLE)                                                               \
	X(56, posted_at_ms, INT, q.promise.posted_at_ms, KEPT, 0, BOARD)       \
	X(57, counts_from_ms, INT, q.promise.counts_from_ms, KEPT, 0, BOARD)   \
	X(58, target_at_ms, INT, q.promise.target_at_ms, KEPT, 0, BOARD)       \
	X(59, deadline_at_ms, INT, q.promise.deadline_at_ms, KEPT, 0, BOARD)   \
	X(60, out_of_hours, INT, q.promise.out_of_hours, KEPT, 0, BOARD)       \
	X(61, spans_closing, INT, q.promise.spans_closing, KEPT, 0, WHOLE)     \
	X(62, kit, INT, q.kit, KEPT, 0, BOARD)                                 \
	X(63, flags, INT, q.flags, TURN, 5, BOARD)                             \
	X(64, claim_by, TEXT, q.claim.by, TURN, 6, BOARD)                      \
	X(65, claim_token, INT, q.claim.token, TURN, 7, BOARD)                 \
	X(66, claim_since_ms, OPT, q.claim.since_ms, TURN, 8, BOARD)           \
	X(67, claim_expires_at_ms, OPT, q.claim.expires_at_ms, TURN, 9, BOARD) \
	X(68, visit_medic, TEXT, q.visit.medic, SET, 35, BOARD)                \
	X(69, visit_medic_name, TEXT, q.visit.medic_name, SET, 36, BOARD)      \
	X(70, visit_start_ms, OPT, q.visit.window_start_ms, SET, 37, BOARD)    \
	X(71, visit_end_ms, OPT, q.visit.window_end_ms, SET, 38, BOARD)        \
	X(72, first_contact_at_ms, OPT, q.first_contact_at_ms, TURN, 10,       \
	  BOARD)                                                               \
	X(73, retry_at_ms, OPT, q.retry_at_ms, TURN, 11, BOARD)                \
	X(74, returns, INT, q.returns, TURN, 12, BOARD)                        \
	X(75, attempt_count, INT, q.attempt_count, TURN, 13, BOARD)            \
	X(76, reason, TEXT, q.reason, SET, 39, BOARD)                          \
	X(77, matches, TEXT, packed.matches, KEPT, 0, WHOLE)                   \
	X(78, key_card, TEXT, keys.card, KEPT, 0, WHOLE)                       \
	X(79, key_phone, TEXT, keys.phone, SET, 40, WHOLE)                     \
	X(80, key_name_birth, TEXT, keys.name_birth, KEPT, 0, WHOLE)           \
	X(81, key_address_birth, TEXT, keys.address_birth, SET, 41, WHOLE)     \
	X(82, script_versions, TEXT, packed.scripts, KEPT, 0, WHOLE)           \
	X(83, place_reason, TEXT, q.form.address.place_reason, KEPT, 0, WHOLE) \
	X(84, departed_at_ms, OPT, q.visit.departed_at_ms, SET, 42, BOARD)     \
	X(85, arrived_at_ms, OPT, q.visit.arrived_at_ms, SET, 43, BOARD)       \
	X(86, finished_at_ms, OPT, q.visit.finished_at_ms, SET, 44, BOARD)     \
	X(87, handovers, INT, q.handovers, TURN, 14, BOARD)                    \
	X(88, takeovers, INT, q.takeovers, TURN, 15, BOARD)                    \
	X(89, moves, INT, q.moves, SET, 45, BOARD)                             \
	X(90, outcome, TEXT, q.outcome, SET, 46, WHOLE)                        \
	X(91, feedback, INT, q.feedback, SET, 47, WHOLE)                       \
	X(92, main_id, TEXT, q.main_id, SET, 48, WHOLE)                        \
	X(93, main_number, TEXT, q.main_number, SET, 49, WHOLE)                \
	X(94, referral, TEXT, q.referral, SET, 50, WHOLE)                      \
	X(95, zone_changes, INT, q.zone_changes, SET, 51, BOARD)               \
	X(96, agreed_at_ms, OPT, q.agreed_at_ms, SET, 52, BOARD)               \
	X(97, agreed_lines, TEXT, packed.agreed_lines, SET, 53, WHOLE)         \
	X(98, agreed_total_kop, INT, q.agreed.total_kop, SET, 54, BOARD)       \
	X(99, agreed_tariff_version, INT, q.agreed.tariff_version, SET, 55,    \
	  WHOLE)                                                               \
	X(100, undo_action, TEXT, q.undo.action, TURN, 16, WHOLE)              \
	X(101, undo_state, TEXT, q.undo.state, TURN, 17, WHOLE)                \
	X(102, undo_until_ms, OPT, q.undo.until_ms, TURN, 18, WHOLE)           \
	X(103, undo_retry_at_ms, OPT, q.undo.retry_at_ms, TURN, 19, WHOLE)     \
	X(104, undo_flags, INT, q.undo.flags, TURN, 20, WHOLE)                 \
	X(105, undo_reason, TEXT, q.undo.reason, TURN, 21, WHOLE)              \
	X(106, undo_visit, OPT, q.undo.visit, SET, 56, WHOLE)                  \
	X(107, undo_claim_by, TEXT, q.undo.claim_by, SET, 57, WHOLE)

/* Parameters that follow those of the columns. */
#define REQUEST_NUMBER_SEQ 108 /* of the INSERT */
#define REQUEST_AT_TURN_SEQ 22 /* of the one that writes TURN alone */
#define REQUEST_AT_SEQ 58      /* of the one that writes both */

/* Pieces of SQL text made of one row. */
#define REQUEST_SQL_NAME(n, column, kind, member, change, at, list) ", " #column
#define REQUEST_SQL_PARAM(n, column, kind, member, change, at, list) ", $" #n
#define REQUEST_SQL_TURN(n, column, kind, member, change, at, list)            \
	REQUEST_TURN_##change(", " #column " = $" #at)
#define REQUEST_TURN_KEPT(piece)
#define REQUEST_TURN_TURN(piece) piece
#define REQUEST_TURN_SET(piece)
#define REQUEST_SQL_SET(n, column, kind, member, change, at, list)             \
	REQUEST_SET_##change(", " #column " = $" #at)
#define REQUEST_SET_KEPT(piece)
#define REQUEST_SET_TURN(piece)
#define REQUEST_SET_SET(piece) piece
#define REQUEST_SQL_LIST(n, column, kind, member, change, at, list)            \
	REQUEST_LIST_##list(column)
#define REQUEST_LIST_WHOLE(column)
#define REQUEST_LIST_BOARD(column) ", " #column
#define REQUEST_SQL_TEXT(x) REQUEST_SQL_TEXT_(x)
#define REQUEST_SQL_TEXT_(x) #x

#endif
