import { newKey, post } from '../lib/api.js';
import {
  html, useEffect, useLayoutEffect, useRef, useState,
} from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { ScriptCard } from '../ui/script-card.js';
import { change, changePart, draft } from './draft.js';
import { performersOf } from './request-body.js';

/** A slip of the finger can be taken back before it is recorded. */
const RECORD_AFTER_MS = 4000;
const RETRY_MS = 3000;

/** Record the emergency once, without personal data; again until it is kept. */
function useRecord(code) {
  const [recorded, setRecorded] = useState(
    draft.get().emergencyRecorded === code,
  );
  useEffect(() => {
    if (recorded) return undefined;
    const key = newKey();
    let timer = setTimeout(record, RECORD_AFTER_MS);
    async function record() {
      const d = draft.get();
      try {
        await post('/calls', {
          outcome: 'emergency',
          reason: null,
          zone: d.place?.zone ?? null,
          performers: performersOf(d),
          services: [],
          referral: null,
          total: null,
          red_flag: code,
        }, { key });
        change({ emergencyRecorded: code });
        setRecorded(true);
      } catch {
        timer = setTimeout(record, RETRY_MS);
      }
    }
    return () => clearTimeout(timer);
  }, [code, recorded]);
  return recorded;
}

/** A sign of danger: no price, no posting, call 103. */
export function EmergencyCard({ sign, onNew }) {
  const recorded = useRecord(sign.code);
  const back = useRef(null);
  const takeBack = () => changePart('redFlags', { [sign.code]: undefined });
  useHotkeys({ Escape: takeBack });
  useLayoutEffect(() => back.current.focus(), []);

  return html`<section class="emergency" role="alertdialog"
      aria-labelledby="emergency-title" aria-describedby="emergency-say">
    <${Icon} name="alert" size="56" />
    <h1 id="emergency-title">${t('emergency.title')}</h1>
    <p class="emergency__number">103 · 112</p>
    <p class="emergency__sign">${sign.sign}</p>
    <p class="emergency__say" id="emergency-say">${t('emergency.say')}</p>
    <${ScriptCard} situation="red_flag" />
    <p role="status" aria-live="polite">${recorded
      ? t('emergency.recorded') : t('emergency.recording')}</p>
    <p class="emergency__buttons">
      <button type="button" class="button" ref=${back} onClick=${takeBack}>
        ${t('emergency.back')}<${Kbd}>Esc</${Kbd}></button>
      <button type="button" class="button" disabled=${!recorded}
        onClick=${onNew}>${t('emergency.new')}</button>
    </p>
  </section>`;
}
