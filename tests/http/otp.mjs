/** What an app on a telephone does: RFC 6238, SHA-1, six digits. */
import { createHmac } from 'node:crypto';

const STEP_MS = 30_000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function bytes(base32) {
	const bits = [...base32].map((c) =>
	    LETTERS.indexOf(c).toString(2).padStart(5, '0')).join('');

	return Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
}

function codeAt(key, step) {
	const count = Buffer.alloc(8);

	count.writeBigUInt64BE(BigInt(step));
	const mac = createHmac('sha1', key).update(count).digest();
	const word = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
	return String(word % 1_000_000).padStart(6, '0');
}

/**
 * otp(secret): the codes of now, of the next half minute, which is good
 * already, and of one too far off, however long a test takes.
 */
export function otp(secret) {
	const key = bytes(secret);
	const step = Math.floor(Date.now() / STEP_MS);

	return { now: codeAt(key, step), next: codeAt(key, step + 1),
	    far: codeAt(key, step + 100), past: codeAt(key, step - 2) };
}
