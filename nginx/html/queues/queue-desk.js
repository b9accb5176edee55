import { call, newKey } from '../lib/api.js';
import { useNow } from '../lib/clock.js';
import { afterRender, html, useMemo, useRef, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { usePoll } from '../lib/poll.js';
import { useResource } from '../lib/resource.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { toast } from '../ui/toast.js';
import { isMine } from '../board/actions.js';
import { toastDone } from '../board/done-toast.js';
import { NewTaskDialog } from './new-task-dialog.js';
import { QueueList } from './queue-list.js';
import { TaskCard } from './task-card.js';
import { rowOf, TaskTable } from './task-table.js';

const EVERY_MS = 3000; // without the stream
const NONE = [];

/** Where the arrows are not for the list. */
const NOT_LIST = 'input, textarea, select';

/** What the list shows: all, mine, what ended, or one queue. */
const VIEWS = ['all', 'mine', 'ended'];

/** Open tasks of ${view}, most urgent first as the server has them. */
function shownIn(view, open, login) {
  if (view === 'all') return open;
  if (view === 'mine') return open.filter((task) => isMine(task, login));
  return open.filter((task) => task.queue === view);
}

/** Claim the next one of ${view}; a lost answer is asked for again. */
function useNext(view, onTaken) {
  const key = useRef(null);
  const busy = useRef(false);
  return async () => {
    if (busy.current) return;
    busy.current = true;
    key.current ??= newKey();
    try {
      const answer = await call('POST', '/tasks/next', {
        body: VIEWS.includes(view) ? {} : { queue: view }, key: key.current,
      });
      key.current = null;
      if (answer.data) onTaken(answer.data);
      else toast(t('queues.nothing_next'));
    } catch (error) {
      if (error.status) key.current = null;
      toast(error.status ? error.message : t('connection.away'), 'bad');
    } finally {
      busy.current = false;
    }
  };
}

/** The back line: who waits to be called back, most urgent first. */
export function QueueDesk({ user }) {
  const queues = usePoll('/queues', EVERY_MS, 'task');
  const waiting = usePoll('/tasks?limit=200', EVERY_MS, 'task');
  const ended = usePoll('/tasks?state=done,cancelled&limit=50', EVERY_MS, 'task');
  const [view, setView] = useState('all');
  const [current, setCurrent] = useState(null);
  const [opened, setOpened] = useState(null); // {id, given}
  const [making, setMaking] = useState(false);
  const now = useNow(1000);
  const { data, problem } = view === 'ended' ? ended : waiting;
  const open = waiting.data?.items ?? NONE;
  const items = useMemo(() => (view === 'ended' ? ended.data?.items ?? NONE
    : shownIn(view, open, user.login)), [view, open, ended.data, user.login]);
  const list = queues.data?.items ?? NONE;
  const names = [...VIEWS, ...list.map((q) => q.code)];

  function refresh() {
    [queues, waiting, ended].forEach((poll) => poll.refresh());
  }
  function show(id, given = null) {
    setCurrent(id);
    setOpened({ id, given });
  }
  const takeNext = useNext(view, (task) => {
    show(task.id, task);
    toastDone('task_claim', task, '/tasks');
    refresh();
  });
  function move(step) {
    if (!items.length) return;
    const at = items.findIndex((task) => task.id === current);
    const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), items.length - 1);
    setCurrent(items[next].id);
    afterRender(() => rowOf(items[next].id)?.focus());
  }
  const moveKey = (step) => (event) => (event.target.closest(NOT_LIST)
    ? false : move(step));
  function close() {
    const { id } = opened;
    setOpened(null);
    afterRender(() => rowOf(id)?.focus());
  }
  function onEnter(event) {
    if (!current || event.target.closest('button, a, input, select')) return false;
    show(current);
    return true;
  }
  useHotkeys({
    KeyN: () => { takeNext(); },
    KeyP: () => setMaking(true),
    ArrowDown: moveKey(1),
    ArrowUp: moveKey(-1),
    Home: moveKey(-Infinity),
    End: moveKey(Infinity),
    Enter: onEnter,
    Escape: () => (opened ? close() : false),
    ...Object.fromEntries(names.slice(0, 9).map((name, i) => [
      `Digit${i + 1}`, () => setView(name)])),
  });
  useResource('/reasons'); // the dialogs of the card do not wait for it

  return html`<main class=${`desk board queues ${opened ? 'board--open' : ''}`}
      id="main">
    <h1 class="hidden">${t('desk.queues')}</h1>
    <${QueueList} queues=${list} view=${view} now=${now} onPick=${setView}
      mine=${open.filter((task) => isMine(task, user.login)).length} />
    <section class="board__list">
      <header class="board__head">
        <h2 class="queues__title">${VIEWS.includes(view) ? t(`queues.${view}`)
          : list.find((q) => q.code === view)?.name}</h2>
        <div class="board__tools">
          <button type="button" class="button" onClick=${() => setMaking(true)}>
            ${t('queues.new')}<${Kbd}>P</${Kbd}></button>
          <button type="button" class="button button--main" onClick=${takeNext}>
            <${Icon} name="phone" />${t('queues.next')}<${Kbd}>N</${Kbd}></button>
        </div>
      </header>
      ${problem?.status && html`<p class="notice notice--bad" role="alert">
        <${Icon} name="alert" />${problem.message}</p>`}
      ${data ? html`<${TaskTable} items=${items} view=${view} now=${now}
          current=${current} opened=${opened?.id} onOpen=${show}
          onCurrent=${setCurrent} />`
        : html`<p class="empty" aria-busy="true">${t('loading')}</p>`}
    </section>
    ${opened && html`<${TaskCard} key=${opened.id} id=${opened.id}
      given=${opened.given} login=${user.login} queues=${list}
      listed=${items.find((task) => task.id === opened.id)?.version}
      onChange=${refresh} onClose=${close} />`}
    ${making && html`<${NewTaskDialog} queue=${view}
      onClose=${() => setMaking(false)} onMade=${refresh} />`}
  </main>`;
}
