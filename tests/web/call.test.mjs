import assert from 'node:assert/strict';
import test from 'node:test';
import {
  isCombined, isDecided, planOf,
} from '../../nginx/html/call/answer.js';
import {
  optionsOf, preselect,
} from '../../nginx/html/call/lookup-options.js';
import {
  emptyDraft, performersOf, toBody,
} from '../../nginx/html/call/request-body.js';
import { parseTimeOfDay } from '../../nginx/html/lib/time-of-day.js';
import { parseRoubles } from '../../nginx/html/tariffs/roubles.js';

const service = { kind: 'service', code: 'X01', verdict: 'allowed' };
const place = { kind: 'place', code: 'nevsky', zone: 'yellow' };

function first(answer) {
  const options = optionsOf(answer);
  return options[preselect(answer, options)]?.kind ?? null;
}

test('Enter goes nowhere when the operator must pick or ask', () => {
  assert.equal(first({ query: 'терапевт', verdict: 'allowed', items: [service] }),
    'service');
  assert.equal(first({ query: 'узи', verdict: null, items: [service] }), null);
  assert.equal(first({ query: 'невский', verdict: null, items: [place] }), 'place');
  assert.equal(first({
    query: 'кировский', verdict: null, items: [place], places_ambiguous: true,
  }), null);
});

test("the caller's words are the last choice, and none beside a verdict", () => {
  const kinds = (answer) => optionsOf(answer).map((o) => o.kind);
  assert.deepEqual(kinds({ query: 'абв', verdict: 'unknown', items: [] }), ['free']);
  assert.deepEqual(kinds({ query: 'узи', verdict: null, items: [service] }),
    ['service', 'free']);
  assert.deepEqual(kinds({ query: 'ээг', verdict: 'not_allowed', items: [service] }),
    ['service']);
  assert.deepEqual(kinds({ query: '000123', verdict: null, items: [] }), []);
});

const part = (text, verdict, code) => ({
  text, verdict, hit: code ? { kind: 'service', code, verdict } : null,
});
const line = {
  place_text: 'мурино', place: { code: 'lo_murino' }, left: ['двое детей'],
  parts: [part('терапевт', 'allowed', 'X01'), part('узи', null),
    part('родинку', 'not_allowed', 'P10'), part('укол', 'conditional', 'X39'),
    part('бородавку', 'not_allowed', 'P10'), part('ээг', 'not_allowed', 'E02')],
};

test('Enter takes of a line what is decided, each service once', () => {
  const { place, taken, questions, refused, rest } = planOf(line);
  const codes = (parts) => parts.map((p) => p.hit.code);
  assert.equal(place.code, 'lo_murino');
  assert.deepEqual(codes(taken), ['X01']);
  assert.deepEqual(codes(questions), ['X39']);
  assert.deepEqual(codes(refused), ['P10', 'E02']);
  assert.deepEqual(rest, ['узи', 'двое детей']);
  assert.deepEqual(planOf({ ...line, place: null }).rest,
    ['узи', 'мурино', 'двое детей']);
  const vague = { ...line, place: null, parts: [part('узи', null)] };
  assert.equal(isDecided(line), true);
  assert.equal(isDecided(vague), false);
});

test('a line is more than one thing: place, service, words left over', () => {
  const of = (place_text, parts, left) => isCombined({ place_text, parts, left });
  assert.equal(of(null, line.parts.slice(0, 1), []), false);
  assert.equal(of('мурино', [], []), false);
  assert.equal(of('мурино', line.parts.slice(0, 1), []), true);
  assert.equal(of(null, line.parts.slice(0, 2), []), true);
  assert.equal(of('мурино', [], ['ленина 5']), true);
});

test('beside a clear line only what it asks for is offered', () => {
  const other = { ...service, code: 'X02' };
  const murino = { kind: 'place', code: 'lo_murino' };
  const clear = { ...line, parts: line.parts.slice(0, 1), left: [] };
  const of = (asked) => optionsOf({
    query: 'q', verdict: null, items: [service, murino, other, place], line: asked,
  }).map((o) => o.code ?? o.text);
  assert.deepEqual(of(clear), ['X01', 'lo_murino']);
  assert.deepEqual(of({ ...clear, place: null }), ['X01', 'lo_murino', 'nevsky']);
  assert.deepEqual(of(line), ['X01', 'lo_murino', 'X02', 'узи', 'двое детей']);
});

