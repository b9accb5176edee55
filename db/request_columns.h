#ifndef REQUEST_COLUMNS_H
#define REQUEST_COLUMNS_H

/*
 * The columns of table request beside seq, id and version, once: the INSERT,
 * the UPDATE, both SELECTs and the copying to and from struct request_row
 * are made of this list.  A new field is one line at its end, and a column
 * in a migration.
 *
 * X(number, column, kind, member of struct request_row, change, list)
 *   kind    TEXT (NULL: absent), INT, OPT (0 is NULL), STATE (its name)
 *   change  KEPT as posted, or SET by every write: what may be other by now
 *   list    BOARD: read for lists too; WHOLE: with the whole request only
 */
#define REQUEST_COLUMNS(X)                                                     \
	X(3, number, TEXT, q.number, KEPT, BOARD)                              \
	X(4, state, STATE, q.state, SET, BOARD)                                \
	X(5, active, INT, active, SET, WHOLE)                                  \
	X(6, created_at_ms, INT, q.created_at_ms, KEPT, BOARD)                 \
	X(7, created_by, TEXT, q.created_by, KEPT, BOARD)                      \
	X(8, created_day, INT, created_day, KEPT, BOARD)                       \
	X(9, updated_at_ms, INT, q.updated_at_ms, SET, WHOLE)                  \
	X(10, updated_by, TEXT, q.updated_by, SET, WHOLE)                      \
	X(11, first_time, INT, q.first_time, KEPT, WHOLE)                      \
	X(12, card_no, TEXT, q.form.patient.card_no, KEPT, WHOLE)              \
	X(13, name, TEXT, q.form.patient.name, KEPT, BOARD)                    \
	X(14, birth_date, TEXT, q.form.patient.birth_date, KEPT, BOARD)        \
	X(15, phone, TEXT, q.form.patient.phone, SET, BOARD)                   \
	X(16, has_caller, INT, q.form.has_caller, SET, WHOLE)                  \
	X(17, caller_name, TEXT, q.form.caller.name, SET, WHOLE)               \
	X(18, caller_relation, TEXT, q.form.caller.relation, SET, WHOLE)       \
	X(19, caller_phone, TEXT, q.form.caller.phone, SET, WHOLE)             \
	X(20, address, TEXT, q.form.address.text, SET, BOARD)                  \
	X(21, place, TEXT, q.form.address.place, KEPT, BOARD)                  \
	X(22, entrance, TEXT, q.form.address.entrance, SET, WHOLE)             \
	X(23, floor, TEXT, q.form.address.floor, SET, WHOLE)                   \
	X(24, flat, TEXT, q.form.address.flat, SET, WHOLE)                     \
	X(25, intercom, TEXT, q.form.address.intercom, SET, WHOLE)             \
	X(26, address_note, TEXT, q.form.address.note, SET, WHOLE)             \
	X(27, services, TEXT, packed.services, KEPT, BOARD)                    \
	X(28, performers, INT, q.form.performers, KEPT, BOARD)                 \
	X(29, symptoms, TEXT, q.form.symptoms, KEPT, WHOLE)                    \
	X(30, epid, TEXT, packed.epid, KEPT, WHOLE)                            \
	X(31, red_flags, TEXT, packed.red_flags, KEPT, WHOLE)                  \
	X(32, bonus_member, INT, q.form.bonus_member, KEPT, WHOLE)             \
	X(33, trip_group, TEXT, q.form.trip_group, KEPT, WHOLE)                \
	X(34, consent_price, INT, q.form.consent_price, KEPT, WHOLE)           \
	X(35, consent_data, INT, q.form.consent_data, KEPT, WHOLE)             \
	X(36, consent_version, TEXT, q.form.consent_version, KEPT, WHOLE)      \
	X(37, has_representative, INT, q.form.has_representative, KEPT, WHOLE) \
	X(38, representative_name, TEXT, q.form.representative.name, KEPT,     \
	  WHOLE)                                                               \
	X(39, representative_relation, TEXT, q.form.representative.relation,   \
	  KEPT, WHOLE)                                                         \
	X(40, representative_phone, TEXT, q.form.representative.phone, KEPT,   \
	  WHOLE)                                                               \
	X(41, zone_dispute, TEXT, q.form.zone_dispute, KEPT, WHOLE)            \
	X(42, duplicate_action, TEXT, q.form.duplicate_action, KEPT, WHOLE)    \
	X(43, duplicate_reason, TEXT, q.form.duplicate_reason, KEPT, WHOLE)    \
	X(44, zone, TEXT, q.zone, SET, BOARD)                                  \
	X(45, quote_id, TEXT, q.quote.id, KEPT, WHOLE)                         \
	X(46, quote_zone, TEXT, q.quote.zone, KEPT, WHOLE)                     \
	X(47, quote_place, TEXT, q.quote.place, KEPT, WHOLE)                   \
	X(48, quote_performers, INT, q.quote.performers, KEPT, WHOLE)          \
	X(49, quote_lines, TEXT, packed.lines, KEPT, WHOLE)                    \
	X(50, quote_bonus_member, INT, q.quote.bonus_member, KEPT, WHOLE)      \
	X(51, quote_total_kop, INT, q.quote.total_kop, KEPT, BOARD)            \
	X(52, quote_preliminary, INT, q.quote.preliminary, KEPT, WHOLE)        \
	X(53, quote_tariff_version, INT, q.quote.tariff_version, KEPT, WHOLE)  \
	X(54, quote_at_ms, INT, q.quote.at_ms, KEPT, WHOLE)                    \
	X(55, quote_valid_until_ms, OPT, q.quote.valid_until_ms, KEPT, WHOLE)  \
	X(56, posted_at_ms, INT, q.promise.posted_at_ms, KEPT, BOARD)          \
	X(57, counts_from_ms, INT, q.promise.counts_from_ms, KEPT, BOARD)      \
	X(58, target_at_ms, INT, q.promise.target_at_ms, KEPT, BOARD)          \
	X(59, deadline_at_ms, INT, q.promise.deadline_at_ms, KEPT, BOARD)      \
	X(60, out_of_hours, INT, q.promise.out_of_hours, KEPT, BOARD)          \
	X(61, spans_closing, INT, q.promise.spans_closing, KEPT, WHOLE)        \
	X(62, kit, INT, q.kit, KEPT, BOARD)                                    \
	X(63, flags, INT, q.flags, SET, BOARD)                                 \
	X(64, claim_by, TEXT, q.claim.by, SET, BOARD)                          \
	X(65, claim_token, INT, q.claim.token, SET, BOARD)                     \
	X(66, claim_since_ms, OPT, q.claim.since_ms, SET, BOARD)               \
	X(67, claim_expires_at_ms, OPT, q.claim.expires_at_ms, SET, BOARD)     \
	X(68, visit_medic, TEXT, q.visit.medic, SET, BOARD)                    \
	X(69, visit_medic_name, TEXT, q.visit.medic_name, SET, BOARD)          \
	X(70, visit_start_ms, OPT, q.visit.window_start_ms, SET, BOARD)        \
	X(71, visit_end_ms, OPT, q.visit.window_end_ms, SET, BOARD)            \
	X(72, first_contact_at_ms, OPT, q.first_contact_at_ms, SET, BOARD)     \
	X(73, retry_at_ms, OPT, q.retry_at_ms, SET, BOARD)                     \
	X(74, returns, INT, q.returns, SET, BOARD)                             \
	X(75, attempt_count, INT, q.attempt_count, SET, BOARD)                 \
	X(76, reason, TEXT, q.reason, SET, BOARD)                              \
	X(77, matches, TEXT, packed.matches, KEPT, WHOLE)                      \
	X(78, key_card, TEXT, keys.card, KEPT, WHOLE)                          \
	X(79, key_phone, TEXT, keys.phone, SET, WHOLE)                         \
	X(80, key_name_birth, TEXT, keys.name_birth, KEPT, WHOLE)              \
	X(81, key_address_birth, TEXT, keys.address_birth, SET, WHOLE)         \
	X(82, script_versions, TEXT, packed.scripts, KEPT, WHOLE)              \
	X(83, place_reason, TEXT, q.form.address.place_reason, KEPT, WHOLE)    \
	X(84, departed_at_ms, OPT, q.visit.departed_at_ms, SET, BOARD)         \
	X(85, arrived_at_ms, OPT, q.visit.arrived_at_ms, SET, BOARD)           \
	X(86, finished_at_ms, OPT, q.visit.finished_at_ms, SET, BOARD)         \
	X(87, handovers, INT, q.handovers, SET, BOARD)                         \
	X(88, takeovers, INT, q.takeovers, SET, BOARD)                         \
	X(89, moves, INT, q.moves, SET, BOARD)                                 \
	X(90, outcome, TEXT, q.outcome, SET, WHOLE)                            \
	X(91, feedback, INT, q.feedback, SET, WHOLE)                           \
	X(92, main_id, TEXT, q.main_id, SET, WHOLE)                            \
	X(93, main_number, TEXT, q.main_number, SET, WHOLE)                    \
	X(94, referral, TEXT, q.referral, SET, WHOLE)                          \
	X(95, zone_changes, INT, q.zone_changes, SET, BOARD)                   \
	X(96, agreed_at_ms, OPT, q.agreed_at_ms, SET, BOARD)                   \
	X(97, agreed_lines, TEXT, packed.agreed_lines, SET, WHOLE)             \
	X(98, agreed_total_kop, INT, q.agreed.total_kop, SET, BOARD)           \
	X(99, agreed_tariff_version, INT, q.agreed.tariff_version, SET, WHOLE) \
	X(100, undo_action, TEXT, q.undo.action, SET, WHOLE)                   \
	X(101, undo_state, TEXT, q.undo.state, SET, WHOLE)                     \
	X(102, undo_until_ms, OPT, q.undo.until_ms, SET, WHOLE)                \
	X(103, undo_retry_at_ms, OPT, q.undo.retry_at_ms, SET, WHOLE)          \
	X(104, undo_flags, INT, q.undo.flags, SET, WHOLE)                      \
	X(105, undo_reason, TEXT, q.undo.reason, SET, WHOLE)                   \
	X(106, undo_visit, OPT, q.undo.visit, SET, WHOLE)                      \
	X(107, undo_claim_by, TEXT, q.undo.claim_by, SET, WHOLE)

/* Pieces of SQL text made of one row. */
#define REQUEST_SQL_NAME(n, column, kind, member, change, list) ", " #column
#define REQUEST_SQL_PARAM(n, column, kind, member, change, list) ", $" #n
#define REQUEST_SQL_CHANGE(n, column, kind, member, change, list)              \
	REQUEST_CHANGE_##change(column)
#define REQUEST_CHANGE_KEPT(column)
#define REQUEST_CHANGE_SET(column) ", " #column " = excluded." #column
#define REQUEST_SQL_LIST(n, column, kind, member, change, list)                \
	REQUEST_LIST_##list(column)
#define REQUEST_LIST_WHOLE(column)
#define REQUEST_LIST_BOARD(column) ", " #column

#endif
