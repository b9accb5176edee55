import { clinicIso, clinicParts, now } from '../lib/clock.js';
import { html, useMemo, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { Choice } from '../ui/choice.js';
import { DayPicker, useDayKeys } from '../ui/day-picker.js';
import { Field } from '../ui/field.js';
import { ScriptCard } from '../ui/script-card.js';
import { owned } from './actions.js';
import { ActionDialog } from './action-dialog.js';
import { MomentField } from './moment-field.js';
import { Others, Suggestion } from './suggestion.js';
import { useSuggestions } from './use-suggestions.js';
import { windowText } from './window-text.js';

const WINDOW_MS = 2 * 60 * 60000;
const NONE = [];

/** What is wrong with a window; the server has the last word. */
function windowErrors(from, to) {
  const errors = {};
  if (!from) errors['/window_start'] = t('error.moment');
  else if (Date.parse(from) < now()) {
    errors['/window_start'] = t('schedule.past');
  }
  if (!to) errors['/window_end'] = t('error.moment');
  else if (from && Date.parse(to) <= Date.parse(from)) {
    errors['/window_end'] = t('schedule.order');
  }
  return errors;
}

const partsOf = (w) => ({
  start: clinicParts(Date.parse(w.window_start)),
  end: clinicParts(Date.parse(w.window_end)),
});

const isoOf = ({ start, end }) => [clinicIso(start.date, start.time),
  clinicIso(end.date, end.time)];

const needsReason = (item) => item?.reasons
  .some(({ code }) => code === 'zone_not_served');

/** The windows that are proposed; any other is typed. */
function Windows({ item, window, onPick }) {
  const [from, to] = isoOf(window);
  const same = (w) => Date.parse(w.window_start) === Date.parse(from)
    && Date.parse(w.window_end) === Date.parse(to);
  if (!item?.windows.length) return null;
  return html`<div class="windows"><${Choice} pointer="/window"
    label=${t('schedule.windows')} digits=${false}
    value=${item.windows.find(same)?.window_start ?? null}
    onValue=${(start) => onPick(item.windows
      .find((w) => w.window_start === start))}
    options=${item.windows.map((w) => [w.window_start, windowText(w)])} />
  </div>`;
}

const emptyOn = (date) => ({
  start: { date, time: '' }, end: { date, time: '' },
});

/**
 * Who is picked, and for when.  The window is that of the medic and the day
 * until one is typed; before anybody is picked, that of the best.
 */
function usePlan(found, day) {
  const [code, setCode] = useState(null);
  const [chosen, setChosen] = useState(null); // start of a proposed window
  const [typed, setTyped] = useState(null);
  const all = found ? [...found.items, ...found.others] : NONE;
  const picked = all.find((i) => i.medic === code) ?? null;
  const windows = (picked ?? found?.items[0])?.windows ?? NONE;
  const own = windows.find((w) => w.window_start === chosen) ?? windows[0];
  return {
    picked,
    window: typed ?? (own ? partsOf(own) : emptyOn(day)),
    pick(item) {
      setCode(item.medic);
      setChosen(null);
    },
    choose(w) {
      setTyped(null);
      setChosen(w.window_start);
    },
    type: setTyped,
  };
}

/** Medic and window: ranked suggestions; a collision is told by the server. */
export function ScheduleDialog({ request, run, onClose }) {
  const [day, setDay] = useState(null);
  const [reason, setReason] = useState('');
  const { found, problem, retry } = useSuggestions(request, day);
  const { date: today } = useMemo(() => clinicParts(now()), []);
  const shown = day ?? found?.day ?? today;
  const { picked, window, pick, choose, type } = usePlan(found, shown);
  const items = found?.items ?? NONE;
  const options = useMemo(() => {
    const extra = picked && !items.some((i) => i.medic === picked.medic)
      ? [picked] : NONE;
    return [...items, ...extra].map((item) => [item.medic,
      html`<${Suggestion} item=${item} />`]);
  }, [items, picked]);

  useDayKeys(shown, setDay);
  useHotkeys(Object.fromEntries(items.slice(0, 9).map((item, i) => [
    `Digit${i + 1}`, () => { pick(item); }])));

  function pickCode(code) {
    pick([...items, ...found.others].find((i) => i.medic === code));
  }
  function pickStart(start) {
    const iso = clinicIso(start.date, start.time);
    type(iso ? { start, end: clinicParts(Date.parse(iso) + WINDOW_MS) }
      : { ...window, start });
  }
  function body() {
    const [from, to] = isoOf(window);
    const why = needsReason(picked) ? reason.trim() : '';
    const errors = {
      ...(!picked && { '/medic': t('schedule.choose') }),
      ...(needsReason(picked) && !why
        && { '/zone_reason': t('schedule.why_zone') }),
      ...windowErrors(from, to),
    };
    if (Object.keys(errors).length) return { errors };
    return {
      body: owned(request, {
        medic: picked.medic,
        window_start: from,
        window_end: to,
        ...(why && { zone_reason: why }),
      }),
    };
  }
  return html`<${ActionDialog} action="schedule" request=${request} run=${run}
      required=${['/medic', '/window_start', '/window_end', '/zone_reason']}
      body=${body} onClose=${onClose} wide>
    ${request.flags?.includes('medic_ill') && html`<${ScriptCard}
      situation="medic_ill" open />`}
    <${DayPicker} day=${shown} today=${today}
      onDay=${setDay} />
    ${problem && html`<p class="notice notice--warn" role="alert">
      ${t('schedule.not_found_out')} <button type="button" onClick=${retry}
        class="button button--small">${t('schedule.again')}</button></p>`}
    ${found && (options.length === 0
      ? html`<p class="notice notice--warn">${t('schedule.nobody')}</p>`
      : html`<${Choice} pointer="/medic" label=${t('schedule.medic')}
          value=${picked?.medic ?? null} onValue=${pickCode} autofocus
          options=${options} />`)}
    ${found && html`<${Others} items=${found.others} onPick=${pick} />`}
    ${needsReason(picked) && html`<${Field} pointer="/zone_reason"
      label=${t('schedule.zone_reason')} value=${reason}
      onValue=${setReason} />`}
    <${Windows} item=${picked} window=${window} onPick=${choose} />
    <div class="fields fields--2">
      <${MomentField} pointer="/window_start" label=${t('schedule.from')}
        value=${window.start} onValue=${pickStart} />
      <${MomentField} pointer="/window_end" label=${t('schedule.to')}
        value=${window.end}
        onValue=${(end) => type({ ...window, end })} />
    </div>
  </${ActionDialog}>`;
}
