import { html } from '../lib/html.js';
import { formatDateTime, t } from '../lib/i18n.js';
import { actionText, changedName, changedValue } from './audit-text.js';

function Fact({ name, children }) {
  return children ? html`<div><dt>${t(name)}</dt><dd>${children}</dd></div>`
    : null;
}

/**
 * One row of the trail in words.
 * @param {{entry: object, onLooks: () => void}} props  onLooks: who looked at
 *   its object
 */
export function AuditDetails({ entry, onLooks }) {
  const roles = entry.roles.map((r) => t(`role.${r}`)).join(', ');
  return html`<section class="card audit-details" aria-live="polite">
    <h2>${actionText(entry.action)}</h2>
    <dl class="audit-facts">
      <${Fact} name="audit.when">${formatDateTime(entry.at)}</${Fact}>
      <${Fact} name="audit.who">${entry.actor}${roles
        && html`<span class="quiet"> (${roles})</span>`}</${Fact}>
      <${Fact} name="audit.of">${t(`audit.object.${entry.object}`)}</${Fact}>
      <${Fact} name="audit.object_id">${[entry.number, entry.object_id]
        .filter(Boolean).join(' · ')}</${Fact}>
      <${Fact} name="audit.detail">${entry.detail}</${Fact}>
      <${Fact} name="audit.address">${entry.address}</${Fact}>
      <${Fact} name="audit.call">${entry.request_id}</${Fact}>
      <${Fact} name="audit.seq">${entry.seq}</${Fact}>
    </dl>
    ${entry.changes.length > 0 && html`<div class="story"><ul>
      ${entry.changes.map((c) => html`<li key=${c.field}>
        <span class="quiet">${changedName(entry, c.field)}:</span>${' '}
        <del>${changedValue(entry, c.field, c.before)}</del> →${' '}
        <ins>${changedValue(entry, c.field, c.after)}</ins></li>`)}</ul></div>`}
    ${['request', 'patient'].includes(entry.object) && entry.object_id
      && html`<button type="button" class="button" onClick=${onLooks}>
        ${t('audit.looks')}</button>`}
  </section>`;
}
