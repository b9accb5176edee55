import { useCell } from '../lib/cell.js';
import { html } from '../lib/html.js';
import { formatTime, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { saved } from './calls.js';

function textOf({ state, at, problem }) {
  if (state === 'saved') return t('saved.at', { time: formatTime(at) });
  if (state === 'saving') return t('saved.saving');
  if (state === 'away') return t('saved.away');
  if (state === 'failed') return t('saved.failed', { why: problem.message });
  return '';
}

/** Whether what is typed is safe; seen, but not said with every key. */
export function SavedMark() {
  const how = useCell(saved);
  const bad = how.state === 'failed';
  return html`<p class=${`saved saved--${how.state}`}
    role=${bad ? 'alert' : undefined}>
    ${how.state === 'saved' && html`<${Icon} name="check" size="15" />`}
    ${(bad || how.state === 'away') && html`<${Icon} name="alert" size="15" />`}
    ${textOf(how)}</p>`;
}
