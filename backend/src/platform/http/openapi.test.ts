import { api } from '@smartops/contract';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { openApiDocument } from './openapi.ts';
import { serveReference } from './reference.ts';
import { openTestServer } from './test-server.ts';

interface Operation {
  operationId: string;
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  responses: Record<string, { content: Record<string, { schema: { $ref: string } }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

const document = openApiDocument(api, { version: '1.2.3' }) as unknown as Document;
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

it('describes every route, each once', () => {
  const ids = operations.map(({ operationId }) => operationId);

  expect(ids.toSorted()).toEqual(Object.keys(api).toSorted());
  expect(document.openapi).toBe('3.1.0');
});

it('names every part of a path as a required parameter', () => {
  for (const [path, methods] of Object.entries(document.paths))
    for (const { parameters } of Object.values(methods)) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(inPath.every(({ required }) => required)).toBe(true);
    }
});

it('describes a query by what may be asked for', () => {
  const chart = document.paths['/charts/{metricId}']?.get;

  expect(chart?.parameters.find(({ name }) => name === 'timeRange')).toMatchObject({
    in: 'query',
    required: false,
    schema: { enum: ['1h', '24h', '7d', '30d'], default: '1h' },
  });
});

it('says of every route what opens it: a session, a key with its scope, or a proof of its own', () => {
  const schemes = Object.keys(document.components.securitySchemes);
  const opens = ({ security }: Operation) => security.flatMap((one) => Object.keys(one));
  for (const operation of operations) for (const name of opens(operation)) expect(schemes).toContain(name);

  const closed = operations.filter((one) => opens(one).length === 0).map(({ operationId }) => operationId);
  const isOpen = (name: string) => api[name as keyof typeof api].role === 'public';
  expect(closed.every(isOpen)).toBe(true);
  expect(document.paths['/rules']?.get).toMatchObject({
    'x-scope': 'alerts:read',
    security: [{ apiKey: [] }, { session: [] }],
  });
});

it('describes what other systems deliver with how they prove who they are', () => {
  const { post: alerts } = document.paths['/in/alerts/{id}'] ?? {};
  expect(alerts).toMatchObject({
    security: [{ senderToken: [] }, { senderPassword: [] }],
    requestBody: {
      content: {
        'application/json': { schema: { anyOf: [{ required: ['alerts'] }, { title: 'Any JSON' }] } },
      },
    },
    responses: { 202: { description: 'The answer' } },
  });
  const { post: github } = document.paths['/webhooks/{id}'] ?? {};
  expect(github).toMatchObject({ security: [{ githubSignature: [] }] });
  expect(github?.parameters.filter((one) => one.in === 'header').map(({ name }) => name)).toEqual([
    'X-GitHub-Event',
    'X-GitHub-Delivery',
  ]);
});

it('holds only schemas that are valid and that exist', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'openapi', components: document.components });
  for (const name of Object.keys(document.components.schemas))
    expect(ajv.compile({ $ref: `openapi#/components/schemas/${name}` })).toBeTypeOf('function');
  for (const { parameters, responses } of operations) {
    for (const { schema } of parameters) expect(ajv.validateSchema(schema)).toBe(true);
    for (const { content } of Object.values(responses))
      for (const { schema } of Object.values(content))
        expect(ajv.compile({ $ref: `openapi${schema.$ref}` })).toBeTypeOf('function');
  }
});

it('can tell a valid reply from a wrong one', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'openapi', components: document.components });
  const validate = ajv.compile({ $ref: 'openapi#/components/schemas/Problem' });

  expect(validate({ type: 'about:blank', title: 'invalid', status: 400, detail: '', added: 1 })).toBe(true);
  expect(validate({ type: 'about:blank', title: 'strange', status: 400, detail: '' })).toBe(false);
});

it('is served with a page to read it, whose policy allows no inline script', async () => {
  const { app } = await openTestServer();
  await serveReference(app, document);
  const served = await app.inject('/api/openapi.json');
  const page = await app.inject('/api/docs/');
  const script = await app.inject('/api/docs/static/swagger-initializer.js');
  await app.close();

  expect(served.json()).toEqual(JSON.parse(JSON.stringify(document)));
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toMatch(/<script(?![^>]*src=)/);
  expect(page.headers['content-security-policy']).toContain("script-src 'self';");
  expect(script.body).toContain('/api/openapi.json');
});
