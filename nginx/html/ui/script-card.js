import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';

function listed(value) {
  if (Array.isArray(value)) return value;
  return value ? value.split(/\s*[;|]\s*/) : [];
}

/** What to have at hand and what never to say in a situation. */
export function ScriptCard({ situation, open = false }) {
  const scripts = useResource('/scripts');
  const script = scripts?.items.find((s) => s.situation === situation);
  if (!script) return null;
  const facts = listed(script.facts ?? script.facts_to_have);
  const forbidden = listed(script.forbidden);
  return html`<details class="script" open=${open}>
    <summary>${t('script.title')}: ${script.title}</summary>
    <ul class="script__facts">${facts.map((f) => html`<li key=${f}>${f}</li>`)}
    </ul>
    ${forbidden.length > 0 && html`<p class="script__label">
      ${t('script.forbidden')}</p>
      <ul class="script__forbidden">
        ${forbidden.map((f) => html`<li key=${f}>«${f}»</li>`)}</ul>`}
  </details>`;
}
