import { html } from '../lib/html.js';
import { SubjectDesk } from './subject-desk.js';
import { TableEditor } from './table-editor.js';

const TABLES = ['scripts', 'red-flags', 'epid-questions', 'places', 'zones', 'week-hours', 'calendar', 'medics', 'travel-times', 'queues',
  'settings'];
const TABLES = ['scripts', 'red-flags', 'epid-questions', 'week-hours',
  'calendar', 'medics', 'travel-times', 'settings'];

const SUBJECTS = TABLES.map((name) => ({
  name, View: () => html`<${TableEditor} name=${name} />`,
}));

/** The admin's reference data, a table a subject. */
export function ReferenceDesk() {
  return html`<${SubjectDesk} name="reference" subjects=${SUBJECTS} />`;
}
