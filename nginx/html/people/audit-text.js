import { hasText, t, tCode } from '../lib/i18n.js';

/** What is looked for most; the API finds every action there is. */
export const ACTIONS = [
  'request.view', 'task.view', 'patient.view', 'request.post', 'request.claim',
  'request.cancel', 'request.close', 'request.correct', 'tariff.publish',
  'tariff.withdraw', 'user.add', 'user.change', 'user.disable',
  'user.password', 'user.totp_on', 'user.totp_off', 'totp.refused',
  'session.start', 'session.end',
];

export const OBJECTS = ['request', 'task', 'patient', 'user', 'tariff', 'setting', 'service', 'place', 'zone', 'script', 'referral'];

/** "request.view" → "просмотр: заявка". */
export function actionText(action) {
  if (hasText(`audit.action.${action}`)) return t(`audit.action.${action}`);
  const [object, verb] = action.split('.');
  const what = tCode('audit.object', object);
  return hasText(`audit.verb.${verb}`) ? `${what}: ${t(`audit.verb.${verb}`)}`
    : `${what}: ${verb?.replaceAll('_', ' ') ?? ''}`;
}

/** The name of a field that was changed, as its screen has it. */
export function changedName({ object }, field) {
  return object === 'user' ? tCode('people', field) : tCode('field', field);
}

/** A value as a person says it. */
export function changedValue({ object }, field, value) {
  if (value === null) return '—';
  if (object === 'user' && field === 'roles') {
    return value.split(',').map((r) => t(`role.${r}`)).join(', ');
  }
  if (object === 'user' && field === 'active') {
    return t(value === '1' ? 'people.active' : 'edit.off');
  }
  return value;
}
