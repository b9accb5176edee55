import { useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';

const NOTHING = { errors: {}, failure: '' };

/** What a refusal says: by field, else in one sentence. */
function toldBy(problem) {
  const errors = Array.isArray(problem.errors)
    ? Object.fromEntries(problem.errors.map((e) => [e.pointer, e.message]))
    : problem.errors ?? {};
  if (Object.keys(errors).length) return { errors, failure: '' };
  return {
    errors, failure: problem.body ? problem.message : t('connection.away'),
  };
}

/**
 * A form on its way: ${act} sends it, once at a time.
 * @param {() => Promise<void>} act  throws a Problem, or {errors} of the fields
 * @returns {{errors: object, failure: string, busy: boolean,
 *   submit: (event?: Event) => Promise<void>}}
 */
export function useSending(act) {
  const [told, setTold] = useState(NOTHING);
  const [busy, setBusy] = useState(false);

  async function submit(event) {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setTold(NOTHING);
    try {
      await act();
    } catch (problem) {
      setTold(toldBy(problem));
    } finally {
      setBusy(false);
    }
  }
  return { ...told, busy, submit };
}
