/**
 * One small change at a time: what a slip of the hand makes of a C file.
 */

/** mask(source): as long as ${source}; comments, strings, # lines blank. */
export function mask(source) {
	const blank = (text) => text.replace(/[^\n]/g, ' ');

	return source.replace(
	    /\/\*[^]*?\*\/|\/\/.*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g,
	    blank).replace(/^#(?:.*\\\n)*.*$/gm, blank);
}

/* A check of the programmer's own; the size of something on the stack. */
const NO_CODE = /\b(assert|static_assert|sizeof)\b|^\s+(static |const |unsigned )*(struct )?\w+ \w+\[[^\]]*\];$/m;

/* Name, what it finds, what it becomes ($ as in replace). */
const CHANGES = [
	['equal', / == /g, ' != '],
	['equal', / != /g, ' == '],
	['order', / < /g, ' <= '],
	['order', / <= /g, ' < '],
	['order', / > /g, ' >= '],
	['order', / >= /g, ' > '],
	['logic', / && /g, ' || '],
	['logic', / \|\| /g, ' && '],
	['logic', /!(?=[\w(])/g, ''],
	['sum', / \+ /g, ' - '],
	['sum', / - /g, ' + '],
	['sum', / \* (?!\*)/g, ' / '],
	['sum', / \/ /g, ' * '],
	['sum', / \+= /g, ' -= '],
	['sum', / -= /g, ' += '],
	['bits', / \| /g, ' & '],
	['bits', / & /g, ' | '],
	['bits', / \|= /g, ' &= '],
	['bits', / &= /g, ' |= '],
	['truth', /\btrue\b/g, 'false'],
	['truth', /\bfalse\b/g, 'true'],
	['number', /(?<![\w.[{]|[<>]=? )0(?![\w.])/g, '1'],
	['number', /(?<![\w.[])1(?![\w.])/g, '2'],
	['number', /(?<![\w.[])([2-9]|[1-9]\d+)(?![\w.])/g,
	    (n) => String(Number(n) + 1)],
	['condition', /\bif \((?!!|.* [!=]= )(.*)(\)(?: {)?)$/gm,
	    (_, inner, end) => `if (!(${inner})${end}`],
	['left out', /(?<=[;{})]\s*\n\t+)(?!(?:const|static|struct|enum|size_t|int\w*|bool|unsigned|char|return|goto|case|default)\b|[:?} ])[^\t\n][^\n]*;$/gm,
	    ';'],
];

/** places(source): every change: {at, end, to, kind, line}. */
export function places(source) {
	const masked = mask(source);
	const starts = [0];
	const found = [];

	for (let i = 0; i < source.length; i++)
		if (source[i] === '\n')
			starts.push(i + 1);
	const line = (at) => starts.findLastIndex((s) => s <= at);
	for (const [kind, what, to] of CHANGES)
		for (const m of masked.matchAll(what)) {
			const n = line(m.index);
			const text = masked.slice(starts[n], starts[n + 1]);
			if (NO_CODE.test(text) || !/^\s/.test(text))
				continue;
			const now = source.slice(m.index,
			    m.index + m[0].length);
			found.push({ at: m.index, end: m.index + m[0].length,
			    to: what.global && typeof to === 'string' ? to
				: now.replace(new RegExp(what.source, ''), to),
			    kind, line: n + 1 });
		}
	return found.sort((a, b) => a.at - b.at);
}

/** apply(source, place): the file with that one change. */
export const apply = (source, { at, end, to }) =>
    source.slice(0, at) + to + source.slice(end);

/** told(source, place): the line as it became, for people. */
export function told(source, place) {
	const changed = apply(source, place).split('\n')[place.line - 1].trim();

	return changed === ';' ? `left out: ${
	    source.split('\n')[place.line - 1].trim()}` : changed;
}
