import { cell } from './cell.js';

/**
 * What the server commits, as it happens: one stream for all tabs of the
 * browser, which allows a server few connections.  The tab that holds the lock
 * listens and passes on; when it closes, the next one does.
 *
 * @typedef {{kind: 'request' | 'task' | 'shift' | 'rulebook' | 'reset', id?: string,
 *   version?: number, state?: string}} Change  reset: read all anew
 */

const NAME = 'hv-live';
const KINDS = ['request', 'task', 'shift', 'rulebook'];
const RETRY_MS = [1000, 2000, 4000, 8000, 15000];
const SILENT_MS = 45000; // three beats missed: nobody is there any more

/**
 * Whether changes come by the stream; else screens ask by themselves.  null:
 * it is being opened.
 */
export const live = cell(null);

const listeners = new Set();
const channel = new BroadcastChannel(NAME);
let joining = null; // an AbortController while this tab takes part
let leave = null; // gives the lock back
let source = null;
let watchdog = 0;
let retry = 0;
let tries = 0;

/** Call ${fn} with every Change; gives back how to end that. */
export function onLive(fn) {
  listeners.add(fn);
  return () => listeners.delete(fn);
}

function tell(change) {
  for (const fn of [...listeners]) fn(change);
}

function watch() {
  clearTimeout(watchdog);
  watchdog = setTimeout(() => {
    live.set(false);
    if (source) reopen();
  }, SILENT_MS);
}

/** To the other tabs and to this one. */
function pass(message) {
  channel.postMessage(message);
  take(message);
}

function take({ change, away }) {
  if (!away) watch();
  live.set(!away);
  if (change) tell(change);
}

function reopen() {
  source.close();
  pass({ away: true });
  clearTimeout(retry);
  retry = setTimeout(open, RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]);
  tries += 1;
}

function open() {
  const fresh = new EventSource('/api/v1/events');
  let first = true;
  source = fresh;
  fresh.onopen = () => {
    tries = 0;
    // A stream taken up again by the browser itself goes on where it was.
    pass(first ? { change: { kind: 'reset' } } : {});
    first = false;
  };
  fresh.onerror = () => {
    if (fresh.readyState === EventSource.CLOSED) reopen();
    else pass({ away: true });
  };
  fresh.addEventListener('beat', () => pass({}));
  fresh.addEventListener('reset', () => pass({ change: { kind: 'reset' } }));
  for (const kind of KINDS) {
    fresh.addEventListener(kind, (event) => pass({
      change: { ...JSON.parse(event.data), kind },
    }));
  }
}

function close() {
  clearTimeout(retry);
  clearTimeout(watchdog);
  source?.close();
  source = null;
  live.set(null);
}

channel.onmessage = ({ data }) => {
  if (data.hello) {
    if (source && live.get()) channel.postMessage({});
  } else if (joining && !source) take(data);
};

/** Take part, while somebody is logged in. */
export function startLive() {
  if (joining) return;
  joining = new AbortController();
  watch();
  channel.postMessage({ hello: true });
  if (!navigator.locks) { // not a secure context: a stream of its own
    open();
    return;
  }
  navigator.locks.request(NAME, { signal: joining.signal }, () => {
    open();
    return new Promise((resolve) => { leave = resolve; });
  }).catch(() => {});
}

export function stopLive() {
  joining?.abort();
  joining = null;
  close();
  leave?.();
  leave = null;
}
