import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { later } from '../ui/later.js';
import { toast } from '../ui/toast.js';
import { change, changePart } from './draft.js';

const DuplicateDialog = later(
  async () => (await import('./duplicate-dialog.js')).DuplicateDialog,
);
const InformedDialog = later(
  async () => (await import('./informed-dialog.js')).InformedDialog,
);
const NewTaskDialog = later(
  async () => (await import('../queues/new-task-dialog.js')).NewTaskDialog,
);
const RequestPeek = later(
  async () => (await import('./request-peek.js')).RequestPeek,
);

/**
 * The windows over a call.
 * @param {{d: object, call: object, dialog: null | {informed?: boolean,
 *   handOn?: boolean, peek?: object}, onClose: () => void, onNewCall: () => void,
 *   onChange: () => void}} props  onChange: a request was changed
 */
export function CallDialogs({
  d, call, dialog, onClose, onNewCall, onChange,
}) {
  const closeMatches = () => changePart('posting', { matches: null });

  function informed() {
    toast(t('informed.done'), 'good');
    onNewCall();
  }
  function postAnyway(reason) {
    change({ duplicate: { action: 'new_anyway', reason } });
    closeMatches();
    call.post();
  }
  return html`
    ${dialog?.informed && html`<${InformedDialog} d=${d} total=${call.total}
      onClose=${onClose} onDone=${informed} />`}
    ${dialog?.handOn && html`<${NewTaskDialog} phone=${d.patient.phone}
      name=${d.patient.name} onClose=${onClose} />`}
    ${dialog?.peek && html`<${RequestPeek} hit=${dialog.peek}
      onClose=${onClose} onChange=${onChange} />`}
    ${d.posting.matches && html`<${DuplicateDialog}
      matches=${d.posting.matches} onClose=${closeMatches}
      onFinish=${onNewCall} onNew=${postAnyway} />`}`;
}
