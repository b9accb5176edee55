import { html } from '../lib/html.js';
import { formatDateTime, formatTime, t } from '../lib/i18n.js';
import { owned } from './actions.js';
import { ActionDialog } from './action-dialog.js';
import { useStepTime } from './step-time.js';

/** The medic left, or stands at the door: Enter says "now". */
function StepDialog({ action, request, run, onClose }) {
  const time = useStepTime();
  const { visit } = request;

  function body() {
    const { errors, at } = time.read();
    return errors ? { errors } : { body: owned(request, at && { at }) };
  }
  return html`<${ActionDialog} action=${action} request=${request} run=${run}
      body=${body} onClose=${onClose} ready=${true}>
    <p><strong>${visit.medic_name ?? visit.medic}</strong>, ${t('step.window', {
      from: formatDateTime(visit.window_start),
      to: formatTime(visit.window_end),
    })}</p>
    ${time.field}
  </${ActionDialog}>`;
}

export function DepartDialog(props) {
  return html`<${StepDialog} action="depart" ...${props} />`;
}

export function ArriveDialog(props) {
  return html`<${StepDialog} action="arrive" ...${props} />`;
}
