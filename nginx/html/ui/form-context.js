import { createContext, useContext } from '../lib/html.js';

/**
 * What fields of one form share: their errors by pointer, and the rules of
 * GET /form (required, longest text).
 */
export const FormContext = createContext({
  prefix: 'f',
  errors: {},
  required: () => false,
  maxLength: () => undefined,
});

/** The id of the control for a JSON pointer like "/patient/phone". */
export function fieldId(pointer, prefix = 'f') {
  return prefix + pointer.replaceAll('/', '-');
}

/** Attributes and error of the control at ${pointer}. */
export function useField(pointer) {
  const form = useContext(FormContext);
  const id = fieldId(pointer, form.prefix);
  const error = form.errors[pointer];
  return {
    id,
    error,
    required: form.required(pointer),
    props: {
      id,
      maxLength: form.maxLength(pointer),
      'aria-required': form.required(pointer) ? 'true' : undefined,
      'aria-invalid': error ? 'true' : undefined,
      'aria-describedby': error ? `${id}-error` : undefined,
    },
  };
}
