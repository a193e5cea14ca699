/** What becomes an element: text, children by name, or the same element several times. */
export type Xml =
  | string
  | number
  | boolean
  | Date
  | undefined
  | readonly Xml[]
  | { readonly [name: string]: Xml };

/** `name` around `value`; a list becomes one element an item, an undefined value nothing. */
function element(name: string, value: Xml): string {
  if (value === undefined) return '';
  if (isList(value)) return value.map((item) => element(name, item)).join('');
  const content = inside(value);
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

export function xmlDocument(name: string, namespace: string | undefined, value: Xml): string {
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${attribute}>${inside(value)}</${name}>`;
}

function inside(value: Xml): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return value === undefined ? '' : escaped(String(value));
  return Object.entries(value)
    .map(([name, child]) => element(name, child))
    .join('');
}

function isList(value: Xml): value is readonly Xml[] {
  return Array.isArray(value);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
