import { useCell } from '../lib/cell.js';
import {
  afterRender, html, useEffect, useLayoutEffect, useState,
} from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { change, draft } from './draft.js';
import { focusBox, refusalCame } from './focus.js';
import { FOLLOW_UPS, FollowUp } from './follow-up.js';
import { useNearest } from './nearest.js';
import { addInstead } from './picks.js';
import { useReferred } from './referred.js';
import { Referrals } from './referrals.js';
import { VerdictMark } from './verdict-mark.js';

/** The number to call back on, as far as it is known. */
function phoneOf(d) {
  return (d.hasCaller && d.caller.phone) || d.patient.phone;
}

function Recorded({ clinic, followUp }) {
  const how = t(`referred.done.${followUp}`);
  return html`<p class="notice notice--good" role="status">
    <${Icon} name="done" />${clinic ? t('referred.done', { clinic, how })
      : t('referred.done_nowhere', { how })}</p>`;
}

/** What may be done at home instead. */
function Instead({ service }) {
  return html`<button type="button" class="button button--main refusal__instead" data-first
    onClick=${() => addInstead(service)}>
    <${Icon} name="home" />${t('refusal.instead', { service: service.name })}
    <${Kbd}>Enter</${Kbd}></button>`;
}

/** A digit picks the clinic, a letter says how the caller was helped. */
function useHelp(refusal, d) {
  const [picked, setPicked] = useState(null);
  const [calling, setCalling] = useState(false);
  const recorded = d.referred[refusal.code];
  const sender = useReferred(refusal, recorded);
  const referral = refusal.referrals.find((r) => r.code === picked) ?? null;
  const open = Boolean(referral) || refusal.referrals.length === 0;
  const choices = referral ? Object.keys(FOLLOW_UPS) : ['call_back'];

  useEffect(() => {
    setPicked(null);
    setCalling(false);
  }, [refusal.code]);

  function pick(code) {
    setPicked(code);
    setCalling(false);
  }
  function record(followUp, phone) {
    sender.record({ referral, followUp, phone, onDone: focusBox });
  }
  function help(followUp) {
    setCalling(followUp === 'call_back');
    if (followUp !== 'call_back') record(followUp);
  }
  return {
    ...sender, recorded, picked, calling, open, choices, pick, record, help,
  };
}

/** Any other character was meant for the box, and lands there. */
function onCardKey(event, refusal, help) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.matches('[type=tel]')) return;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  const referral = digit && refusal.referrals[digit - 1];
  const followUp = help.open
    && help.choices.find((f) => FOLLOW_UPS[f] === event.code);
  if (!help.recorded && referral) {
    help.pick(referral.code);
    const card = event.currentTarget;
    afterRender(() => card.querySelector('[data-follow]')?.focus());
  } else if (!help.recorded && followUp) help.help(followUp);
  else {
    if (event.key.length === 1 && event.key !== ' ') focusBox();
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

/** The refused service stays in sight with where it is done. */
export function RefusalCard({ refusal }) {
  const d = useCell(draft);
  const help = useHelp(refusal, d);
  const { referrals, instead } = refusal;
  const followUp = html`<${FollowUp} ...${help} typed=${phoneOf(d)}
    onPick=${help.help} onRecord=${help.record} first=${!instead} />`;
  useNearest(refusal, d.place?.code);
  useLayoutEffect(refusalCame, []);

  return html`<section class="card verdict verdict--not_allowed"
      data-part="refusal" aria-labelledby="refusal-name"
      onKeyDown=${(event) => onCardKey(event, refusal, help)}>
    <header class="verdict__head">
      <h2 id="refusal-name">${refusal.name}</h2><${VerdictMark} verdict="not_allowed" />
      <button type="button" class="button button--icon" aria-label=${t('close')}
        onClick=${() => change({ refusal: null })}><${Icon} name="close" />
      </button>
    </header>
    ${refusal.say && html`<p class="say">${refusal.say}</p>`}
    ${help.recorded && html`<${Recorded} ...${help.recorded} />`}
    ${!help.recorded && instead && html`<${Instead} service=${instead} />`}
    ${referrals.length > 0 ? html`<${Referrals} referrals=${referrals}
      picked=${help.picked} onPick=${help.recorded ? undefined : help.pick}
      first=${!instead}>${followUp}</${Referrals}>`
      : !help.recorded && followUp}
  </section>`;
}
