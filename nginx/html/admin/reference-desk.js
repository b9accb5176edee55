import { html } from '../lib/html.js';
import { CalendarView } from './calendar-view.js';
import { ScriptsView } from './scripts-view.js';
import { SettingsView } from './settings-view.js';
import { SubjectDesk } from './subject-desk.js';
import { TableEditor } from './table-editor.js';

const table = (name) => ({
  name, View: () => html`<${TableEditor} name=${name} />`,
});

const SUBJECTS = [
  { name: 'scripts', View: ScriptsView },
  table('red-flags'),
  table('epid-questions'),
  table('week-hours'),
  { name: 'calendar', View: CalendarView },
  table('medics'),
  table('travel-times'),
  table('queues'),
  { name: 'settings', View: SettingsView },
];

/** The admin's reference data, a table a subject. */
export function ReferenceDesk() {
  return html`<${SubjectDesk} name="reference" subjects=${SUBJECTS} />`;
}
