import { newKey, post } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { ScriptCard } from '../ui/script-card.js';
import { toast } from '../ui/toast.js';
import { change, draft } from './draft.js';
import { Referrals } from './referrals.js';
import { VerdictMark } from './verdict-mark.js';

/** The refused service stays in sight with where it is done. */
export function RefusalCard({ refusal, performers }) {
  const [referred, setReferred] = useState(null);
  useEffect(() => setReferred(null), [refusal.code]);

  async function refer(code) {
    setReferred(code);
    try {
      await post('/calls', {
        outcome: 'referred',
        reason: 'not_done',
        zone: draft.get().place?.zone ?? null,
        performers,
        services: [refusal.code],
        referral: code,
        total: null,
        red_flag: null,
      }, { key: newKey() });
      toast(t('referrals.recorded'), 'good');
    } catch (problem) {
      setReferred(null);
      toast(problem.message, 'bad');
    }
  }
  return html`<section class="card verdict verdict--not_allowed">
    <header class="verdict__head">
      <h2>${refusal.name}</h2><${VerdictMark} verdict="not_allowed" />
      <button type="button" class="button button--icon" aria-label=${t('close')}
        onClick=${() => change({ refusal: null })}><${Icon} name="close" />
      </button>
    </header>
    ${refusal.say && html`<p class="say">${refusal.say}</p>`}
    <${Referrals} referrals=${refusal.referrals ?? []} onRefer=${refer}
      referred=${referred} />
    <${ScriptCard} situation="refusal" />
  </section>`;
}
