/** The schemas of openapi.json, to make bodies and queries from. */
import { full, routes } from './routes.mjs';

const deref = (doc, node) => node?.$ref
    ? deref(doc, node.$ref.slice(2).split('/').reduce((at, key) => at[key],
	doc)) : node;

/** forms(doc, schema): the schema itself, and those it is one of. */
export function forms(doc, schema) {
	const s = deref(doc, schema) ?? {};

	return [s, ...[...s.oneOf ?? [], ...s.anyOf ?? []]
	    .map((one) => deref(doc, one))];
}

/**
 * spots(doc, schema, at, wrap): every object of a body, as [pointer, the
 * members it knows, what makes a body of it]; lists have one entry.
 */
export function spots(doc, schema, at = '', wrap = (object) => object) {
	const { properties = {} } = forms(doc, schema)
	    .find((s) => s.properties) ?? {};
	const found = [[at, properties, wrap]];

	for (const [name, inner] of Object.entries(properties)) {
		const list = forms(doc, inner).find((s) => s.items);
		const shape = forms(doc, list ? list.items : inner)
		    .find((s) => s.properties);
		if (shape)
			found.push(...spots(doc, shape,
			    `${at}/${name}${list ? '/0' : ''}`, (object) =>
				wrap({ [name]: list ? [object] : object })));
	}
	return found;
}

/** filled(doc, schema, text): a body with ${text} wherever one may stand. */
export function filled(doc, schema, text) {
	const all = forms(doc, schema);
	const of = (key) => all.find((s) => s[key])?.[key];

	if (of('properties'))
		return Object.fromEntries(Object.entries(of('properties'))
		    .map(([name, s]) => [name, filled(doc, s, text)]));
	if (of('items'))
		return [filled(doc, of('items'), text)];
	if (all.some((s) => s.type === 'integer' || s.type === 'number'))
		return 1;
	return all.some((s) => s.type === 'boolean') ? true : text;
}

/** operations(doc): [{route, schema, query}]; JSON body, query names. */
export function operations(doc) {
	const rows = [];
	const table = routes();

	for (const [path, item] of Object.entries(doc.paths))
		for (const [method, op] of Object.entries(item)) {
			const route = table.find((r) => r.path === full(path) &&
			    r.method === method.toUpperCase());
			const named = [...item.parameters ?? [],
			    ...op.parameters ?? []].map((p) => deref(doc, p));
			if (route)
				rows.push({ route, schema: op.requestBody
				    ?.content['application/json']?.schema,
				query: named.filter((p) => p.in === 'query')
				    .map((p) => p.name) });
		}
	return rows;
}
