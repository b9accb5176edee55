import { html, useState } from '../lib/html.js';
import { formatMoney, t } from '../lib/i18n.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { Select } from '../ui/select.js';
import { nameOf } from './many-rows.js';
import { MODES, STEPS, unrounded } from './recount.js';

function toggled(set, name) {
  const out = new Set(set);
  if (!out.delete(name)) out.add(name);
  return out;
}

/**
 * What is typed: how prices change, from when, which stay as they are.  What
 * was confirmed is confirmed anew when a price may be another.
 */
export function useMany(mode, day, tomorrow) {
  const [draft, setDraft] = useState({
    mode, text: '', step: '50', source: day, reason: '', confirmed: false,
    from: mode !== 'copy' && day > tomorrow ? day : tomorrow,
    left: new Set(), // names of cells
  });
  const set = (name) => (value) => setDraft((old) => ({
    ...old, ...(name !== 'reason' && { confirmed: false }), [name]: value,
  }));
  const leave = (cell) => set('left')(toggled(draft.left, nameOf(cell)));
  return { draft, set, leave };
}

/** How prices are rounded, shown on one of them. */
function Rule({ rule, line: { base, price } }) {
  const money = (amount) => formatMoney({ ...base.price, amount });
  return html`<p class="quiet">${t('many.rule', {
    step: money(rule.step * 100),
    old: formatMoney(base.price),
    exact: money(unrounded(base.price.amount, rule)),
    price: formatMoney(price),
  })}</p>`;
}

/**
 * What new prices are worked out of.
 * @param {{draft: object, rule: object, example: object | undefined,
 *   set: (name: string) => (value: any) => void}} props  example: a line
 */
export function ManyForm({ draft, rule, example, set }) {
  const steps = STEPS.map((n) => [String(n),
    formatMoney({ amount: n * 100, currency: 'RUB' })]);
  return html`<div class="many__mode"><${Choice} pointer="/mode"
      label=${t('many.mode')} autofocus value=${draft.mode} onValue=${set('mode')}
      options=${MODES.map((mode) => [mode, t(`many.mode.${mode}`)])} /></div>
    <div class="fields fields--2">
      ${draft.mode === 'copy' ? html`<${Field} pointer="/source" type="date"
          label=${t('many.source')} value=${draft.source}
          onValue=${set('source')} />`
        : html`<${Field} pointer="/shift" label=${t(`many.shift.${draft.mode}`)}
            value=${draft.text} inputmode="decimal" hint=${t('many.minus')}
            onValue=${set('text')} />
          <${Select} pointer="/step" label=${t('many.step')} value=${draft.step}
            onValue=${set('step')} options=${steps} />`}
    </div>
    ${draft.mode !== 'copy' && example && html`<${Rule} rule=${rule}
      line=${example} />`}`;
}
