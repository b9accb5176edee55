/** The answer is lost after the commit: a line that is cut between. */
import net from 'node:net';
import { Instance, sleep } from '../http/harness.mjs';
import { exchange } from '../http/client.mjs';
import { Posting, judge, posted } from './post.mjs';

export const name = 'answer lost';
export const missing = () => null;

const EVERY = 3; /* so many answers come through for one that is cut */

/* A line to nginx; when an answer comes on it, it is cut now and then. */
function line(port) {
	const count = { cut: 0, answers: 0 };
	const server = net.createServer((near) => {
		const far = net.connect(port, '127.0.0.1');

		near.pipe(far);
		far.on('data', (chunk) => {
			if (++count.answers % EVERY !== 0)
				return near.write(chunk);
			count.cut++;
			near.destroy();
			return far.destroy();
		});
		near.on('error', () => far.destroy());
		far.on('error', () => near.destroy());
		near.on('close', () => far.destroy());
		far.on('close', () => near.destroy());
	});

	return new Promise((done) => server.listen(0, '127.0.0.1', () =>
	    done({ count, port: server.address().port,
		close: () => server.close() })));
}

/* One connection a call: a client that never asks again by itself. */
function asker(port) {
	return (body, key, client) => {
		const call = posted(body, key, client);

		return exchange({ ...call, host: '127.0.0.1', port, agent: false,
		    headers: { ...call.headers, Connection: 'close' } });
	};
}

async function cutting(seconds, keep) {
	const it = new Instance();

	await it.launch();
	try {
		const wire = await line(it.port);
		const posting = await Posting.start(it, { keep, ask: asker(wire.port) });
		await sleep(seconds * 1000);
		await posting.stop();
		wire.close();
		return { ...await judge(it, posting), cut: wire.count.cut,
		    acknowledged: posting.acknowledged.length };
	} finally {
		await it.stop();
	}
}

export async function run({ seconds }) {
	const got = await cutting(seconds, true);
	const control = await cutting(Math.min(seconds, 5), false);

	return {
		figures: `${got.acknowledged} posted, ${got.cut} answers cut: ` +
		    `${got.lost} lost, ${got.doubled} doubled`,
		ok: got.sound && got.lost + got.doubled === 0 && got.cut > 0,
		control: `a new key each time: ${control.doubled} doubled`,
		found: control.doubled > 0,
	};
}
