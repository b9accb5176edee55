import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Check } from '../ui/check.js';
import { Field } from '../ui/field.js';
import { Select } from '../ui/select.js';
import { choiceText, fieldHelp, fieldLabel } from './edit-text.js';
import { useRows } from './use-tables.js';

const LONG_TEXT = 200; // characters: from here on several lines
const LIST_ROWS = [3, 9];

function listRows(text) {
  const n = text.split('\n').length + 1;
  return Math.min(Math.max(n, LIST_ROWS[0]), LIST_ROWS[1]);
}

/** Rows of ${table} as choices: [code, name]. */
function useOptions(table) {
  return (useRows(table) ?? []).map((row) => [row.code, row.name])
    .sort((a, b) => a[1].localeCompare(b[1]));
}

function RowSelect({ table, ...props }) {
  return html`<${Select} ...${props} options=${useOptions(table)} />`;
}

/** A line a service: its code, then its name, which helps to read it. */
function ServiceList({ value, onValue, ...props }) {
  const [typing, setTyping] = useState(false);
  const names = new Map(useOptions('services'));
  const named = value.split('\n').map((line) => {
    const code = line.trim();
    return names.has(code) ? `${code} ${names.get(code)}` : line;
  }).join('\n');
  function start() {
    setTyping(true);
    onValue(named);
  }
  const shown = typing ? value : named;
  return html`<${Field} ...${props} value=${shown} rows=${listRows(shown)}
    onValue=${onValue} hint=${t('edit.services_hint')} onFocus=${start}
    onBlur=${() => setTyping(false)} />`;
}

/** A line a zone: its code. */
function ZoneList({ value, hint, ...props }) {
  const codes = useOptions('zones').map(([code]) => code).join(', ');
  return html`<${Field} ...${props} value=${value} rows=${listRows(value)}
    hint=${hint || codes} />`;
}

const WIDGETS = {
  bool: ({ value, label, hint, ...props }) => html`<${Check} ...${props}
    checked=${value}>${label}${hint && html` <span class="quiet">${hint}
    </span>`}</${Check}>`,
  zone: (props) => html`<${RowSelect} table="zones" ...${props} />`,
  place: (props) => html`<${RowSelect} table="places" ...${props} />`,
  service: (props) => html`<${RowSelect} table="services" ...${props} />`,
  services: ServiceList,
  zones: ZoneList,
  list: ({ value, hint, ...props }) => html`<${Field} ...${props} value=${value}
    rows=${listRows(value)} hint=${hint || t('edit.list_hint')} />`,
  int: (props) => html`<${Field} ...${props} inputmode="numeric" />`,
  minute: (props) => html`<${Field} ...${props} inputmode="numeric" />`,
  date: (props) => html`<${Field} ...${props} type="date" />`,
  text: ({ max, ...props }) => html`<${Field} ...${props}
    rows=${max > LONG_TEXT ? 2 : undefined} />`,
};

function Choices({ field, ...props }) {
  return html`<${Select} ...${props}
    options=${field.choices.map((c) => [c, choiceText(field, c)])} />`;
}

/** The control of one field of a row. */
export function EditInput({ table, field, value, onValue }) {
  const props = {
    pointer: `/${field.name}`,
    label: fieldLabel(table, field.name),
    hint: fieldHelp(table, field.name),
    value,
    onValue,
  };
  if (field.choices.length) {
    return html`<${Choices} field=${field} ...${props}
      empty=${field.required ? undefined : t('edit.none')} />`;
  }
  const Widget = WIDGETS[field.type] ?? WIDGETS.text;
  const picked = ['zone', 'place', 'service'].includes(field.type);
  return html`<${Widget} ...${props}
    ...${picked && { empty: t('edit.none') }}
    ...${field.type === 'text' && { max: field.max }} />`;
}
