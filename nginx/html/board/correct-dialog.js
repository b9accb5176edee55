import { now } from '../lib/clock.js';
import { errorTexts } from '../lib/error-text.js';
import {
  html, useEffect, useRef, useState,
} from '../lib/html.js';
import { formatWhen, t, tCode } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { Field } from '../ui/field.js';
import { Icon } from '../ui/icon.js';
import { PersonFields } from '../ui/person-fields.js';
import { PhoneField } from '../ui/phone-field.js';
import { owned } from './actions.js';
import { ActionDialog } from './action-dialog.js';
import { checkContact, contactOf, patchOf, rebase } from './contact.js';
import { changesInWords, contactInWords } from './contact-words.js';
import { NoteDialog } from './note-dialog.js';

const DOOR = ['entrance', 'floor', 'flat', 'intercom'];

/** What somebody else changed while this was typed. */
function Meanwhile({ changed }) {
  if (!changed.length) return null;
  return html`<div class="notice notice--warn" role="alert">
    <${Icon} name="info" /><div><p>${t('correct.meanwhile')}</p>
      <ul class="plain">${changed.map((c) => html`<li key=${c.pointer}>
        ${contactInWords(c.pointer, c.now)}
        ${c.kept && html` <strong>${t('correct.kept')}</strong>`}</li>`)}
      </ul></div></div>`;
}

function ContactFields({ typed, set }) {
  const caller = Object.fromEntries(['name', 'relation', 'phone']
    .map((name) => [name, typed[`/caller/${name}`]]));
  const field = (name, props = {}) => html`<${Field} key=${name}
    pointer=${`/address/${name}`} label=${t(`address.${name}`)}
    value=${typed[`/address/${name}`]}
    onValue=${(text) => set({ [`/address/${name}`]: text })} ...${props} />`;
  return html`
    <${PhoneField} pointer="/patient/phone" label=${t('correct.phone')}
      value=${typed['/patient/phone']}
      onValue=${(phone) => set({ '/patient/phone': phone })}
      data-autofocus="" />
    ${field('text')}
    <div class="fields fields--4">${DOOR.map((name) => field(name))}</div>
    ${field('note')}
    <fieldset><legend class="field__label">${t('fact.caller')}</legend>
      <${PersonFields} pointer="/caller" person=${caller}
        onValue=${(patch) => set(Object.fromEntries(Object.entries(patch)
          .map(([name, text]) => [`/caller/${name}`, text])))} />
    </fieldset>`;
}

/** Somebody took it: who, since when. */
function Taken({ request, children }) {
  const { claim } = request;
  return html`<p class="notice notice--warn" role="alert">
    <${Icon} name="info" /><span>${claim ? t('correct.claimed', {
      by: claim.by, time: formatWhen(claim.since, now()) })
      : t('correct.left', { state: tCode('state', request.state) })}
      ${' '}${children}</span></p>`;
}

/** Too late: what was typed goes as a note to whoever has it. */
function PassOn({ request, run, onClose, text }) {
  return html`<${NoteDialog} request=${request} run=${run} onClose=${onClose}
      given=${text && t('correct.note', { changes: text })}>
    <${Taken} request=${request}>${t('correct.pass_on')}</${Taken}>
  </${NoteDialog}>`;
}

/**
 * Phone, caller and address put right.  What others change meanwhile shows,
 * what was typed stays.
 */
export function CorrectDialog({ request, run, onClose }) {
  const fields = useResource('/form')?.fields ?? [];
  const [base, setBase] = useState(() => contactOf(request));
  const [typed, setTyped] = useState(base);
  const [changed, setChanged] = useState([]);
  // Another dialog comes at a key of the person, never by itself.
  const [tried, setTried] = useState(false);
  const allowed = request.allowed_actions.includes('correct');
  const late = useRef(false);
  late.current ||= tried && !allowed;
  function set(patch) {
    setTried(false);
    setTyped((old) => ({ ...old, ...patch }));
  }

  useEffect(() => {
    const next = rebase(base, typed, contactOf(request));
    if (!next.changed.length) return;
    setTyped(next.typed);
    setChanged(next.changed);
    setBase(contactOf(request));
  }, [request.version]);

  function body() {
    setTried(true);
    if (!allowed) return {};
    const errors = errorTexts(checkContact(fields, typed));
    if (Object.keys(errors).length) return { errors };
    const patch = patchOf(base, typed);
    return patch ? { body: owned(request, patch) }
      : { failure: t('correct.same') };
  }
  if (late.current) {
    return html`<${PassOn} request=${request} run=${run} onClose=${onClose}
      text=${changesInWords(base, typed)} />`;
  }
  return html`<${ActionDialog} action="correct" request=${request} run=${run}
      required=${['/patient/phone', '/address/text']} fields=${fields} wide
      body=${body} onClose=${onClose}>
    ${!allowed && html`<${Taken} request=${request} />`}
    <${Meanwhile} changed=${changed} />
    <${ContactFields} typed=${typed} set=${set} />
    <p class="quiet correct__place">${t('correct.place', {
      place: request.address.place_name })}</p>
  </${ActionDialog}>`;
}
