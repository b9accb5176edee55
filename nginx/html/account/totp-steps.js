import { now } from '../lib/clock.js';
import { html } from '../lib/html.js';
import { formatWhen, t } from '../lib/i18n.js';
import { Field } from '../ui/field.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { AccountFields } from './account-fields.js';
import { QrCode } from './qr-code.js';
import { RecoveryCodes } from './recovery-codes.js';

const FEW = 3;

/** The button of each thing that password and code are asked for. */
const DOES = { begin: 'totp.begin', recovery: 'totp.renew', remove: 'totp.off' };

function Submit({ form, children }) {
  return html`<button class="button button--main button--wide" type="submit"
    disabled=${form.busy}>${children} <${Kbd}>Enter</${Kbd}></button>`;
}

function CodeField({ form, label, hint }) {
  return html`<${Field} pointer="/code" label=${label} hint=${hint}
    autocomplete="one-time-code" class="field--code" value=${form.typed.code}
    onValue=${(code) => form.setTyped((old) => ({ ...old, code }))} />`;
}

/** It is on: what may be done about it. */
function State({ form }) {
  const { since, recovery_left: left } = form.at.state;
  const ask = (what) => html`<button type="button"
    class="button button--wide" onClick=${() => form.go({ step: 'prove', what })}>
    ${t(what === 'begin' ? 'totp.another' : DOES[what])}</button>`;
  return html`<p><${Icon} name="done" /> ${t('totp.on', {
      since: formatWhen(since, now()), n: left,
    })}</p>
    ${left <= FEW && html`<p class="notice notice--warn">
      <${Icon} name="alert" />${t('totp.few')}</p>`}
    ${['recovery', 'begin', 'remove'].map(ask)}`;
}

function Prove({ form }) {
  const { what, state } = form.at;
  return html`<${Field} pointer="/password" type="password"
      label=${t('password.old')} autocomplete="current-password"
      value=${form.typed.password} data-autofocus=""
      onValue=${(password) => form.setTyped((old) => ({ ...old, password }))} />
    ${state.on && html`<${CodeField} form=${form}
      label=${t('totp.any_code')} />`}
    <${Submit} form=${form}>${t(DOES[what])}</${Submit}>`;
}

/** The key in groups, as a person reads it out. */
const grouped = (secret) => secret.match(/.{4}/g).join(' ');

function Scan({ form }) {
  const { secret, qr } = form.at.offer;
  return html`<p>${t('totp.scan')}</p>
    <${QrCode} rows=${qr} label=${t('totp.picture')} />
    <p>${t('totp.by_hand')}<br />
      <code class="totp-key">${grouped(secret)}</code></p>
    <${CodeField} form=${form} label=${t('totp.code')}
      hint=${t('totp.code_hint')} />
    <${Submit} form=${form}>${t('totp.confirm')}</${Submit}>`;
}

const STEPS = { state: State, prove: Prove, scan: Scan };

/**
 * What ${form} (use-totp.js) shows now; ${onKept} when the codes were seen.
 */
export function TotpSteps({ form, onKept }) {
  const { step, codes } = form.at;
  const Step = STEPS[step];
  return html`<${AccountFields} form=${form} step=${step}>
    ${step === 'loading' && html`<p aria-busy="true">${t('loading')}</p>`}
    ${Step && html`<${Step} form=${form} />`}
    ${step === 'codes' && html`<${RecoveryCodes} codes=${codes}
      onKept=${onKept} />`}
  </${AccountFields}>`;
}
