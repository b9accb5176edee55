/** What an app on a telephone does: RFC 6238, SHA-1, six digits. */
import { createHmac } from 'node:crypto';

const STEP_MS = 30_000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function bytes(base32) {
	const bits = [...base32].map((c) =>
	    LETTERS.indexOf(c).toString(2).padStart(5, '0')).join('');

	return Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
}

/** otp(secret, off): the code of now, or ${off} half minutes from it. */
export function otp(secret, off = 0) {
	const count = Buffer.alloc(8);

	count.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP_MS) + off));
	const mac = createHmac('sha1', bytes(secret)).update(count).digest();
	const word = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
	return String(word % 1_000_000).padStart(6, '0');
}

/**
 * settled(): not at the end of a half minute, so that what follows at once
 * is within the same.
 */
export function settled(ms = 6000) {
	const left = STEP_MS - Date.now() % STEP_MS;

	return left > ms ? Promise.resolve()
	    : new Promise((done) => setTimeout(done, left + 50));
}
