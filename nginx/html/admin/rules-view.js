import { call } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { TableEditor } from './table-editor.js';

const WAIT_MS = 250;
const RESULTS = { yes: 'done', no: 'minus', limit: 'alert' };

/** What the rule as typed does with ${samples}; null: not known yet. */
function useTrial(typed, samples) {
  const [trial, setTrial] = useState(null);
  const body = JSON.stringify({
    pattern: typed.pattern,
    house_from: Number(typed.house_from) || 0,
    house_to: Number(typed.house_to) || 0,
    parity: typed.parity || 'any',
    samples: samples.split('\n').filter((line) => line.trim()),
  });
  useEffect(() => {
    if (!typed.pattern) {
      setTrial(null);
      return undefined;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => call('POST', '/address-rules/try', {
      body: JSON.parse(body), signal: stop.signal,
    }).then(({ data }) => setTrial(data), () => {}), WAIT_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [body]);
  return trial;
}

function Warnings({ trial }) {
  const { why, dangerous, everything, recent } = trial;
  return html`
    ${why && html`<p class="notice notice--bad"><${Icon} name="alert" />
      ${t('rules.wrong', { why })}</p>`}
    ${dangerous && html`<p class="notice notice--bad"><${Icon} name="alert" />
      ${t('rules.dangerous')}</p>`}
    ${everything && html`<p class="notice notice--warn"><${Icon} name="alert" />
      ${t('rules.everything')}</p>`}
    ${!why && !dangerous && html`<p class="quiet">${t('rules.recent', recent)}
      </p>`}`;
}

/** The matched words stand out. */
function Sample({ sample: { text, result, matched } }) {
  const at = matched ? text.indexOf(matched) : -1;
  return html`<li class=${`sample sample--${result}`}>
    <${Icon} name=${RESULTS[result]} size="15" />
    <span>${at < 0 ? text : html`${text.slice(0, at)}<mark>${matched}</mark>${
      text.slice(at + matched.length)}`}</span>
    <span class="hidden">${t(`rules.result.${result}`)}</span></li>`;
}

/** "Try on these addresses", as the pattern is typed. */
function Trial({ typed }) {
  const [samples, setSamples] = useState('');
  const trial = useTrial(typed, samples);
  return html`<section class="card trial" aria-labelledby="trial-title">
    <h2 id="trial-title">${t('rules.try')}</h2>
    <label class="field__label" for="trial-samples">${t('rules.samples')}</label>
    <textarea class="input" id="trial-samples" rows="3" value=${samples}
      onInput=${(e) => setSamples(e.currentTarget.value)} />
    <div role="status">${trial && html`<${Warnings} trial=${trial} />`}
      <ul>${(trial?.samples ?? []).map((s, i) => html`
        <${Sample} key=${i} sample=${s} />`)}</ul></div>
  </section>`;
}

/** Address rules in the order they are tried. */
export function RulesView() {
  return html`<${TableEditor} name="address-rules"
    start=${{ parity: 'any', active: true, sort: '5' }}
    beside=${(typed) => html`<${Trial} typed=${typed} />`} />`;
}
