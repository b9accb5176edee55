import { call, newKey } from '../lib/api.js';
import { clinicParts, now } from '../lib/clock.js';
import {
  afterRender, html, useEffect, useLayoutEffect, useMemo, useRef, useState,
} from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { remember, remembered } from '../lib/remembered.js';
import { useResource } from '../lib/resource.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { toast } from '../ui/toast.js';
import { BoardTable } from './board-table.js';
import { BulkBar } from './bulk-bar.js';
import { toastDone } from './done-toast.js';
import { FindBar } from './find-bar.js';
import { RequestCard } from './request-card.js';
import { SoundButton, toggleSound } from './sound-button.js';
import { grouped, GROUPS, Tabs } from './tabs.js';
import { actionKeys } from './use-action-keys.js';
import { useBoard } from './use-board.js';
import { useFind } from './use-find.js';
import { usePicked } from './use-picked.js';
import { useSignals } from './use-signals.js';
import { useTaken } from './use-taken.js';

const NONE = [];
const PAGE_ROWS = 12;

/** Where the arrows are not for the list. */
const NOT_LIST = '[role=tablist], input, textarea, select';

/** What has its own use for Enter and Space. */
const CONTROLS = 'button, a, input, select, textarea';

function rowOf(id) {
  return document.querySelector(`.row[data-id="${CSS.escape(id)}"]`);
}

/**
 * When the row ${current} leaves the list, the one that took its place is the
 * next to start from, and has the focus if that one had it.
 */
function useNeighbour(group, shown, current, setCurrent) {
  const last = useRef({ group, at: -1 });
  useLayoutEffect(() => {
    const { at, group: before } = last.current;
    const found = shown.findIndex((r) => r.id === current);
    last.current = { group, at: found };
    if (found >= 0 || at < 0 || before !== group || !shown.length) return;
    const next = shown[Math.min(at, shown.length - 1)].id;
    setCurrent(next);
    if (document.activeElement === document.body) {
      afterRender(() => rowOf(next)?.focus());
    }
  }, [group, shown, current]);
}

/** How many were found, and the way to more. */
function FoundFoot({ find }) {
  const { items, next, busy, problem, more } = find;
  if (problem) {
    return html`<p class="notice notice--bad" role="alert"><${Icon} name="alert" />
      ${problem.status ? problem.message : t('connection.away')}</p>`;
  }
  if (!items) return null;
  return html`<footer class="found" role="status">
    ${t(next ? 'find.so_far' : 'find.all', { n: items.length })}
    ${busy && html`<span class="quiet">${t('find.looking')}</span>`}
    ${next && !busy && html`<button type="button" class="button button--small"
      onClick=${more}>${t('find.more')}</button>`}
  </footer>`;
}

