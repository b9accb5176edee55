const PART_ROWS = 1000;

const CR = 13;
const LF = 10;
const QUOTE = 34;

/** Where each row of ${bytes} ends: a line end outside quotes. */
function rowEnds(bytes) {
  const ends = [];
  let quoted = false;
  for (let i = 0; i < bytes.length; i += 1) {
    if (bytes[i] === QUOTE) quoted = !quoted;
    const crlf = bytes[i] === CR && bytes[i + 1] === LF;
    if (!quoted && (bytes[i] === LF || bytes[i] === CR) && !crlf) {
      ends.push(i + 1);
    }
  }
  if (ends.at(-1) !== bytes.length) ends.push(bytes.length);
  return ends;
}

/**
 * The file in parts of at most ${rows} rows, each with the first line.  Its
 * line ends, quotes and separators have the same bytes in UTF-8 and
 * windows-1251.
 * @param {Uint8Array} bytes
 * @returns {{blob: Blob, rows: number}[]}
 */
export function inParts(bytes, rows = PART_ROWS) {
  const ends = rowEnds(bytes);
  const head = bytes.subarray(0, ends[0]);
  const out = [];
  for (let at = 1; at < ends.length; at += rows) {
    const to = Math.min(at + rows, ends.length);
    out.push({
      blob: new Blob([head, bytes.subarray(ends[at - 1], ends[to - 1])]),
      rows: to - at,
    });
  }
  return out;
}
