import { call, newKey } from '../lib/api.js';
import { clinicParts, now } from '../lib/clock.js';
import { afterRender, html, useEffect, useMemo, useRef, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { useResource } from '../lib/resource.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { toast } from '../ui/toast.js';
import { BoardTable } from './board-table.js';
import { toastDone } from './done-toast.js';
import { RequestCard } from './request-card.js';
import { SoundButton, toggleSound } from './sound-button.js';
import { grouped, GROUPS, Tabs } from './tabs.js';
import { actionKeys } from './use-action-keys.js';
import { useBoard } from './use-board.js';
import { useSignals } from './use-signals.js';
import { useTaken } from './use-taken.js';

const NONE = [];
const PAGE_ROWS = 12;

/** Where the arrows are not for the list. */
const NOT_LIST = '[role=tablist], input, textarea, select';

function rowOf(id) {
  return document.querySelector(`.row[data-id="${CSS.escape(id)}"]`);
}

/**
 * When the row ${current} leaves the list, the one that took its place is the
 * next to start from, and has the focus if that one had it.
 */
function useNeighbour(group, shown, current, setCurrent) {
  const last = useRef({ group, at: -1 });
  useEffect(() => {
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

/** The dispatcher's screen: who waits for a call, most urgent first. */
export function BoardDesk({ user }) {
  const { items: all, problem, refresh } = useBoard();
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
  const shown = groups[group];
  useSignals(all, groups);
  useTaken(all, user.login, opened?.id);
  useNeighbour(group, shown, current, setCurrent);

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
      setGroup('mine');
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
    if (event.target.closest('button, a, input, select, textarea')) return false;
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
    Escape: () => (opened ? close() : false),
    ...Object.fromEntries(GROUPS.map((g, i) => [`Digit${i + 1}`,
      () => setGroup(g)])),
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
        <${Tabs} counts=${counts} current=${group} onPick=${setGroup} />
        <div class="board__tools"><${SoundButton} />
          <button type="button" class="button button--main" onClick=${takeNext}>
            <${Icon} name="phone" />${t('board.next')}<${Kbd}>N</${Kbd}></button>
        </div>
      </header>
      ${problem?.status && html`<p class="notice notice--bad" role="alert">
        <${Icon} name="alert" />${problem.message}</p>`}
      ${all ? html`<${BoardTable} items=${shown} group=${group}
          current=${current} opened=${opened?.id} onOpen=${open}
          onCurrent=${setCurrent} />`
        : html`<p class="empty" aria-busy="true">${t('loading')}</p>`}
    </section>
    ${opened && html`<${RequestCard} key=${opened.id} id=${opened.id}
      given=${opened.given} login=${user.login} leaving=${taking} early=${early}
      listed=${items.find((r) => r.id === opened.id)?.version}
      onChange=${() => refresh(opened.id)} onClose=${close} />`}
  </main>`;
}