/** The dispatcher's screen: who waits for a call, most urgent first. */
export function BoardDesk({ user }) {
  const { items: all, left, problem, refresh } = useBoard();
  const [group, setGroup] = useState('queued');
  const [current, setCurrent] = useState(null);
  const [opened, setOpened] = useState(null); // {id, given}
  const [taking, setTaking] = useState(false);
  const nextKey = useRef(null);
  const early = useRef(null); // the action pressed before its card is there
  const items = all ?? NONE;
  const { date: today } = clinicParts(now());
  const groups = useMemo(() => grouped(items, user.login, today),
    [items, user.login, today]);
  const [asked, setAsked] = useState(remembered); // null: the groups
  const find = useFind(asked);
  const list = asked ? 'found' : group;
  const shown = asked ? find.items ?? NONE : groups[group];
  const picked = usePicked(shown);
  useSignals(all, groups);
  useTaken(all, left, user.login, opened?.id);
  useNeighbour(list, shown, current, setCurrent);
  useEffect(() => remember(asked), [asked]);

  function go(at) {
    const { id } = shown[Math.min(Math.max(at, 0), shown.length - 1)];
    setCurrent(id);
    afterRender(() => rowOf(id)?.focus());
  }
  function move(step) {
    if (!shown.length) return;
    const at = shown.findIndex((r) => r.id === current);
    go(at < 0 ? 0 : at + step);
  }
  const moveKey = (step) => (event) => (event.target.closest(NOT_LIST)
    ? false : move(step));
  const extendKey = (step) => (event) => {
    if (event.target.closest(NOT_LIST) || !current) return false;
    picked.add(current);
    move(step);
    const at = shown.findIndex((r) => r.id === current) + step;
    if (shown[at]) picked.add(shown[at].id);
    return true;
  };
  function pickKey(event) {
    if (event.target.closest(CONTROLS) || !current) return false;
    picked.toggle(current);
    return true;
  }
  function pickAll(event) {
    if (event.target.closest(NOT_LIST) || !shown.length) return false;
    picked.all();
    return true;
  }
  function look() {
    if (asked) document.getElementById('board-find')?.focus();
    else setAsked({});
  }
  function showGroup(g) {
    setAsked(null);
    setGroup(g);
  }
  /** Esc: the card, then what is picked, then the search. */
  function leave() {
    if (opened) close();
    else if (picked.rows.length) picked.none();
    else if (asked) setAsked(null);
    else return false;
    return true;
  }
  function open(id, given = null) {
    if (!given) early.current = null;
    setCurrent(id);
    setOpened({ id, given });
  }
  async function takeNext() {
    if (taking) return;
    // A lost answer is asked for again under the same key.
    nextKey.current ??= newKey();
    early.current = null;
    setTaking(true);
    try {
      const answer = await call('POST', '/queue/next',
        { body: {}, key: nextKey.current });
      nextKey.current = null;
      refresh(answer.data?.id);
      if (answer.status === 204 || !answer.data) {
        early.current = null;
        toast(t('board.nothing_next'));
        return;
      }
      showGroup('mine');
      open(answer.data.id, answer.data);
      toastDone('claim', answer.data);
    } catch (error) {
      early.current = null;
      if (error.status) nextKey.current = null;
      toast(error.status ? error.message : t('connection.away'), 'bad');
    } finally {
      setTaking(false);
    }
  }
  function close() {
    const { id } = opened;
    early.current = null;
    setOpened(null);
    afterRender(() => (rowOf(id) ?? rowOf(current))?.focus());
  }
  function onEnter(event) {
    if (event.target.closest(CONTROLS)) return false;
    if (!current) return false;
    open(current);
    return true;
  }
  useHotkeys({
    KeyN: () => { takeNext(); },
    KeyV: toggleSound,
    ArrowDown: moveKey(1),
    ArrowUp: moveKey(-1),
    PageDown: moveKey(PAGE_ROWS),
    PageUp: moveKey(-PAGE_ROWS),
    Home: moveKey(-Infinity),
    End: moveKey(Infinity),
    Enter: onEnter,
    Escape: leave,
    Slash: look,
    Space: pickKey,
    'Shift+ArrowDown': extendKey(1),
    'Shift+ArrowUp': extendKey(-1),
    'Ctrl+KeyA': pickAll,
    ...Object.fromEntries(GROUPS.map((g, i) => [`Digit${i + 1}`,
      () => showGroup(g)])),
  });
  useHotkeys(actionKeys((code) => { early.current = code; }),
    { active: taking && !opened });

  // The dialogs of the card open without waiting for these.
  useResource('/medics');
  useResource('/reasons');
  const counts = Object.fromEntries(GROUPS.map((g) => [g, groups[g].length]));
  return html`<main class=${`desk board ${opened ? 'board--open' : ''}`} id="main">
    <h1 class="hidden">${t('desk.board')}</h1>
    <section class="board__list">
      <header class="board__head">
        ${asked ? html`<${FindBar} asked=${asked} onAsk=${setAsked}
            onDown=${() => shown.length && go(0)}
            onClose=${() => setAsked(null)} />`
          : html`<${Tabs} counts=${counts} current=${group} onPick=${setGroup} />`}
        <div class="board__tools">
          ${!asked && html`<button type="button" class="button" onClick=${look}
            aria-label=${t('find.open')}><${Icon} name="search" />
            <span class="board__word">${t('find.open')}</span>
            <${Kbd}>/</${Kbd}></button>`}
          <${SoundButton} />
          <button type="button" class="button button--main" onClick=${takeNext}>
            <${Icon} name="phone" />${t('board.next')}<${Kbd}>N</${Kbd}></button>
        </div>
      </header>
      ${problem?.status && html`<p class="notice notice--bad" role="alert">
        <${Icon} name="alert" />${problem.message}</p>`}
      <${BulkBar} picked=${picked} onChange=${refresh} active=${!opened} />
      ${(asked ? find.items : all) ? html`<${BoardTable} items=${shown} group=${list}
          current=${current} opened=${opened?.id} picked=${picked} onOpen=${open}
          onCurrent=${setCurrent} />`
        : html`<p class="empty" aria-busy=${asked && !find.busy ? undefined : 'true'}>
          ${t(asked && !find.busy ? 'find.ask' : 'loading')}</p>`}
      ${asked && html`<${FoundFoot} find=${find} />`}
    </section>
    ${opened && html`<${RequestCard} key=${opened.id} id=${opened.id}
      given=${opened.given} login=${user.login} leaving=${taking} early=${early}
      listed=${(items.find((r) => r.id === opened.id) ?? left.get(opened.id))?.version}
      onChange=${() => refresh(opened.id)} onClose=${close} />`}
  </main>`;
}
