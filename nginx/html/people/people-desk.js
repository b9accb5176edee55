import { SubjectDesk } from '../admin/subject-desk.js';
import { html } from '../lib/html.js';
import { TokensView } from './tokens-view.js';
import { UsersView } from './users-view.js';

const SUBJECTS = [
  { name: 'users', View: UsersView },
  { name: 'tokens', View: TokensView },
];

/** Who logs in: people, and programs with their keys. */
export function PeopleDesk({ user }) {
  return html`<${SubjectDesk} name="people" subjects=${SUBJECTS}
    user=${user} />`;
}
