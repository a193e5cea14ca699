import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { testCaller } from '../platform/http/caller.fixture.ts';
import { listenForStreams } from './listen.ts';
import { openTestHub, type TestHub } from './test-hub.ts';

let test: TestHub;
beforeEach(async () => {
  test = await openTestHub();
});
afterEach(() => test.close());

it.each([
  ['a stranger', '/ws', { origin: 'https://evil.example' }, 403],
  ['another path', '/other', {}, 404],
])('refuses %s before the upgrade', async (_name, path, options, status) => {
  expect(await test.connect(path, options).refused()).toBe(status);
});

it('asks a slow gatekeeper', async () => {
  await test.close();
  test = await openTestHub({ allow: async ({ headers }) => headers.cookie === 'session' });
  const status = await test.connect().refused();
  const { messages } = test.connect('/ws', { headers: { cookie: 'session' } });

  expect(status).toBe(403);
  expect((await messages(1))[0]).toMatchObject({ type: 'metrics' });
});

it('lets in so many and no more, and somebody else when one leaves', async () => {
  await test.close();
  test = await openTestHub({ maxClients: 1 });
  const first = test.connect();
  await first.messages(1);
  const status = await test.connect().refused();
  first.websocket.close();
  await once(first.websocket, 'close');

  expect(status).toBe(503);
  expect((await test.connect().messages(1))[0]).toMatchObject({ type: 'metrics' });
});

it('lets in only so many of one address that is not this machine', async () => {
  await test.close();
  test = await openTestHub({ maxPerAddress: 1 });
  test.server.on('connection', (socket: Socket) =>
    Object.defineProperty(socket, 'remoteAddress', { value: '203.0.113.9' }),
  );
  await test.connect().messages(1);
  const status = await test.connect().refused();

  expect(status).toBe(429);
});

it('turns away an address that knocks too often, before anybody is looked up', async () => {
  await test.close();
  let asked = 0;
  test = await openTestHub({
    addressOf: ({ headers }) => String(headers['x-forwarded-for']),
    limit: (address) => (address === '203.0.113.9' ? 1_500 : 0),
    identify: async () => {
      asked++;
      return testCaller();
    },
  });
  const status = await test.connect('/ws', { headers: { 'x-forwarded-for': '203.0.113.9' } }).refused();
  await test.connect('/ws', { headers: { 'x-forwarded-for': '203.0.113.8' } }).messages(1);

  expect([status, asked]).toEqual([429, 1]);
});

it('answers on every path of a port of its own', async () => {
  const server = await listenForStreams(test.hub, { host: '127.0.0.1', port: 0 });
  const { port } = server.address() as AddressInfo;
  const replies = await Promise.all([
    test.connect('/', { port }).messages(1),
    test.connect('/any?x=1', { port }).messages(1),
  ]);
  const page = await fetch(`http://127.0.0.1:${port}/`);
  await test.hub.close();
  server.close();

  expect(replies.map(({ length }) => length > 0)).toEqual([true, true]);
  expect(page.status).toBe(426);
});

it.each([
  ['a message over 64 KiB', (client: WebSocket) => client.send(Buffer.alloc(65 * 1024)), 1009],
  [
    'a flood',
    (client: WebSocket) => {
      for (let i = 0; i < 60; i++) client.send('hi');
    },
    1008,
  ],
])('closes on %s', async (_name, act, code) => {
  const { websocket, messages } = test.connect();
  await messages(1);
  act(websocket);

  expect((await once(websocket, 'close'))[0]).toBe(code);
});

it.each([
  ['an unmasked frame', Buffer.of(0x81, 1, 0x61), 1002],
  ['an unknown opcode', Buffer.of(0x83, 0x80, 0, 0, 0, 0), 1002],
  ['reserved bits', Buffer.of(0xb1, 0x80, 0, 0, 0, 0), 1002],
  ['a fragmented ping', Buffer.of(0x09, 0x80, 0, 0, 0, 0), 1002],
  ['text that is not UTF-8', Buffer.of(0x81, 0x81, 0, 0, 0, 0, 0xff), 1007],
])('closes on %s with the right code', async (_name, bytes, code) => {
  const socket = await test.rawSocket();
  socket.write(bytes);

  expect(await closeCode(socket)).toBe(code);
});

it('survives whatever a client writes', async () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(bytes, async (garbage) => {
      const socket = await test.rawSocket();
      socket.on('error', () => {});
      socket.resume().end(Buffer.from(garbage));
      await once(socket, 'close');
      expect(test.hub.clients).toBeLessThanOrEqual(1);
    }),
    { numRuns: 200 },
  );

  expect((await test.connect().messages(1))[0]).toMatchObject({ type: 'metrics' });
});

it('does not wait for ever for who does not leave', async () => {
  const socket = await test.rawSocket();
  socket.pause();
  await test.hub.close(10);

  expect(test.hub.clients).toBe(0);
});

/** The code of the close frame, the last thing the server writes. */
async function closeCode(socket: Socket): Promise<number> {
  let last = Buffer.alloc(0);
  for await (const chunk of socket) last = Buffer.concat([last, chunk]);
  return last.readUInt16BE(last.lastIndexOf(0x88) + 2);
}
