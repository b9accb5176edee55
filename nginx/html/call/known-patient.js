import { get, query } from '../lib/api.js';
import { parseBirthDate } from '../lib/birth-date.js';
import { useEffect } from '../lib/html.js';
import { showPhone } from '../lib/phone.js';
import { change, draft } from './draft.js';

const DEBOUNCE_MS = 250;
const CARD = /^\d{4,}$/;

/** The place of the file as the form keeps it; null when it has no zone. */
async function placeOf(code, name) {
  if (!code) return null;
  try {
    const { zone } = await get(`/quote${query({ place: code })}`);
    return { code, name, zone };
  } catch {
    return null;
  }
}

async function fill(patient) {
  const place = await placeOf(patient.place,
    patient.place_name ?? patient.address);
  const d = draft.get();
  // Another card was typed meanwhile.
  if (d.patient.card_no.trim() !== patient.card_no) return;
  change({
    known: patient,
    maskedCard: null,
    patient: {
      ...d.patient,
      name: patient.name,
      phone: d.patient.phone || showPhone(patient.phone),
    },
    address: { ...d.address, text: d.address.text || patient.address || '' },
    place: d.place ?? place,
    bonus: d.bonus || patient.bonus_member === true,
  });
}

/** Fill in the patient when card and birth date agree with the file. */
export function useKnownPatient(d, today) {
  const card = d.patient.card_no.trim();
  const birth = parseBirthDate(d.patient.birth, today).iso ?? '';
  useEffect(() => {
    const same = d.known?.card_no === card && d.known.birth_date === birth;
    if (d.known && !same) change({ known: null });
    if (d.maskedCard) change({ maskedCard: null });
    if (same || !CARD.test(card)) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await get(`/patients${query({ card, birth_date: birth })}`,
          { signal: stop.signal });
        if (answer.matched) await fill(answer.patient);
        // Told a wrong birth date, nothing of the file is shown.
        else change({ maskedCard: birth ? '' : answer.masked ?? '' });
      } catch {
        // Without the file the caller is asked as for the first time.
      }
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [card, birth]);
}
