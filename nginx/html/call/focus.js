/** Where the operator is in the form, by the id of the control or its group. */

export function focusedId() {
  const { activeElement } = document;
  return activeElement?.closest('.call__form, .call__right')
    ? activeElement.closest('[id]').id : null;
}

/**
 * Leave the field before its call leaves the screen: what the field does then
 * (a phone put in order) is done to its own call.
 */
export function leaveFields() {
  document.activeElement?.blur();
}

/** Go back to the control with this id; false: it is not there (yet). */
export function focusOn(id) {
  const place = id && document.getElementById(id);
  if (!place) return false;
  const control = place.matches('input, textarea, select, button') ? place
    : place.querySelector('input:checked, input, button');
  control?.focus();
  return document.activeElement === control;
}

/** Go to the one box. */
export function focusBox() {
  document.getElementById('lookup')?.focus();
}

let refusalWanted = false;

/** The first thing to do about a refused service, as soon as it is there. */
export function focusRefusal() {
  const card = document.querySelector('[data-part="refusal"]');
  refusalWanted = !card;
  card?.scrollIntoView({ block: 'nearest' });
  card?.querySelector('[data-first]')?.focus();
}

/** The card of a refusal is there: it was perhaps waited for. */
export function refusalCame() {
  if (refusalWanted) focusRefusal();
}
