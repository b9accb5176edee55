import { useLayoutEffect } from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { toast } from '../ui/toast.js';

/**
 * Key, action, and an icon for what comes first; an action shows when the
 * server allows it.  Of those that share a key never two are allowed at a time.
 */
export const ACTIONS = [
  ['KeyT', 'claim', 'person'], ['KeyO', 'takeover', 'person'],
  ['KeyY', 'confirm_price', 'check'], ['KeyA', 'attempt', 'phone'], ['KeyS', 'schedule'],
  ['KeyG', 'depart', 'arrow'], ['KeyG', 'arrive', 'home'],
  ['KeyG', 'finish', 'done'], ['KeyG', 'close', 'check'],
  ['KeyT', 'revisit'], ['KeyP', 'replan'],
  ['KeyR', 'release'], ['KeyH', 'handover'],
  ['KeyM', 'note'], ['KeyE', 'correct'], ['KeyC', 'cancel'],
  ['KeyU', 'change_zone'], ['KeyF', 'refer'], ['KeyD', 'decline'],
  ['KeyK', 'mark_duplicate'], ['KeyX', 'emergency'],
];

const KEYS = [...new Set(ACTIONS.map(([code]) => code))];

/** What a key stands for when none of its actions is allowed. */
function nameOf(code) {
  const [first, ...others] = ACTIONS.filter((a) => a[0] === code);
  return t(`action.${others.length > 1 ? 'step' : first[1]}`);
}

/** Hotkeys that hand their key to ${press}. */
export function actionKeys(press) {
  return Object.fromEntries(KEYS.map((code) => [code,
    () => { press(code); }]));
}

function refuse(code, { state, claim }) {
  toast(t(claim ? 'card.not_now_by' : 'card.not_now', {
    action: nameOf(code), state: tCode('state', state), by: claim?.by,
  }), 'bad');
}

/**
 * The keys of the card.  One that comes while the request is on its way waits
 * in ${early} and acts when it is there, if still allowed.
 * @param {{request: object | null, ready: boolean, running: string | null,
 *   failed: boolean, early: {current: string | null},
 *   onAction: (action: string) => void}} card  running: the action being done,
 *   failed: the request will not come
 * @returns {(code: string) => void}  what a key does, for the buttons
 */
export function useActionKeys({
  request, ready, running, failed, early, onAction,
}) {
  function press(code) {
    const actions = ACTIONS.filter((a) => a[0] === code).map((a) => a[1]);
    const action = actions.find((a) => request?.allowed_actions?.includes(a));
    if (!ready) {
      if (!actions.includes(running)) early.current = code;
    } else if (action) onAction(action);
    else refuse(code, request);
  }
  useHotkeys(actionKeys(press));
  useLayoutEffect(() => {
    const code = early.current;
    if (ready || failed) early.current = null;
    if (ready && code) press(code);
  }, [ready, failed]);
  return press;
}
