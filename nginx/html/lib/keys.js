import { useLayoutEffect, useRef } from './html.js';
import { singleKeys } from './prefs.js';

/**
 * Hotkeys by the place of the key (event.code), so that the Russian layout
 * works.  Scopes stack: a later one is asked first, a modal one is the last.
 * @typedef {Record<string, (event: KeyboardEvent) => boolean | void>} KeyMap
 */

/** @type {{map: {current: KeyMap}, modal: boolean}[]} */
const scopes = [];

const EDITABLE = 'input:not([type=checkbox]):not([type=radio]), textarea, select';

/** "Ctrl+Enter", "KeyN", "Alt+Digit1"; "Help" for ? and F1. */
export function comboOf(event) {
  if (event.key === '?' || event.code === 'F1') return 'Help';
  const code = event.code === 'NumpadEnter' ? 'Enter' : event.code;
  return (event.ctrlKey || event.metaKey ? 'Ctrl+' : '')
    + (event.altKey ? 'Alt+' : '') + (event.shiftKey ? 'Shift+' : '') + code;
}

/** A lone character must never fire while somebody is typing. */
function isForTyping(event, combo) {
  const character = combo === 'Help' ? event.key === '?'
    : /^(Shift\+)?(Key|Digit|Numpad\d|Slash|Bracket)/.test(combo);
  if (!character) return false;
  return !singleKeys.get() || event.target.closest?.(EDITABLE) !== null;
}

function onKeyDown(event) {
  if (event.defaultPrevented || event.isComposing) return;
  const combo = comboOf(event);
  if (isForTyping(event, combo)) return;
  for (const scope of [...scopes].reverse()) {
    const handler = scope.map.current[combo];
    if (handler && handler(event) !== false) {
      event.preventDefault();
      return;
    }
    if (scope.modal) return;
  }
}

document.addEventListener('keydown', onKeyDown);

/**
 * Listen to ${map} while the component is on screen.  A handler that returns
 * false passes the key on.
 * @param {KeyMap} map
 * @param {{modal?: boolean, active?: boolean}} [options]
 */
export function useHotkeys(map, { modal = false, active = true } = {}) {
  const current = useRef(map);
  current.current = map;
  useLayoutEffect(() => {
    if (!active) return undefined;
    const scope = { map: current, modal };
    scopes.push(scope);
    return () => scopes.splice(scopes.indexOf(scope), 1);
  }, [modal, active]);
}
