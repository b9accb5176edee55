import { get } from '../lib/api.js';
import { clinicIso, clinicParts, now } from '../lib/clock.js';
import {
  html, useEffect, useMemo, useRef, useState,
} from '../lib/html.js';
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

/** Medic and window; a collision is explained by the server. */
export function ScheduleDialog({ request, run, onClose }) {
  const full = useMemo(() => (Math.floor(now() / STEP_MS) + 1) * STEP_MS, []);
  const medics = useResource('/medics')?.items;
  const [medic, setMedic] = useState(request.visit?.medic ?? null);
  const [start, setStart] = useState(clinicParts(full));
  const [end, setEnd] = useState(clinicParts(full + WINDOW_MS));
  const touched = useRef(false);
  const fit = medics ? medicsFor(medics, request) : [];

  // The half hour at hand may lie outside the hours of the clinic.
  useEffect(() => {
    get('/visit-window').then((w) => {
      if (touched.current) return;
      setStart(clinicParts(Date.parse(w.window_start)));
      setEnd(clinicParts(Date.parse(w.window_end)));
    }, () => {});
  }, []);

  function pickEnd(value) {
    touched.current = true;
    setEnd(value);
  }
  function pickStart(value) {
    touched.current = true;
    setStart(value);
    const iso = clinicIso(value.date, value.time);
    if (iso) setEnd(clinicParts(Date.parse(iso) + WINDOW_MS));
  }
  function body() {
    const from = clinicIso(start.date, start.time);
    const to = clinicIso(end.date, end.time);
    const errors = {
      ...(!medic && { '/medic': t('schedule.choose') }),
      ...windowErrors(from, to),
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
        value=${end} onValue=${pickEnd} />
    </div>
  </${ActionDialog}>`;
}
