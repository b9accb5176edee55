/** The value of ${body} at the JSON pointer ${pointer}, or undefined. */
export function valueAt(body, pointer) {
  return pointer.split('/').slice(1)
    .reduce((value, name) => value?.[name], body);
}