test('what stays of a line may be added in words, never by Enter alone', () => {
  const answer = { query: 'q', verdict: null, items: [service], line };
  assert.deepEqual(optionsOf(answer).map((o) => o.text ?? o.code),
    ['X01', 'узи', 'двое детей']);
  assert.equal(preselect(answer, optionsOf(answer)), -1);
  const words = { query: 'двое детей', verdict: 'unknown', items: [] };
  assert.equal(preselect(words, optionsOf(words)), 0);
  assert.equal(preselect(words, optionsOf(words), true), -1);
});

test('a phone may be written down; whose of a family it is, is asked', () => {
  const patient = { kind: 'patient', card_no: '000123' };
  const of = (...items) => ({ query: '8 (812) 555-01-01', verdict: null, items });
  assert.deepEqual(optionsOf(of()), [{ kind: 'phone', phone: '+78125550101' }]);
  assert.equal(first(of()), 'phone');
  assert.equal(first(of(patient)), 'patient');
  assert.equal(first(of(patient, patient)), null);
  assert.equal(first(of({ kind: 'request' }, patient)), 'request');
});

test('who comes follows from the services, by the rule of the server', () => {
  const of = (...performers) => performersOf({
    ...emptyDraft(), services: performers.map((performer) => ({ performer })),
  });
  assert.deepEqual(of(), ['doctor']);
  assert.deepEqual(of('doctor_or_nurse'), ['nurse']);
  assert.deepEqual(of('doctor', 'doctor_or_nurse'), ['doctor']);
  assert.deepEqual(of('nurse', 'doctor'), ['doctor', 'nurse']);
  assert.deepEqual(of(undefined), ['doctor']);
});

test('the body holds what was typed, in the shapes of the API', () => {
  const d = {
    ...emptyDraft(),
    patient: { card_no: ' 000123 ', birth: '31.1.1980', name: 'Тестов Пётр',
      phone: '8 812 555-01-01' },
    place: { code: 'nevsky', name: 'Невский', zone: 'yellow' },
    services: [{ code: 'S10', conditionMet: true }, { text: 'своё' }],
    redFlags: { RF01: 'no', RF14: 'no' },
    epid: { EA01: { answer: 'yes', comment: '38,6' }, EA02: { answer: 'no' } },
  };
  const ctx = { today: '2026-11-23', redFlagCodes: ['RF01'], minor: false,
    consentVersion: '1', quoteId: 'q1' };
  const body = toBody(d, ctx);
  assert.deepEqual(body.patient, { card_no: '000123', name: 'Тестов Пётр',
    birth_date: '1980-01-31', phone: '+78125550101' });
  assert.deepEqual(body.services,
    [{ code: 'S10', condition_met: true }, { text: 'своё' }]);
  assert.deepEqual(body.address, { place: 'nevsky' });
  assert.deepEqual(body.red_flags, { RF01: 'no' });
  assert.deepEqual(body.epid, d.epid);
  assert.deepEqual(body.quote, { id: 'q1' });
  assert.equal(body.caller, null);
  assert.equal(body.legal_representative, null);
  assert.equal('duplicate' in body, false);

  const known = toBody({ ...d, known: { card_no: '000123' } }, ctx);
  assert.equal('name' in known.patient, false);
});

test('times of day and sums', () => {
  assert.equal(parseTimeOfDay('930'), '09:30');
  assert.equal(parseTimeOfDay('9.30'), '09:30');
  assert.equal(parseTimeOfDay('0930'), '09:30');
  assert.equal(parseTimeOfDay('9'), '09:00');
  assert.equal(parseTimeOfDay('24:00'), null);
  assert.equal(parseRoubles('4 200'), 420000);
  assert.equal(parseRoubles('4200,5 ₽'), 420050);
  assert.equal(parseRoubles('0'), null);
  assert.equal(parseRoubles('-5'), null);
});
