/**
 * What decides, and by which tests it stands: the nearest first.  Price,
 * promise and claim come first, should time run out.
 */
const searching = ['unit/test_catalog', 'unit/test_cases_search',
    'unit/test_ask', 'unit/test_match'];

export const SUBJECTS = [
    ['rules/quote.c', ['unit/test_quote', 'unit/test_trip']],
    ['rules/tariff.c', ['unit/test_tariff', 'unit/test_rulebook',
	'unit/test_quote']],
    ['rules/promise.c', ['unit/test_promise', 'unit/test_promise_property']],
    ['rules/claim.c', ['unit/test_claim']],
    ['rules/lifecycle.c', ['unit/test_lifecycle']],
    ['rules/transition.c', ['unit/test_lifecycle', 'unit/test_task']],
    ['rules/visit.c', ['unit/test_visit', 'unit/test_suggest']],
    ['rules/shift.c', ['unit/test_shift', 'unit/test_visit']],
    ['rules/catalog.c', searching],
    ['rules/triage.c', ['unit/test_triage', 'unit/test_cases_form']],
    ['rules/trip.c', ['unit/test_trip', 'unit/test_quote']],
    ['rules/rezone.c', ['unit/test_rezone']],
    ['rules/attempt.c', ['unit/test_attempt']],
    ['rules/task.c', ['unit/test_task']],
    ['rules/civil.c', ['unit/test_civil', 'unit/test_promise']],
    ['db/dispatch.c', ['store/test_dispatch', 'store/test_clock',
	'store/test_lifecycle_walk']],
    ['db/dispatch_step.c', ['store/test_dispatch', 'store/test_dispatch_end',
	'store/test_lifecycle_walk']],
    ['db/dispatch_schedule.c', ['store/test_schedule', 'store/test_dispatch',
	'store/test_dispatch_visit']],
    ['db/dispatch_undo.c', ['store/test_undo', 'store/test_lifecycle_walk']],
    ['db/register.c', ['store/test_register', 'store/test_idem',
	'store/test_duplicate']],
    ['db/trip_mates.c', ['store/test_register', 'store/test_dispatch_end',
	'store/test_dispatch_visit']],
    ['db/idem.c', ['store/test_idem']],
    ['db/audit.c', ['store/test_audit', 'store/test_audit_mutations']],
];
