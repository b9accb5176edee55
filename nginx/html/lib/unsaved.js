/** Whether a desk holds something typed and not sent. */

const checks = new Set();

/** @param {() => boolean} check  true: something would be lost */
export function watchUnsaved(check) {
  checks.add(check);
  return () => checks.delete(check);
}

export function isUnsaved() {
  return [...checks].some((check) => check());
}

window.addEventListener('beforeunload', (event) => {
  if (isUnsaved()) event.preventDefault();
});
