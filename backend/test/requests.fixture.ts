import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import {
  anything,
  brokenBodies,
  contentTypes,
  fewHeaders,
  methods,
  staticPaths,
} from './hostile-words.fixture.ts';

export interface Schema {
  readonly enum?: readonly string[];
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly const?: unknown;
  readonly format?: string;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
}

export interface Operation {
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { schema: { $ref: string } }>> }>
  >;
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

export interface Fuzzed {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** As one part of a path or query: encoded as a careful client does, or as it is. */
const written = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(text, fc.integer({ min: 0, max: 3 }))
    .map(([value, care]) => (care > 0 ? encoded(value) : raw(value)));
const encoded = (text: string) => encodeURIComponent(text.toWellFormed());
/** Only what an HTTP client refuses to write is left out. */
const raw = (text: string) => text.replace(/[^\x21-\x7e]/g, (char) => encoded(char));

function valid({ enum: values, type, minimum = 0, maximum = 500 }: Schema, known: readonly string[]) {
  if (values) return fc.constantFrom(...values);
  if (type === 'integer' || type === 'number') return fc.integer({ min: minimum, max: maximum }).map(String);
  return fc.constantFrom(...known, 'host', 'aws:demo:lb:checkout-api');
}

/** Mostly what is asked for, so that handlers are reached, and often something else. */
const value = (schema: Schema, known: readonly string[]) =>
  fc.oneof({ weight: 2, arbitrary: valid(schema, known) }, { weight: 3, arbitrary: anything });

const strangePairs = fc.oneof(
  fc.tuple(written(anything), written(anything)).map(([name, text]) => `${name}=${text}`),
  fc.constantFrom(
    '__proto__[polluted]=1',
    'constructor[prototype][polluted]=1',
    '__proto__.polluted=1',
    'a[]=1&a[]=2',
    '&&',
    '=',
    '?',
  ),
);

function query(parameters: readonly Parameter[], known: readonly string[]): fc.Arbitrary<string> {
  const pairs = parameters.map(({ name, schema }) => {
    const pair = written(value(schema, known)).map((text) => `${name}=${text}`);
    return fc.oneof(
      fc.constant(''),
      pair,
      pair,
      fc.tuple(pair, pair).map((two) => two.join('&')),
    );
  });
  const all = fc.tuple(fc.tuple(...pairs), fc.oneof(fc.constant(''), fc.constant(''), strangePairs));
  return all.map(([own, strange]) => [...own, strange].filter((one) => one !== '').join('&'));
}

function path(
  template: string,
  parameters: readonly Parameter[],
  known: readonly string[],
): fc.Arbitrary<string> {
  const parts = template.split('/').map((part) => {
    const parameter = parameters.find(({ name }) => part === `{${name}}`);
    return parameter ? written(value(parameter.schema, known)) : fc.constant(part);
  });
  return fc.tuple(...parts).map((all) => `/api${all.join('/')}`);
}

/** What a field of a body may hold: lists and objects as well. */
function structured(schema: Schema, known: readonly string[]): fc.Arbitrary<unknown> {
  const { type, properties = {}, required = [], items = {}, oneOf, anyOf, format } = schema;
  const some = oneOf ?? anyOf;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (some) return fc.oneof(...some.map((one) => structured(one, known)));
  if (type === 'null') return fc.constant(null);
  if (type === 'boolean') return fc.boolean();
  if (type === 'array') return fc.array(structured(items, known), { minLength: 1, maxLength: 3 });
  if (type === 'object') {
    const fields = Object.entries(properties).map(([name, field]): [string, fc.Arbitrary<unknown>] => [
      name,
      structured(field, known),
    ]);
    return fc.record<Record<string, unknown>>(Object.fromEntries(fields), { requiredKeys: [...required] });
  }
  const days = fc.integer({ min: -2, max: 20 });
  if (format === 'date-time')
    return days.map((count) => new Date(Date.now() + count * 86_400_000).toISOString());
  return valid(schema, known);
}

function body(schema: Schema, known: readonly string[]): fc.Arbitrary<Buffer> {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, field]): [string, fc.Arbitrary<unknown>] => [
      name,
      fc.oneof(
        { weight: 4, arbitrary: structured(field, known) },
        { weight: 1, arbitrary: value(field, known) },
        { weight: 1, arbitrary: fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.integer(), fc.constant(null)) },
      ),
    ],
  );
  const shaped = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  const json = fc.oneof(
    shaped,
    structured(schema, known),
    fc.jsonValue(),
    fc.dictionary(anything, fc.jsonValue({ maxDepth: 1 })),
  );
  const text = fc.oneof(
    { weight: 3, arbitrary: json.map((sent) => JSON.stringify(sent) ?? '') },
    { weight: 1, arbitrary: brokenBodies },
  );
  return text.map((sent) => Buffer.from(sent));
}

/** Requests of the kind that the document describes, and of every other kind. `known` are ids that exist. */
export function requestsFor(document: Document, known: readonly string[]): fc.Arbitrary<Fuzzed> {
  const operations = Object.entries(document.paths).flatMap(([template, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) =>
      described(template, method.toUpperCase(), operation, known),
    ),
  );
  const statics = fc.record({
    method: fc.constantFrom('GET', 'GET', ...methods),
    path: fc.oneof(
      staticPaths,
      written(anything).map((text) => `/${text}`),
      written(anything).map((text) => `/api/${text}`),
    ),
    headers: fewHeaders,
    body: fc.constant(undefined),
  });
  return fc.oneof({ weight: 4, arbitrary: fc.oneof(...operations) }, { weight: 1, arbitrary: statics });
}

function described(
  template: string,
  own: string,
  operation: Operation,
  known: readonly string[],
): fc.Arbitrary<Fuzzed> {
  const schema = operation.requestBody?.content['application/json']?.schema ?? {};
  const inQuery = operation.parameters.filter((parameter) => parameter.in === 'query');
  return fc
    .record({
      method: fc.oneof(
        { weight: 6, arbitrary: fc.constant(own) },
        { weight: 1, arbitrary: fc.constantFrom(...methods) },
      ),
      path: path(template, operation.parameters, known),
      query: query(inQuery, known),
      headers: fewHeaders,
      contentType: contentTypes,
      body: body(schema, known),
      sendsBody: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ method, path, query, headers, contentType, body, sendsBody }) => {
      const usual = method === 'GET' || method === 'HEAD' ? sendsBody === 0 : sendsBody > 0;
      const encoding = (headers as Record<string, string>)['content-encoding'];
      return {
        method,
        path: query === '' ? path : `${path}?${query}`,
        headers: { ...headers, ...(usual && contentType !== '' && { 'content-type': contentType }) },
        body: usual ? (encoding === 'gzip' ? gzipSync(body) : body) : undefined,
      };
    });
}
