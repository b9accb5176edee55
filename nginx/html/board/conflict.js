import { now } from '../lib/clock.js';
import { html } from '../lib/html.js';
import { formatWhen, hasText, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';

/** What happened meanwhile, by whom and when; other problems in plain words. */
export function conflictText(problem) {
  const { by, since } = problem.body ?? {};
  const key = `conflict.${problem.code}`;
  if (by && hasText(key)) {
    return t(key, { by, time: formatWhen(since, now()) });
  }
  return problem.message;
}

export function isConflict(problem) {
  return problem.status === 409 || problem.status === 412;
}

export function Conflict({ problem, onClose }) {
  if (!problem) return null;
  return html`<div class="notice notice--warn" role="alert">
    <${Icon} name="alert" />
    <p>${conflictText(problem)}
      ${isConflict(problem) && html` ${t('conflict.reloaded')}`}</p>
    <button type="button" class="button button--icon" aria-label=${t('close')}
      onClick=${onClose}><${Icon} name="close" /></button>
  </div>`;
}
