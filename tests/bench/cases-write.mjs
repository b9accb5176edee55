/** What is written, against plain commits of one row. */
import { registration } from '../http/samples.mjs';

const post = (name, at, { body, headers, connections }) => ({ name,
    limit: 'loop', connections,
    load: { method: 'POST', paths: [`/api/v1${at}`], headers, body } });

/** A request of somebody nobody has seen: @…@ is filled in by load.lua. */
function registrationBody() {
	return registration({
		patient: { name: 'Тестов@N@ Пётр Иванович', birth_date: '@D@',
		    phone: '+7000@T@' },
		address: { text: 'Тестовая улица, д. @F@ @N@' },
	});
}

/** writeCases(who): the cases; who.operator, who.dispatcher are headers. */
export function writeCases({ operator, dispatcher }) {
	const body = registrationBody();

	return [
		...[1, 8, 32, 64, 128].map((connections) =>
		    post(`registration × ${connections}`, '/requests',
			{ body, headers: operator, connections })),
		post('claim × 64', '/queue/next',
		    { body: {}, headers: dispatcher, connections: 64 }),
	];
}
