/**
 * The reports of the desk in their order: which columns are drawn, whether
 * more is better, what they have beside their rows.
 * @typedef {{name: string, drawn: string[], parts?: string[],
 *   time?: boolean, apart?: string}} Report  time: by time only; apart: by
 *   what it is told apart when not by time
 */

/** @type {Report[]} */
export const REPORTS = [
  { name: 'promise', drawn: ['in_target', 'in_deadline'] },
  { name: 'contact', drawn: ['median', 'p90'] },
  { name: 'load', drawn: ['posted', 'calls'], parts: ['grid'] },
  { name: 'conversion', drawn: ['conversion'] },
  { name: 'revenue', drawn: ['revenue', 'spoken'] },
  {
    name: 'refusals', drawn: ['deny_to_referral'],
    parts: ['services', 'reasons'],
  },
  { name: 'visits', drawn: ['on_time'] },
  { name: 'handovers', drawn: ['one_owner'] },
  { name: 'tasks', drawn: ['handled', 'solved_by_one'], apart: 'queue' },
  { name: 'zones', drawn: ['corrections'] },
  {
    name: 'unknown-terms', drawn: ['unknown_rate'], parts: ['terms'],
    time: true,
  },
];

/** Cards above the reports: [report, column, which way is better]. */
export const CARDS = [
  ['promise', 'in_target', 'up'], ['promise', 'in_deadline', 'up'],
  ['contact', 'median', 'down'], ['contact', 'p90', 'down'],
  ['load', 'posted', null], ['conversion', 'conversion', 'up'],
  ['revenue', 'revenue', 'up'], ['refusals', 'deny_to_referral', 'up'],
  ['visits', 'on_time', 'up'], ['handovers', 'one_owner', 'up'],
  ['tasks', 'handled', 'up'], ['tasks', 'solved_by_one', 'up'],
  ['zones', 'corrections', 'down'], ['unknown-terms', 'unknown_rate', 'down'],
];
