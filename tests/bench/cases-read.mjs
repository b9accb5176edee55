/** What is only asked, against the responder that does nothing. */

const api = (list) => list.map((p) => `/api/v1${p}`);
const WORDS = ['терапевт', 'узи сердца', 'капельница', 'снятие швов', 'ээг',
    'педиатр', 'укол', 'кровь на анализ', 'psihiatr', "''u"];
const PLACES = ['васил', 'купчино', 'мурино', 'кировск', 'петроградка'];
const asked = (at, list) =>
    api(list.map((q) => `${at}?q=${encodeURIComponent(q)}`));

const get = (name, paths, headers, more = {}) => ({ name, limit: 'null',
    connections: 32, load: { paths, headers }, ...more });

/** readCases(who): the cases; who.operator, who.dispatcher are headers. */
export async function readCases({ inst, operator, dispatcher }) {
	const board = await inst.send({ path: '/api/v1/requests?limit=50',
	    headers: dispatcher });
	const some = board.body.items.map((r) => `/requests/${r.id}`);

	return [
		get('quote', api(['/quote?place=vasileostrovsky&performers=doctor',
		    '/quote?zone=red&performers=doctor,nurse']), operator),
		get('services/search', asked('/services/search', WORDS), operator),
		get('places/search', asked('/places/search', PLACES), operator),
		get('lookup', asked('/lookup', [...WORDS, 'узи, купчино']),
		    operator),
		get('board of 50', api(['/requests?limit=50']), dispatcher),
		get('board of 50, 304', api(['/requests?limit=50']), dispatcher,
		    { fresh: async () => ({ headers: { ...dispatcher,
			'If-None-Match': (await inst.send({
			    path: '/api/v1/requests?limit=50',
			    headers: dispatcher })).headers.etag } }) }),
		get('request read', api(some), dispatcher),
	];
}
