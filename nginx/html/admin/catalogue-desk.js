import { html } from '../lib/html.js';
import { ExplainView } from './explain.js';
import { ServicesView } from './services-view.js';
import { SubjectDesk } from './subject-desk.js';
import { TableEditor } from './table-editor.js';
import { UnknownTerms } from './unknown-terms.js';

const table = (name) => ({
  name, View: () => html`<${TableEditor} name=${name} />`,
});

const SUBJECTS = [
  { name: 'services', View: ServicesView },
  { name: 'explain', View: ExplainView },
  { name: 'unknown', View: UnknownTerms },
  table('search-checks'),
  table('service-answers'),
  table('referrals'),
];

/** The catalogue: what is done at home, how it is found, where else it is. */
export function CatalogueDesk() {
  return html`<${SubjectDesk} name="catalogue" subjects=${SUBJECTS} />`;
}
