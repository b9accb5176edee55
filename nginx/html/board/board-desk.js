import { call, newKey } from '../lib/api.js';
import { now } from '../lib/clock.js';
import { afterRender, html, useEffect, useMemo, useRef, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { usePoll } from '../lib/poll.js';
import { useResource } from '../lib/resource.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { toast } from '../ui/toast.js';
import { urgencyOf } from '../ui/urgency.js';
import { BoardTable } from './board-table.js';
import { RequestCard } from './request-card.js';
import { GROUPS, groupOf, Tabs } from './tabs.js';
import { actionKeys } from './use-action-keys.js';

const EVERY_MS = 2000;
const PATH = '/requests?state=queued,claimed,unreachable,scheduled&limit=100';

function grouped(items, login) {
  const groups = Object.fromEntries(GROUPS.map((g) => [g, []]));
  for (const r of items) groups[groupOf(r, login)].push(r);
  return groups;
}

/** How many promises are broken right now, for the tab of the browser. */
function useOverdueTitle(items) {
  useEffect(() => {
    const open = items.filter((r) => r.state !== 'scheduled');
    const late = open.filter((r) => urgencyOf(r.promise, now()) === 'overdue');
    const title = `${t('desk.board')} · ${t('product')}`;
    document.title = late.length ? `(${late.length}) ${title}` : title;
  });
}

function rowOf(id) {
  return document.querySelector(`.row[data-id="${CSS.escape(id)}"]`);
}

/** The dispatcher's screen: who waits for a call, most urgent first. */
export function BoardDesk({ user }) {
  const { data, problem, refresh } = usePoll(PATH, EVERY_MS);
  const [group, setGroup] = useState('queued');
  const [current, setCurrent] = useState(null);
  const [opened, setOpened] = useState(null); // {id, given}
  const [taking, setTaking] = useState(false);
  const nextKey = useRef(null);
  const early = useRef(null); // the action pressed before its card is there
  const items = data?.items ?? [];
  const groups = useMemo(() => grouped(items, user.login), [data, user.login]);
  const shown = groups[group];
  useOverdueTitle(items);

  function move(step) {
    if (!shown.length) return;
    const at = shown.findIndex((r) => r.id === current);
    const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), shown.length - 1);
    setCurrent(shown[next].id);
    rowOf(shown[next].id)?.focus();
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
      refresh();
      if (answer.status === 204 || !answer.data) {
        early.current = null;
        toast(t('board.nothing_next'));
        return;
      }
      setGroup('mine');
      open(answer.data.id, answer.data);
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
    afterRender(() => rowOf(id)?.focus());
  }
  function onEnter(event) {
    if (event.target.closest('button, a, input, select, textarea')) return false;
    if (!current) return false;
    open(current);
    return true;
  }
  useHotkeys({
    KeyN: () => { takeNext(); },
    ArrowDown: (e) => (e.target.closest('[role=tablist], input, textarea, select')
      ? false : move(1)),
    ArrowUp: (e) => (e.target.closest('[role=tablist], input, textarea, select')
      ? false : move(-1)),
    Enter: onEnter,
    Escape: () => (opened ? close() : false),
    ...Object.fromEntries(GROUPS.map((g, i) => [`Digit${i + 1}`,
      () => setGroup(g)])),
  });
  useHotkeys(actionKeys((action) => { early.current = action; }),
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
        <button type="button" class="button button--main" onClick=${takeNext}>
          <${Icon} name="phone" />${t('board.next')}<${Kbd}>N</${Kbd}></button>
      </header>
      ${problem?.status && html`<p class="notice notice--bad" role="alert">
        <${Icon} name="alert" />${problem.message}</p>`}
      ${data ? html`<${BoardTable} items=${shown} group=${group}
          current=${current} opened=${opened?.id} onOpen=${open}
          onCurrent=${setCurrent} />`
        : html`<p class="empty" aria-busy="true">${t('loading')}</p>`}
    </section>
    ${opened && html`<${RequestCard} key=${opened.id} id=${opened.id}
      given=${opened.given} login=${user.login} leaving=${taking} early=${early}
      listed=${items.find((r) => r.id === opened.id)?.version}
      onChange=${refresh} onClose=${close} />`}
  </main>`;
}
