import { html } from '../lib/html.js';

const EDGE = 4; // light modules around it, or no telephone finds it

/** The dark modules of a row as parts of a path. */
const path = (row, y) => [...row.matchAll(/1+/g)]
  .map(({ 0: run, index }) => `M${index + EDGE} ${y + EDGE}h${run.length}v1h-${
    run.length}z`).join('');

/** @param {{rows: string[], label: string}} props  rows: 1 is dark */
export function QrCode({ rows, label }) {
  const size = rows.length + 2 * EDGE;
  return html`<svg class="qr" viewBox=${`0 0 ${size} ${size}`} role="img"
    aria-label=${label}><rect width=${size} height=${size} fill="#fff" />
    <path d=${rows.map(path).join('')} fill="#000" /></svg>`;
}
