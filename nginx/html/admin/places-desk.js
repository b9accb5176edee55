import { html } from '../lib/html.js';
import { MapView, PlacesView } from './places-views.js';
import { RulesView } from './rules-view.js';
import { SubjectDesk } from './subject-desk.js';
import { ZonesView } from './zones-view.js';

const SUBJECTS = [
  { name: 'map', View: MapView },
  { name: 'places', View: PlacesView },
  { name: 'zones', View: ZonesView },
  { name: 'address-rules', View: RulesView },
];

/** Where we go: zones, places, and how an address names one. */
export function PlacesDesk() {
  return html`<${SubjectDesk} name="places" subjects=${SUBJECTS} />`;
}
