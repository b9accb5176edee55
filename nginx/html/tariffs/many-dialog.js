import { post } from '../lib/api.js';
import { clinicParts, now } from '../lib/clock.js';
import { addDays } from '../lib/days.js';
import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Check } from '../ui/check.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/field.js';
import { FormContext } from '../ui/form-context.js';
import { Kbd } from '../ui/kbd.js';
import { Effect } from './effect.js';
import { ManyForm, useMany } from './many-form.js';
import { ManyRows, nameOf } from './many-rows.js';
import { linesOf } from './recount.js';
import { Refusal } from './refusal.js';
import { parseShift } from './roubles.js';
import { usePreview } from './use-preview.js';
import { usePublish } from './use-publish.js';

const REQUIRED = ['/shift', '/source', '/valid_from', '/reason'];

function check({ mode, shift, source, from, reason, confirmed }, odd, today) {
  return {
    ...(mode !== 'copy' && shift === null && { '/shift': t('many.error.shift') }),
    ...(mode === 'copy' && !source && { '/source': t('many.error.source') }),
    ...(!(from > today) && { '/valid_from': t('tariffs.error.valid_from') }),
    ...(!reason.trim() && { '/reason': t('tariffs.error.reason') }),
    ...(odd && !confirmed && { '/confirmed': t('tariffs.error.confirmed') }),
  };
}

/** Since when and why. */
function When({ draft, set, tomorrow }) {
  return html`<div class="fields fields--2">
      <${Field} pointer="/valid_from" label=${t('tariffs.valid_from')} type="date"
        min=${tomorrow} value=${draft.from} onValue=${set('from')} />
      <${Field} pointer="/reason" label=${t('tariffs.reason')} maxlength="500"
        value=${draft.reason} onValue=${set('reason')} />
    </div>`;
}

/**
 * All prices at once: by per cent, by roubles, or as they are on another day;
 * seen line by line and by their effect, then published together.
 * @param {{mode: string, day: string, zones: object[], rows: object[],
 *   version: number, onDone: () => Promise<void>, onClose: () => void}} props
 *   day: the one on screen; rows: every price there ever was
 */
export function ManyDialog({
  mode, day, zones, rows, version, onDone, onClose,
}) {
  const today = clinicParts(now()).date;
  const tomorrow = addDays(today, 1);
  const { draft, set, leave } = useMany(mode, day, tomorrow);
  const [errors, setErrors] = useState({});
  const [days, setDays] = useState(90);
  const rule = {
    ...draft, shift: parseShift(draft.text), step: Number(draft.step),
  };
  const known = draft.from && (draft.mode === 'copy' ? draft.source
    : rule.shift !== null);
  const lines = known ? linesOf(zones, rows, rule, today) : [];
  const fresh = lines.filter((x) => x.state === 'new'
    && !draft.left.has(nameOf(x.cell)));
  const odd = fresh.some((x) => x.odd);
  const changes = fresh.map(({ cell, price }) => ({
    ...cell, price, valid_from: draft.from,
  }));
  const { effect, pending } = usePreview(changes, days);
  const body = {
    changes, reason: draft.reason.trim(), confirmed: odd && draft.confirmed,
  };
  const send = async (options) => (
    await post('/tariffs/batch', body, options)).items;
  const publication = usePublish({
    version, about: [JSON.stringify(body)], send, onDone, onClose,
  });

  function publish() {
    const wrong = check(rule, odd, today);
    setErrors(wrong);
    // Nobody publishes what they have not seen the effect of.
    if (Object.keys(wrong).length || pending || !changes.length) return;
    publication.publish();
  }
  const context = {
    prefix: 'm', errors, required: (p) => REQUIRED.includes(p),
  };
  return html`<${Dialog} title=${t('many.title')} onClose=${onClose}
      onSubmit=${publish} wide>
    <${FormContext.Provider} value=${context}>
      ${publication.failure && html`<${Refusal} problem=${publication.failure} />`}
      <${ManyForm} draft=${draft} rule=${rule} example=${lines[0]} set=${set} />
      <${When} draft=${draft} set=${set} tomorrow=${tomorrow} />
      ${lines.length > 0 && html`<${ManyRows} lines=${lines} left=${draft.left}
        onLeft=${leave} />`}
      ${odd && html`<${Check} pointer="/confirmed" checked=${draft.confirmed}
        onValue=${set('confirmed')}>${t('many.confirm')}</${Check}>`}
    </${FormContext.Provider}>
    ${lines.length > 0 && fresh.length === 0 && html`<p class="notice notice--warn"
      role="status">${t('many.nothing')}</p>`}
    ${fresh.length > 0 && html`<${Effect} effect=${effect} pending=${pending}
      days=${days} onDays=${setDays} />`}
    <footer class="dialog__foot">
      <button type="submit" class="button button--main"
        disabled=${publication.busy || pending}>
        ${t('import.publish', { n: fresh.length })}<${Kbd}>Ctrl+Enter</${Kbd}></button>
    </footer>
  </${Dialog}>`;
}
