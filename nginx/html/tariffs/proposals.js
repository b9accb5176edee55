import { html } from '../lib/html.js';
import { formatDate, formatMoney, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { ZoneBadge } from '../ui/zone-badge.js';

function Line({ x, mine, onApprove, onWithdraw }) {
  return html`<li class="proposal">
    <span><${ZoneBadge} code=${x.zone} />${' '}
      <strong>${t(`performer.${x.performer}`)}: ${formatMoney(x.price)}</strong>${' '}
      ${t('tariffs.since', { date: formatDate(x.valid_from) })}</span>
    <span class="proposal__why">${x.recorded_by}: ${x.reason}</span>
    <span class="proposal__acts">
      ${x.state === 'proposed' && !mine && html`<button type="button"
        class="button button--small button--main" onClick=${() => onApprove(x)}>
        ${t('tariffs.approve')}</button>`}
      <button type="button" class="button button--small"
        onClick=${() => onWithdraw(x)}>${t(mine || x.state === 'lapsed'
          ? 'tariffs.withdraw' : 'tariffs.decline')}</button></span>
    ${x.state === 'proposed' && mine && html`<span class="proposal__why">
      ${t('tariffs.own_proposal')}</span>`}
  </li>`;
}

function Group({ title, tone, role, rows, ...rest }) {
  if (!rows.length) return null;
  return html`<section class=${`notice notice--${tone} proposals`} role=${role}>
    <h2 class="notice__title"><${Icon} name="alert" />${title}</h2>
    <ul>${rows.map((x) => html`<${Line} key=${x.id} x=${x}
      mine=${x.recorded_by === rest.login} ...${rest} />`)}</ul>
  </section>`;
}

/**
 * Prices that wait for another admin, and those whose day came before one: the
 * old price stays, which must not go unseen.
 * @param {{rows: object[], login: string, onApprove: (x: object) => void,
 *   onWithdraw: (x: object) => void}} props
 */
export function Proposals({ rows, ...rest }) {
  const of = (state) => rows.filter((x) => x.state === state);
  return html`
    <${Group} title=${t('tariffs.lapsed')} tone="bad" role="alert"
      rows=${of('lapsed')} ...${rest} />
    <${Group} title=${t('tariffs.proposed')} tone="warn"
      rows=${of('proposed')} ...${rest} />`;
}
