import { clinicIso, clinicParts, now } from '../lib/clock.js';
import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { Choice } from '../ui/choice.js';
import { owned } from './actions.js';
import { ActionDialog } from './action-dialog.js';
import { MomentField } from './moment-field.js';

const STEP_MS = 30 * 60000;
const WINDOW_MS = 2 * 60 * 60000;

/** The medics who may come: of the right kind, serving the zone. */
export function medicsFor(medics, request) {
  return medics.filter((m) => m.active !== false
    && request.performers.includes(m.kind) && m.zones.includes(request.zone));
}

function medicText(m) {
  return html`${m.name} <span class="quiet">${t(`performer.${m.kind}`)},
    ${' '}${m.specialities.join(', ')}</span>`;
}

/** Medic and window; a collision is explained by the server. */
export function ScheduleDialog({ request, run, onClose }) {
  const full = (Math.floor(now() / STEP_MS) + 1) * STEP_MS;
  const medics = useResource('/medics')?.items;
  const [medic, setMedic] = useState(request.visit?.medic ?? null);
  const [start, setStart] = useState(clinicParts(full));
  const [end, setEnd] = useState(clinicParts(full + WINDOW_MS));
  const fit = medics ? medicsFor(medics, request) : [];

  function pickStart(value) {
    setStart(value);
    const iso = clinicIso(value.date, value.time);
    if (iso) setEnd(clinicParts(Date.parse(iso) + WINDOW_MS));
  }
  function body() {
    const from = clinicIso(start.date, start.time);
    const to = clinicIso(end.date, end.time);
    const errors = {
      ...(!medic && { '/medic': t('schedule.choose') }),
      ...(!from && { '/window_start': t('error.moment') }),
      ...(!to && { '/window_end': t('error.moment') }),
    };
    if (Object.keys(errors).length) return { errors };
    return {
      body: owned(request, { medic, window_start: from, window_end: to }),
    };
  }
  return html`<${ActionDialog} action="schedule" request=${request} run=${run}
      required=${['/medic', '/window_start', '/window_end']} body=${body}
      onClose=${onClose}>
    ${medics && (fit.length === 0
      ? html`<p class="notice notice--warn">${t('schedule.nobody')}</p>`
      : html`<${Choice} pointer="/medic" label=${t('schedule.medic')}
          value=${medic} onValue=${setMedic} autofocus
          options=${fit.map((m) => [m.code, medicText(m)])} />`)}
    <div class="fields fields--2">
      <${MomentField} pointer="/window_start" label=${t('schedule.from')}
        value=${start} onValue=${pickStart} />
      <${MomentField} pointer="/window_end" label=${t('schedule.to')}
        value=${end} onValue=${setEnd} />
    </div>
  </${ActionDialog}>`;
}
