import { call, newKey, query } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Dialog } from '../ui/dialog.js';
import { Kbd } from '../ui/kbd.js';
import { Effect } from './effect.js';
import { ImportRows } from './import-rows.js';
import { Refusal } from './refusal.js';
import { usePreview } from './use-preview.js';
import { usePublish } from './use-publish.js';

const ODD = ['price_unusual', 'whole_rubles'];

function upload(file, params, options = {}) {
  return call('POST', `/tariffs/import${query(params)}`,
    { file, key: newKey(), ...options });
}

/** What the file would do, asked again when ${confirmed} changes. */
function useLook(file, confirmed) {
  const [look, setLook] = useState({ seen: null, failure: null });
  useEffect(() => {
    if (!file) return undefined;
    let wanted = true;
    upload(file, { dry_run: 1, confirmed: confirmed ? 1 : null }).then(
      ({ data }) => wanted && setLook({ seen: data, failure: null }),
      (failure) => wanted && setLook({ seen: null, failure }),
    );
    return () => { wanted = false; };
  }, [file, confirmed]);
  return look;
}

function FileField({ onFile }) {
  return html`<div class="field"><label class="field__label" for="import-file">
      ${t('import.file')}<span class="field__hint">${t('import.hint')}</span></label>
    <input class="input" type="file" id="import-file" accept=".csv,text/csv"
      data-autofocus="" onChange=${(e) => onFile(e.currentTarget.files[0] ?? null)} />
  </div>`;
}

function Confirm({ seen, confirmed, onConfirmed }) {
  const odd = seen.rows.some((r) => r.errors.some((e) => ODD.includes(e.code)));
  if (!odd && !confirmed) return null;
  return html`<label class="check__label"><input type="checkbox"
    checked=${confirmed}
    onChange=${(e) => onConfirmed(e.currentTarget.checked)} />
    <span>${t('import.confirm')}</span></label>`;
}

/**
 * Prices out of a spreadsheet: looked at row by row and by their effect, then
 * published all at once.
 * @param {{version: number, onDone: () => Promise<void>,
 *   onClose: () => void}} props  version: of the prices when it was opened
 */
export function ImportDialog({ version, onDone, onClose }) {
  const [file, setFile] = useState(null);
  const [confirmed, setConfirmed] = useState(false);
  const [days, setDays] = useState(90);
  const { seen, failure } = useLook(file, confirmed);
  const fresh = seen?.rows.filter((r) => r.action === 'new') ?? [];
  const changes = fresh.map((r) => ({
    zone: r.zone, performer: r.performer, price: r.price, valid_from: r.valid_from,
  }));
  const { effect, pending } = usePreview(changes, days);
  const send = async (options) => (await upload(file,
    { confirmed: confirmed ? 1 : null }, options)).data.items;
  const publication = usePublish({
    version, about: [file, confirmed], send, onDone, onClose,
  });
  const ready = seen && seen.wrong === 0 && fresh.length > 0 && !pending
    && !publication.busy;
  const refusal = publication.failure ?? failure;
  return html`<${Dialog} title=${t('import.title')} onClose=${onClose}
      onSubmit=${() => ready && publication.publish()} wide>
    <${FileField} onFile=${(x) => { setFile(x); setConfirmed(false); }} />
    ${refusal && html`<${Refusal} problem=${refusal} />`}
    ${seen && html`
      <p role="status">${t('import.sums', { new: seen.new, same: seen.same,
        wrong: seen.wrong })}</p>
      <${Confirm} seen=${seen} confirmed=${confirmed} onConfirmed=${setConfirmed} />
      <${ImportRows} rows=${seen.rows} />
      ${fresh.length > 0 && html`<${Effect} effect=${effect} pending=${pending}
        days=${days} onDays=${setDays} />`}`}
    <footer class="dialog__foot">
      <button type="submit" class="button button--main" disabled=${!ready}>
        ${t('import.publish', { n: fresh.length })}<${Kbd}>Ctrl+Enter</${Kbd}></button>
    </footer>
  </${Dialog}>`;
}
