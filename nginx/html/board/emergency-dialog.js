import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { Field } from '../ui/field.js';
import { Icon } from '../ui/icon.js';
import { ScriptCard } from '../ui/script-card.js';
import { Select } from '../ui/select.js';
import { owned, withComment } from './actions.js';
import { ActionDialog } from './action-dialog.js';

/** What to say comes first; Enter records it, the sign may be added. */
export function EmergencyDialog({ request, run, onClose }) {
  const signs = useResource('/red-flags')?.items ?? [];
  const [sign, setSign] = useState('');
  const [comment, setComment] = useState('');

  function body() {
    const flag = sign ? { red_flag: sign } : {};
    return { body: owned(request, withComment(flag, comment)) };
  }
  return html`<${ActionDialog} action="emergency" request=${request} run=${run}
      body=${body} onClose=${onClose} ready=${true}>
    <p class="notice notice--bad"><${Icon} name="alert" />
      <span><strong class="emergency__short">103 · 112</strong>
        ${t('emergency.say_active')}</span></p>
    <${ScriptCard} situation="red_flag" />
    <${Select} pointer="/red_flag" label=${t('emergency.sign')} value=${sign}
      onValue=${setSign} empty=${t('emergency.sign_none')}
      options=${signs.map((s) => [s.code, s.sign])} />
    <${Field} pointer="/comment" label=${t('comment')} value=${comment}
      onValue=${setComment} />
  </${ActionDialog}>`;
}
