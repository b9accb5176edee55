import { html, useRef, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { VerdictMark } from '../call/verdict-mark.js';
import { Dialog } from '../ui/dialog.js';
import { Icon } from '../ui/icon.js';

const MARKS = { pick: 'none' };

function Outcome({ outcome }) {
  const { verdict, service } = outcome;
  return html`<${VerdictMark} verdict=${MARKS[verdict] ?? verdict} />
    ${service && html` <span class="quiet">${service}</span>`}`;
}

/** Which stored queries would be answered otherwise, and whether rightly. */
export function Moves({ moves }) {
  return html`<table class="moves"><thead><tr>
      <th scope="col">${t('moves.query')}</th>
      <th scope="col">${t('moves.before')}</th>
      <th scope="col">${t('moves.after')}</th>
      <th scope="col">${t('moves.wanted')}</th></tr></thead>
    <tbody>${moves.map((m) => html`<tr key=${m.check}>
      <th scope="row">${m.query}</th>
      <td><${Outcome} outcome=${m.before} /></td>
      <td><${Outcome} outcome=${m.after} /></td>
      <td class=${m.as_wanted ? 'moves__good' : 'moves__bad'}>
        <${Icon} name=${m.as_wanted ? 'check' : 'alert'} size="15" />
        ${m.as_wanted ? t('moves.as_wanted') : t('moves.not_wanted')}</td>
    </tr>`)}</tbody></table>`;
}

function MovesDialog({ moves, onAnswer }) {
  return html`<${Dialog} title=${t('moves.title')} wide
      onClose=${() => onAnswer(false)} onSubmit=${() => onAnswer(true)}>
    <p>${t('moves.lead', { n: moves.length })}</p>
    <${Moves} moves=${moves} />
    <footer class="dialog__foot">
      <button type="button" class="button" data-autofocus
        onClick=${() => onAnswer(false)}>${t('moves.back')}</button>
      <button type="submit" class="button button--main">
        ${t('moves.publish')}</button>
    </footer></${Dialog}>`;
}

/**
 * A guard of writes to the catalogue: one that changes answers is shown before
 * it is published.  guard(write) runs write(extra), extra being the query of
 * the path; undefined when the person took it back.
 */
export function useVerdictGuard() {
  const [moves, setMoves] = useState(null);
  const settle = useRef(null);
  async function guard(write) {
    try {
      return await write('');
    } catch (problem) {
      if (problem.code !== 'verdicts_change') throw problem;
      const agreed = await new Promise((resolve) => {
        settle.current = resolve;
        setMoves(problem.body.verdicts);
      });
      setMoves(null);
      return agreed ? write('?confirm=1') : undefined;
    }
  }
  return {
    guard,
    dialog: moves && html`<${MovesDialog} moves=${moves}
      onAnswer=${(yes) => settle.current(yes)} />`,
  };
}
