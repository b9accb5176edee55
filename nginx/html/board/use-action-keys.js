import { useLayoutEffect } from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { toast } from '../ui/toast.js';

/** Key, action, icon; an action shows when the server allows it. */
export const ACTIONS = [
  ['KeyT', 'claim', 'person'], ['KeyO', 'takeover', 'person'],
  ['KeyA', 'attempt', 'phone'], ['KeyS', 'schedule', 'clock'],
  ['KeyR', 'release', 'arrow'], ['KeyM', 'note', 'help'],
  ['KeyE', 'correct', 'edit'],
  ['KeyC', 'cancel', 'no'],
];

/** Hotkeys that hand their action to ${press}. */
export function actionKeys(press) {
  return Object.fromEntries(ACTIONS.map(([code, action]) => [code,
    () => { press(action); }]));
}

function refuse(action, { state, claim }) {
  toast(t(claim ? 'card.not_now_by' : 'card.not_now', {
    action: t(`action.${action}`), state: tCode('state', state), by: claim?.by,
  }), 'bad');
}

/**
 * The keys of the card.  One that comes while the request is on its way waits
 * in ${early} and acts when it is there, if still allowed.
 * @param {{request: object | null, ready: boolean, running: string | null,
 *   failed: boolean, early: {current: string | null},
 *   onAction: (action: string) => void}} card  running: the action being done,
 *   failed: the request will not come
 * @returns {(action: string) => void}  what a key does, for the buttons
 */
export function useActionKeys({
  request, ready, running, failed, early, onAction,
}) {
  function press(action) {
    if (!ready) {
      if (action !== running) early.current = action;
    } else if (request.allowed_actions?.includes(action)) onAction(action);
    else refuse(action, request);
  }
  useHotkeys(actionKeys(press));
  useLayoutEffect(() => {
    const action = early.current;
    if (ready || failed) early.current = null;
    if (ready && action) press(action);
  }, [ready, failed]);
  return press;
}
