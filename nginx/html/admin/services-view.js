import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { goWithin, within } from '../lib/route.js';
import { toast } from '../ui/toast.js';
import { VerdictMark } from '../call/verdict-mark.js';
import { change } from './edit-calls.js';
import { TableEditor } from './table-editor.js';
import { useRows, useTable } from './use-tables.js';
import { useVerdictGuard } from './verdict-guard.js';

const VERDICTS = ['allowed', 'not_allowed', 'conditional', 'ask_dispatcher'];

/** What follows from a yes and a no, each a row of its own. */
function Answers({ service }) {
  const rows = (useRows('service-answers') ?? [])
    .filter((r) => r.code.startsWith(`${service.code}.`));
  if (service.verdict !== 'conditional') return null;
  return html`<section class="card"><h2>${t('services.answers')}</h2>
    <ul class="plain">${rows.map((r) => html`<li key=${r.code}>
      <a href=${`/catalogue/service-answers/${r.code}`} onClick=${(e) => {
        e.preventDefault();
        goWithin(['service-answers', r.code]);
      }}>${t(`answer.${r.code.split('.').at(-1)}`)}</a>:${' '}
      <${VerdictMark} verdict=${r.verdict} /> ${r.say ?? ''}</li>`)}</ul>
  </section>`;
}

function Filters({ verdict, onVerdict, samples, onSamples, count }) {
  return html`<select class="input input--small" value=${verdict}
      aria-label=${t('field.verdict')}
      onChange=${(e) => onVerdict(e.currentTarget.value)}>
      <option value="">${t('services.all_verdicts')}</option>
      ${VERDICTS.map((v) => html`<option key=${v} value=${v}>
        ${t(`verdict.${v}`)}</option>`)}</select>
    <label class="check__label"><input type="checkbox" checked=${samples}
      onChange=${(e) => onSamples(e.currentTarget.checked)} />
      <span>${t('services.samples', { n: count })}</span></label>`;
}

/** Services: filters, the mark of samples, and what an edit would answer. */
export function ServicesView() {
  const [verdict, setVerdict] = useState('');
  const [samples, setSamples] = useState(false);
  const { guard, dialog } = useVerdictGuard();
  const table = useTable('services');
  const rows = useRows('services') ?? [];
  const listed = (r) => (!verdict || r.verdict === verdict)
    && (!samples || !r.approved);

  async function approve() {
    const [, key] = within.get();
    const all = rows.filter(listed);
    const at = all.findIndex((r) => r.code === key);
    const row = all[at];
    if (!table || !row || row.approved) return;
    try {
      await change(table, row, { approved: true });
      const next = all[at + 1] ?? all[at - 1];
      if (samples && next) goWithin(['services', next.code], { replace: true });
    } catch (problem) {
      toast(problem.message, 'bad');
    }
  }
  useHotkeys({ KeyA: () => { approve(); } });

  return html`<${TableEditor} name="services" keep=${listed} guard=${guard}
      start=${{ verdict: 'ask_dispatcher' }}
      tools=${html`<${Filters} verdict=${verdict} onVerdict=${setVerdict}
        samples=${samples} onSamples=${setSamples}
        count=${rows.filter((r) => !r.approved).length} />`}
      above=${(row) => row && !row.approved && html`<p
        class="notice notice--warn">${t('services.sample')}${' '}
        <button type="button" class="button button--small" onClick=${approve}>
          ${t('services.approve')} <kbd aria-hidden="true">A</kbd></button></p>`}
      below=${(row) => html`<${Answers} service=${row} />`} />${dialog}`;
}
