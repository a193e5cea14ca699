import { route } from '@smartops/contract';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { serveSnapshot } from './serve.ts';
import type { Server } from './server.ts';
import { openTestServer } from './test-server.ts';

const metrics = route({
  method: 'GET',
  path: '/metrics',
  role: 'viewer',
  scope: null,
  summary: '',
  input: z.object({ range: z.enum(['1h', '24h']).default('1h') }),
  reply: z.object({ range: z.string() }),
});

let app: Server;
let version: string | undefined;
let made: number;

beforeEach(async () => {
  version = 'v1';
  made = 0;
  ({ app } = await openTestServer());
  const body = () => {
    made++;
    return Buffer.from('{"range":"prepared"}');
  };
  serveSnapshot(app, metrics, {
    snapshot: () => (version ? { version, body } : undefined),
    handle: async ({ range }) => ({ range }),
  });
});
afterEach(() => app.close());

const get = (query = '', headers = {}) => app.inject({ url: `/api/metrics${query}`, headers });

it.each(['', '?', '?range=1h', '?other=1'])('sends what is prepared for %j', async (query) => {
  const reply = await get(query);

  expect(reply.json()).toEqual({ range: 'prepared' });
  expect(reply.headers).toMatchObject({
    etag: 'W/"v1"',
    'cache-control': 'private, no-cache',
    vary: 'cookie, authorization, origin',
    'content-type': 'application/json; charset=utf-8',
  });
});

it('asks the handler for everything else, and while nothing is prepared', async () => {
  expect((await get('?range=24h')).json()).toEqual({ range: '24h' });
  expect((await get('?range=2h')).statusCode).toBe(400);
  version = undefined;
  expect((await get()).json()).toEqual({ range: '1h' });
});

it.each(['"v1"', 'W/"v1"', '"v0", W/"v1"', '*'])('makes no body for who has %s', async (tag) => {
  const reply = await get('', { 'if-none-match': tag });

  expect([reply.statusCode, reply.body, reply.headers.etag]).toEqual([304, '', 'W/"v1"']);
  expect(made).toBe(0);
});

it('sends a new version to who has an older one', async () => {
  version = 'v2';
  const reply = await get('', { 'if-none-match': '"v1"' });

  expect([reply.statusCode, reply.headers.etag]).toEqual([200, 'W/"v2"']);
});
