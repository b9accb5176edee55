import { call, get, newKey, post } from '../lib/api.js';
import { weekdayOf } from '../lib/days.js';
import { html, useEffect, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { onLive } from '../lib/live.js';
import { Check } from '../ui/check.js';
import { Field } from '../ui/field.js';
import { FormDialog } from '../ui/form-dialog.js';
import { Select } from '../ui/select.js';
import { toast } from '../ui/toast.js';
import { hoursOf } from './hours.js';
import { ShiftRow } from './shift-row.js';

const EVERY_WEEK = ['1', '2', '3', '4', '5', '6', '7'];

/** What is kept of a shift when it is put back. */
const asNew = ({
  kind, weekday, date, start_min: start, end_min: end, note,
}) => ({ kind, weekday, date, start_min: start, end_min: end, note });

/**
 * The shifts of ${medic}, and how they change; each change is told to
 * ${onChange}.
 */
function useShifts(medic, onChange) {
  const path = `/medics/${encodeURIComponent(medic.code)}/shifts`;
  const [items, setItems] = useState(null);

  const load = () => get(path).then((page) => setItems(page.items),
    (problem) => toast(problem.message, 'bad'));
  useEffect(() => {
    load();
    return onLive(({ kind }) => {
      if (kind === 'shift' || kind === 'reset') load();
    });
  }, [path]);
  async function then(work) {
    try {
      await work;
    } catch (problem) {
      toast(problem.errors?.[0]?.message ?? problem.message, 'bad');
    }
    onChange();
    return load();
  }
  async function add(shift) {
    await post(path, shift, { key: newKey() });
    onChange();
    await load();
  }
  const save = (shift, hours) => then(call('PATCH', `/shifts/${shift.id}`,
    { body: hours, version: shift.version }));
  async function remove(shift) {
    await then(call('DELETE', `/shifts/${shift.id}`,
      { version: shift.version }));
    toast(t('visits.removed'), 'info', {
      label: t('visits.undo'),
      run: () => then(post(path, asNew(shift), { key: newKey() })),
    });
  }
  return { items, add, save, remove };
}

/** When a medic works: every week, and on dates that differ. */
export function ShiftsDialog({ medic, day, onChange, onClose }) {
  const { items, add, save, remove } = useShifts(medic, onChange);
  const [when, setWhen] = useState('date');
  const [date, setDate] = useState(day);
  const [absent, setAbsent] = useState(false);
  const [from, setFrom] = useState('08:00');
  const [to, setTo] = useState('22:00');
  const [note, setNote] = useState('');
  const dated = when === 'date';

  async function send() {
    const hours = absent && dated ? { start_min: 0, end_min: 0 }
      : hoursOf(from, to);
    if (!hours) {
      throw Object.assign(new Error(), {
        errors: { '/start_min': t('error.moment') },
      });
    }
    await add({
      kind: absent && dated ? 'absence' : 'work',
      ...(dated ? { date } : { weekday: Number(when) }),
      ...hours,
      ...(note.trim() && { note: note.trim() }),
    });
    setNote('');
    toast(t('visits.added'), 'good');
  }
  const list = (own) => own && own.length > 0 && html`<ul class="plain shifts">
    ${own.map((s) => html`<${ShiftRow} key=${`${s.id} ${s.version}`} shift=${s}
      onSave=${save} onRemove=${remove} />`)}</ul>`;
  return html`<${FormDialog} title=${t('visits.shifts_of', { name: medic.name })}
      submit=${t('visits.add')} onSend=${send} onClose=${onClose} wide>
    ${!items && html`<p class="empty empty--small" aria-busy="true">
      ${t('loading')}</p>`}
    ${items?.length === 0 && html`<p class="notice notice--warn">
      ${t('visits.never')}</p>`}
    ${list(items?.filter((s) => s.weekday))}
    ${list(items?.filter((s) => s.date))}
    <h3>${t('visits.new_shift')}</h3>
    <div class="fields fields--2">
      <${Select} pointer="/weekday" label=${t('visits.day')} value=${when}
        onValue=${setWhen} options=${[['date', t('visits.on_date')],
          ...EVERY_WEEK.map((d) => [d, t(`weekday.${d}`)])]} />
      ${dated ? html`<${Field} pointer="/date" type="date" value=${date}
          label=${`${t('visits.date')}, ${t(`weekday.${weekdayOf(date)}`)}`}
          onValue=${(v) => v && setDate(v)} />`
        : html`<span />`}
    </div>
    ${dated && html`<${Check} pointer="/kind" checked=${absent}
      onValue=${setAbsent}>${t('visits.absent_all_day')}</${Check}>`}
    ${!(absent && dated) && html`<div class="fields fields--2">
      <${Field} pointer="/start_min" label=${t('visits.from')} value=${from}
        onValue=${setFrom} inputmode="numeric" />
      <${Field} pointer="/end_min" label=${t('visits.to')} value=${to}
        onValue=${setTo} inputmode="numeric" hint=${t('visits.over_midnight')} />
    </div>`}
    <${Field} pointer="/note" label=${t('visits.note')} value=${note}
      onValue=${setNote} />
  </${FormDialog}>`;
}
