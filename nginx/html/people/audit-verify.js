import { get, query } from '../lib/api.js';
import { html, useRef, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';

/** What came of it, for everybody to see. */
function Result({ report }) {
  if (report.ok === null) {
    return html`<span class="audit-verify__run"><progress max=${report.total || 1}
        value=${report.count} aria-label=${t('audit.verifying')} />
      <span class="numbers quiet">${t('audit.progress', report)}</span></span>`;
  }
  if (!report.ok) {
    return html`<span class="notice notice--bad" role="alert">
      <${Icon} name="alert" />${t('audit.broken', { n: report.first_bad })}</span>`;
  }
  return html`<span class="audit-verify__good" role="status">
    <${Icon} name="done" />${t('audit.whole', { n: report.count })}
    <code class="quiet" title=${report.head}>${report.head.slice(0, 16)}…</code>
  </span>`;
}

/** The chain is verified a call at a time, with its progress. */
export function AuditVerify() {
  const [report, setReport] = useState(null);
  const [failure, setFailure] = useState('');
  const running = useRef(false);

  async function verify() {
    if (running.current) return;
    running.current = true;
    setFailure('');
    let now = { ok: null, count: 0, total: 0, next: '' };
    setReport(now);
    try {
      while (now.ok === null) {
        now = await get(`/audit/verify${query({ cursor: now.next })}`);
        setReport(now);
      }
    } catch (problem) {
      setReport(null);
      setFailure(problem.message);
    } finally {
      running.current = false;
    }
  }
  useHotkeys({ KeyV: () => { verify(); } });
  return html`<div class="audit-verify">
    <button type="button" class="button" onClick=${verify}>
      <${Icon} name="shield" size="16" />${t('audit.verify')}
      <${Kbd}>V</${Kbd}></button>
    ${failure && html`<span role="alert">${failure}</span>`}
    ${report && html`<${Result} report=${report} />`}
  </div>`;
}
