import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { CARDS } from './catalogue.js';
import {
  changeOf, formatBasis, formatFigure, formatValue,
} from './values.js';

const ARROWS = { '-1': '▼', 0: '=', 1: '▲' };

function toneOf(sign, better) {
  if (!better || sign === 0) return 'plain';
  return (sign > 0) === (better === 'up') ? 'good' : 'bad';
}

function Change({ column, data, better }) {
  const change = changeOf(data.total[column.name],
    data.previous.total[column.name], column.kind);
  if (!change) {
    return html`<p class="figure__change quiet">${t('reports.no_before')}</p>`;
  }
  const tone = toneOf(change.sign, better);
  return html`<p class=${`figure__change figure__change--${tone}`}>
    <span aria-hidden="true">${ARROWS[change.sign]}</span>${' '}
    ${change.sign === 0 ? t('reports.same') : change.text}
    ${tone !== 'plain' && ` ${t(`reports.${tone}`)}`}</p>`;
}

function Figure({ report, name, better, data }) {
  const column = data.columns.find((c) => c.name === name);
  return html`<li class="card figure"><h2>${column.title}</h2>
    <p class="figure__value numbers"
      title=${formatValue(data.total[name], column.kind)}>
      ${formatFigure(data.total[name], column.kind)}</p>
    ${data.previous && html`<${Change} column=${column} data=${data}
      better=${better} />`}
    <p class="figure__basis quiet">${formatBasis(data.total[name], column.kind)
      || t(`reports.${report}`)}</p></li>`;
}

/** The figures of the period, each with its change against the one before. */
export function Figures({ data }) {
  return html`<div><ul class="figures" aria-label=${t('reports.figures')}>
    ${CARDS.filter(([report]) => data[report]).map(([report, name, better]) =>
      html`<${Figure} key=${`${report} ${name}`} report=${report} name=${name}
        better=${better} data=${data[report]} />`)}</ul>
    <p class="figures__note quiet">${t('reports.interval')}</p></div>`;
}
