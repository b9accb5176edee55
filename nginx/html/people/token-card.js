import { now } from '../lib/clock.js';
import { html, useState } from '../lib/html.js';
import { formatDate, formatDateTime, formatWhen, t } from '../lib/i18n.js';
import { FormDialog } from '../ui/form-dialog.js';
import { Icon } from '../ui/icon.js';
import { revokeToken, tokenState } from './token-calls.js';

function Fact({ name, children }) {
  return html`<div><dt>${t(name)}</dt><dd>${children}</dd></div>`;
}

/** It cannot be taken back: the program would need a new token. */
function RevokeDialog({ token, onDone, onClose }) {
  async function revoke() {
    await revokeToken(token.id);
    await onDone();
    onClose();
  }
  return html`<${FormDialog} title=${t('token.revoke_title', { name: token.name })}
      submit=${t('token.revoke')} onSend=${revoke} onClose=${onClose}>
    <p>${t('token.revoke_lead')}</p></${FormDialog}>`;
}

/**
 * What is known of a token, and its end.
 * @param {{token: object, onDone: () => Promise<void>}} props
 */
export function TokenCard({ token, onDone }) {
  const [ending, setEnding] = useState(false);
  const state = tokenState(token, now());
  return html`<section class="card audit-details">
    <h2>${token.name}</h2>
    <dl class="audit-facts">
      <${Fact} name="token.state">${t(`token.${state}`)}</${Fact}>
      <${Fact} name="token.login">${token.login}</${Fact}>
      <${Fact} name="token.scopes">${token.scopes.map((r) => t(`role.${r}`))
        .join(', ')}${token.read_only && `; ${t('token.reads')}`}</${Fact}>
      <${Fact} name="token.made">${formatDateTime(token.created_at)}
        <span class="quiet"> ${token.created_by}</span></${Fact}>
      <${Fact} name="token.used">${formatWhen(token.used_at, now())
        || t('token.never')}</${Fact}>
      <${Fact} name="token.expires">${formatDate(token.expires_at)}</${Fact}>
      ${token.revoked_at && html`<${Fact} name="token.revoked_at">
        ${formatDateTime(token.revoked_at)}</${Fact}>`}
    </dl>
    <p class="card-actions">
      ${state === 'stands' && html`<button type="button" class="button"
        onClick=${() => setEnding(true)}><${Icon} name="no" size="16" />
        ${t('token.revoke')}</button>`}
      <a class="button button--quiet" href=${`/audit?object=token&object_id=${
        encodeURIComponent(token.id)}`}>${t('token.story')}</a></p>
    ${ending && html`<${RevokeDialog} token=${token} onDone=${onDone}
      onClose=${() => setEnding(false)} />`}
  </section>`;
}
