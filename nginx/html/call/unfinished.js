import { useCell } from '../lib/cell.js';
import { useNow } from '../lib/clock.js';
import { afterRender, html, useEffect, useRef, useState } from '../lib/html.js';
import { formatWhen, t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { usePoll } from '../lib/poll.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import {
  deleteCall, openCall, park, setListed, unfinished,
} from './calls.js';
import { heldElsewhere } from './tab.js';

const EVERY_MS = 20000;
const KEYED = 9; // calls with a digit of their own
const NONE = new Set();

/** Which of ${rows} another tab of this browser has open. */
function useElsewhere(rows) {
  const [ids, setIds] = useState(NONE);
  useEffect(() => {
    let over = false;
    heldElsewhere().then((found) => over || setIds(found), () => {});
    return () => {
      over = true;
    };
  }, [rows]);
  return ids;
}

function noteOf(row, elsewhere) {
  if (row.unsaved) return t('unfinished.unsaved');
  return elsewhere ? t('unfinished.elsewhere') : '';
}

function Line({ row, n, elsewhere, tabIndex, onFocus }) {
  const at = useNow(60000);
  const label = row.label || t('unfinished.nameless');
  const time = row.updated_at ? formatWhen(row.updated_at, at) : '';
  const note = noteOf(row, elsewhere);
  const keyed = n <= KEYED;
  return html`<li class="unfinished__line">
    <button type="button" class="unfinished__open" tabIndex=${tabIndex}
      title=${label} data-id=${row.id}
      aria-keyshortcuts=${`${keyed ? `Alt+Shift+${n} ` : ''}Delete`}
      onFocus=${onFocus} onClick=${() => openCall(row.id)}>
      ${keyed && html`<${Kbd}>${n}</${Kbd}>`}
      <span class="numbers">${time}</span>
      <span class="unfinished__label">${label}</span>
      ${note && html`<span class="tag">${note}</span>`}
    </button>
    <button type="button" class="button button--icon button--small"
      tabIndex=${tabIndex} aria-label=${t('unfinished.delete', { label })}
      onClick=${() => deleteCall(row.id)}><${Icon} name="close" size="15" />
    </button>
  </li>`;
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Calls begun and neither posted nor ended; arrows, Enter and Delete. */
export function Unfinished() {
  const rows = useCell(unfinished);
  const elsewhere = useElsewhere(rows);
  const { data } = usePoll('/drafts', EVERY_MS);
  const [at, setAt] = useState(0);
  const list = useRef(null);
  const current = Math.min(at, rows.length - 1);

  useEffect(() => {
    if (data) setListed(data.items);
  }, [data]);

  function focus(n) {
    const all = list.current?.querySelectorAll('.unfinished__open') ?? [];
    const line = all[(n + all.length) % all.length];
    if (line) line.focus();
    else document.getElementById('lookup')?.focus();
  }
  function onKeyDown(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.code in STEPS) focus(current + STEPS[event.code]);
    else if (event.code === 'Delete') {
      deleteCall(rows[current].id).then(() => afterRender(() => focus(current)));
    } else return;
    event.preventDefault();
  }
  const open = (n) => () => (rows[n] ? openCall(rows[n].id) : false);
  useHotkeys({
    'Alt+KeyP': park,
    'Alt+Digit7': () => focus(current),
    ...Object.fromEntries(Array.from({ length: KEYED },
      (_, n) => [`Alt+Shift+Digit${n + 1}`, open(n)])),
  });

  if (rows.length === 0) return null;
  return html`<section class="unfinished" aria-labelledby="unfinished-title">
    <h2 id="unfinished-title">${t('unfinished.title', { n: rows.length })}
      <${Kbd}>Alt+7</${Kbd}></h2>
    <ul class="unfinished__list" ref=${list} onKeyDown=${onKeyDown}>
      ${rows.map((row, i) => html`<${Line} key=${row.id} row=${row} n=${i + 1}
        elsewhere=${elsewhere.has(row.id)} tabIndex=${i === current ? 0 : -1}
        onFocus=${() => setAt(i)} />`)}
    </ul>
  </section>`;
}
