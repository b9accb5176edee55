import { get, query } from '../lib/api.js';
import { useEffect, useState } from '../lib/html.js';
import { REPORTS } from './catalogue.js';
import { groupingOf } from './period.js';

const RETRY_MS = 3000;
const RENEW_MS = 60000;
const LANES = 2; /* asked for at once: a year of all takes the server a while */

function groupOf({ time, apart }, ask) {
  if (apart && ask.view !== 'time') return apart;
  return groupingOf(time ? { ...ask, view: 'time' } : ask);
}

/** Parameters of GET /reports/… for ${report} of what is asked. */
export function paramsOf(report, ask, compare) {
  return {
    from: ask.from,
    to: ask.to,
    by: groupOf(report, ask),
    compare: compare ? 'previous' : undefined,
  };
}

/**
 * All reports of ${ask}, renewed every minute; what is not there yet is
 * missing.  problem: why the server refused the period.
 * @returns {{data: Record<string, object>, problem: Error | null}}
 */
export function useReports(ask, compare, lang) {
  const [found, setFound] = useState({ data: {}, problem: null });
  useEffect(() => {
    const stop = new AbortController();
    let timer;
    setFound({ data: {}, problem: null });
    async function load(report, background) {
      const params = query(paramsOf(report, ask, compare));
      const one = await get(`/reports/${report.name}${params}`,
        { signal: stop.signal, background });
      setFound((old) => ({
        problem: null, data: { ...old.data, [report.name]: one },
      }));
    }
    async function loadAll(background) {
      let again = RENEW_MS;
      try {
        const rest = [...REPORTS];
        const lane = async () => {
          while (rest.length) await load(rest.shift(), background);
        };
        await Promise.all(Array.from({ length: LANES }, lane));
      } catch (error) {
        if (stop.signal.aborted) return;
        if (error.status === 422) {
          setFound({ data: {}, problem: error });
          return;
        }
        again = RETRY_MS;
      }
      timer = setTimeout(() => loadAll(true), again);
    }
    loadAll(false);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [ask.from, ask.to, ask.view, compare, lang]);
  return found;
}
