import { now } from '../lib/clock.js';
import { html, useState } from '../lib/html.js';
import { formatWhen, t } from '../lib/i18n.js';
import { Choice } from '../ui/choice.js';
import { Dialog } from '../ui/dialog.js';
import { Select } from '../ui/select.js';
import { fieldLabel, valueText } from './edit-text.js';
import { rowTitle } from './row-title.js';
import { versionsOf } from './versions.js';

function versionName({ at, by }, i) {
  const when = at ? t('edit.version', { at: formatWhen(at, now()), by })
    : t('edit.version_first');
  return i === 0 ? t('edit.version_now', { when }) : when;
}

/** A text in its own lines, anything else as it is read. */
const wholeText = (field, value) => (field.type === 'text' && value
  ? String(value) : valueText(field, value));

function Value({ field, value, other }) {
  const text = wholeText(field, value);
  const before = other && wholeText(field, other[field.name]);
  if (!other || before === text) return html`<dd>${text}</dd>`;
  return html`<dd><del>${before}</del><ins>${text}</ins></dd>`;
}

/**
 * One whole version of a row, alone or beside any other.
 * @param {{table: object, row: object, events: object[],
 *   onClose: () => void}} props  events: of GET /edit-history
 */
export function RowVersions({ table, row, events, onClose }) {
  const [at, setAt] = useState('0');
  const [beside, setBeside] = useState('');
  const versions = versionsOf(row, events);
  const names = versions.map((v, i) => [String(i), versionName(v, i)]);
  const other = versions[beside]?.values;
  return html`<${Dialog} title=${rowTitle(table, row)} onClose=${onClose} wide>
    <div class="versions">
      <${Choice} pointer="/version" label=${t('edit.version_list')} value=${at}
        onValue=${setAt} options=${names} autofocus />
      <div class="versions__whole" aria-live="polite">
        <${Select} pointer="/beside" label=${t('edit.compare')} value=${beside}
          onValue=${setBeside} empty=${t('edit.compare_none')}
          options=${names.filter(([i]) => i !== at)} />
        <dl class="versions__text story">${table.fields.map((field) => html`
          <div key=${field.name}><dt>${fieldLabel(table, field.name)}</dt>
            <${Value} field=${field} value=${versions[at].values[field.name]}
              other=${other} /></div>`)}</dl>
      </div>
    </div>
  </${Dialog}>`;
}
