/** What a long run may grow by, and what it may not. */
export const median = (list) =>
    [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

const MIB = 1 << 20;
export const WAL_MAX = 64 * MIB;

/* Of a measure: how much its last third may be above its first. */
const ROOM = {
	rss: (was) => was * 0.1 + 4 * MIB,
	fds: () => 16,
	threads: () => 0,
	wal: () => WAL_MAX,
	p50: (was) => was * 2 + 20,
};

/** thirds(samples, key): the median of the first third and of the last. */
export function thirds(samples, key) {
	const n = Math.ceil(samples.length / 3);
	const of = (list) => median(list.map((s) => s[key]));

	return [of(samples.slice(0, n)), of(samples.slice(-n))];
}

/** judge(samples): what grew beyond its room, in words; the warm-up is cut. */
export function judge(samples) {
	const warm = samples.slice(Math.ceil(samples.length / 6));
	const wrong = Object.entries(ROOM).flatMap(([key, room]) => {
		const [was, is] = thirds(warm, key);
		return is > was + room(was)
		    ? [`${key} grew from ${Math.round(was)} to ${Math.round(is)}`]
		    : [];
	});

	if (samples.some((s) => s.wal > WAL_MAX + 8 * MIB))
		wrong.push('the log went beyond its limit');
	if (new Set(samples.map((s) => s.pid)).size > 1)
		wrong.push('the service was started anew');
	return wrong;
}

/** doctored(samples): a run of each kind that must be found. */
export const doctored = (samples) => [
	samples.map((s, i) => ({ ...s, rss: s.rss * (1 + i / samples.length) })),
	samples.map((s, i) => ({ ...s, fds: s.fds + 2 * i })),
	samples.map((s, i) => ({ ...s, threads: s.threads + i })),
	samples.map((s) => ({ ...s, wal: 2 * WAL_MAX })),
	samples.map((s, i) => ({ ...s,
	    p50: i > samples.length / 2 ? 10 * s.p50 + 100 : s.p50 })),
	samples.map((s, i) => ({ ...s, pid: i })),
];
