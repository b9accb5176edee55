import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Dialog } from '../ui/dialog.js';
import { FormContext } from '../ui/form-context.js';
import { Kbd } from '../ui/kbd.js';

/**
 * The form of one ${action} for ${count} rows; ${children}: its fields.
 * @param {{action: string, count: number, errors: Object<string, string>,
 *   required: (pointer: string) => boolean, onClose: () => void,
 *   onSubmit: () => void, children: any}} props
 */
export function BulkDialog({ action, count, errors, required, onClose, onSubmit,
    children }) {
  const context = { prefix: 'b', errors, required, typing: () => null };

  return html`<${Dialog} onClose=${onClose} onSubmit=${onSubmit}
      title=${`${t(`action.${action}`)} · ${t('bulk.picked', { n: count })}`}>
    <${FormContext.Provider} value=${context}>${children}
    </${FormContext.Provider}>
    <footer class="dialog__foot">
      <button type="submit" class="button button--main">${t(`submit.${action}`)}
        <${Kbd}>Ctrl+Enter</${Kbd}></button>
    </footer>
  </${Dialog}>`;
}
