import { cell } from './cell.js';
import { language } from './i18n.js';

const BASE = '/api/v1';
const TIMEOUT_MS = 15000;
const SERVER_AWAY = new Set([502, 503, 504]);

/** Whether the server answers; the banner shows it. */
export const connection = cell({ away: false });

/**
 * What the session module gives to every call: the CSRF token, how to wait for
 * a new login after a 401, and how to take up a new session after a wrong
 * token.  true: the same person goes on, try once more.
 */
export const auth = {
  csrf: null,
  renew: async () => false,
  refresh: async () => false,
};

/** An answer of the server that says no (RFC 9457). */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? body?.title ?? String(status));
    this.status = status;
    this.code = body?.code ?? `http_${status}`;
    this.body = body ?? {};
    /** @type {import('./types.js').FieldError[]} */
    this.errors = body?.errors ?? [];
  }
}

/** No answer, or one that says "come back later": nothing is lost, try on. */
export class Away extends Error {}

function headers(method, options) {
  const out = {
    Accept: options.accept ?? 'application/json',
    'Accept-Language': language.get(),
  };
  if (options.body !== undefined) out['Content-Type'] = 'application/json';
  if (options.file) out['Content-Type'] = 'text/csv';
  if (method !== 'GET' && auth.csrf) out['X-CSRF-Token'] = auth.csrf;
  if (options.key) out['Idempotency-Key'] = options.key;
  if (options.version) out['If-Match'] = `"${options.version}"`;
  if (options.etag) out['If-None-Match'] = options.etag;
  if (options.background) out['X-Background'] = '1';
  return out;
}

async function send(method, path, options) {
  const limit = AbortSignal.timeout(options.timeout ?? TIMEOUT_MS);
  try {
    return await fetch(BASE + path, {
      method,
      headers: headers(method, options),
      body: options.body === undefined ? options.file
        : JSON.stringify(options.body),
      signal: options.signal ? AbortSignal.any([limit, options.signal]) : limit,
      cache: 'no-store',
      keepalive: options.keepalive,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    connection.set({ away: true });
    throw new Away(error.message);
  }
}

/** The body; one that breaks off is no answer, whatever its status said. */
async function read(answer, options) {
  const type = answer.headers.get('Content-Type') ?? '';
  const file = options.accept && type.startsWith(options.accept);
  if (!file && !/json/.test(type)) return null;
  try {
    return await (file ? answer.blob() : answer.json());
  } catch (error) {
    if (options.signal?.aborted) throw error;
    connection.set({ away: true });
    throw new Away(error.message);
  }
}

/** A refusal the session module can cure: then the call is worth repeating. */
async function cured(problem, options) {
  if (options.anonymous) return false;
  if (problem.status === 401) return auth.renew();
  if (problem.code === 'csrf') return auth.refresh();
  return false;
}

/**
 * Call the API.
 * @param {string} method
 * @param {string} path  below /api/v1
 * @param {{body?: object, key?: string, version?: number, etag?: string,
 *   signal?: AbortSignal, anonymous?: boolean, keepalive?: boolean,
 *   background?: boolean, accept?: string, file?: Blob,
 *   timeout?: number}} [options]
 *   keepalive: it goes out even when the page is left meanwhile; background:
 *   not a person's doing, so that it renews no session; accept: a type of file
 *   wanted instead of JSON, its data is a Blob; file: a table for a body;
 *   timeout: ms to wait for the answer
 * @returns {Promise<{status: number, data: any, etag: string | null}>}
 * @throws {Problem | Away}
 */
export async function call(method, path, options = {}, again = true) {
  const answer = await send(method, path, options);
  if (SERVER_AWAY.has(answer.status)) {
    connection.set({ away: true });
    throw new Away(`HTTP ${answer.status}`);
  }
  connection.set((old) => (old.away ? { away: false } : old));
  const data = await read(answer, options);
  if (answer.ok || answer.status === 304) {
    return { status: answer.status, data, etag: answer.headers.get('ETag') };
  }
  const problem = new Problem(answer.status, data);
  if (again && await cured(problem, options)) {
    return call(method, path, options, false);
  }
  throw problem;
}

export async function get(path, options) {
  return (await call('GET', path, options)).data;
}

export async function post(path, body, options) {
  return (await call('POST', path, { ...options, body })).data;
}

/** A key that makes a repeated POST one request. */
export function newKey() {
  return crypto.randomUUID();
}

/** "?a=1&b=2" of the parameters that have a value. */
export function query(params) {
  const used = Object.entries(params)
    .filter(([, v]) => v !== undefined && v !== null && v !== '');
  return used.length ? `?${new URLSearchParams(used)}` : '';
}
