import { html, useLayoutEffect, useRef, useState } from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';
import { useNow } from '../lib/clock.js';
import { Icon } from '../ui/icon.js';
import { ScriptCard } from '../ui/script-card.js';
import { ZoneBadge } from '../ui/zone-badge.js';
import { isMine, owned } from './actions.js';
import { CardActions } from './card-actions.js';
import { Conflict } from './conflict.js';
import { DIALOGS } from './dialogs.js';
import { toastDone } from './done-toast.js';
import { Lateness } from './lateness.js';
import { RequestFacts } from './request-facts.js';
import { RequestHistory } from './request-history.js';
import { Silent } from './silent.js';
import { SpokenPrice } from './spoken-price.js';
import { useActionKeys } from './use-action-keys.js';
import { useRequest } from './use-request.js';

function Head({
  request, login, now, onClose, titleRef,
}) {
  const { claim, state } = request;
  const others = claim && !isMine(request, login); // who has it says it all
  return html`<header class="card__head">
    <h2 tabindex="-1" ref=${titleRef} class="numbers">${request.number}</h2>
    ${!others && html`<span class="tag">${tCode('state', state)}</span>`}
    ${others && html`<span class="quiet">${t('card.by', { by: claim.by })}</span>
      <${Silent} claim=${claim} now=${now} />`}
    <span class="header__space" />
    <${ZoneBadge} code=${request.zone} />
    <${Lateness} request=${request} now=${now} />
    <button type="button" class="button button--icon" onClick=${onClose}
      aria-label=${t('close')}><${Icon} name="close" /></button>
  </header>`;
}

/** What is said first, if the request is marked so. */
const SCRIPTS = ['medic_ill', 'debt'];

/** What an action without a dialog says beside the claim. */
const AT_ONCE = { confirm_price: { consent: true } };

/**
 * Everything about one request, and what can be done with it.
 * @param {{id: string, given: object | null, listed: number | undefined,
 *   login: string, leaving: boolean, early: {current: string | null},
 *   onChange: () => void, onClose: () => void}} props  leaving: the next card
 *   is on its way, and the keys are meant for it
 */
export function RequestCard({
  id, given, listed, login, leaving, early, onChange, onClose,
}) {
  const {
    request, ready, running, problem, setProblem, run,
  } = useRequest({ id, given, listed, login, onChange });
  // What a dialog sends is about the request, and the claim, it was opened on.
  const [dialog, setDialog] = useState(null); // {action, request}
  const now = useNow(1000);
  const title = useRef(null);

  useLayoutEffect(() => {
    title.current?.focus();
  }, [request?.id]);

  async function onAction(action) {
    if (DIALOGS[action]) {
      setDialog({ action, request });
      return;
    }
    try {
      const body = action === 'claim' ? {} : owned(request, AT_ONCE[action]);
      toastDone(action, await run(action, body));
    } catch (error) {
      setProblem(error);
    }
  }
  const press = useActionKeys({
    request,
    ready: ready && !leaving,
    running,
    failed: Boolean(problem && !request),
    early,
    onAction,
  });

  if (!request) {
    return html`<aside class="board__card" aria-busy="true">
      <${Conflict} problem=${problem} onClose=${onClose} />
      <p class="empty">${t('loading')}</p></aside>`;
  }
  const Open = DIALOGS[dialog?.action];
  return html`<aside class="board__card" aria-label=${t('card.title',
      { number: request.number })}>
    <${Head} request=${request} login=${login} now=${now} onClose=${onClose}
      titleRef=${title} />
    <${CardActions} request=${request} onPress=${press} />
    <div class="board__card-body">
      <${Conflict} problem=${problem} onClose=${() => setProblem(null)} />
      <${SpokenPrice} request=${request} />
      <${RequestFacts} request=${request} now=${now} />
      <${ScriptCard} situation=${SCRIPTS
        .find((s) => request.flags?.includes(s)) ?? 'price'} />
      <${RequestHistory} id=${request.id} version=${request.version} />
    </div>
    ${Open && html`<${Open} request=${dialog.request} run=${run}
      onClose=${() => setDialog(null)} />`}
  </aside>`;
}
