import { SubjectDesk } from '../admin/subject-desk.js';
import { html } from '../lib/html.js';
import { PatientsView } from './patients-view.js';
import { TokensView } from './tokens-view.js';
import { UsersView } from './users-view.js';

const SUBJECTS = [
  { name: 'users', View: UsersView },
  { name: 'tokens', View: TokensView },
  { name: 'patients', View: PatientsView },
];

/** Who logs in: people, and programs with their keys; whom we know. */
export function PeopleDesk({ user }) {
  return html`<${SubjectDesk} name="people" subjects=${SUBJECTS}
    user=${user} />`;
}
