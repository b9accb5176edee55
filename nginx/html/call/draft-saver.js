const QUIET_MS = 400;
const LONGEST_MS = 2000;
const RETRY_MS = [1000, 2000, 4000, 8000];
/** Gone, changed by another screen, or another's: ours becomes a new one. */
const TAKEN = new Set([404, 412, 428]);

/**
 * Keeps one call on the server while it is typed: soon after the last key, at
 * the latest every two seconds.  One save is on its way at a time and the
 * newest state wins.  A save whose answer was lost is asked again word for
 * word: the server then tells its version.
 *
 * @typedef {{content: string, text: string, label: string}} Body
 * @param {{
 *   known: {id: string, version: number, content: string, at?: string},
 *   server: {
 *     newId: () => string,
 *     wrap: (content: string) => Body,
 *     put: (id: string, version: number, body: Body) =>
 *       Promise<{version: number, updated_at: string}>,
 *     erase: (id: string, version: number) => Promise<void>,
 *     isAway: (problem: Error) => boolean,
 *   },
 *   clock: {now: () => number, setTimeout: Function, clearTimeout: Function},
 *   onState: (state: {state: 'empty' | 'saving' | 'saved' | 'away' | 'failed',
 *     at?: string, problem?: Error}) => void,
 *   onForked: (old: string, problem: Error) => void,
 *   onLeft: (id: string) => void,
 * }} props  onForked: another screen has the draft ${old}, what is here became
 *   a new one; onLeft: what another screen changed is not erased; known: version 0 when the server has none; content "" when empty
 */
export function createSaver({
  known, server, clock, onState, onForked, onLeft,
}) {
  let { id, version, content: stored } = known;
  let wanted = stored;
  let savedAt = known.at ?? null;
  let dueBy = 0; // when what is unsaved must go at the latest
  let timer = 0;
  let flight = null; // {body, done}: the save on its way
  let lost = null; // the body whose answer was lost
  let problem = null; // why the last try failed
  let tries = 0;
  let stopped = false;

  const isSaved = () => wanted === stored && !lost;

  function tell() {
    if (stopped) return;
    if (problem) {
      onState({ state: server.isAway(problem) ? 'away' : 'failed', problem });
    } else if (!isSaved()) onState({ state: 'saving' });
    else if (version) onState({ state: 'saved', at: savedAt });
    else onState({ state: 'empty' });
  }

  function arm(ms) {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(run, Math.max(0, ms));
  }
  function armSoon() {
    arm(Math.min(QUIET_MS, dueBy - clock.now()));
  }

  function accept(body, answer) {
    version = answer.version;
    savedAt = answer.updated_at;
    stored = body.content;
    lost = null;
  }
  function startAnew() {
    id = server.newId();
    version = 0;
    stored = '';
    lost = null;
  }

  async function put(body) {
    try {
      accept(body, await server.put(id, version, body));
    } catch (error) {
      if (!TAKEN.has(error.status)) {
        if (server.isAway(error)) lost = body;
        throw error;
      }
      const old = id;
      startAnew();
      if (!stopped) onForked(old, error);
    }
  }
  async function erase() {
    try {
      if (version || lost) await server.erase(id, lost ? 0 : version);
    } catch (error) {
      if (!TAKEN.has(error.status)) throw error;
      if (error.status === 412 && !stopped) onLeft(id);
    }
    startAnew();
  }

  async function round(body) {
    try {
      await (body ? put(body) : erase());
      problem = null;
      tries = 0;
    } catch (error) {
      problem = error;
      tries += 1;
    }
    flight = null;
    if (stopped) return;
    if (problem) arm(RETRY_MS[Math.min(tries, RETRY_MS.length) - 1]);
    else if (!isSaved()) armSoon();
    tell();
  }

  /** Save now, or join the save on its way. */
  function run() {
    if (flight) return flight.done;
    clock.clearTimeout(timer);
    if (stopped || isSaved()) return Promise.resolve();
    dueBy = clock.now() + LONGEST_MS;
    const body = wanted === '' ? null : lost ?? server.wrap(wanted);
    flight = { body };
    flight.done = round(body);
    return flight.done;
  }

  return {
    get id() { return id; },
    get isStopped() { return stopped; },
    /** Whether something is neither saved nor about to be. */
    get isStuck() { return !stopped && !isSaved() && problem !== null; },
    isSaved,
    tell,

    /** The call is now ${content}; "" when nothing of it is left. */
    note(content) {
      if (stopped || content === wanted) return;
      if (isSaved() && !flight) dueBy = clock.now() + LONGEST_MS;
      wanted = content;
      if (isSaved() && !flight) clock.clearTimeout(timer);
      else if (!problem) armSoon();
      tell();
    },

    /** Save now; true when all is saved, false when it cannot be. */
    async flush() {
      do await run(); while (!stopped && !isSaved() && !problem);
      return isSaved();
    },

    /** The server is back. */
    wake() {
      if (problem) run();
    },

    /** The page goes, and answers come no more. */
    leave() {
      if (!flight) run();
      else if (wanted && flight.body && flight.body.content !== wanted) {
        // The one on its way comes first, and makes the next version.
        server.put(id, version + 1, server.wrap(wanted)).catch(() => {});
      }
    },

    stop() {
      stopped = true;
      clock.clearTimeout(timer);
    },
  };
}
