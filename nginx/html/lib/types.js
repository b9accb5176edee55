/**
 * Shapes of the API as the screens use them (the OpenAPI file has them all).
 *
 * @typedef {{amount: number, currency: string}} Money  kopecks
 * @typedef {'doctor' | 'nurse'} Performer
 * @typedef {'allowed' | 'not_allowed' | 'conditional' | 'ask_dispatcher' |
 *   'unknown'} Verdict
 * @typedef {'yes' | 'no' | 'dont_know' | 'not_asked'} Answer
 *
 * @typedef {{code: string, own: boolean, name: string, address: string,
 *   place: string, phone: string, hours: string, directions: string | null,
 *   distance_m: number | null}} Referral
 * @typedef {{answer: 'yes' | 'no', verdict: Verdict, say: string,
 *   instead: {code: string, name: string, verdict: Verdict,
 *   performer: string, condition: string | null} | null}} ServiceAnswer
 * @typedef {{kind: 'service', code: string, name: string, category: string,
 *   verdict: Verdict, performer: Performer | 'doctor_or_nurse' | null,
 *   condition: string | null, answers: ServiceAnswer[],
 *   referrals: Referral[], say: string | null,
 *   approved: boolean}} ServiceHit
 * @typedef {{place_text: string | null, place: null | {code: string,
 *   name: string, zone: string, prices: Record<Performer, Money | null>,
 *   say: string | null}, parts: {text: string, verdict: Verdict | null,
 *   hit: ServiceHit | null, say: string | null}[], left: string[],
 *   performers: Performer[] | null}} LookupAnswer
 * @typedef {{kind: 'place', code: string, name: string, zone: string,
 *   ambiguous: boolean}} PlaceHit
 *
 * @typedef {{zone: string, place: string | null, performers: Performer[],
 *   lines: {code: string, title: string, price: Money}[],
 *   discounts: {code: string, amount: number, reason: string}[],
 *   total: Money, preliminary: boolean, tariff_version: number,
 *   say: string, id?: string, valid_until?: string}} Quote
 *
 * @typedef {{target_at: string, deadline_at: string, out_of_hours: boolean,
 *   colour: 'calm' | 'amber' | 'red' | 'overdue' | 'kept'}} RequestPromise
 * @typedef {{by: string, token?: number, expires_at: string,
 *   since?: string}} Claim
 * @typedef {{id: string, number: string, version: number, state: string,
 *   created_at: string, created_by: string, zone: string,
 *   total: Money, promise: RequestPromise, claim: Claim | null,
 *   flags: string[], kit: number, attempt_count: number}} RequestRow
 *
 * @typedef {{pointer: string, code: string, message: string}} FieldError
 * @typedef {{pointer: string, when: 'always' | 'first_time' | 'repeat' |
 *   'minor' | 'optional', pattern: string | null, max_length: number,
 *   code: string}} FormField
 */
export {};
