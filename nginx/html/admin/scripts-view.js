import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { heldPhrases } from './forbidden.js';
import { TableEditor } from './table-editor.js';
import { useRows } from './use-tables.js';
import { readValue } from './values.js';

/** A text that says what must never be said: in this situation, or in any. */
function Held({ typed, rows }) {
  const own = readValue({ type: 'list' }, typed.forbidden);
  const text = `${typed.title}. ${typed.facts}`;
  const here = heldPhrases(own, text);
  const elsewhere = heldPhrases(rows.flatMap((r) => r.forbidden), text)
    .filter((p) => !here.includes(p));
  if (!here.length && !elsewhere.length) return null;
  return html`<div class="notice notice--warn" role="status">
    <${Icon} name="alert" /><div>
      ${here.length > 0 && html`<p>${t('scripts.held',
        { phrases: here.map((p) => `«${p}»`).join(', ') })}</p>`}
      ${elsewhere.length > 0 && html`<p>${t('scripts.held_elsewhere',
        { phrases: elsewhere.map((p) => `«${p}»`).join(', ') })}</p>`}
    </div></div>`;
}

/** Scripts; what is typed is held against the forbidden phrases. */
export function ScriptsView() {
  const rows = useRows('scripts') ?? [];
  return html`<${TableEditor} name="scripts"
    beside=${(typed) => html`<${Held} typed=${typed} rows=${rows} />`} />`;
}
