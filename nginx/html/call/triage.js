/** Which signs of danger are asked, and how far they are answered. */

/** Somebody is ill: a visit is put together, or symptoms were told. */
export function isIll(d) {
  return d.services.length > 0 || d.symptoms.trim() !== '';
}

/** The signs of the age; while it is not known, those of adults. */
export function signsFor(items, age, adultAge) {
  const child = age !== null && age < adultAge;
  return items.filter((s) => (child ? s.child : s.adult));
}

/**
 * Where the questions stand.
 * @returns {'open' | 'ask_again' | 'clear'}
 */
export function redFlagState(signs, answers) {
  const given = signs.map((s) => answers[s.code]);
  if (given.includes('dont_know')) return 'ask_again';
  return given.every((a) => a === 'no') ? 'clear' : 'open';
}

/** Open signs that another age made due: all of the former are answered. */
export function newSigns(items, signs, answers) {
  const open = signs.filter((s) => !answers[s.code]);
  const former = items.filter((s) => !open.includes(s)
    && (open[0]?.adult ? s.child : s.adult));
  const done = former.length > 0 && former.every((s) => answers[s.code]);
  return done ? open.filter((s) => s.adult !== s.child) : [];
}

const HIGH_FEVER = 39.5;
const INFANT_MONTHS = 3;
const STAYS = /не\s+(исчез|бледне|проход|пропада)|оста[её]тся|остаются|(does ?n.t|not) fade|ei (häviä|katoa|vaalene)/i;

/** The highest temperature somebody wrote, 0 without one. */
export function degreesIn(text) {
  const found = [...(text ?? '').matchAll(/\d{2}(?:[.,]\d)?/g)]
    .map(([n]) => Number(n.replace(',', '.'))).filter((n) => n >= 34 && n <= 43);
  return Math.max(0, ...found);
}

/** Epid answers after which red flags are asked anew; null: all of them. */
const AGAIN = {
  EA01: {
    signs: null,
    when: ({ comment }, months) => degreesIn(comment) >= HIGH_FEVER
      || (months !== null && months < INFANT_MONTHS),
  },
  EA03: { signs: ['RF13'], when: ({ comment }) => STAYS.test(comment ?? '') },
};

/** Codes of the epid answers that call the red flags into question. */
export function againBecause(epid, months) {
  return Object.keys(AGAIN).filter((code) => epid[code]?.answer === 'yes'
    && AGAIN[code].when(epid[code], months));
}

/** ${answers} without those the epid answers ${codes} make doubtful. */
export function withoutDoubtful(answers, codes) {
  const doubtful = (sign) => codes.some((c) => !AGAIN[c].signs
    || AGAIN[c].signs.includes(sign));
  return Object.fromEntries(Object.entries(answers)
    .filter(([sign]) => !doubtful(sign)));
}
