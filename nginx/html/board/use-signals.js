import { now } from '../lib/clock.js';
import { useEffect, useRef } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { armSound, play } from '../lib/sound.js';
import { urgencyOf } from '../ui/urgency.js';

const REMIND_MS = 60000;
const LOOK_MS = 1000;

/** Promises broken now among those this dispatcher answers for. */
function overdueOf(groups) {
  const at = now();
  return [...groups.queued, ...groups.mine, ...groups.retry]
    .filter((r) => urgencyOf(r.promise, at) === 'overdue').length;
}

function titleOf(waiting, overdue) {
  const title = `${t('desk.board')} · ${t('product')}`;
  const counts = [waiting, overdue && `!${overdue}`].filter(Boolean).join(' ');
  return counts ? `(${counts}) ${title}` : title;
}

/**
 * What tells a dispatcher who looks elsewhere: the counts in the title, a
 * sound for a new request, another for a broken promise until it is met.
 */
export function useSignals(items, groups) {
  const known = useRef(null);
  const state = useRef(null);
  state.current = groups;

  useEffect(armSound, []);
  useEffect(() => {
    if (!items) return;
    const before = known.current;
    known.current = new Set(items.map((r) => r.id));
    if (before && groups.queued.some((r) => !before.has(r.id))) play('arrival');
  }, [items]);
  useEffect(() => {
    let count = 0;
    let said = 0;
    const timer = setInterval(() => {
      const overdue = overdueOf(state.current);
      document.title = titleOf(state.current.queued.length, overdue);
      if (overdue > count || (overdue && Date.now() - said > REMIND_MS)) {
        play('overdue');
        said = Date.now();
      }
      count = overdue;
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  // The frame sets the title at each of its renderings, before this.
  useEffect(() => {
    document.title = titleOf(groups.queued.length, overdueOf(groups));
  });
}
