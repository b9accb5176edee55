import { html, useLayoutEffect, useRef, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { PhoneField } from '../ui/phone-field.js';

/** How a caller is helped, and its key. */
export const FOLLOW_UPS = { told: 'KeyT', booked: 'KeyB', call_back: 'KeyC' };

const letterOf = (followUp) => FOLLOW_UPS[followUp].slice(-1);

/** The number to call back on: who hides theirs is asked for it. */
function CallBack({ typed, busy, onRecord }) {
  const [phone, setPhone] = useState(typed);
  const [missed, setMissed] = useState(false);
  const box = useRef(null);
  const focus = () => box.current.querySelector('input').focus();
  useLayoutEffect(focus, []);

  function record() {
    const none = !phone.trim();
    setMissed(none);
    if (none) focus();
    else onRecord('call_back', phone);
  }

  function onKeyDown(event) {
    if (!/Enter$/.test(event.code) || event.ctrlKey) return;
    if (!event.target.matches('input')) return;
    event.preventDefault();
    record();
  }
  return html`<div class="follow-up__phone" ref=${box} onKeyDown=${onKeyDown}>
    <${PhoneField} pointer="/callback_phone" label=${t('referred.phone')}
      value=${phone} onValue=${setPhone}
      problem=${missed && !phone.trim() ? t('referred.no_phone') : ''} />
    <button type="button" class="button button--main"
      aria-disabled=${busy ? 'true' : undefined}
      onClick=${record}>
      ${t('referred.record')}<${Kbd}>Enter</${Kbd}></button>
  </div>`;
}

/**
 * How the caller was helped; a key each.
 * @param {{choices: string[], calling: boolean, typed: string, busy: boolean,
 *   error: string, onPick: (followUp: string) => void,
 *   onRecord: (followUp: string, phone?: string) => void,
 *   first: boolean}} props
 *   first: the cursor comes here; calling: the number to call back on is asked for; typed: what it may be
 */
export function FollowUp({
  choices, calling, typed, busy, error, onPick, onRecord, first,
}) {
  return html`<div class="follow-up" role="group" aria-label=${t('referred.how')}>
    <p class="follow-up__title">${t('referred.how')}</p>
    <p class="follow-up__keys">${choices.map((f, i) => html`<button key=${f}
      type="button" class="button button--small" data-follow=${f}
      data-first=${first && i === 0 ? '' : undefined}
      aria-disabled=${busy ? 'true' : undefined} onClick=${() => onPick(f)}>
      ${t(`referred.${f}`)}<${Kbd}>${letterOf(f)}</${Kbd}></button>`)}</p>
    ${calling && html`<${CallBack} typed=${typed} busy=${busy}
      onRecord=${onRecord} />`}
    ${error && html`<p class="notice notice--bad" role="alert">
      <${Icon} name="alert" />${error}</p>`}
  </div>`;
}
