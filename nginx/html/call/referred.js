import { newKey, post } from '../lib/api.js';
import { useState } from '../lib/html.js';
import { hand } from './calls.js';
import { change, changePart, draft } from './draft.js';
import { performersOf } from './request-body.js';

function bodyOf(refusal, { referral, followUp, phone }) {
  const d = draft.get();
  return {
    outcome: 'referred',
    reason: 'not_done',
    zone: d.place?.zone ?? null,
    performers: performersOf(d),
    services: [refusal.code],
    referral: referral?.code ?? null,
    follow_up: followUp,
    ...(phone?.trim() && { callback_phone: phone }),
    total: null,
    red_flag: null,
  };
}

/** The key of the last body; it outlives the screen with the call. */
function keyOf(body) {
  const text = JSON.stringify(body);
  const { referring } = draft.get();
  if (referring?.text === text) return referring.key;
  const key = newKey();
  change({ referring: { text, key } });
  return key;
}

/**
 * Record once how the caller was helped; the draft keeps that it was done.
 * What was not answered is sent again under its key.
 * @param {object} refusal
 * @param {{clinic: string | null, followUp: string} | undefined} recorded
 * @returns {{busy: boolean, error: string,
 *   record: (help: object) => Promise<void>}}
 */
export function useReferred(refusal, recorded) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');

  async function record(help) {
    if (busy || recorded) return;
    const body = bodyOf(refusal, help);
    const { turn } = hand.get();
    setBusy(true);
    setError('');
    try {
      await post('/calls', body, { key: keyOf(body) });
      if (hand.get().turn !== turn) return; // asked again, it is the same
      changePart('referred', { [refusal.code]: {
        clinic: help.referral?.name ?? null, followUp: help.followUp,
      } });
      help.onDone();
    } catch (problem) {
      setError(problem.errors?.[0]?.message ?? problem.message);
    } finally {
      setBusy(false);
    }
  }
  return { busy, error, record };
}
