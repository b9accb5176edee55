import { Away } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { importFile, lookAt } from './patient-calls.js';
import { PatientRows } from './patient-rows.js';

/** What is wrong with the file itself is told without its place. */
function said(problem) {
  if (problem instanceof Away) return t('connection.away');
  return problem.errors?.[0]?.message ?? problem.message;
}

/** What the file would do; asked anew for another file. */
function useLook(file) {
  const [look, setLook] = useState({ seen: null, failure: null });
  useEffect(() => {
    setLook({ seen: null, failure: null });
    if (!file) return undefined;
    let wanted = true;
    lookAt(file).then(
      (seen) => wanted && setLook({ seen, failure: null }),
      (failure) => wanted && setLook({ seen: null, failure }),
    );
    return () => { wanted = false; };
  }, [file]);
  return look;
}

function Failure({ problem, done }) {
  return html`<p class="notice notice--bad" role="alert"><${Icon} name="alert" />
    ${said(problem)} ${done && t('cards.broken', done)}</p>`;
}

function Progress({ done }) {
  return html`<p role="status">${t('cards.progress', done)}
    <progress class="cards__bar" max=${done.of} value=${done.rows} /></p>`;
}

/** Patients out of a file: looked at row by row, then imported in parts. */
export function PatientsView() {
  const [file, setFile] = useState(null);
  const [done, setDone] = useState(null);
  const [failure, setFailure] = useState(null);
  const [running, setRunning] = useState(false);
  const look = useLook(file);
  const { seen } = look;
  const writes = seen ? seen.new + seen.changed : 0;
  const finished = done && !running && !failure;
  const ready = seen && seen.wrong === 0 && writes > 0 && !running && !finished;

  function choose(picked) {
    setFile(picked);
    setDone(null);
    setFailure(null);
  }
  async function start() {
    if (!ready) return;
    setRunning(true);
    setFailure(null);
    try {
      await importFile(file, setDone);
    } catch (problem) {
      setFailure(problem);
    } finally {
      setRunning(false);
    }
  }
  useHotkeys({
    'Ctrl+Enter': () => { start(); },
    KeyN: () => document.getElementById('cards-file')?.focus(),
  });
  return html`<section class="card edit-whole cards" aria-busy=${running}>
    <h2>${t('table.patients')}</h2>
    <p class="quiet">${t('cards.lead')}</p>
    <div class="field cards__file">
      <label class="field__label" for="cards-file">${t('import.file')}
        <span class="field__hint">${t('cards.hint')}</span></label>
      <input class="input" type="file" id="cards-file" accept=".csv,text/csv"
        disabled=${running}
        onChange=${(e) => choose(e.currentTarget.files[0] ?? null)} />
    </div>
    ${look.failure && html`<${Failure} problem=${look.failure} />`}
    ${failure && html`<${Failure} problem=${failure} done=${done} />`}
    ${file && !seen && !look.failure && html`<p role="status">${t('loading')}</p>`}
    ${running && done && html`<${Progress} done=${done} />`}
    ${finished && html`<p class="notice notice--good" role="status">
      <${Icon} name="done" />${t('cards.done', done)}</p>`}
    ${seen && !finished && html`
      <p role="status" class="cards__sums">${t('cards.sums', seen)}</p>
      ${seen.wrong > 0 && html`<p class="notice notice--bad">
        <${Icon} name="alert" />${t('cards.put_right')}</p>`}
      <${PatientRows} seen=${seen} />
      <p><button type="button" class="button button--main" disabled=${!ready}
        onClick=${start}>${t('cards.import', { n: writes })}
        <${Kbd}>Ctrl+Enter</${Kbd}></button></p>`}
  </section>`;
}
