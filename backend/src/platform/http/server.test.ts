import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { Problem, route } from '@smartops/contract';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { ConflictError } from '../errors.ts';
import { createRateLimits } from './rate-limit.ts';
import { serve } from './serve.ts';
import type { Server, ServerOptions } from './server.ts';
import { openTestServer } from './test-server.ts';

let app: Server | undefined;
afterEach(() => app?.close());

const health = route({
  method: 'GET',
  path: '/health',
  role: 'public',
  scope: null,
  summary: '',
  input: z.object({}),
  reply: z.object({ status: z.string() }),
});
const rename = route({
  method: 'POST',
  path: '/items/:id',
  role: 'operator',
  scope: null,
  summary: '',
  input: z.object({ id: z.string(), name: z.string().max(50), range: z.enum(['1h', '24h']).default('1h') }),
  reply: z.object({ id: z.string(), name: z.string(), range: z.string() }),
});

async function open(options: Partial<ServerOptions> = {}) {
  const opened = await openTestServer(options);
  app = opened.app;
  serve(app, health, async () => ({ status: 'ok' }));
  serve(app, rename, async (input) => {
    if (input.name === 'taken') throw new ConflictError('Somebody was faster');
    if (input.name === 'bug') throw new Error('password is hunter2');
    return input;
  });
  return { ...opened, app: opened.app };
}

const post = (payload: unknown, more: object = {}) => ({
  method: 'POST' as const,
  url: '/api/items/7',
  headers: { 'content-type': 'application/json', ...more },
  payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
});

it('takes the input from path, body and query, the path above all', async () => {
  const { app } = await open();
  const reply = await app.inject({
    ...post({ id: '8', name: 'a' }),
    url: '/api/items/7?range=24h&id=9&other=1',
  });

  expect(reply.json()).toEqual({ id: '7', name: 'a', range: '24h' });
  expect(reply.headers['cache-control']).toBe('no-store');
});

it('names the field that is wrong', async () => {
  const { app } = await open();
  const reply = await app.inject({ ...post({ name: 'a' }), url: '/api/items/7?range=2h' });

  expect(reply.statusCode).toBe(400);
  expect(reply.headers['content-type']).toContain('application/problem+json');
  expect(reply.json().errors).toEqual([{ path: 'range', message: expect.any(String) }]);
});

it.each([
  ['a body over 256 kB', post({ name: 'x'.repeat(1024 * 1024) }), 413, 'too-large'],
  ['broken JSON', post('{"name":'), 400, 'invalid'],
  ['no JSON at all', post(''), 400, 'invalid'],
  ['a list', post([1]), 400, 'invalid'],
  ['poisoned JSON', post('{"__proto__":{"admin":true}}'), 400, 'invalid'],
  ['a poisoned constructor', post('{"constructor":{"prototype":{"x":1}}}'), 400, 'invalid'],
  ['deep JSON', post(`{"name":${'['.repeat(50_000)}${']'.repeat(50_000)}}`), 400, 'invalid'],
  ['a null character in the body', post({ name: 'a\0b' }), 400, 'invalid'],
  ['a null character in the path', { ...post({ name: 'a' }), url: '/api/items/a%00b' }, 400, 'invalid'],
  ['a path that cannot be decoded', { ...post({ name: 'a' }), url: '/api/items/%zz' }, 400, 'invalid'],
  ['another kind of body', post('name=a', { 'content-type': 'text/plain' }), 415, 'invalid'],
  ['an unknown path', { method: 'GET' as const, url: '/api/nothing' }, 404, 'not-found'],
  ['another method', { method: 'DELETE' as const, url: '/api/items/7' }, 405, 'not-found'],
  ['a conflict', post({ name: 'taken' }), 409, 'conflict'],
  ['a bug', post({ name: 'bug' }), 500, 'internal'],
])('answers %s with a problem', async (_name, request, status, title) => {
  const { app } = await open();
  const reply = await app.inject(request);

  expect([reply.statusCode, reply.headers['content-type'], reply.headers['x-content-type-options']]).toEqual([
    status,
    expect.stringContaining('application/problem+json'),
    'nosniff',
  ]);
  expect(Problem.parse(reply.json())).toMatchObject({ title, status });
});

it('logs what broke under the id of the request, and shows nothing of it', async () => {
  const { app, lines } = await open();
  const reply = await app.inject(post({ name: 'bug' }));

  expect(reply.body).not.toContain('hunter2');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ level: 'error', requestId: reply.headers['x-request-id'] }),
  ]);
});

