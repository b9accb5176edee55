/** Style sheets that are there or on their way, by name. */
const sheets = new Map();

function fetchStyle(name) {
  const link = Object.assign(document.createElement('link'), {
    rel: 'stylesheet',
    href: new URL(`../styles/${name}.css`, import.meta.url).href,
  });
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      sheets.delete(name);
      reject(new Error(`styles ${name}`));
    };
    document.head.append(link);
  });
}

/** Load styles/${name}.css, once; whoever shows what it styles waits for it. */
export function loadStyle(name) {
  if (!sheets.has(name)) sheets.set(name, fetchStyle(name));
  return sheets.get(name);
}
