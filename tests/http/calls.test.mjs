/** Calls that end without a request: no personal data. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, problem, rubles, status } from './checks.mjs';
import { service } from './harness.mjs';

const it = service();

const post = async (body, role = 'operator') =>
    (await it.login(role)).post('/calls', body);
const informed = { outcome: 'informed', reason: 'price', zone: 'oblast',
    performers: ['doctor'], services: ['X01'], total: rubles(8900) };

test('an informed caller is recorded', async () => {
	status(await post(informed), 201);
});

const referred = { outcome: 'referred', reason: 'not_done', services: ['E02'],
    referral: 'r01' };

test('a referral is recorded', async () => {
	const got = status(await post(referred), 201);

	assert.equal(got.referral, 'r01');
	assert.equal(got.follow_up, null);
});

test('a referral says how the caller was helped', async () => {
	for (const follow_up of ['told', 'booked', null])
		assert.equal(status(await post({ ...referred, follow_up }), 201)
		    .follow_up, follow_up);
	status(await post({ outcome: 'referred', reason: 'not_done',
	    services: ['S03'], follow_up: 'call_back',
	    callback_phone: '+78125550103' }), 201);
	invalid(await post({ ...referred, follow_up: 'sold' }), '/follow_up');
	for (const follow_up of ['told', 'booked'])
		invalid(await post({ ...referred, referral: null, follow_up }),
		    '/referral');
	for (const outcome of ['informed', 'emergency']) {
		invalid(await post({ outcome, referral: 'r01' }), '/referral');
		invalid(await post({ outcome, follow_up: 'told' }),
		    '/follow_up');
	}
});

test('a phone to call back on is taken, and never shown again', async () => {
	const back = { ...referred, follow_up: 'call_back' };
	const got = status(await post({ ...back,
	    callback_phone: '8 812 555 01 02' }), 201);

	assert.ok(!JSON.stringify(got).includes('5550102'));
	for (const none of ['', null, undefined])
		assert.equal(invalid(await post({ ...back,
		    callback_phone: none }), '/callback_phone')[0].code,
		    'required');
	const [error] = invalid(await post({ ...back,
	    callback_phone: '555' }), '/callback_phone');
	assert.equal(error.code, 'phone_invalid');
	for (const wrong of [{ ...referred, follow_up: 'told' }, referred,
	    informed])
		invalid(await post({ ...wrong,
		    callback_phone: '+78125550102' }), '/callback_phone');
});

test('an emergency needs nothing but the sign', async () => {
	status(await post({ outcome: 'emergency', red_flag: 'RF03' }), 201);
});

test('every reason of the list is taken, no other', async () => {
	for (const reason of ['price', 'not_done', 'too_late', 'other', null])
		status(await post({ ...informed, reason }), 201);
	invalid(await post({ ...informed, reason: 'weather' }), '/reason');
});

test('personal data is refused', async () => {
	invalid(await post({ ...informed, phone: '+78125550101' }), '/phone');
	invalid(await post({ ...informed, patient: { name: 'Т' } }),
	    '/patient');
	invalid(await post({ ...informed, comment: 'x' }), '/comment');
});

test('a wrong body is refused, naming the field', async () => {
	invalid(await post({}), '/outcome');
	invalid(await post({ outcome: 'sold' }), '/outcome');
	invalid(await post({ ...informed, zone: 'violet' }), '/zone');
	invalid(await post({ ...informed, services: ['X99'] }), '/services/0');
	invalid(await post({ ...informed, performers: ['driver'] }),
	    '/performers/0');
	invalid(await post({ ...informed, total: 8900 }), '/total');
	invalid(await post({ ...informed, referral: 'r99' }), '/referral');
	invalid(await post({ ...informed, red_flag: 'RF99' }), '/red_flag');
});

test('only an operator records calls', async () => {
	for (const role of ['dispatcher', 'admin'])
		problem(await post(informed, role), 403, 'forbidden');
});

test('nothing is posted by it', async () => {
	const dispatcher = await it.login('dispatcher');

	assert.deepEqual(status(await dispatcher.get('/requests'), 200).items,
	    []);
});
