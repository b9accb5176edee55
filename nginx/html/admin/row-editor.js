import { Away } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import {
  change, create, fetchRow, remove,
} from './edit-calls.js';
import { Meanwhile } from './meanwhile.js';
import { RowForm } from './row-form.js';
import { RowHistory } from './row-history.js';
import { rowTitle } from './row-title.js';
import {
  bodyOf, differing, patchOf, rebase, typedOf,
} from './values.js';

const STALE = 412;

function errorsOf(problem) {
  return Object.fromEntries((problem.errors ?? [])
    .filter((e) => e.pointer.length > 1).map((e) => [e.pointer, e.message]));
}

/** What is wrong with no field in particular. */
function failureOf(problem) {
  if (problem instanceof Away) return t('connection.away');
  const rest = (problem.errors ?? []).filter((e) => e.pointer.length < 2);
  if (rest.length) return rest.map((e) => e.message).join(' ');
  return problem.errors?.length ? '' : problem.message;
}

function useMeanwhile(table, row, kept, keep) {
  const [meanwhile, setMeanwhile] = useState({ changed: [] });
  /** Lay what was typed over ${now}; what both changed is shown. */
  function take(now, who = {}) {
    const next = rebase(table, kept.base, kept.typed, typedOf(table, now));
    keep({
      ...kept, row: now, base: typedOf(table, now), typed: next.typed,
    });
    if (next.changed.length) setMeanwhile({ ...next, ...who });
  }
  useEffect(() => {
    if (row && kept.row && row.version > kept.row.version) take(row);
  }, [row?.version]);
  return { meanwhile, take, forget: () => setMeanwhile({ changed: [] }) };
}

/** What a form begins with: the row, or an empty one with ${start} in it. */
export function begin(table, row, start = {}) {
  const typed = { ...typedOf(table, row), ...(row ? {} : start) };
  return { row, base: typed, typed };
}

/**
 * One row: its fields, what others did to it, its story.
 * @param {{table: object, row: object | null, kept: object,
 *   keep: (kept: object | null) => void, onMade: (row: object) => void,
 *   onGone: () => void, guard?: (write: (extra?: string) => Promise<any>) =>
 *   Promise<any>, above?: any, below?: any}} props  row: null for a new one;
 *   kept: {row, base, typed}, as it was left; guard may hold a write back
 */
export function RowEditor({
  table, row, kept, keep, onMade, onGone, guard = (write) => write(),
  above, below,
}) {
  const [errors, setErrors] = useState({});
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const { meanwhile, take, forget } = useMeanwhile(table, row, kept, keep);
  const isNew = !kept.row;
  const dirty = isNew || differing(table, kept.base, kept.typed).length > 0;

  async function refuse(problem) {
    if (problem.status === STALE) {
      take(await fetchRow(table, kept.row[table.key]), problem.body);
      return;
    }
    setErrors(errorsOf(problem));
    setFailure(failureOf(problem));
  }
  async function run(write) {
    if (busy) return;
    setBusy(true);
    setErrors({});
    setFailure('');
    forget();
    try {
      await write();
    } catch (problem) {
      await refuse(problem).catch((again) => setFailure(failureOf(again)));
    } finally {
      setBusy(false);
    }
  }
  const save = () => run(async () => {
    if (isNew) {
      const body = {
        ...bodyOf(table, kept.typed), [table.key]: kept.typed[table.key] ?? '',
      };
      const made = await guard((extra) => create(table, body, extra));
      if (made) onMade(made);
      return;
    }
    const patch = patchOf(table, kept.base, kept.typed);
    if (!patch) {
      setFailure(t('edit.same'));
      return;
    }
    const now = await guard((extra) => change(table, kept.row, patch, extra));
    if (now) keep(begin(table, now));
  });
  const drop = () => run(async () => {
    await guard(async (extra) => {
      await remove(table, kept.row, extra);
      onGone();
    });
  });
  useHotkeys({
    'Ctrl+Enter': () => { save(); },
    ...(!isNew && table.remove && { 'Ctrl+Delete': () => { drop(); } }),
  });

  return html`<div class="edit-side">
    <${RowForm} table=${table} isNew=${isNew} typed=${kept.typed}
      errors=${errors} failure=${failure} busy=${busy} dirty=${dirty}
      onTyped=${(patch) => keep({
        ...kept, typed: { ...kept.typed, ...patch },
      })}
      onSave=${save} onDiscard=${() => { forget(); keep(null); }}
      onRemove=${!isNew && table.remove ? drop : undefined}>
      <h2 class="edit-form__title">${isNew ? t('edit.new')
        : rowTitle(table, kept.row)}
        ${!isNew && html`<span class="quiet"> ${kept.row[table.key]}</span>`}</h2>
      ${above}
      <${Meanwhile} table=${table} ...${meanwhile} />
    </${RowForm}>
    ${below}
    ${!isNew && html`<${RowHistory} table=${table} id=${kept.row[table.key]}
      version=${kept.row.version} />`}
  </div>`;
}
