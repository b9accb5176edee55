import { RequestCard } from '../board/request-card.js';
import { clinicIso, clinicParts, now as clinicNow, useNow } from '../lib/clock.js';
import {
  afterRender, html, useMemo, useRef, useState,
} from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { DayPicker, useDayKeys } from '../ui/day-picker.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { DaySheets } from './day-sheet.js';
import { IllDialog } from './ill-dialog.js';
import { LeftOver } from './left-over.js';
import { ShiftsDialog } from './shifts-dialog.js';
import { Timeline } from './timeline.js';
import { useLeft, useVisits } from './use-visits.js';
import { VisitTable } from './visit-table.js';

const NONE = [];

/** Medics who work or should: the rest is not on the line. */
const isShown = (items) => (m) => m.active || m.shifts.length > 0
  || items.some((i) => i.request.visit.medic === m.code);

const byKind = (a, b) => a.kind.localeCompare(b.kind)
  || a.name.localeCompare(b.name, 'ru');

function stops(row) {
  return [...document.querySelectorAll('.lane[data-medic]')[row]
    ?.querySelectorAll('.medic, .visit') ?? []];
}

/** Where on the line the keys are; arrows move by rows and by visits. */
function useGrid(rows) {
  const [focus, setFocus] = useState({ row: 0, col: 0 });
  const onFocus = (row, col) => (focus.row === row && focus.col === col
    ? undefined : setFocus({ row, col }));
  function go(row, col) {
    const at = Math.min(Math.max(row, 0), rows - 1);
    const all = stops(at);
    all[Math.min(Math.max(col, 0), all.length - 1)]?.focus();
  }
  const move = (byRow, byCol) => (event) => {
    if (!event.target.closest('.lane') && event.target !== document.body) {
      return false;
    }
    go(focus.row + byRow, focus.col + byCol);
    return true;
  };
  return { focus, onFocus, move };
}

function Tools({ medic, onDialog }) {
  const tool = (name, code, icon) => html`<button type="button" class="button"
    disabled=${!medic} aria-keyshortcuts=${code}
    onClick=${() => onDialog(name)}><${Icon} name=${icon} />
    ${t(`visits.${name}`)}<${Kbd}>${code}</${Kbd}></button>`;
  return html`<div class="visits__tools">
    <span class="quiet">${medic?.name}</span>
    ${tool('ill', 'B', 'alert')}${tool('shifts', 'W', 'clock')}
    ${tool('sheet', 'P', 'person')}
    <button type="button" class="button" onClick=${() => onDialog('sheets')}>
      ${t('visits.sheets')}</button></div>`;
}

/** The visits of a day: who goes where, and what to do when plans break. */
export function VisitsDesk({ user }) {
  const now = useNow(30000);
  const { date: today } = clinicParts(now);
  const [day, setDay] = useState(() => clinicParts(clinicNow()).date);
  const { data, problem, refresh } = useVisits(day);
  const [opened, setOpened] = useState(null);
  const [dialog, setDialog] = useState(null); // {name, medic}
  const early = useRef(null);
  const left = useLeft(opened);
  const items = data?.items ?? NONE;
  const medics = useMemo(() => (data?.medics ?? NONE).filter(isShown(items))
    .sort(byKind), [data]);
  const { focus, onFocus, move } = useGrid(medics.length);
  const medic = medics[focus.row];
  const midnight = Date.parse(clinicIso(day, '00:00'));

  const ask = (name) => {
    if (medic || name === 'sheets') setDialog({ name, medic });
  };
  function close() {
    setOpened(null);
    afterRender(() => stops(focus.row)[focus.col]?.focus());
  }
  const sheets = dialog?.name === 'sheet' || dialog?.name === 'sheets';
  useDayKeys(day, setDay);
  useHotkeys({
    ArrowUp: move(-1, 0),
    ArrowDown: move(1, 0),
    ArrowLeft: move(0, -1),
    ArrowRight: move(0, 1),
    KeyB: () => ask('ill'),
    KeyW: () => ask('shifts'),
    KeyP: () => (sheets ? window.print() : ask('sheet')),
    KeyD: () => { setDay(today); },
    Escape: () => {
      if (sheets) setDialog(null);
      else if (opened) close();
      else return false;
      return true;
    },
  }, { active: true });

  if (sheets) {
    return html`<main class="desk visits" id="main">
      <h1 class="hidden">${t('visits.sheets')}</h1>
      <${DaySheets} day=${day} onClose=${() => setDialog(null)}
        medics=${dialog.medic && dialog.name === 'sheet' ? [dialog.medic]
          : medics.filter((m) => items
            .some((i) => i.request.visit.medic === m.code))} /></main>`;
  }
  const visitOf = items.find((i) => i.request.id === opened)?.request
    ?? left.find((r) => r.id === opened);
  return html`<main class=${`desk board visits ${opened ? 'board--open' : ''}`}
      id="main">
    <h1 class="hidden">${t('desk.visits')}</h1>
    <section class="board__list">
      <header class="board__head">
        <${DayPicker} day=${day} today=${today} onDay=${setDay} />
        <${Tools} medic=${medic} onDialog=${ask} />
      </header>
      <div class="visits__body">
        <${LeftOver} items=${left} current=${opened} onOpen=${setOpened} />
        ${problem?.status && html`<p class="notice notice--bad" role="alert">
          <${Icon} name="alert" />${problem.message}</p>`}
        ${!data && !problem && html`<p class="empty" aria-busy="true">
          ${t('loading')}</p>`}
        ${data && medics.length === 0 && html`<p class="empty">
          ${t('visits.no_medics')}</p>`}
        ${medics.length > 0 && html`<${Timeline} medics=${medics} items=${items}
          midnight=${midnight} now=${now} current=${opened} focus=${focus}
          onFocus=${onFocus} onOpen=${setOpened}
          onMedic=${(m) => setDialog({ name: 'shifts', medic: m })} />
          <${VisitTable} medics=${medics} items=${items}
            onOpen=${setOpened} />`}
      </div>
    </section>
    ${opened && html`<${RequestCard} key=${opened} id=${opened} given=${null}
      login=${user.login} leaving=${false} early=${early}
      listed=${visitOf?.version} onChange=${refresh} onClose=${close} />`}
    ${dialog?.name === 'ill' && html`<${IllDialog} medic=${dialog.medic}
      day=${day} items=${items} onDone=${refresh}
      onClose=${() => setDialog(null)} />`}
    ${dialog?.name === 'shifts' && html`<${ShiftsDialog} medic=${dialog.medic}
      day=${day} onChange=${refresh} onClose=${() => setDialog(null)} />`}
  </main>`;
}
