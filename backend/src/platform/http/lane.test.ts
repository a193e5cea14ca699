import type { AddressInfo } from 'node:net';
import { route } from '@smartops/contract';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { authorityOf, testCaller } from './caller.fixture.ts';
import { createGate } from './gate.ts';
import { openMetrics } from './metrics.ts';
import { createRateLimits } from './rate-limit.ts';
import { serveSnapshot } from './serve.ts';
import type { Server, ServerOptions } from './server.ts';
import { openTestServer } from './test-server.ts';

const metrics = route({
  method: 'GET',
  path: '/metrics',
  role: 'viewer',
  scope: null,
  summary: '',
  input: z.object({}),
  reply: z.object({}),
});

let app: Server | undefined;
afterEach(() => app?.close());

/** What reaches the framework is counted. */
async function open(options: Partial<ServerOptions> = {}) {
  const opened = await openTestServer(options);
  app = opened.app;
  let seen = 0;
  app.addHook('onRequest', (_request, _reply, next) => {
    seen++;
    next();
  });
  serveSnapshot(app, metrics, {
    snapshot: () => ({ version: 'v1', body: () => Buffer.from('{"prepared":true}') }),
    handle: async () => ({}),
  });
  const server = app;
  const get = async (headers: Record<string, string> = {}, path = '/api/metrics') => {
    if (!server.server.listening) await server.listen({ port: 0, host: '127.0.0.1' });
    return fetch(`http://127.0.0.1:${(server.server.address() as AddressInfo).port}${path}`, { headers });
  };
  return { get, seen: () => seen };
}

it('answers like the framework would, with every header, without it', async () => {
  const lane = await open();
  const quick = await lane.get();
  const slow = await lane.get({}, '/api/metrics?');

  expect(lane.seen()).toBe(1);
  expect(await quick.json()).toEqual({ prepared: true });
  const { 'x-request-id': _id, date: _date, ...headers } = headersOf(slow);
  expect(headersOf(quick)).toMatchObject({ ...headers, 'keep-alive': expect.any(String) });
});

it('answers an unchanged version with nothing', async () => {
  const lane = await open();
  const reply = await lane.get({ 'if-none-match': 'W/"v1"' });

  expect([reply.status, await reply.text(), reply.headers.get('etag'), lane.seen()]).toEqual([
    304,
    '',
    'W/"v1"',
    0,
  ]);
});

const caller = testCaller();
const later = { ...authorityOf(caller), recall: () => undefined };
const strict = { ...createGate({ host: '127.0.0.1' }), knowsHost: () => false };

it.each<{ name: string; options?: Partial<ServerOptions>; headers?: Record<string, string>; status: number }>(
  [
    { name: 'a foreign host name', options: { gate: strict }, status: 403 },
    { name: 'one request too many', options: { limits: createRateLimits(0) }, status: 429 },
    { name: 'whom it does not know yet', options: { authority: later }, status: 299 },
    { name: 'another origin', headers: { origin: 'https://ops.example' }, status: 299 },
  ],
)('leaves $name to the framework', async ({ options = {}, headers = {}, status }) => {
  const lane = await open(options);
  app?.addHook('onSend', async (_request, reply) => void (reply.statusCode === 200 && reply.code(299)));

  expect((await lane.get(headers)).status).toBe(status);
});

it('answers no stranger', async () => {
  const lane = await open({ authority: authorityOf(undefined) });
  const reply = await lane.get();

  expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([
    401,
    'Bearer realm="SmartOpsAgent"',
  ]);
});

it('counts what it answers', async () => {
  const counted = openMetrics();
  const lane = await open({ metrics: counted });
  await lane.get();

  expect(await counted.register.metrics()).toContain(
    'http_request_duration_seconds_count{method="GET",route="/api/metrics",status="200"} 1',
  );
});

it('asks for TLS where a proxy speaks it', async () => {
  const lane = await open({ proxies: 1 });
  const reply = await lane.get({ 'x-forwarded-proto': 'https' });

  expect([reply.headers.has('strict-transport-security'), lane.seen()]).toEqual([true, 0]);
});

function headersOf(reply: Response): Record<string, string> {
  const found: Record<string, string> = {};
  reply.headers.forEach((value, name) => {
    found[name] = value;
  });
  return found;
}
