import { useCell } from '../lib/cell.js';
import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { singleKeys } from '../lib/prefs.js';
import { Dialog } from '../ui/dialog.js';

const EDIT_KEYS = [
  ['/', 'filter'], ['↑ ↓ Enter', 'move'], ['N', 'add'],
  ['Ctrl+Enter', 'save'], ['Ctrl+Delete', 'remove'],
  ['Alt+↑ Alt+↓', 'subject'], ['Esc', 'list'],
].map(([keys, what]) => [keys, `edit.${what}`]);

/** The keys of each desk: [keys, what they do]; "+" binds, " " separates. */
const KEYS = {
  call: [
    ['/ Alt+1', 'search'], ['↑ ↓ Enter', 'pick'], ['Esc', 'back_to_search'],
    ['Alt+2', 'patient'], ['Alt+3', 'address'], ['Alt+4', 'red_flags'],
    ['Alt+5', 'epid'], ['Alt+6', 'consents'], ['Alt+8', 'mine'],
    ['Alt+9', 'scripts'], ['Y N ?', 'answer'],
    ['A', 'all_no'], ['1 – 9', 'referral'], ['T B C', 'follow_up'],
    ['Ctrl+Enter', 'post'], ['Alt+0', 'informed'], ['Alt+T', 'hand_on'],
    ['N', 'new_call'], ['E', 'next_patient'], ['Alt+P', 'park'],
    ['Alt+7 ← → Delete', 'unfinished'],
    ['Alt+Shift+1–9', 'open_unfinished'],
  ],
  board: [
    ['N', 'next'], ['↑ ↓ Enter', 'open'], ['PgUp PgDn Home End', 'pages'],
    ['1 – 6', 'tabs'], ['/', 'find'], ['Space', 'pick'],
    ['Shift+↑ Shift+↓', 'pick_more'], ['Ctrl+A', 'pick_all'], ['T', 'claim'], ['O', 'takeover'],
    ['Y', 'confirm_price'], ['A', 'attempt'], ['S', 'schedule'],
    ['G', 'step'], ['P', 'replan'],
    ['R', 'release'], ['H', 'handover'], ['C', 'cancel'],
    ['U', 'change_zone'], ['F', 'refer'], ['D', 'decline'],
    ['K', 'mark_duplicate'], ['X', 'emergency'], ['Z', 'undo'],
    ['M', 'note'], ['E', 'correct'], ['Esc', 'close_card'], ['V', 'sound'],
  ],
  queues: [
    ['N', 'next'], ['P', 'new'], ['↑ ↓ Enter', 'open'], ['1 – 9', 'lists'],
    ['T', 'claim'], ['O', 'takeover'], ['A', 'attempt'], ['G', 'close'],
    ['H', 'handover'], ['R', 'release'], ['C', 'cancel'], ['Esc', 'close_card'],
  ],
  visits: [
    ['[ ]', 'day'], ['D', 'today'], ['← ↑ → ↓', 'move'], ['Enter', 'open'],
    ['B', 'ill'], ['W', 'shifts'], ['P', 'sheet'], ['Esc', 'close_card'],
  ],
  tariffs: [['← ↑ → ↓', 'move'], ['Enter', 'edit'], ['Ctrl+Enter', 'save'],
    ['D', 'day'], ['T M N', 'days'], ['K', 'look_back'], ['R', 'raise'],
    ['C', 'copy'], ['P', 'print'], ['U', 'import'], ['E', 'export']],
  reports: [
    ['1 2 3 4', 'period'], ['[ ]', 'move'], ['T Z P', 'view'],
    ['C', 'compare'],
  ],
  people: [['/', 'filter'], ['N', 'new'], ['↑ ↓ Enter', 'open'], ['Esc', 'list'],
    ['Ctrl+Enter', 'save'], ['Alt+↑ Alt+↓', 'edit.subject']],
  audit: [['/', 'filter'], ['↑ ↓', 'move'], ['Esc', 'list'], ['X', 'all'], ['V', 'verify']],
  reference: EDIT_KEYS,
  places: [...EDIT_KEYS, ['← ↑ → ↓ Enter', 'map']],
  catalogue: [
    ...EDIT_KEYS, ['A', 'approve'], ['1 – 9', 'alias'], ['D', 'dismiss'],
  ],
};

function Keys({ text }) {
  return text.split(' ').map((group) => html`<span class="keys__group">
    ${group.split('+').map((k) => html`<kbd key=${k}>${k}</kbd>`)}</span>`);
}

export function KeysHelp({ desk, admin, onClose }) {
  const single = useCell(singleKeys);
  return html`<${Dialog} title=${t('keys.title')} onClose=${onClose}>
    <dl class="keys">
      ${(KEYS[desk] ?? []).map(([keys, what]) => html`
        <div key=${what}><dt><${Keys} text=${keys} /></dt>
          <dd>${t(what.includes('.') ? `keys.${what}`
            : `keys.${desk}.${what}`)}</dd></div>`)}
      ${admin && html`<div><dt><${Keys} text="Alt+1–9" /></dt>
        <dd>${t('keys.admin')}</dd></div>`}
      <div><dt><${Keys} text="Alt+Z" /></dt><dd>${t('keys.undo')}</dd></div>
      <div><dt><${Keys} text="? F1" /></dt><dd>${t('keys.help')}</dd></div>
    </dl>
    <label class="check__label">
      <input type="checkbox" checked=${single} data-autofocus
        onChange=${(e) => singleKeys.set(e.currentTarget.checked)} />
      <span>${t('keys.single')}</span>
    </label>
  </${Dialog}>`;
}
