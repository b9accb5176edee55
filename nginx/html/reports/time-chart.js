import uPlot from '../vendor/uplot.js';
import { html, useLayoutEffect, useRef, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { applyTheme, theme } from '../lib/prefs.js';
import { formatDrawn, formatTick } from './values.js';

const HEIGHT = 190;
const TICK_PX = 64;
const POINTS_MAX = 62;
const SHARE_WHOLE = 40; /* per cent: above it the axis goes to 100 */

/** Lines differ by their strokes too, not by colour alone. */
const DASHES = [[], [7, 4], [2, 4]];
const WIDTHS = [2.2, 2.2, 1.6];

/** The colour ${name} of the chart has in the theme that is on. */
function colour(box, name) {
  return getComputedStyle(box.querySelector(`.chart__ink--${name}`)).color;
}

function seriesOf(box, lines, count) {
  return lines.map(({ ink }) => ({
    stroke: () => colour(box, ink),
    width: WIDTHS[ink],
    dash: DASHES[ink],
    spanGaps: false,
    points: { show: count <= POINTS_MAX, size: 6, dash: [] },
  }));
}

function axesOf(box, ticks, kind) {
  const common = {
    stroke: () => colour(box, 'axis'),
    font: `12px ${getComputedStyle(box).fontFamily}`,
    grid: { stroke: () => colour(box, 'grid'), width: 1 },
    ticks: { show: false },
  };
  return [{
    ...common,
    space: TICK_PX,
    size: 30,
    incrs: [1, 2, 3, 5, 7, 10, 14, 21, 28, 56],
    values: (_, splits) => splits.map((i) => ticks[i] ?? ''),
    grid: { show: false },
  }, {
    ...common,
    size: 62,
    values: (_, splits) => splits.map((n) => formatTick(n, kind)),
  }];
}

function rangeOf(kind) {
  return (_, min, max) => {
    if (kind === 'share' && max > SHARE_WHOLE) return [0, 100];
    return [0, Math.max(max ?? 0, 1) * 1.15];
  };
}

/** Drawn anew when the theme changes, and in light colours on paper. */
function followTheme(plot) {
  const draw = () => plot.redraw(false);
  const later = () => requestAnimationFrame(draw);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const onPaper = () => {
    applyTheme('light');
    draw();
  };
  const offPaper = () => {
    applyTheme(theme.get());
    draw();
  };
  const stop = theme.subscribe(later);
  dark.addEventListener('change', later);
  window.addEventListener('beforeprint', onPaper);
  window.addEventListener('afterprint', offPaper);
  return () => {
    stop();
    dark.removeEventListener('change', later);
    window.removeEventListener('beforeprint', onPaper);
    window.removeEventListener('afterprint', offPaper);
  };
}

function LegendLine({ line, kind, at }) {
  return html`<li class=${`chart__ink--${line.ink}`}>
    <svg width="30" height="8" aria-hidden="true"><line x1="0" y1="4" x2="30"
      y2="4" stroke="currentColor" stroke-width=${WIDTHS[line.ink]}
      stroke-dasharray=${DASHES[line.ink].join(' ') || undefined} /></svg>
    <span>${line.title}</span>
    ${at !== null && html`<strong class="numbers">
      ${formatDrawn(line.values[at], kind)}</strong>`}</li>`;
}

/**
 * Lines over time.  The pointer reads values into the legend; who cannot see
 * them has the table below.
 * @param {{ticks: string[], kind: import('./values.js').Kind, label: string,
 *   lines: {title: string, ink: number, values: (number | null)[]}[]}} props
 */
export function TimeChart({ ticks, lines, kind, label }) {
  const box = useRef(null);
  const [at, setAt] = useState(null);

  useLayoutEffect(() => {
    const room = box.current.querySelector('.chart__plot');
    const plot = new uPlot({
      width: Math.max(room.clientWidth, 200),
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false } },
      scales: { x: { time: false }, y: { range: rangeOf(kind) } },
      series: [{}, ...seriesOf(box.current, lines, ticks.length)],
      axes: axesOf(box.current, ticks, kind),
      hooks: { setCursor: [(u) => setAt(u.cursor.idx ?? null)] },
    }, [ticks.map((_, i) => i), ...lines.map((l) => l.values)], room);
    const fit = new ResizeObserver(([{ contentRect }]) => plot.setSize({
      width: Math.max(contentRect.width, 200), height: HEIGHT,
    }));
    const stop = followTheme(plot);
    fit.observe(room);
    return () => {
      stop();
      fit.disconnect();
      plot.destroy();
    };
  }, [JSON.stringify([ticks, lines, kind])]);

  return html`<figure class="chart" ref=${box}>
    <div class="chart__plot" role="img" aria-label=${label} />
    <figcaption><ul class="chart__legend">
      <li class="chart__when">${at === null ? t('reports.hover') : ticks[at]}</li>
      ${lines.map((line) => html`<${LegendLine} key=${line.title} line=${line}
        kind=${kind} at=${at} />`)}</ul></figcaption>
    <i class="hidden chart__ink--axis" /><i class="hidden chart__ink--grid" />
  </figure>`;
}
