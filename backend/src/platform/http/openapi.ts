import type { Incoming, Proof, Route } from '@smartops/contract';
import * as contract from '@smartops/contract';
import { z } from 'zod';

type Json = { [name: string]: unknown };
type Routes = Readonly<Record<string, Route>>;

/** An OpenAPI 3.1 document of the route table; every schema the contract exports is a named component. */
export function openApiDocument(routes: Routes, { version }: { version: string }): Json {
  const names = namesOf(routes);
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route, names) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'SmartOpsAgent',
      version,
      description: 'Times are ISO 8601. Failures are RFC 9457 problems.',
    },
    servers: [{ url: '/api' }],
    paths,
    components: { schemas: schemasOf(names), securitySchemes },
  };
}

const proofs: Readonly<Record<Proof, Json>> = {
  senderToken: {
    ...{ type: 'http', scheme: 'bearer' },
    description: 'The token of the sender, shown once when it was made',
  },
  senderPassword: {
    ...{ type: 'http', scheme: 'basic' },
    description: 'The token of the sender as the password, under any name',
  },
  githubSignature: {
    ...{ type: 'apiKey', in: 'header', name: 'X-Hub-Signature-256' },
    description:
      '`sha256=` and the HMAC-SHA256 in hex of the body, byte by byte as it is sent, under the webhook secret of the connection',
  },
};

const securitySchemes: Json = {
  apiKey: {
    ...{ type: 'http', scheme: 'bearer' },
    description: 'An API key with the scope that stands at the route as `x-scope`',
  },
  session: {
    ...{ type: 'apiKey', in: 'cookie', name: 'smartops.session_token' },
    description:
      'Who is signed in; over HTTPS with `__Host-` before the name. With AUTH_MODE=open whoever reaches the loopback needs neither',
  },
  ...proofs,
};

/** Any one of them opens it; none is asked for where the list is empty. */
function securityOf({ role, scope, incoming }: Route): Json[] {
  if (incoming) return incoming.proofs.map((proof) => ({ [proof]: [] }));
  if (role === 'public') return [];
  return [...(scope === null ? [] : [{ apiKey: [] }]), { session: [] }];
}

type Names = z.core.$ZodRegistry<{ id: string }>;

function namesOf(routes: Routes): Names {
  const names = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(contract))
    if (schema instanceof z.ZodType) names.add(schema, { id });
  for (const [name, { reply }] of Object.entries(routes))
    if (!names.has(reply)) names.add(reply, { id: `${name}Reply` });
  return names;
}

const refTo = (id: string) => `#/components/schemas/${id}`;

function schemasOf(names: Names): Json {
  const { schemas } = z.toJSONSchema(names, {
    uri: refTo,
    override: ({ jsonSchema }) => {
      // Fields are added over time, and no client may break over that.
      delete jsonSchema.additionalProperties;
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema as Json]),
  );
}

type Schema = { properties?: Record<string, unknown>; required?: readonly string[] };

function jsonOf(schema: z.ZodType): Schema {
  const { $schema, ...json } = z.toJSONSchema(schema, { io: 'input' });
  return json as Schema;
}

function headersOf(incoming: Incoming | undefined): Json[] {
  if (!incoming?.headers) return [];
  const { properties = {}, required = [] } = jsonOf(incoming.headers);
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'header', required: required.includes(name) },
    schema,
  }));
}

function operation(name: string, asked: Route, names: Names): Json {
  const { method, path, role, scope, summary, input, reply, contentType = 'application/json' } = asked;
  const { incoming } = asked;
  const { properties = {}, required = [] } = jsonOf(input);
  const isInPath = (field: string) => path.split('/').includes(`:${field}`);
  const fields = Object.entries(properties);
  const inBody = method === 'GET' || method === 'DELETE' ? [] : fields.filter(([field]) => !isInPath(field));
  const parameters = fields
    .filter((field) => !inBody.includes(field))
    .map(([field, schema]) => ({
      ...{ name: field, in: isInPath(field) ? 'path' : 'query', required: required.includes(field) },
      schema,
    }));
  const body = {
    type: 'object',
    properties: Object.fromEntries(inBody),
    required: required.filter((field) => !isInPath(field)),
  };
  const sent = incoming ? jsonOf(incoming.body) : inBody.length > 0 ? body : undefined;
  return {
    operationId: name,
    summary,
    'x-role': role,
    ...(scope !== null && { 'x-scope': scope }),
    security: securityOf(asked),
    parameters: [...parameters, ...headersOf(incoming)],
    ...(sent && { requestBody: { required: true, content: { 'application/json': { schema: sent } } } }),
    responses: {
      [incoming ? 202 : 200]: {
        description: 'The answer',
        content: { [contentType]: { schema: { $ref: refTo(names.get(reply)?.id ?? '') } } },
      },
      default: {
        description: 'What went wrong',
        content: { 'application/problem+json': { schema: { $ref: refTo('Problem') } } },
      },
    },
  };
}
