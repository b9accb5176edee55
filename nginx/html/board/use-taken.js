import { get } from '../lib/api.js';
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

async function greet({ id, number }, login) {
  const { items } = await get(`/requests/${encodeURIComponent(id)}/history`,
    { background: true });
  const last = items.at(-1);
  if (last?.action !== 'handover' || last.comment !== login) return;
  toast(t('handover.got', { number, by: last.by, reason: last.reason }));
}

/** Whether the request that left the board may have been ended by another. */
function endedByOther(gone) {
  return gone && (gone.state === null || gone.state === 'emergency');
}

/**
 * Says when a request of ${login} whose card is not open was taken away or
 * ended, and when a colleague gave one over; ${left}: what left the board.
 */
export function useTaken(items, left, login, opened) {
  const mine = useRef(null);
  useEffect(() => {
    if (!items) return;
    const held = items.filter((r) => isMine(r, login));
    const still = new Map(items.map((r) => [r.id, r]));
    const before = mine.current ?? held;
    const unseen = (all) => all.filter((r) => r.id !== opened);
    mine.current = held;
    // Without an explanation the board shows it anyway.
    for (const r of unseen(before)) {
      const next = still.get(r.id);
      const lost = next ? !isMine(next, login) : endedByOther(left.get(r.id));
      if (lost) explain(r, login).catch(() => {});
    }
    for (const r of unseen(held)) {
      if (!before.some((b) => b.id === r.id)) greet(r, login).catch(() => {});
    }
  }, [items]);
}
