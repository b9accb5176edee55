import { Away, call, newKey, post } from '../lib/api.js';
import { t } from '../lib/i18n.js';
import { changePart, draft } from './draft.js';
import { checkBody } from './form-rules.js';
import { performersOf, serviceCodes, toBody } from './request-body.js';

const RETRY_MS = [1000, 2000, 4000, 8000];

/** The last thing sent under a key: the same body keeps its key. */
let sent;
/** The price kept for a visit: the same visit keeps it. */
let kept;
let stop = null;

/** Nothing of a call stays with its screen. */
export function forgetPosting() {
  stopPosting();
  sent = { body: '', key: '' };
  kept = { ask: '', key: '', quote: null };
}

function setPosting(patch) {
  changePart('posting', patch);
}

/** ${send} again and again while the server is away; the key makes it one. */
async function persist(send, signal) {
  for (let n = 0; ; n += 1) {
    try {
      return await send();
    } catch (problem) {
      if (!(problem instanceof Away) || signal.aborted) throw problem;
      setPosting({ state: 'retrying' });
      const wait = RETRY_MS[Math.min(n, RETRY_MS.length - 1)];
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, wait);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      });
      if (signal.aborted) throw problem;
    }
  }
}

function isValid(quote) {
  return quote && (!quote.valid_until || Date.parse(quote.valid_until) > Date.now());
}

/** Keep the price as it was said; asked once for the same visit. */
async function keepQuote(d, signal) {
  const ask = {
    ...(d.place && { place: d.place.code }),
    performers: performersOf(d),
    services: serviceCodes(d),
    bonus_member: d.bonus,
  };
  const text = JSON.stringify(ask);
  if (kept.ask !== text || (kept.quote && !isValid(kept.quote))) {
    kept = { ask: text, key: newKey(), quote: null };
  }
  if (!kept.quote) {
    kept.quote = await persist(
      () => post('/quotes', ask, { key: kept.key, signal }), signal,
    );
  }
  return kept.quote;
}

/** @returns {Record<string, string>} */
function fieldErrors(problem) {
  if (problem.errors.length) {
    return Object.fromEntries(problem.errors.map((e) => [e.pointer, e.message]));
  }
  return /^(place|zone)_/.test(problem.code)
    ? { '/address/place': problem.message } : {};
}

function refused(problem) {
  if (problem.name === 'AbortError' || problem instanceof Away) {
    setPosting({ state: 'idle', failure: t('post.stopped') });
    return;
  }
  const matches = problem.code === 'duplicate_suspected'
    ? problem.body.matches ?? problem.body.duplicates ?? [] : null;
  const errors = problem.status === 422 ? fieldErrors(problem) : {};
  const plain = !matches && Object.keys(errors).length === 0;
  setPosting({
    state: 'idle', matches, errors, failure: plain ? problem.message : null,
  });
}

async function send(d, ctx, signal) {
  const quote = await keepQuote(d, signal);
  if (ctx.spoken && quote.total.amount !== ctx.spoken.amount) {
    kept = { ask: '', key: '', quote: null };
    ctx.onPriceChanged();
    setPosting({ state: 'idle', failure: t('post.price_changed') });
    return;
  }
  const body = toBody(d, { ...ctx, quoteId: quote.id });
  const text = JSON.stringify(body);
  if (sent.body !== text) sent = { body: text, key: newKey() };
  const answer = await persist(
    () => call('POST', '/requests', { body, key: sent.key, signal }), signal,
  );
  setPosting({ state: 'idle', posted: answer.data, matches: null });
}

/**
 * Post the draft: check, keep the spoken price, register.  A second call while
 * one is on its way does nothing.
 * @param {{today: string, redFlagCodes: string[], minor: boolean,
 *   consentVersion: string, fields: object[], extraErrors: object,
 *   spoken: import('../lib/types.js').Money | null,
 *   onPriceChanged: () => void}} ctx
 */
export async function submit(ctx) {
  const d = draft.get();
  if (d.posting.state !== 'idle' || d.posting.posted) return;
  const errors = {
    ...checkBody(ctx.fields, toBody(d, ctx),
      { known: Boolean(d.known), minor: ctx.minor }),
    ...ctx.extraErrors,
  };
  if (Object.keys(errors).length) {
    setPosting({ errors, failure: null });
    return;
  }
  stop = new AbortController();
  setPosting({ state: 'sending', errors: {}, failure: null, matches: null });
  try {
    await send(d, ctx, stop.signal);
  } catch (problem) {
    refused(problem);
  }
}

/** Stop trying; the form can be changed again. */
export function stopPosting() {
  stop?.abort();
}

forgetPosting();
