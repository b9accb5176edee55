import assert from 'node:assert/strict';
import test from 'node:test';
import { monthsOn } from '../../nginx/html/lib/birth-date.js';
import {
  againBecause, degreesIn, isIll, newSigns, redFlagState, signsFor,
  withoutDoubtful,
} from '../../nginx/html/call/triage.js';
import { standingErrors } from '../../nginx/html/call/standing-errors.js';
import { emptyDraft, nextPatient, toBody } from '../../nginx/html/call/request-body.js';

const both = { code: 'RF01', adult: true, child: true };
const adult = { code: 'RF03', adult: true, child: false };
const child = { code: 'RF14', adult: false, child: true };
const items = [both, adult, child];
const codes = (signs) => signs.map((s) => s.code).join();

test('the signs follow the age; unknown, those of adults', () => {
  assert.equal(codes(signsFor(items, null, 18)), 'RF01,RF03');
  assert.equal(codes(signsFor(items, 18, 18)), 'RF01,RF03');
  assert.equal(codes(signsFor(items, 17, 18)), 'RF01,RF14');
});

test('not knowing is not a no', () => {
  const state = (answers) => redFlagState([both, adult], answers);
  assert.equal(state({}), 'open');
  assert.equal(state({ RF01: 'no' }), 'open');
  assert.equal(state({ RF01: 'no', RF03: 'dont_know' }), 'ask_again');
  assert.equal(state({ RF01: 'no', RF03: 'no', RF14: 'dont_know' }), 'clear');
});

test('an age known late makes signs new, a first asking none', () => {
  const fresh = (age, answers) => codes(newSigns(items,
    signsFor(items, age, 18), answers));
  const grown = { RF01: 'no', RF03: 'no' };
  assert.equal(fresh(4, grown), 'RF14');
  assert.equal(fresh(4, { ...grown, RF14: 'no' }), '');
  assert.equal(fresh(40, { RF01: 'no', RF14: 'no' }), 'RF03');
  assert.equal(fresh(4, {}), '');
  assert.equal(fresh(4, { RF01: 'no' }), '');
  assert.equal(fresh(null, { RF01: 'no' }), '');
});

test('high fever, an infant, a rash that stays ask the red flags again', () => {
  const because = (code, comment, months = 400) => againBecause(
    { [code]: { answer: 'yes', comment } }, months).join();
  assert.equal(because('EA01', '39,4'), '');
  assert.equal(because('EA01', 'была 38.2, сейчас 39.5'), 'EA01');
  assert.equal(because('EA01', '40 два дня'), 'EA01');
  assert.equal(because('EA01', '37,6', 2), 'EA01');
  assert.equal(because('EA01', '37,6', 3), '');
  assert.equal(because('EA01', undefined, null), '');
  assert.equal(because('EA03', 'исчезает'), '');
  assert.equal(because('EA03', 'Не бледнеет'), 'EA03');
  assert.equal(because('EA03', 'остаётся'), 'EA03');
  assert.deepEqual(againBecause({ EA01: { answer: 'no', comment: '40' } }, 1), []);
  assert.equal(degreesIn('в 18 часов 38,6'), 38.6);

  const answers = { RF01: 'no', RF13: 'no' };
  assert.deepEqual(withoutDoubtful(answers, ['EA03']), { RF01: 'no' });
  assert.deepEqual(withoutDoubtful(answers, ['EA01']), {});
  assert.deepEqual(withoutDoubtful(answers, []), answers);
});

test('months of an infant', () => {
  assert.equal(monthsOn('2026-08-23', '2026-11-23'), 3);
  assert.equal(monthsOn('2026-08-24', '2026-11-23'), 2);
  assert.equal(monthsOn('2025-12-31', '2026-01-30'), 0);
});

test('a price alone is told at once, an illness waits', () => {
  const d = emptyDraft();
  assert.equal(isIll({ ...d, place: { code: 'nevsky' } }), false);
  assert.equal(isIll({ ...d, symptoms: '  ' }), false);
  assert.equal(isIll({ ...d, symptoms: 'кашель' }), true);
  assert.equal(isIll({ ...d, services: [{ code: 'X01' }] }), true);
});

test('an error leaves with the field that was put right', () => {
  const errors = { '/patient/name': 'name', '/address/place': 'place' };
  const checked = { patient: {}, address: { place: 'x' } };
  const standing = (body, anew = {}) => standingErrors(errors, checked, body,
    () => anew);
  assert.deepEqual(standing(checked), errors);
  assert.deepEqual(standing({ ...checked, patient: { name: 'Тестов' } }),
    { '/address/place': 'place' });
  assert.deepEqual(standing({ ...checked, address: {} },
    { '/address/place': 'missing', '/epid': 'never shown before' }),
  { '/patient/name': 'name', '/address/place': 'missing' });
});

test('the next patient has the door, the caller, and the trip', () => {
  const first = {
    ...emptyDraft(),
    patient: { card_no: '1', birth: '1.1.2020', name: 'Двойнев', phone: '5' },
    caller: { name: 'Анна', relation: 'mother', phone: '' },
    hasCaller: true,
    place: { code: 'nevsky' },
    services: [{ code: 'X02' }],
    epid: { EA01: { answer: 'no' } },
    redFlags: { RF01: 'no' },
    consentData: true,
    posting: { posted: { id: 'b', number: '26-2', trip_group: 'a' } },
  };
  const d = nextPatient(first);
  assert.deepEqual(d.tripGroup, { id: 'a', number: '26-2' });
  assert.equal(toBody(d, { today: '2026-11-23', redFlagCodes: [] }).trip_group,
    'a');
  assert.equal(d.caller.name, 'Анна');
  assert.equal(d.place.code, 'nevsky');
  assert.deepEqual([d.patient.name, d.services, d.epid, d.redFlags,
    d.consentData, d.posting.posted], ['', [], {}, {}, false, null]);
  first.posting.posted.trip_group = null;
  assert.equal(nextPatient(first).tripGroup.id, 'b');
});
