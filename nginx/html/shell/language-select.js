import { useCell } from '../lib/cell.js';
import { html } from '../lib/html.js';
import { LANGUAGES, t } from '../lib/i18n.js';
import { languageChoice } from '../lib/prefs.js';

export function LanguageSelect() {
  const chosen = useCell(languageChoice);
  return html`<select class="input input--small" aria-label=${t('language')}
      value=${chosen}
      onChange=${(e) => languageChoice.set(e.currentTarget.value)}>
    ${Object.entries(LANGUAGES).map(([code, name]) => html`
      <option key=${code} value=${code} lang=${code}
        selected=${code === chosen}>${name}</option>`)}
  </select>`;
}
