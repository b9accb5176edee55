import { Away, call, newKey } from '../lib/api.js';
import { now } from '../lib/clock.js';
import { t } from '../lib/i18n.js';
import { change, changePart, draft } from './draft.js';
import { toBody } from './request-body.js';
import {
  dropPrice, forgetPrice, isExpired, keepPrice,
} from './spoken-price.js';

const RETRY_MS = [1000, 2000, 4000, 8000];

/** The posting on its way; another call at hand has nothing to do with it. */
let stop = null;

/** The call leaves the screen: what comes of its posting is not shown. */
export function forgetPosting() {
  stopPosting();
  stop = null;
  forgetPrice();
}

function setPosting(patch) {
  changePart('posting', patch);
}

/** Whether the same call, made again, may yet be answered. */
function isOpen(problem) {
  return problem instanceof Away || problem.code === 'idempotency_running';
}

/** ${send} again and again while the server is away; the key makes it one. */
async function persist(send, signal) {
  for (let n = 0; ; n += 1) {
    try {
      return await send();
    } catch (problem) {
      if (!isOpen(problem) || signal.aborted) throw problem;
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

/** @returns {Record<string, string>} */
function fieldErrors(problem) {
  const price = problem.errors.find((e) => e.pointer === '/quote/id');
  if (price) {
    dropPrice();
    return { '/consent/price': price.message };
  }
  if (problem.errors.length) {
    return Object.fromEntries(problem.errors.map((e) => [e.pointer, e.message]));
  }
  return /^(place|zone)_/.test(problem.code)
    ? { '/address/place': problem.message } : {};
}

function refused(problem) {
  if (problem.name === 'AbortError' || isOpen(problem)) {
    setPosting({ state: 'idle', failure: t('post.stopped') });
    return;
  }
  change({ sent: null });
  const matches = problem.code === 'duplicate_suspected'
    ? problem.body.matches ?? problem.body.duplicates ?? [] : null;
  const errors = problem.status === 422 ? fieldErrors(problem) : {};
  const plain = !matches && Object.keys(errors).length === 0;
  setPosting({
    state: 'idle', matches, errors, failure: plain ? problem.message : null,
  });
}

/**
 * What was sent and never answered, if the call still says the same: sent
 * again under its key it is one request.
 */
export function unanswered(d, ctx) {
  if (!d.sent) return null;
  // A script that came on the screen since makes no other request of it.
  const { quote, scripts, draft: id } = d.sent.body;
  const body = {
    ...toBody(d, { ...ctx, quoteId: quote?.id }), scripts, draft: id,
  };
  return JSON.stringify(body) === JSON.stringify(d.sent.body) ? d.sent : null;
}

/** Key and body of a new request, kept before they are sent. */
async function keepRequest(d, ctx, quote) {
  const key = newKey();
  const body = toBody(d, { ...ctx, quoteId: quote.id });
  for (;;) {
    const id = ctx.draftId();
    change({ sent: { key, body: { ...body, draft: id } } });
    await ctx.saveNow();
    // Another screen had changed the draft: then this call has a new one.
    if (ctx.draftId() === id) return draft.get().sent;
  }
}

async function send(d, ctx, signal) {
  let sent = unanswered(d, ctx);
  if (!sent) {
    const quote = await persist(() => keepPrice(signal), signal);
    signal.throwIfAborted();
    const agreed = d.agreedTo ?? ctx.spoken?.amount ?? quote.total.amount;
    if (quote.total.amount !== agreed) {
      change({ kept: null });
      ctx.onPriceChanged();
      setPosting({ state: 'idle', failure: t('post.price_changed') });
      return;
    }
    sent = await keepRequest(d, ctx, quote);
    signal.throwIfAborted();
  }
  const { key, body } = sent;
  const answer = await persist(
    () => call('POST', '/requests', { body, key, signal }), signal,
  );
  signal.throwIfAborted();
  setPosting({ state: 'idle', posted: answer.data, matches: null });
}

/**
 * Post the draft: check, keep the spoken price, register.  A second call while
 * one is on its way does nothing.
 * @param {{today: string, redFlagCodes: string[], minor: boolean,
 *   consentVersion: string, check: (body: object) => Record<string, string>,
 *   spoken: import('../lib/types.js').Money | null,
 *   onPriceChanged: () => void, draftId: () => string,
 *   saveNow: () => Promise<void>}} ctx  saveNow: keep the draft before it is sent
 */
export async function submit(ctx) {
  const d = draft.get();
  if (d.posting.state !== 'idle' || d.posting.posted) return;
  if (isExpired(d, now()) && !unanswered(d, ctx)) {
    dropPrice();
    setPosting({ failure: t('price.expired') });
    return;
  }
  const checked = toBody(d, ctx);
  const errors = ctx.check(checked);
  setPosting({ errors, checked, failure: null });
  if (Object.keys(errors).length) return;
  const mine = new AbortController();
  stop = mine;
  setPosting({ state: 'sending', matches: null });
  try {
    await send(d, ctx, mine.signal);
  } catch (problem) {
    if (stop === mine) refused(problem);
  }
}

/** Stop trying; the form can be changed again. */
export function stopPosting() {
  stop?.abort();
}
