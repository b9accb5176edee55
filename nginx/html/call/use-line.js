import { useState } from '../lib/html.js';
import { consequenceOf, isDecided, planOf, textsOf } from './answer.js';

/**
 * A line of several questions, taken by one Enter: its conditions are asked
 * one after the other, then one refused service is kept in sight.  What could
 * not be settled is handed to ${onEnd}: nothing typed is lost.
 * @param {{onPick: (hit: object) => string,
 *   onAnswered: (hit: object, met: boolean) => string,
 *   onEnd: (rest: string[], outcome: string) => void}} props
 */
export function useLine({ onPick, onAnswered, onEnd }) {
  const [plan, setPlan] = useState(null);

  function end({ refused, rest }) {
    const [first, ...others] = refused;
    setPlan(null);
    onEnd([...textsOf(others), ...rest], first ? first.keep() : 'done');
  }
  function goOn(next) {
    if (next.questions.length) setPlan(next);
    else end(next);
  }
  function take(answer) {
    if (!isDecided(answer)) return;
    const { place, taken, questions, refused, rest } = planOf(answer);
    if (place) onPick({ kind: 'place', ...place });
    taken.forEach(({ hit }) => onPick(hit));
    goOn({
      questions, rest,
      refused: refused.map(({ text, hit }) => ({ text, keep: () => onPick(hit) })),
    });
  }
  function answered(met) {
    const [{ text, hit }, ...questions] = plan.questions;
    const keep = () => onAnswered(hit, met);
    // A service taken after a refusal would put the refusal out of sight.
    const refuses = consequenceOf(hit, met).verdict === 'not_allowed';
    if (!refuses) keep();
    goOn({
      ...plan, questions,
      refused: refuses ? [{ text, keep }, ...plan.refused] : plan.refused,
    });
  }
  /** Leave the questions: they stay in the line. */
  function leave() {
    end({ ...plan, rest: [...textsOf(plan.questions), ...plan.rest] });
  }
  /** Another line is typed. */
  function forget() {
    setPlan(null);
  }
  return {
    question: plan?.questions[0].hit ?? null, take, answered, leave, forget,
  };
}
