/** What an operator does in every call, by keyboard. */
import { registration } from '../http/samples.mjs';

/** Answer all red flags and all epid questions with one key each. */
export async function answerNo(op) {
	await op.press('Alt+Digit4');
	await op.onFocus('да');
	await op.russian('KeyA');
	await op.see('[data-part=epid] .question');
	await op.onFocus('да');
	await op.russian('KeyA');
	await op.onFocus(/^Согласен на выезд/);
}

/** Both consents, focus being on the first. */
export async function consent(op) {
	await op.press('Space', 'Tab', 'Space');
}

/** The place, and the service when there is one. */
export async function visit(op, place = 'васил', service = 'терапевт') {
	await op.lookup(place, '.option .zone');
	await op.press('Enter');
	await op.reads('.price .trips', /₽.*₽/);
	if (service) {
		await op.lookup(service, '.verdict--allowed');
		await op.press('Enter');
		await op.see('.visit__line');
	}
}

/** someone(): a patient as the form's labels ask for them. */
export function someone() {
	const { patient, address } = registration();

	return {
		patient: {
			'Дата рождения': patient.birth_date.split('-').reverse()
			    .join('.'),
			'Телефон': patient.phone,
			'Фамилия, имя, отчество': patient.name,
		},
		address: {
			'Адрес': address.text,
			'Парадная': address.entrance,
			'Квартира': address.flat,
		},
	};
}

/** The whole form of a first-time patient up to the consents. */
export async function firstTime(op, who = someone()) {
	await visit(op);
	await fillForm(op, who);
}

/** firstTime() for a call whose visit is put together already. */
export async function fillForm(op, { patient, address } = someone()) {
	await op.press('Alt+Digit2');
	await op.fill(patient);
	await op.press('Alt+Digit3');
	await op.fill(address);
	await answerNo(op);
	await consent(op);
}
