import { html } from '../lib/html.js';

/** Our icons: strokes on a 24 × 24 field, in the colour of the text. */
const PATHS = {
  alert: 'M12 3 2.5 20h19L12 3zM12 10v4.5M12 17.2v.3',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  ask: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.6 9.3a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.9M12 16.6v.2',
  check: 'm4.5 12.5 5 5 10-11',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.2l3.2 2',
  close: 'm6 6 12 12M18 6 6 18',
  done: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 12.3l2.8 2.8L16 9.6',
  help: 'M4 6h16v12H4zM7.5 10h.1M11 10h.1M14.5 10h.1M8 14.2h8',
  home: 'm4 11.5 8-7 8 7M6.5 10v9.5h11V10M12 12.2v5M9.5 14.7h5',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7.3v.2',
  leave: 'M14 4H5v16h9M10 12h11M17.5 8.5 21 12l-3.5 3.5',
  minus: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 12h8',
  moon: 'M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z',
  no: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.8 8.8l6.4 6.4M15.2 8.8l-6.4 6.4',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  phone: 'M5 4h4l1.6 4.6-2.2 1.6a11 11 0 0 0 5.4 5.4l1.6-2.2L20 15v4c0 .6-.4 1-1 1C11 20 4 13 4 5c0-.6.4-1 1-1z',
  pin: 'M12 21c4.5-4.6 6.8-8.1 6.8-11.2A6.8 6.8 0 0 0 5.2 9.8C5.2 12.9 7.5 16.4 12 21zM12 12a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  plus: 'M12 5v14M5 12h14',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.3 15.3 20.5 20.5',
  shield: 'M12 3.5 5 6v5.5c0 4.3 2.8 7.2 7 9 4.2-1.8 7-4.7 7-9V6l-7-2.5z',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  auto: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 3.5v17M12 8l6.5-1.2M12 13h8.3M12 18l5.5-.5',
  unplug: 'M3 3l18 18M8.5 12.8A6 6 0 0 0 6 14.5M3 10.5a12 12 0 0 1 3.6-2.3M12.5 6.5a12 12 0 0 1 8.5 4M15.5 13.3c1 .4 1.8.9 2.5 1.6M12 19v.2',
};

/** A picture beside a text; it says nothing by itself to a screen reader. */
export function Icon({ name, size = 18 }) {
  return html`<svg class="icon" viewBox="0 0 24 24" width=${size} height=${size}
    aria-hidden="true" focusable="false"><path d=${PATHS[name]} /></svg>`;
}
