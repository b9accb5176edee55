import { html } from '../lib/html.js';
import { later } from '../ui/later.js';
import { AddressForm } from './address-form.js';
import { Consents } from './consents.js';
import { Epid } from './epid.js';
import { PatientForm } from './patient-form.js';
import { PriceCard } from './price-card.js';
import { RedFlags } from './red-flags.js';
import { VisitCard } from './visit-card.js';

const ErrorSummary = later(
  async () => (await import('../ui/error-summary.js')).ErrorSummary,
);
const MyRequests = later(
  async () => (await import('./my-requests.js')).MyRequests,
);
const StepScripts = later(
  async () => (await import('./step-scripts.js')).StepScripts,
);
const RefusalCard = later(
  async () => (await import('./refusal-card.js')).RefusalCard,
);

/**
 * The three columns of a call: what it costs, who and where, what to ask.
 * @param {{d: object, call: object, open: string, onOpen: (part: string) =>
 *   void, scripts: boolean, onShow: (part: string) => void,
 *   onScripts: () => void, onPeek: (hit: object) => void,
 *   changes: number}} props
 *   open: the part of questions that is unfolded; scripts: whether they are
 */
export function CallForm({
  d, call, open, scripts, onOpen, onShow, onScripts, onPeek, changes,
}) {
  const toggle = (part) => () => onOpen(open === part ? '' : part);

  function reveal(pointer) {
    const part = /^\/(red_flags|epid)/.exec(pointer)?.[1];
    if (part) onOpen(part);
  }
  function endQuestions() {
    if (call.flags.state !== 'clear') {
      onShow('red_flags');
      return;
    }
    onOpen('');
    onShow('consents');
  }
  return html`<div class="call__columns" inert=${d.posting.state !== 'idle'}>
    <div class="call__left">
      <${PriceCard} d=${d} price=${call.price} promise=${call.promise}
        flags=${call.flags} onFlags=${() => onShow('red_flags')} />
      <${VisitCard} services=${d.services} />
      ${d.refusal && html`<${RefusalCard} refusal=${d.refusal} />`}
      <${StepScripts} d=${d} call=${call} open=${scripts}
        onToggle=${onScripts} />
      <${MyRequests} onOpen=${onPeek} changes=${changes} />
    </div>
    <div class="call__form card">
      <${ErrorSummary} errors=${call.errors} found=${d.posting.errors}
        reveal=${reveal} />
      <${PatientForm} d=${d} today=${call.today} minor=${call.minor} />
      <${AddressForm} d=${d} />
      <${Consents} d=${d} total=${call.total} />
    </div>
    <div class="call__right">
      <${RedFlags} flags=${call.flags} d=${d} open=${open === 'red_flags'}
        onToggle=${toggle('red_flags')} onEnd=${() => onShow('epid')} />
      <${Epid} items=${call.questions} epid=${d.epid} open=${open === 'epid'}
        because=${call.flags.because} flags=${call.flags.state}
        onToggle=${toggle('epid')} onEnd=${endQuestions} />
    </div>
  </div>`;
}
