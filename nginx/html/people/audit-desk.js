import { now } from '../lib/clock.js';
import { html, useEffect, useRef, useState } from '../lib/html.js';
import { formatWhen, t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { AuditDetails } from './audit-details.js';
import { AuditFilter } from './audit-filter.js';
import { actionText } from './audit-text.js';
import { AuditVerify } from './audit-verify.js';
import { Failure, useAudit } from './use-audit.js';

const EMPTY = {
  actor: '', action: '', object: '', object_id: '', from: '', to: '',
};

/** A link may name what to look for: /audit?object=user&object_id=anna. */
function wanted() {
  const given = new URLSearchParams(window.location.search);
  return Object.fromEntries(Object.keys(EMPTY)
    .map((name) => [name, given.get(name) ?? '']));
}

function Row({ entry, current, onPick }) {
  const ref = useRef(null);
  useEffect(() => {
    if (current) ref.current.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return html`<li role="option" id=${`audit-${entry.seq}`} ref=${ref}
      class="edit-row audit-row" aria-selected=${current ? 'true' : 'false'}
      onClick=${onPick}>
    <span class="numbers quiet">${formatWhen(entry.at, now())}</span>
    <strong>${entry.actor}</strong>
    <span class="edit-row__title">${actionText(entry.action)}</span>
    <span class="audit-row__id">${entry.number ?? entry.object_id}</span>
  </li>`;
}

function List({ items, next, at, onPick, onMore }) {
  if (!items.length) return html`<p class="empty">${t('audit.nothing')}</p>`;
  return html`<ul role="listbox" tabindex="0" id="audit-rows"
      class="edit-list__rows" aria-label=${t('desk.audit')}
      aria-activedescendant=${`audit-${items[at]?.seq}`}>
    ${items.map((entry, i) => html`<${Row} key=${entry.seq} entry=${entry}
      current=${i === at} onPick=${() => onPick(i)} />`)}</ul>
    ${next && html`<p class="edit-list__count"><button type="button"
      class="button button--small" onClick=${onMore}>${t('audit.more')}</button>
    </p>`}`;
}

/** The admin's screen of the trail: who did what, and that it is whole. */
export function AuditDesk() {
  const [filter, setFilter] = useState(wanted);
  const [at, setAt] = useState(0);
  const { items, next, failure, more } = useAudit(filter);
  const entry = items?.[at];

  function narrow(patch) {
    setFilter((old) => ({ ...old, ...patch }));
    setAt(0);
  }
  const move = (n) => (event) => {
    if (event.target.closest('select, input, button')) return false;
    setAt(Math.min(Math.max(at + n, 0), (items?.length ?? 1) - 1));
    return true;
  };
  useHotkeys({
    ArrowDown: move(1),
    ArrowUp: move(-1),
    PageDown: move(12),
    PageUp: move(-12),
    Slash: () => document.getElementById('a-actor')?.focus(),
    Escape: () => document.getElementById('audit-rows')?.focus(),
    KeyX: () => narrow(EMPTY),
  });
  return html`<main class="desk audit" id="main">
    <section class="card audit-head">
      <h1 class="hidden">${t('desk.audit')}</h1>
      <${AuditFilter} filter=${filter} onFilter=${narrow} />
      <${AuditVerify} />
    </section>
    <section class="edit-list card">
      <${Failure} text=${failure} />
      ${items ? html`<${List} items=${items} next=${next} at=${at}
        onPick=${setAt} onMore=${more} />`
        : html`<p class="empty" aria-busy="true">${t('loading')}</p>`}
    </section>
    ${entry ? html`<${AuditDetails} entry=${entry} onLooks=${() => narrow({
      ...EMPTY, action: `${entry.object}.view`, object: entry.object,
      object_id: entry.object_id,
    })} />` : html`<p class="empty card">${t('audit.lead')}</p>`}
  </main>`;
}
