import { now } from '../lib/clock.js';
import { useEffect, useRef } from '../lib/html.js';
import { formatWhen, t } from '../lib/i18n.js';
import { toast } from '../ui/toast.js';
import { isMine } from './actions.js';
import { lostClaim } from './lost-claim.js';

async function explain({ id, number }, login) {
  const lost = await lostClaim(id, login);
  if (!lost) return;
  const { by, since, reason } = lost.body;
  toast(`${number}: ${t(`conflict.${lost.code}`,
    { by, time: formatWhen(since, now()), reason })}`, 'bad');
}

/** Says when a request of ${login} whose card is not open was taken away. */
export function useTaken(items, login, opened) {
  const mine = useRef([]);
  useEffect(() => {
    if (!items) return;
    const still = new Map(items.map((r) => [r.id, r]));
    for (const r of mine.current) {
      const next = still.get(r.id);
      if (r.id !== opened && next && !isMine(next, login)) {
        explain(next, login).catch(() => {}); // the board shows it anyway
      }
    }
    mine.current = items.filter((r) => isMine(r, login));
  }, [items]);
}
