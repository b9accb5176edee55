import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';

function listed(value) {
  if (Array.isArray(value)) return value;
  return value ? value.split(/\s*[;|]\s*/) : [];
}

/** The scripts of ${situations} in that order, once they are loaded. */
export function useScripts(situations) {
  const items = useResource('/scripts')?.items ?? [];
  return situations.map((x) => items.find((s) => s.situation === x))
    .filter(Boolean);
}

/** The facts to have at hand, and beside them what is never said. */
export function ScriptFacts({ script }) {
  const forbidden = listed(script.forbidden);
  return html`<ul class="script__facts">${listed(script.facts)
      .map((f) => html`<li key=${f}>${f}</li>`)}</ul>
    ${forbidden.length > 0 && html`<p class="script__label">
      ${t('script.forbidden')}</p>
      <ul class="script__forbidden">
        ${forbidden.map((f) => html`<li key=${f}>«${f}»</li>`)}</ul>`}`;
}

/** What to have at hand and what never to say in a situation. */
export function ScriptCard({ situation, open = false }) {
  const [script] = useScripts([situation]);
  if (!script) return null;
  return html`<details class="script" open=${open}>
    <summary>${t('script.title')}: ${script.title}</summary>
    <${ScriptFacts} script=${script} />
  </details>`;
}
