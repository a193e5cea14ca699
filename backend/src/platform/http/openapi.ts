import type { Route } from '@smartops/contract';
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
    components: { schemas: schemasOf(names) },
  };
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

function operation(name: string, asked: Route, names: Names): Json {
  const { method, path, role, summary, input, reply, contentType = 'application/json' } = asked;
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input' });
  const isInPath = (field: string) => path.split('/').includes(`:${field}`);
  const fields = Object.entries(properties);
  const inBody = method === 'GET' || method === 'DELETE' ? [] : fields.filter(([field]) => !isInPath(field));
  const parameters = fields
    .filter((field) => !inBody.includes(field))
    .map(([field, schema]) => ({
      name: field,
      in: isInPath(field) ? 'path' : 'query',
      required: required.includes(field),
      schema,
    }));
  const body = {
    type: 'object',
    properties: Object.fromEntries(inBody),
    required: required.filter((field) => !isInPath(field)),
  };
  return {
    operationId: name,
    summary,
    'x-role': role,
    parameters,
    ...(inBody.length > 0 && {
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
    }),
    responses: {
      200: {
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
