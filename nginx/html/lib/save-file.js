/** Give ${blob} to the person as the file ${name}. */
export function saveFile(blob, name) {
  const url = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), { href: url, download: name })
    .click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
