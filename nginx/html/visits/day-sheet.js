import { Address, patientText, services } from '../board/request-facts.js';
import { get } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/html.js';
import { formatDay, formatMoney, formatTime, t } from '../lib/i18n.js';
import { showPhone } from '../lib/phone.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';

function Phones({ request: { patient, caller } }) {
  return [patient, caller].filter((p) => p?.phone).map((p) => html`
    <div class="numbers">${showPhone(p.phone)}${p === caller ? ` (${p.name})`
      : ''}</div>`);
}

function Visit({ request: r, day }) {
  const guardian = r.legal_representative;
  return html`<tr>
    <td class="numbers"><strong>${formatTime(r.visit.window_start)}–${
      formatTime(r.visit.window_end)}</strong><br />${r.number}</td>
    <td><${Address} address=${r.address} place=${r.address.place_name} /></td>
    <td>${patientText(r.patient, day)}<${Phones} request=${r} />
      ${guardian && html`<div>${t('fact.representative')}: ${guardian.name}
        </div>`}</td>
    <td>${services(r)}${r.symptoms && html`<em>${r.symptoms}</em>`}</td>
    <td><strong>K${r.kit}</strong> ${t(`kit.${r.kit}`)}</td>
    <td class="numbers"><strong>${formatMoney(r.quote.total)}</strong></td>
  </tr>`;
}

const COLUMNS = ['window', 'address', 'patient', 'services', 'kit', 'take'];

/** What one medic takes along: a page on paper. */
function Sheet({ sheet }) {
  return html`<section class="sheet">
    <h2>${sheet.medic.name}</h2>
    <p>${formatDay(sheet.day)} · ${t(`performer.${sheet.medic.kind}`)} ·
      ${' '}${sheet.medic.shifts.map((s) => `${formatTime(s.start)}–${
        formatTime(s.end)}`).join(', ') || t('visits.no_shift')}</p>
    <table><thead><tr>${COLUMNS.map((c) => html`<th scope="col" key=${c}>
      ${t(`visits.col.${c}`)}</th>`)}</tr></thead>
      <tbody>${sheet.items.map(({ request }) => html`<${Visit}
        key=${request.id} request=${request} day=${sheet.day} />`)}</tbody>
    </table></section>`;
}

/** The sheets of ${medics} for ${day}, to look at and to print. */
export function DaySheets({ medics, day, onClose }) {
  const [sheets, setSheets] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    const stop = new AbortController();
    Promise.all(medics.map((m) => get(`/medics/${encodeURIComponent(m.code)
    }/sheet?day=${day}`, { signal: stop.signal }))).then(setSheets,
      (error) => stop.signal.aborted || setProblem(error));
    return () => stop.abort();
  }, [day, medics.length]);
  return html`<div class="sheets">
    <header class="sheets__head">
      <button type="button" class="button" onClick=${onClose}>
        ${t('visits.back')}<${Kbd}>Esc</${Kbd}></button>
      <button type="button" class="button button--main"
        disabled=${!sheets?.length} onClick=${() => window.print()}>
        ${t('visits.print')}<${Kbd}>P</${Kbd}></button>
    </header>
    ${problem && html`<p class="notice notice--bad" role="alert">
      <${Icon} name="alert" />${problem.message}</p>`}
    ${!sheets && !problem && html`<p class="empty" aria-busy="true">
      ${t('loading')}</p>`}
    ${sheets?.length === 0 && html`<p class="empty">${t('visits.nothing')}</p>`}
    ${sheets?.map((s) => html`<${Sheet} key=${s.medic.code} sheet=${s} />`)}
  </div>`;
}
