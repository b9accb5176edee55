import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { TableEditor } from './table-editor.js';

const NONE = [];

/** Unit, range and standard of the setting ${row}; null: it is no number. */
function useSettings() {
  return useResource('/edit-fields')?.settings ?? NONE;
}

function About({ told }) {
  const range = { least: told.least, most: told.most };
  return html`<p class="quiet">${told.unit === 'flag' ? t('setting.flag')
    : t('setting.range', { ...range, unit: t(`unit.${told.unit}`) })}${' '}
    ${t('setting.standard', { n: told.standard })}</p>`;
}

/** Settings group by group, each with its unit, range and standard. */
export function SettingsView() {
  const settings = useSettings();
  const told = new Map(settings.map((s) => [s.key, s]));
  const order = new Map(settings.map((s, i) => [s.key, i]));
  return html`<${TableEditor} name="settings"
    order=${(a, b) => (order.get(a.key) ?? 99) - (order.get(b.key) ?? 99)}
    mark=${(row) => told.has(row.key) && html`<span class="quiet">
      ${t(`setting_group.${told.get(row.key).group}`)},${' '}
      ${t(`unit.${told.get(row.key).unit}`)}</span>`}
    above=${(row) => row && told.has(row.key)
      && html`<${About} told=${told.get(row.key)} />`} />`;
}
