import { useEffect, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { toast } from '../ui/toast.js';
import { useSending } from '../ui/use-sending.js';
import {
  confirmTotp, offerTotp, removeTotp, renewRecovery, totpState,
} from './totp-calls.js';

const EMPTY = { password: '', code: '' };

/** The first step of who has one, of who has none. */
const begin = (state) => (state.on ? { step: 'state', state }
  : { step: 'prove', what: 'begin', state });

/** What is done once password and code were given. */
const PROVEN = {
  begin: async (proof) => ({ step: 'scan', offer: await offerTotp(proof) }),
  recovery: async (proof) => ({
    step: 'codes', codes: (await renewRecovery(proof)).recovery_codes,
  }),
  remove: async (proof) => {
    const state = await removeTotp(proof);
    toast(t('totp.turned_off'), 'good');
    return begin(state);
  },
};

/**
 * The way to a second factor, to other recovery codes, to none: steps
 * 'loading', 'state', 'prove', 'scan', 'codes'.
 */
export function useTotp() {
  const [at, setAt] = useState({ step: 'loading' });
  const [typed, setTyped] = useState(EMPTY);

  function go(next) {
    setTyped(EMPTY);
    setAt((now) => ({ state: now.state, ...next }));
  }
  const sending = useSending(async () => {
    if (at.step === 'prove') {
      const { password, code } = typed;
      go(await PROVEN[at.what]({ password, code: code || null }));
    } else if (at.step === 'scan') {
      const { recovery_codes: codes } = await confirmTotp(typed.code);
      toast(t('totp.turned_on'), 'good');
      go({ step: 'codes', codes });
    }
  });
  useEffect(() => {
    const stop = new AbortController();
    totpState({ signal: stop.signal }).then((state) => setAt(begin(state)),
      (problem) => stop.signal.aborted || toast(problem.message, 'bad'));
    return () => stop.abort();
  }, []);
  return { ...sending, at, go, typed, setTyped };
}
