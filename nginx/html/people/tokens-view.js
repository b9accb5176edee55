import { RowList } from '../admin/row-list.js';
import { useCell } from '../lib/cell.js';
import { now } from '../lib/clock.js';
import { afterRender, html, useEffect, useState } from '../lib/html.js';
import { formatDate, formatWhen, t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { refreshResource, useResource } from '../lib/resource.js';
import { goWithin, within } from '../lib/route.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { OneTimeSecret } from './one-time-secret.js';
import { TokenCard } from './token-card.js';
import { TokenForm } from './token-form.js';
import { TOKENS, tokenState } from './token-calls.js';

const TABLE = { table: 'tokens', key: 'id', shown: 'login' };
const NEW = '+'; // no id
const NONE = new Set();
const SECRET_SIZE = 48;

const refresh = () => refreshResource(TOKENS);

const pick = (id, options) => goWithin(id ? ['tokens', id] : ['tokens'], options);

function focusFirst() {
  afterRender(() => document.querySelector('.edit-side input, .edit-side a, '
    + '.edit-side button')?.focus());
}

const matches = (token, text) => `${token.name} ${token.login} ${token.created_by}`
  .toLowerCase().includes(text.trim().toLowerCase());

/** Those that still let a program in first; within them the newest. */
function inOrder(tokens) {
  const rank = (token) => Number(tokenState(token, now()) !== 'stands');
  return [...tokens].sort((a, b) => rank(a) - rank(b));
}

function Mark(token) {
  const state = tokenState(token, now());
  return html`${token.scopes.map((r) => html`<span class="tag" key=${r}>
      ${t(`role.${r}`)}</span>`)}
    ${token.read_only && html`<span class="tag">${t('token.reads')}</span>`}
    ${state === 'stands'
      ? html`<span class="quiet">${t('token.until', {
        date: formatDate(token.expires_at),
        used: formatWhen(token.used_at, now()) || t('token.never'),
      })}</span>`
      : html`<span class="tag tag--typed">${t(`token.${state}`)}</span>`}`;
}

function Side({ picked, token, made, onMade, onHide }) {
  if (picked === NEW) return html`<div class="edit-side">
    <${TokenForm} onMade=${onMade} /></div>`;
  if (!token) return html`<p class="empty card">${t('token.pick')}</p>`;
  return html`<div class="edit-side">
    ${made?.token.id === token.id && html`<${OneTimeSecret}
      title=${t('token.secret', { name: token.name })}
      lead=${t('token.secret_lead')} value=${made.secret} size=${SECRET_SIZE}
      onClose=${onHide} />`}
    <${TokenCard} key=${token.id} token=${token} onDone=${refresh} />
  </div>`;
}

/** API tokens: what programs log in with. */
export function TokensView() {
  const tokens = useResource(TOKENS)?.items;
  const [, picked = null] = useCell(within);
  const [filter, setFilter] = useState('');
  const [made, setMade] = useState(null);
  useEffect(() => {
    refresh();
  }, []);
  function add() {
    pick(NEW);
    focusFirst();
  }
  async function onMade(answer) {
    await refresh();
    setMade(answer);
    pick(answer.token.id, { replace: true });
  }
  useHotkeys({
    Slash: () => document.getElementById('edit-filter')?.focus(),
    Escape: () => (document.getElementById('edit-rows')
      ?? document.getElementById('edit-filter'))?.focus(),
    KeyN: add,
  });
  if (!tokens) {
    return html`<p class="empty card edit-wait" aria-busy="true">
      ${t('loading')}</p>`;
  }
  return html`<${RowList} table=${TABLE} current=${picked} dirty=${NONE}
      rows=${inOrder(tokens).filter((x) => matches(x, filter))}
      filter=${filter} onFilter=${setFilter} empty=${t('token.none')}
      onPick=${(id) => pick(id, { replace: Boolean(picked) })}
      onEnter=${focusFirst} onRemove=${focusFirst} mark=${(row) => Mark(row)}
      tools=${html`<button type="button" class="button button--small"
        onClick=${add}><${Icon} name="plus" size="16" />
        ${t('people.add')}<${Kbd}>N</${Kbd}></button>`} />
    <${Side} picked=${picked} made=${made} onMade=${onMade}
      token=${tokens.find((x) => x.id === picked)}
      onHide=${() => setMade(null)} />`;
}
