import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { FormContext } from '../ui/form-context.js';
import { Field } from '../ui/field.js';
import { Select } from '../ui/select.js';
import { ACTIONS, actionText, OBJECTS } from './audit-text.js';
import { USERS } from './people-calls.js';

const CONTEXT = { prefix: 'a', errors: {}, required: () => false };

/** The people there are, and whoever else the filter names. */
function actors(users, actor) {
  const known = (users ?? []).map((u) => [u.login, `${u.login} · ${u.name}`]);
  const more = ['system', 'homevisit', actor]
    .filter((a) => a && !known.some(([login]) => login === a));
  return [...known, ...[...new Set(more)].map((a) => [a, a])];
}

/** An action the list lacks is still shown as it is. */
function actions(action) {
  const all = !action || ACTIONS.includes(action) ? ACTIONS
    : [...ACTIONS, action];
  return all.map((a) => [a, actionText(a)]);
}

/**
 * Who, what, of which object, when.
 * @param {{filter: object, onFilter: (patch: object) => void}} props
 */
export function AuditFilter({ filter, onFilter }) {
  const users = useResource(USERS)?.items;
  const put = (name) => (value) => onFilter({ [name]: value });
  const all = t('audit.all');
  return html`<${FormContext.Provider} value=${CONTEXT}>
    <div class="audit-filter">
      <${Select} pointer="/actor" label=${t('audit.who')} empty=${all}
        value=${filter.actor} onValue=${put('actor')}
        options=${actors(users, filter.actor)} />
      <${Select} pointer="/action" label=${t('audit.what')} empty=${all}
        value=${filter.action} onValue=${put('action')}
        options=${actions(filter.action)} />
      <${Select} pointer="/object" label=${t('audit.of')} empty=${all}
        value=${filter.object} onValue=${put('object')}
        options=${OBJECTS.map((o) => [o, t(`audit.object.${o}`)])} />
      <${Field} pointer="/object_id" label=${t('audit.object_id')}
        value=${filter.object_id} onValue=${put('object_id')} />
      <${Field} pointer="/from" label=${t('audit.from')} type="date"
        value=${filter.from} onValue=${put('from')} />
      <${Field} pointer="/to" label=${t('audit.to')} type="date"
        value=${filter.to} onValue=${put('to')} />
    </div></${FormContext.Provider}>`;
}