it.each([
  ['localhost:3001', 200],
  ['127.0.0.1', 200],
  ['[::1]:3001', 200],
  ['evil.example', 403],
  ['localhost.evil.example', 403],
])('on loopback, answers to %s with %i', async (host, status) => {
  const { app } = await open();

  expect((await app.inject({ url: '/api/health', headers: { host } })).statusCode).toBe(status);
});

it('lets only listed origins read, with credentials', async () => {
  const { app } = await open();
  const from = (origin: string) => app.inject({ url: '/api/health', headers: { origin } });
  const [listed, stranger] = [await from('https://ops.example'), await from('https://evil.example')];

  expect(listed.headers).toMatchObject({
    'access-control-allow-origin': 'https://ops.example',
    'access-control-allow-credentials': 'true',
    vary: 'origin',
  });
  expect(stranger.headers).not.toHaveProperty('access-control-allow-origin');
});

it.each([
  ['https://ops.example', 204],
  ['https://evil.example', 403],
  ['null', 403],
])('answers the preflight of %s with %i', async (origin, status) => {
  const { app } = await open();
  const reply = await app.inject({
    method: 'OPTIONS',
    url: '/api/items/7',
    headers: { origin, 'access-control-request-method': 'POST' },
  });

  expect(reply.statusCode).toBe(status);
});

it.each([
  ['https://ops.example', 200],
  ['http://localhost:80', 200],
  ['http://localhost:9000', 403],
  ['https://evil.example', 403],
  ['null', 403],
  [undefined, 200],
])('lets a page of %s change something: %i', async (origin, status) => {
  const { app } = await open();
  const reply = await app.inject(post({ name: 'a' }, origin ? { origin } : {}));

  expect(reply.statusCode).toBe(status);
});

it('counts a client by what the nearest proxy saw, and lets health checks pass', async () => {
  const { app } = await open({ limits: createRateLimits(2), proxies: 1, now: () => 0 });
  const get = (url: string, forwarded: string) =>
    app.inject({ url, headers: { 'x-forwarded-for': forwarded } }).then(({ statusCode }) => statusCode);

  expect(await get('/api/nothing', '1.1.1.1, 9.9.9.9')).toBe(404);
  expect(await get('/api/nothing', '2.2.2.2, 9.9.9.9')).toBe(404);
  expect(await get('/api/nothing', '3.3.3.3, 9.9.9.9')).toBe(429);
  expect(await get('/api/health', '3.3.3.3, 9.9.9.9')).toBe(200);
  expect(await get('/api/nothing', '9.9.9.8')).toBe(404);
});

it('says when to come back', async () => {
  const { app } = await open({ limits: createRateLimits(0), now: () => 0 });
  const reply = await app.inject('/api/nothing');

  expect(reply.headers['retry-after']).toBe('60');
  expect(Problem.parse(reply.json()).title).toBe('rate-limited');
});

it('believes no forwarded address unless there is a proxy', async () => {
  const { app } = await open({ limits: createRateLimits(1), now: () => 0 });
  const get = (address: string) => app.inject({ url: '/api/x', headers: { 'x-forwarded-for': address } });

  await get('1.1.1.1');
  expect((await get('2.2.2.2')).statusCode).toBe(429);
});

it('asks browsers for TLS only where there is TLS', async () => {
  const { app } = await open({ proxies: 1 });
  const get = (proto: string) => app.inject({ url: '/api/health', headers: { 'x-forwarded-proto': proto } });

  expect((await get('https')).headers['strict-transport-security']).toContain('max-age');
  expect((await get('http')).headers).not.toHaveProperty('strict-transport-security');
  expect((await get('http')).headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  });
});

it('answers what is not HTTP with a problem', async () => {
  const { app } = await open();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.end('hello?\r\n\r\n');
  const [answer] = await once(socket, 'data');

  expect(String(answer)).toMatch(/^HTTP\/1.1 400 Bad Request\r\ncontent-type: application\/problem\+json/);
  expect(String(answer)).toContain('\r\nx-content-type-options: nosniff\r\n');
});

it.each([
  ['finishes', 5_000, true],
  ['cuts, in the end,', 20, false],
])('%s what is under way when it closes', async (_name, closeMs, finishes) => {
  const { app } = await openTestServer({ closeMs });
  let finish = () => {};
  const started = new Promise<void>((resolve) => {
    const slow = route({ ...health, path: '/slow' });
    serve(app, slow, () => {
      resolve();
      return new Promise((reply) => {
        finish = () => reply({ status: 'done' });
      });
    });
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const reply = fetch(`${address}/api/slow`).then(
    ({ status }) => status,
    () => 'cut',
  );
  await started;
  const closed = app.close();
  if (finishes) finish();
  await closed;

  expect(await reply).toBe(finishes ? 200 : 'cut');
});
