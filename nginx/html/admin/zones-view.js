import { newKey, post } from '../lib/api.js';
import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { goWithin } from '../lib/route.js';
import { useHotkeys } from '../lib/keys.js';
import { refreshResource } from '../lib/resource.js';
import { parseRoubles } from '../tariffs/roubles.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorSummary } from '../ui/error-summary.js';
import { Field } from '../ui/field.js';
import { FormContext } from '../ui/form-context.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { toast } from '../ui/toast.js';
import { TableEditor } from './table-editor.js';
import { rowsPath } from './use-tables.js';

const EMPTY = {
  code: '', name: '', doctor: '', nurse: '',
};
const POINTERS = ['/code', '/name', '/prices/doctor', '/prices/nurse'];

function money(text) {
  const kopecks = parseRoubles(text);
  return kopecks ? { amount: kopecks, currency: 'RUB' } : undefined;
}

function check({ doctor, nurse }) {
  return {
    ...(!money(doctor) && { '/prices/doctor': t('tariffs.error.price') }),
    ...(!money(nurse) && { '/prices/nurse': t('tariffs.error.price') }),
  };
}

/** A zone and the two prices it begins with: there is none without them. */
function NewZone({ onClose }) {
  const [typed, setTyped] = useState(EMPTY);
  const [errors, setErrors] = useState({});
  const [busy, setBusy] = useState(false);
  const set = (name) => (text) => setTyped((old) => ({ ...old, [name]: text }));

  async function save() {
    if (busy) return;
    const wrong = check(typed);
    setErrors(wrong);
    if (Object.keys(wrong).length) return;
    setBusy(true);
    try {
      const made = await post('/zones', {
        code: typed.code.trim(),
        name: typed.name,
        prices: { doctor: money(typed.doctor), nurse: money(typed.nurse) },
      }, { key: newKey() });
      toast(t('zones.created', { name: made.name }), 'good');
      await Promise.all([refreshResource(rowsPath('zones')),
        refreshResource('/zones'), refreshResource('/tariffs')]);
      onClose();
      goWithin(['zones', made.code]);
    } catch (problem) {
      const list = problem.errors?.length ? problem.errors
        : [{ pointer: '/code', message: problem.message }];
      setErrors(Object.fromEntries(list.map((e) => [e.pointer, e.message])));
      setBusy(false);
    }
  }
  const context = {
    prefix: 'z', errors, required: (p) => POINTERS.includes(p),
  };
  return html`<${Dialog} title=${t('zones.new')} onClose=${onClose}
      onSubmit=${save}>
    <p class="quiet">${t('zones.lead')}</p>
    <${FormContext.Provider} value=${context}>
      <${ErrorSummary} errors=${errors} prefix="z" />
      <div class="fields fields--2">
        <${Field} pointer="/name" label=${t('field.name')} value=${typed.name}
          onValue=${set('name')} data-autofocus="" />
        <${Field} pointer="/code" label=${t('field.code')} value=${typed.code}
          onValue=${set('code')} hint=${t('zones.code_hint')} />
        <${Field} pointer="/prices/doctor" label=${t('zones.doctor')}
          value=${typed.doctor} inputmode="decimal" onValue=${set('doctor')} />
        <${Field} pointer="/prices/nurse" label=${t('zones.nurse')}
          value=${typed.nurse} inputmode="decimal" onValue=${set('nurse')} />
      </div>
    </${FormContext.Provider}>
    <footer class="dialog__foot"><button type="submit"
      class="button button--main" disabled=${busy}>${t('edit.create')}
      <${Kbd}>Ctrl+Enter</${Kbd}></button></footer></${Dialog}>`;
}

export function ZonesView() {
  const [making, setMaking] = useState(false);
  useHotkeys({ KeyN: () => setMaking(true) }, { active: !making });
  return html`<${TableEditor} name="zones" tools=${html`<button type="button"
      class="button button--small" onClick=${() => setMaking(true)}>
      <${Icon} name="plus" size="16" />${t('edit.add')}<${Kbd}>N</${Kbd}>
    </button>`} />
    ${making && html`<${NewZone} onClose=${() => setMaking(false)} />`}`;
}
