import { html, useEffect, useState } from '../lib/html.js';

/**
 * The forms of password.js, fetched when they are asked for.
 * @param {{form: 'PasswordPage' | 'PasswordDialog'}} props  more: the form's
 */
export function PasswordDoor({ form, ...props }) {
  const [forms, setForms] = useState(null);
  useEffect(() => {
    import('./password.js').then(setForms, () => {});
  }, []);
  return forms && html`<${forms[form]} ...${props} />`;
}
