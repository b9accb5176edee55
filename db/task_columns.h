#ifndef TASK_COLUMNS_H
#define TASK_COLUMNS_H

/*
 * The columns of table task beside seq, id and version, once: its statements
 * and the copying to and from struct task_row are made of this list.
 *
 * X(number, column, kind, member of struct task_row, change)
 *   kind    as in columns.h, or STATE (its name)
 *   change  KEPT as made, or SET by every write
 */
#define TASK_COLUMNS(X)                                                        \
	X(3, queue, TEXT, t.queue, SET)                                        \
	X(4, kind, TEXT, t.kind, KEPT)                                         \
	X(5, state, STATE, t.state, SET)                                       \
	X(6, active, INT, active, SET)                                         \
	X(7, created_at_ms, INT, t.created_at_ms, KEPT)                        \
	X(8, created_by, TEXT, t.created_by, KEPT)                             \
	X(9, updated_at_ms, INT, t.updated_at_ms, SET)                         \
	X(10, updated_by, TEXT, t.updated_by, SET)                             \
	X(11, phone, TEXT, t.phone, KEPT)                                      \
	X(12, name, TEXT, t.name, KEPT)                                        \
	X(13, note, TEXT, t.note, KEPT)                                        \
	X(14, request_id, TEXT, t.request, KEPT)                               \
	X(15, call_id, TEXT, t.call, KEPT)                                     \
	X(16, posted_at_ms, INT, t.promise.posted_at_ms, KEPT)                 \
	X(17, counts_from_ms, INT, t.promise.counts_from_ms, KEPT)             \
	X(18, target_at_ms, INT, t.promise.target_at_ms, KEPT)                 \
	X(19, deadline_at_ms, INT, t.promise.deadline_at_ms, KEPT)             \
	X(20, out_of_hours, INT, t.promise.out_of_hours, KEPT)                 \
	X(21, spans_closing, INT, t.promise.spans_closing, KEPT)               \
	X(22, claim_by, TEXT, t.claim.by, SET)                                 \
	X(23, claim_token, INT, t.claim.token, SET)                            \
	X(24, claim_since_ms, OPT, t.claim.since_ms, SET)                      \
	X(25, claim_expires_at_ms, OPT, t.claim.expires_at_ms, SET)            \
	X(26, owner, TEXT, t.owner, SET)                                       \
	X(27, owners, INT, t.owners, SET)                                      \
	X(28, handovers, INT, t.handovers, SET)                                \
	X(29, returns, INT, t.returns, SET)                                    \
	X(30, attempt_count, INT, t.attempt_count, SET)                        \
	X(31, first_contact_at_ms, OPT, t.first_contact_at_ms, SET)            \
	X(32, retry_at_ms, OPT, t.retry_at_ms, SET)                            \
	X(33, closed_at_ms, OPT, t.closed_at_ms, SET)                          \
	X(34, outcome, TEXT, t.outcome, SET)                                   \
	X(35, result, TEXT, t.result, SET)                                     \
	X(36, undo_action, TEXT, t.undo.action, SET)                           \
	X(37, undo_state, TEXT, t.undo.state, SET)                             \
	X(38, undo_until_ms, OPT, t.undo.until_ms, SET)                        \
	X(39, undo_retry_at_ms, OPT, t.undo.retry_at_ms, SET)                  \
	X(40, undo_contact_ms, OPT, t.undo.contact_ms, SET)                    \
	X(41, undo_owner, TEXT, t.undo.owner, SET)

/* Pieces of SQL text made of one row. */
#define TASK_SQL_NAME(n, column, kind, member, change) ", " #column
#define TASK_SQL_PARAM(n, column, kind, member, change) ", $" #n
#define TASK_SQL_CHANGE(n, column, kind, member, change)                       \
	TASK_CHANGE_##change(column)
#define TASK_CHANGE_KEPT(column)
#define TASK_CHANGE_SET(column) ", " #column " = excluded." #column

#endif
