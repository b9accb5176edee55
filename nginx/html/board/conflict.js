import { now } from '../lib/clock.js';
import { html } from '../lib/html.js';
import { formatWhen, hasText, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';

/** What happened meanwhile, by whom and when; other problems in plain words. */
export function conflictText(problem) {
  const { by, since, reason, colliding } = problem.body ?? {};
  const key = `conflict.${problem.code}`;
  const when = (at) => formatWhen(at, now());
  if (by && hasText(key)) return t(key, { by, time: when(since), reason });
  if (colliding) {
    return t('conflict.visit_overlap', {
      number: colliding.number,
      from: when(colliding.window_start),
      to: when(colliding.window_end),
    });
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
