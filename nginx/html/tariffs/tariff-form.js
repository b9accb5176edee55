import { newKey, post } from '../lib/api.js';
import { clinicParts, now } from '../lib/clock.js';
import { html, useMemo, useState } from '../lib/html.js';
import { formatMoney, t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { Check } from '../ui/check.js';
import { ErrorSummary } from '../ui/error-summary.js';
import { Field } from '../ui/field.js';
import { FormContext } from '../ui/form-context.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { ZoneBadge } from '../ui/zone-badge.js';
import { Effect } from './effect.js';
import { oddness } from './prices.js';
import { Refusal } from './refusal.js';
import { parseRoubles } from './roubles.js';
import { tellPublished } from './tariff-calls.js';
import { usePreview } from './use-preview.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const REQUIRED = ['/price', '/valid_from', '/reason'];
const PREFIX = 't';

function check({ kopecks, from, reason, odd, confirmed }, today) {
  return {
    ...(!kopecks && { '/price': t('tariffs.error.price') }),
    ...(odd && !confirmed && { '/confirmed': t('tariffs.error.confirmed') }),
    ...(!(from > today) && { '/valid_from': t('tariffs.error.valid_from') }),
    ...(!reason.trim() && { '/reason': t('tariffs.error.reason') }),
  };
}

/** The draft of one price, and what is wrong with it. */
function useDraft(day) {
  const tomorrow = clinicParts(now() + DAY_MS).date;
  const [draft, setDraft] = useState({
    text: '', from: day > tomorrow ? day : tomorrow, reason: '',
    confirmed: false,
  });
  const set = (name) => (value) => setDraft((old) => ({
    ...old, ...(name === 'text' && { confirmed: false }), [name]: value,
  }));
  const empty = () => setDraft((old) => ({ ...old, text: '', reason: '' }));
  return { draft, set, empty, tomorrow };
}

/**
 * A price for a date ahead: today's is never changed behind anybody's back,
 * and what the new one would have brought is seen before it is published.
 * @param {{cell: {zone: string, performer: string}, current: object,
 *   day: string, version: number, onSaved: () => Promise<void>}} props
 *   version: of the prices as they were when the cell was picked
 */
export function TariffForm({ cell, current, day, version, onSaved }) {
  const { draft, set, empty, tomorrow } = useDraft(day);
  const [errors, setErrors] = useState({});
  const [refusal, setRefusal] = useState(null);
  const [seen, setSeen] = useState(version);
  const [busy, setBusy] = useState(false);
  const [days, setDays] = useState(90);
  const key = useMemo(newKey, [JSON.stringify(draft), seen]);
  const kopecks = parseRoubles(draft.text);
  const odd = oddness(kopecks, current?.price);
  const price = { amount: kopecks, currency: 'RUB' };
  const change = { ...cell, price, valid_from: draft.from };
  const { effect, pending } = usePreview(kopecks && draft.from ? [change] : [],
    days);

  function refuse(problem) {
    const fields = problem.errors?.map((e) => [e.pointer, e.message]) ?? [];
    setErrors(Object.fromEntries(fields));
    if (!fields.length) setRefusal(problem);
    if (problem.status === 412) setSeen(problem.body.version);
  }
  async function save(event) {
    event?.preventDefault();
    if (busy) return;
    const wrong = check({ ...draft, kopecks, odd }, clinicParts(now()).date);
    setErrors(wrong);
    setRefusal(null);
    // Nobody publishes what they have not seen the effect of.
    if (Object.keys(wrong).length || pending) return;
    setBusy(true);
    try {
      const saved = await post('/tariffs', {
        ...change, reason: draft.reason.trim(), confirmed: draft.confirmed,
      }, { key, version: seen });
      tellPublished([saved], onSaved);
      empty();
      setSeen(await onSaved());
    } catch (problem) {
      refuse(problem);
    } finally {
      setBusy(false);
    }
  }
  useHotkeys({ 'Ctrl+Enter': () => { save(); } });

  const context = {
    prefix: PREFIX, errors, required: (p) => REQUIRED.includes(p),
  };
  return html`<form class="card tariff-form" onSubmit=${save} noValidate>
    <h2>${t('tariffs.form')}</h2>
    <p><${ZoneBadge} code=${cell.zone} />${' '}
      <strong>${t(`performer.${cell.performer}`)}</strong>
      ${current && html`, ${t('tariffs.today',
        { price: formatMoney(current.price) })}`}</p>
    <${FormContext.Provider} value=${context}>
      <${ErrorSummary} errors=${errors} prefix=${PREFIX} />
      ${refusal && html`<${Refusal} problem=${refusal} />`}
      <div class="fields fields--2">
        <${Field} pointer="/price" label=${t('tariffs.price')} value=${draft.text}
          inputmode="decimal" onValue=${set('text')}
          hint=${kopecks ? formatMoney(price) : ''} />
        <${Field} pointer="/valid_from" label=${t('tariffs.valid_from')}
          type="date" min=${tomorrow} value=${draft.from}
          onValue=${set('from')} />
      </div>
      ${odd && html`<div class="notice notice--warn" role="status">
        <${Icon} name="alert" /><div><p>${t(`tariffs.odd.${odd}`,
          { price: formatMoney(current?.price) })}</p>
        <${Check} pointer="/confirmed" checked=${draft.confirmed}
          onValue=${set('confirmed')}>${t('tariffs.confirm')}</${Check}></div></div>`}
      <${Field} pointer="/reason" label=${t('tariffs.reason')}
        value=${draft.reason} maxlength="500" onValue=${set('reason')} />
    </${FormContext.Provider}>
    ${kopecks && html`<${Effect} effect=${effect} pending=${pending} days=${days}
      onDays=${setDays} />`}
    <button type="submit" class="button button--main"
      disabled=${busy || pending}>
      ${t('tariffs.save')}<${Kbd}>Ctrl+Enter</${Kbd}></button>
  </form>`;
}
