import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { ErrorSummary } from '../ui/error-summary.js';
import { Field } from '../ui/field.js';
import { FormContext } from '../ui/form-context.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { EditInput } from './edit-input.js';
import { fieldHelp, fieldLabel } from './edit-text.js';

const PREFIX = 'e';
const WIDE = new Set(['list', 'services', 'zones']);
const LONG_TEXT = 100;

function isWide(field) {
  return WIDE.has(field.type)
    || (field.type === 'text' && field.max > LONG_TEXT);
}

function KeyField({ table, value, onValue }) {
  return html`<${Field} pointer=${`/${table.key}`} value=${value}
    label=${fieldLabel(table, table.key)}
    hint=${fieldHelp(table, table.key)} onValue=${onValue}
    type=${table.table === 'calendar' ? 'date' : 'text'} />`;
}

/**
 * The fields of a row, made from what the server tells of its table.
 * @param {{table: object, isNew: boolean, typed: object, errors: object,
 *   failure: string, busy: boolean, dirty: boolean, onTyped: Function,
 *   onSave: () => void, onDiscard: () => void, onRemove?: () => void}} props
 */
export function RowForm({
  table, isNew, typed, errors, failure, busy, dirty, onTyped, onSave,
  onDiscard, onRemove, children,
}) {
  const required = table.fields.filter((f) => f.required).map((f) => `/${f.name}`);
  const context = {
    prefix: PREFIX,
    errors,
    required: (p) => required.includes(p) || p === `/${table.key}`,
  };
  function submit(event) {
    event.preventDefault();
    onSave();
  }
  return html`<form class="card edit-form" onSubmit=${submit} noValidate>
    ${children}
    <${FormContext.Provider} value=${context}>
      <${ErrorSummary} errors=${errors} prefix=${PREFIX} />
      ${failure && html`<p class="notice notice--bad" role="alert">
        <${Icon} name="alert" />${failure}</p>`}
      <div class="fields fields--2 edit-form__fields">
        ${isNew && html`<${KeyField} table=${table} value=${typed[table.key] ?? ''}
          onValue=${(text) => onTyped({ [table.key]: text })} />`}
        ${table.fields.map((field) => html`<div key=${field.name}
          class=${isWide(field) ? 'edit-form__wide' : ''}>
          <${EditInput} table=${table} field=${field} value=${typed[field.name]}
            onValue=${(value) => onTyped({ [field.name]: value })} /></div>`)}
      </div>
    </${FormContext.Provider}>
    <footer class="edit-form__foot">
      ${onRemove && html`<button type="button" class="button button--quiet"
        disabled=${busy} onClick=${onRemove}>${t('edit.remove')}</button>`}
      <span class="edit-form__space" />
      ${dirty && html`<button type="button" class="button" disabled=${busy}
        onClick=${onDiscard}>${t('edit.discard')}</button>`}
      <button type="submit" class="button button--main"
        disabled=${busy}>${isNew ? t('edit.create') : t('edit.save')}
        <${Kbd}>Ctrl+Enter</${Kbd}></button>
    </footer>
  </form>`;
}
