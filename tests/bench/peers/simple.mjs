/**
 * Usage: node simple.mjs DB PORT
 * The simple version of the job as one would write it with fastify and
 * better-sqlite3: post a request, quote a price, show the queue.
 */
import Database from 'better-sqlite3';
import fastify from 'fastify';

const [file, port] = process.argv.slice(2);
const db = new Database(file);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');

const PRICE = `SELECT zone.title, sum(price.amount) AS amount FROM zone
    JOIN price ON price.zone = zone.code
    WHERE zone.code = ? AND price.performer IN (?, ?)`;
const quote = db.prepare(PRICE);
const zoneOf = db.prepare('SELECT zone FROM place WHERE code = ?').pluck();
const queue = db.prepare(`SELECT request.id, created_at, state, request.name,
    birth_date, phone, address, place.name AS place, zone, price, body
    FROM request JOIN place ON place.code = request.place
    WHERE state = 'new' ORDER BY created_at LIMIT 50`);
const insert = db.prepare(`INSERT INTO request (key, created_at, state, name,
    birth_date, phone, address, place, price, body)
    VALUES (?, ?, 'new', ?, ?, ?, ?, ?, ?, ?)`);
const kept = db.prepare('SELECT id FROM request WHERE key = ?').pluck();

const app = fastify();

function priced(zone, performers) {
	const [one, two = one] = performers;

	return quote.get(zone, one, two);
}

app.get('/api/v1/quote', ({ query }, reply) => {
	const zone = query.zone ?? zoneOf.get(query.place);

	if (!zone)
		return reply.code(404).send({ error: 'not_found' });
	return { zone, ...priced(zone, query.performers.split(',')) };
});

app.get('/api/v1/requests', () => ({ items: queue.all().map((row) =>
    ({ ...row, body: JSON.parse(row.body) })) }));

app.post('/api/v1/requests', ({ body, headers }, reply) => {
	const key = headers['idempotency-key'];
	const { patient: p, address: a, performers } = body;

	if (!key || !p?.name || !/^\+7\d{10}$/.test(p.phone) || !a?.text)
		return reply.code(422).send({ error: 'invalid' });
	const zone = zoneOf.get(a.place);
	if (!zone)
		return reply.code(422).send({ error: 'place_unknown' });
	const { amount } = priced(zone, performers);
	let id = kept.get(key);
	id ??= insert.run(key, Date.now(), p.name, p.birth_date, p.phone,
	    a.text, a.place, amount, JSON.stringify(body)).lastInsertRowid;
	return reply.code(201).send({ id, state: 'new', zone, price: amount,
	    patient: p, address: a });
});

await app.listen({ host: '127.0.0.1', port: Number(port) });
