import { call, newKey } from '../lib/api.js';
import { html, useEffect, useRef, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { toast } from '../ui/toast.js';
import { BulkOwner } from './bulk-owner.js';
import { BulkReason } from './bulk-reason.js';
import { conflictText } from './conflict.js';

const MOST = 100;
const UNDO_MS = 10000;

/** Key, act, and what asks for its reason first. */
const ACTS = [
  ['KeyT', 'claim'], ['KeyO', 'takeover', BulkOwner],
  ['KeyR', 'release'], ['KeyH', 'handover', BulkOwner],
  ['KeyC', 'cancel', BulkReason], ['KeyD', 'decline', BulkReason],
];

/** What the server lets be undone. */
const UNDOABLE = new Set(['claim', 'cancel', 'decline']);

/**
 * One act on ${rows}, each answered by itself.  A lost answer is asked for
 * again under the same key.
 */
async function run(action, rows, more, key) {
  const items = rows.map(({ id, version, claim }) => ({
    id, version, ...(action !== 'undo' && claim?.token && { token: claim.token }),
  }));
  const { data } = await call('POST', '/requests/bulk',
    { body: { action, items, ...more }, key });
  return data.items;
}

/** What each was refused for, told by its number. */
function Refused({ items, numbers }) {
  if (!items.length) return null;
  return html`<ul class="bulk__refused" role="alert">
    ${items.map((i) => html`<li key=${i.id}>
      <span class="numbers strong">${numbers.get(i.id)}</span>${' '}
      ${i.problem.errors?.[0]?.message
        ?? conflictText({ ...i.problem, body: i.problem,
          message: i.problem.detail ?? i.problem.title })}</li>`)}
  </ul>`;
}

/**
 * What to do with the rows that are picked; those it was refused for stay
 * picked, each with the reason.
 * @param {{picked: ReturnType<typeof import('./use-picked.js').usePicked>,
 *   onChange: (id: string) => void, active: boolean}} props
 */
export function BulkBar({ picked, onChange, active }) {
  const { rows } = picked;
  const [asking, setAsking] = useState(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState([]);
  const lost = useRef(null); // {what, key} of an answer that did not come
  const numbers = new Map(rows.map((r) => [r.id, r.number]));
  useEffect(() => setRefused((old) => old.filter((i) => numbers.has(i.id))),
    [rows]);

  async function act(action, those, more = {}) {
    if (busy || !those.length) return null;
    const what = JSON.stringify([action, those.map((r) => [r.id, r.version]), more]);
    if (lost.current?.what !== what) lost.current = { what, key: newKey() };
    setBusy(true);
    try {
      const items = await run(action, those, more, lost.current.key);
      lost.current = null;
      return items;
    } catch (problem) {
      if (problem.status) lost.current = null;
      toast(problem.status ? problem.message : t('connection.away'), 'bad');
      return null;
    } finally {
      setBusy(false);
      for (const r of those) onChange(r.id);
    }
  }
  async function takeBack(done) {
    const items = await act('undo', done);
    if (items) {
      const n = items.filter((i) => i.request).length;
      toast(t('bulk.undone', { n, of: items.length }), n ? 'good' : 'bad');
    }
  }
  async function go(action, more) {
    const items = await act(action, rows, more);
    if (!items) return;
    const done = items.filter((i) => i.request).map((i) => i.request);
    const left = items.filter((i) => i.problem);
    picked.only(left.map((i) => i.id));
    setRefused(left);
    if (!done.length) return;
    toast(t(`bulk.done.${action}`, { n: done.length, of: items.length }), 'good',
      UNDOABLE.has(action) && {
        label: t('undo'),
        until: Date.now() + UNDO_MS,
        run: () => takeBack(done),
      });
  }
  function press(action, Ask) {
    if (rows.length > MOST) toast(t('bulk.too_many', { n: MOST }), 'bad');
    else if (Ask) setAsking({ action, Ask });
    else go(action);
  }
  useHotkeys(Object.fromEntries(ACTS.map(([code, action, Ask]) => [code,
    () => press(action, Ask)])), { active: active && rows.length > 0 });

  if (!rows.length) return null;
  return html`<section class="bulk" aria-label=${t('bulk.title')}>
    <p class="bulk__count" role="status">
      <${Icon} name="check" />${t('bulk.picked', { n: rows.length })}</p>
    ${ACTS.map(([code, action, Ask]) => html`<button type="button" key=${action}
      class="button button--small" disabled=${busy}
      onClick=${() => press(action, Ask)}>${t(`action.${action}`)}
      <${Kbd}>${code.slice(3)}</${Kbd}></button>`)}
    <button type="button" class="button button--small button--link"
      onClick=${picked.none}>${t('bulk.none')}<${Kbd}>Esc</${Kbd}></button>
    <${Refused} items=${refused} numbers=${numbers} />
    ${asking && html`<${asking.Ask} action=${asking.action} count=${rows.length}
      onClose=${() => setAsking(null)}
      onReason=${(more) => { setAsking(null); go(asking.action, more); }} />`}
  </section>`;
}
