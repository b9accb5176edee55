import { Away, newKey, post } from '../lib/api.js';
import { clinicParts, now } from '../lib/clock.js';
import { html, useMemo, useState } from '../lib/html.js';
import { formatMoney, t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { ErrorSummary } from '../ui/error-summary.js';
import { Field } from '../ui/field.js';
import { FormContext } from '../ui/form-context.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { toast } from '../ui/toast.js';
import { ZoneBadge } from '../ui/zone-badge.js';
import { parseRoubles } from './roubles.js';
import { pricesOf } from './tariff-grid.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const REQUIRED = ['/price', '/valid_from', '/reason'];
const PREFIX = 't';

/** More than twice, or less than half, is perhaps a slip of the finger. */
export function isSuspicious(kopecks, current) {
  return Boolean(current) && (kopecks > current.amount * 2
    || kopecks * 2 < current.amount);
}

function check({ kopecks, from, reason }, today) {
  return {
    ...(!kopecks && { '/price': t('tariffs.error.price') }),
    ...(!(from > today) && { '/valid_from': t('tariffs.error.valid_from') }),
    ...(!reason.trim() && { '/reason': t('tariffs.error.reason') }),
  };
}

/** A price for a date ahead: today's is never changed behind anybody's back. */
export function TariffForm({ zone, performer, tariffs, onSaved }) {
  const tomorrow = clinicParts(now() + DAY_MS).date;
  const [text, setText] = useState('');
  const [from, setFrom] = useState(tomorrow);
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState({});
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const key = useMemo(newKey, [text, from, reason]);
  const { current } = pricesOf(tariffs, zone, performer);
  const kopecks = parseRoubles(text);

  function refuse(problem) {
    const fields = problem.errors?.map((e) => [e.pointer, e.message]) ?? [];
    setErrors(Object.fromEntries(fields));
    if (!fields.length) {
      setFailure(problem instanceof Away ? t('connection.away')
        : problem.message);
    }
  }
  async function save(event) {
    event?.preventDefault();
    if (busy) return;
    const wrong = check({ kopecks, from, reason }, clinicParts(now()).date);
    setErrors(wrong);
    setFailure('');
    if (Object.keys(wrong).length) return;
    setBusy(true);
    try {
      await post('/tariffs', {
        zone,
        performer,
        price: { amount: kopecks, currency: 'RUB' },
        valid_from: from,
        reason: reason.trim(),
      }, { key });
      toast(t('tariffs.saved'), 'good');
      setText('');
      setReason('');
      await onSaved();
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
    <p><${ZoneBadge} code=${zone} />${' '}
      <strong>${t(`performer.${performer}`)}</strong>
      ${current && html`, ${t('tariffs.today',
        { price: formatMoney(current.price) })}`}</p>
    <${FormContext.Provider} value=${context}>
      <${ErrorSummary} errors=${errors} prefix=${PREFIX} />
      ${failure && html`<p class="notice notice--bad" role="alert">
        <${Icon} name="alert" />${failure}</p>`}
      <div class="fields fields--2">
        <${Field} pointer="/price" label=${t('tariffs.price')} value=${text}
          inputmode="decimal" onValue=${setText} hint=${kopecks
            ? formatMoney({ amount: kopecks, currency: 'RUB' }) : ''} />
        <${Field} pointer="/valid_from" label=${t('tariffs.valid_from')}
          type="date" min=${tomorrow} value=${from} onValue=${setFrom} />
      </div>
      ${isSuspicious(kopecks, current?.price) && html`
        <p class="notice notice--warn" role="status"><${Icon} name="alert" />
          ${t('tariffs.suspicious', { price: formatMoney(current.price) })}</p>`}
      <${Field} pointer="/reason" label=${t('tariffs.reason')} value=${reason}
        onValue=${setReason} />
    </${FormContext.Provider}>
    <button type="submit" class="button button--main" disabled=${busy}>
      ${t('tariffs.save')}<${Kbd}>Ctrl+Enter</${Kbd}></button>
  </form>`;
}
