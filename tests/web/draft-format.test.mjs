import assert from 'node:assert/strict';
import test from 'node:test';
import {
  contentOf, isEmpty, labelOf, pack, unpack,
} from '../../nginx/html/call/draft-format.js';
import { emptyDraft } from '../../nginx/html/call/request-body.js';

const TODAY = '2026-11-23';

function call(changes = {}) {
  const empty = emptyDraft();
  return {
    ...empty,
    patient: { ...empty.patient, name: 'Тестов Пётр Иванович', birth: '31.1.19' },
    place: { code: 'nevsky', name: 'Невский', zone: 'yellow' },
    services: [{ code: 'X01', name: 'Терапевт', verdict: 'allowed' },
      { text: 'своё', verdict: 'unknown' }],
    redFlags: { RF01: 'no', RF02: 'dont_know' },
    epid: { EA01: { answer: 'yes', comment: '38,6' } },
    refusal: { code: 'S20', name: 'ЭЭГ', say: 'Не на дому', referrals: [] },
    duplicate: { action: 'new_anyway', reason: 'другой врач' },
    consentPrice: true,
    consentData: true,
    agreedTo: 390000,
    typed: 'узи',
    open: 'epid',
    kept: { ask: '{}', key: 'k1', quote: { id: 'q1' } },
    sent: { key: 'k2', body: { patient: { name: 'Тестов' }, draft: 'd1' } },
    ...changes,
  };
}

function again(d, head = {}, today = TODAY) {
  return unpack(pack(contentOf(d), { n: 3, on: TODAY, ...head }), today);
}

test('a call comes back as it was typed', () => {
  const d = call();
  assert.deepEqual(again(d, { focus: 'f-patient-name' }),
    { d, n: 3, focus: 'f-patient-name' });
  assert.equal(contentOf(again(d).d), contentOf(d));
});

test('what passes is not kept: errors, a posting on its way, a hint', () => {
  const { posting } = emptyDraft();
  const d = call({
    maskedCard: 'Пётр Т., 1980',
    posting: { ...posting, state: 'retrying', errors: { '/x': 'нет' } },
  });
  const back = again(d).d;
  assert.deepEqual(back.posting, posting);
  assert.equal(back.maskedCard, null);
  assert.doesNotMatch(contentOf(d), /retrying|errors|1980/);
});

test('consent is asked again on another day, and then only', () => {
  const other = again(call(), {}, '2026-11-24').d;
  assert.deepEqual([other.consentPrice, other.consentData, other.agreedTo],
    [false, false, null]);
  assert.equal(other.patient.name, 'Тестов Пётр Иванович');
  assert.equal(again(call()).d.consentPrice, true);
});

test('older and foreign shapes fit the form of today', () => {
  const text = JSON.stringify({ v: 1, on: TODAY, later: 1, call: {
    patient: { name: 'Тестов', nickname: 'Т' }, services: 'X01', bonus: 'да',
    redFlags: null, future: { a: 1 },
  } });
  const { d, n, focus } = unpack(text, TODAY);
  const empty = emptyDraft();
  assert.deepEqual(d, { ...empty, future: { a: 1 },
    patient: { ...empty.patient, name: 'Тестов', nickname: 'Т' } });
  assert.deepEqual([n, focus], [0, null]);
  for (const bad of ['', '{', '[]', 'null', '{"v":1}', '{"v":1,"call":[]}',
    '{"v":2,"call":{}}']) assert.equal(unpack(bad, TODAY), null, bad);
});

test('an empty call is not worth keeping, an unfolded part is no call', () => {
  const empty = emptyDraft();
  assert.ok(isEmpty(empty));
  assert.ok(isEmpty({ ...empty, open: 'epid', maskedCard: '' }));
  assert.ok(isEmpty({ ...empty, redFlags: { RF01: undefined } }));
  for (const typed of [{ typed: 'у' }, { bonus: true }, { symptoms: 'к' },
    { patient: { ...empty.patient, phone: '8' } }, { redFlags: { RF01: 'no' } }]) {
    assert.ok(!isEmpty({ ...empty, ...typed }), JSON.stringify(typed));
  }
});

test('where a service is done is in the catalogue, not in the draft', () => {
  const referrals = [{ code: 'c1', address: 'Примерная ул.' }];
  const d = call({ services: [{ code: 'S10', referrals }] });
  assert.doesNotMatch(contentOf(d), /Примерная/);
});

test('the label tells calls apart without a full name', () => {
  const empty = emptyDraft();
  const of = (changes) => labelOf({ ...empty, ...changes });
  const patient = (p) => ({ patient: { ...empty.patient, ...p } });
  assert.equal(labelOf(call()), 'Пётр Т. · Невский · Терапевт');
  assert.equal(of(patient({ name: ' Тестов ' })), 'Т.');
  assert.equal(of(patient({ phone: '+7 812 555-01-77' })), '…01-77');
  assert.equal(of({ ...patient({ phone: '81' }), typed: 'узи ' }), 'узи');
  assert.equal(of({ known: { name: 'Зимина Анна' } }), 'Анна З.');
  assert.equal(of({ services: [{ text: 'своё' }] }), 'своё');
  assert.equal(of({}), '');
  assert.equal([...of({ typed: '🙂'.repeat(300) })].length, 100);
});
