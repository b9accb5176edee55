import { html, useState } from '../lib/html.js';
import { formatDate, formatMoney, t } from '../lib/i18n.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/field.js';
import { FormContext } from '../ui/form-context.js';
import { Kbd } from '../ui/kbd.js';
import { ZoneBadge } from '../ui/zone-badge.js';

const CONTEXT = { prefix: 'w', errors: {}, required: () => false };

/** Why a price to come is taken back: it stays in the history with that. */
export function WithdrawDialog({ price, onWithdraw, onClose }) {
  const [reason, setReason] = useState('');
  const submit = () => onWithdraw(price, reason.trim());
  return html`<${Dialog} title=${t('tariffs.withdraw_title')} onClose=${onClose}
      onSubmit=${submit}>
    <p><${ZoneBadge} code=${price.zone} />${' '}
      <strong>${t(`performer.${price.performer}`)}: ${formatMoney(price.price)}</strong>
      ${' '}${t('tariffs.since', { date: formatDate(price.valid_from) })}</p>
    <${FormContext.Provider} value=${CONTEXT}>
      <${Field} pointer="/reason" label=${t('tariffs.reason')} value=${reason}
        onValue=${setReason} maxlength="500" data-autofocus="" />
    </${FormContext.Provider}>
    <button type="submit" class="button button--main">
      ${t('tariffs.withdraw')}<${Kbd}>Ctrl+Enter</${Kbd}></button>
  </${Dialog}>`;
}
