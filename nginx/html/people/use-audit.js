import { Away, get, query } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';

const SETTLED_MS = 250; // after the last key

/** What may be asked: an id alone says nothing without its kind. */
function asked({ object, object_id: id, ...rest }) {
  return { ...rest, object, object_id: object ? id.trim() : '' };
}

/** The pages of the trail that ${filter} finds, the newest first. */
export function useAudit(filter) {
  const [state, setState] = useState({ items: null, next: null });
  const [failure, setFailure] = useState('');
  const path = `/audit${query(asked(filter))}`;

  function take(load) {
    return load.then(() => setFailure(''), (problem) => {
      if (problem.name !== 'AbortError') {
        setFailure(problem instanceof Away ? t('connection.away')
          : problem.errors?.[0]?.message ?? problem.message);
      }
    });
  }
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => take(get(path, { signal: stop.signal })
      .then(setState)), state.items ? SETTLED_MS : 0);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [path]);

  const more = () => take(get(`${path}${path.includes('?') ? '&' : '?'}cursor=${
    state.next}`).then((page) => setState((old) => ({
    items: [...old.items, ...page.items], next: page.next,
  }))));
  return { ...state, failure, more };
}

/** A note above a list; nothing when there is nothing to say. */
export function Failure({ text }) {
  return text ? html`<p class="notice notice--bad" role="alert">${text}</p>`
    : null;
}
