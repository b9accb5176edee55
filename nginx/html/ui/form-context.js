import { createContext, useContext, useRef } from '../lib/html.js';

/**
 * What fields of one form share: their errors by pointer, and the rules of
 * GET /form: what is required, what is wrong with a text while it is typed.
 */
export const FormContext = createContext({
  prefix: 'f',
  errors: {},
  required: () => false,
});

/** The id of the control for a JSON pointer like "/patient/phone". */
export function fieldId(pointer, prefix = 'f') {
  return prefix + pointer.replaceAll('/', '-');
}

/**
 * Attributes and error of the control at ${pointer}, holding ${value};
 * ${problem} is what it noticed itself.
 */
export function useField(pointer, value = '', problem = '') {
  const form = useContext(FormContext);
  const id = fieldId(pointer, form.prefix);
  const told = useRef({ errors: null, value });
  if (told.current.errors !== form.errors) {
    told.current = { errors: form.errors, value };
  }
  // Once changed, the text is not what the error was about.
  const error = form.typing?.(pointer, value) || problem
    || (told.current.value === value && form.errors[pointer]);
  return {
    id,
    error,
    required: form.required(pointer),
    props: {
      id,
      'aria-required': form.required(pointer) ? 'true' : undefined,
      'aria-invalid': error ? 'true' : undefined,
      'aria-describedby': error ? `${id}-error` : undefined,
    },
  };
}
