import { newKey, post } from '../lib/api.js';
import { html, useRef, useState } from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { Choice } from '../ui/choice.js';
import { Dialog } from '../ui/dialog.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { performersOf, serviceCodes } from './request-body.js';

const REASONS = ['price', 'not_done', 'too_late', 'other'];

/** The caller only asked, or said no: a record without personal data. */
export function InformedDialog({ d, total, onClose, onDone }) {
  const known = useResource('/reasons')?.calls ?? REASONS;
  const [reasons] = useState(known); // a digit means what it says beside it
  const [reason, setReason] = useState(null);
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const sent = useRef({ reason: null, key: '', busy: false });

  async function record(chosen = reason) {
    const mine = sent.current;
    if (mine.busy) return;
    if (!chosen) {
      setError(t('informed.choose'));
      return;
    }
    if (mine.reason !== chosen) Object.assign(mine, { reason: chosen, key: newKey() });
    mine.busy = true;
    setBusy(true);
    const codes = serviceCodes(d);
    try {
      await post('/calls', {
        outcome: 'informed',
        reason: chosen,
        zone: d.place?.zone ?? null,
        performers: performersOf(d),
        services: codes.length || !d.refusal ? codes : [d.refusal.code],
        referral: null,
        total: total ?? null,
        red_flag: null,
      }, { key: mine.key });
      onDone();
    } catch (problem) {
      mine.busy = false;
      setError(problem.message);
      setBusy(false);
    }
  }
  return html`<${Dialog} title=${t('informed.title')} onClose=${onClose}
      onSubmit=${() => record()}>
    <p class="quiet">${t('informed.lead')}</p>
    ${error && html`<p class="notice notice--bad" role="alert">
      <${Icon} name="alert" />${error}</p>`}
    <${Choice} pointer="/reason" label=${t('informed.reason')} value=${reason}
      onValue=${setReason} onDigit=${record} autofocus
      options=${reasons.map((r) => [r, tCode('call_reason', r)])} />
    <footer class="dialog__foot">
      <button type="submit" class="button button--main" disabled=${busy}>
        ${t('informed.record')}<${Kbd}>Enter</${Kbd}></button>
    </footer>
  </${Dialog}>`;
}
