import { once } from 'node:events';
import { type AddressInfo, connect as connectTcp, type Socket } from 'node:net';
import type { Alert, Metric, Pipeline } from '@smartops/contract';
import { followProtocol } from '@smartops/contract/stream';
import Fastify from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { type HubOptions, StreamHub } from './hub.ts';
import { listenForStreams } from './listen.ts';
import { topics } from './topic-state.ts';

let app: ReturnType<typeof Fastify>;
let hub: StreamHub;
let port: number;

const metric = (value: number) => ({ id: 'cpu', value }) as Metric;
const metrics = (...values: number[]) => {
  for (const value of values) {
    hub.publish('metrics', [metric(value)]);
    hub.tick();
  }
};

async function open(options: Partial<HubOptions> = {}) {
  hub = new StreamHub({
    epoch: 'e',
    keep: 3,
    allow: ({ headers }) => headers.origin !== 'https://evil.example',
    ...options,
  });
  app = Fastify();
  hub.attach(app.server, '/ws');
  await app.listen({ port: 0, host: '127.0.0.1' });
  port = (app.server.address() as AddressInfo).port;
}
beforeEach(() => open());
afterEach(close);

async function close() {
  await hub.close();
  await app.close();
}

function connect(
  path = '/ws',
  { follows = false, to = port, ...options }: ClientOptions & { follows?: boolean; to?: number } = {},
) {
  const websocket = new WebSocket(`ws://127.0.0.1:${to}${path}`, follows ? [followProtocol] : [], options);
  const received: unknown[] = [];
  let wake = () => {};
  websocket.on('message', (data) => {
    received.push(JSON.parse(String(data)));
    wake();
  });
  const messages = async (count: number) => {
    while (received.length < count)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return received;
  };
  return { websocket, messages, refused: () => once(websocket, 'unexpected-response') };
}

it.each([true, false])(
  'gives a plain client every topic whole once, then what changes (deflate: %s)',
  async (perMessageDeflate) => {
    metrics(1);
    const { websocket, messages } = connect('/ws', { perMessageDeflate });
    const greeting = (await messages(topics.length)) as { type: string; payload: unknown }[];
    const run = { id: 'r1', stages: [] as unknown } as Pipeline;
    hub.publish('pipeline', [run]);
    hub.publish('metrics', [metric(2)]);

    expect(websocket.extensions).toBe(perMessageDeflate ? 'permessage-deflate' : '');
    expect(greeting.map(({ type }) => type)).toEqual(topics);
    expect(greeting[0]?.payload).toEqual([metric(1)]);
    expect(greeting[4]).toEqual({ type: 'pipeline', payload: null });
    expect((await messages(topics.length + 2)).slice(topics.length)).toEqual([
      { type: 'metrics', payload: [metric(2)] },
      { type: 'pipeline', payload: run },
    ]);
  },
);

it('sends followers everything first, then one frame a tick for all topics', async () => {
  metrics(1);
  const { websocket, messages } = connect('/ws', { follows: true });
  const [first] = await messages(1);
  hub.publish('metrics', [metric(2)]);
  hub.publish('alerts', [{ id: 'a' } as Alert]);

  expect(websocket.protocol).toBe(followProtocol);
  expect(first).toMatchObject({
    epoch: 'e',
    seq: 1,
    state: { metrics: [metric(1)], alerts: [], pipeline: [] },
  });
  expect((await messages(2))[1]).toEqual({
    epoch: 'e',
    seq: 2,
    changes: [
      { topic: 'metrics', set: { cpu: { value: 2 } } },
      { topic: 'alerts', added: [[0, { id: 'a' }]] },
    ],
  });
});

it('lets a follower resume without loss or repeats', async () => {
  metrics(1, 2);
  const { messages } = connect('/ws?epoch=e&seq=1', { follows: true });
  await messages(1);
  metrics(3);

  const change = (seq: number) => ({
    epoch: 'e',
    seq,
    changes: [{ topic: 'metrics', set: { cpu: { value: seq } } }],
  });
  expect(await messages(2)).toEqual([change(2), change(3)]);
});

it('gives a follower that missed nothing a sign of life', async () => {
  metrics(1);

  expect(await connect('/ws?epoch=e&seq=1', { follows: true }).messages(1)).toEqual([{ epoch: 'e', seq: 1 }]);
});

it.each([
  '?epoch=e&seq=0',
  '?epoch=older&seq=4',
  '?epoch=e&seq=9',
  '?epoch=e&seq=x',
  '?epoch=e',
  '?epoch=e&seq=-1',
])('starts anew for %s', async (query) => {
  metrics(1, 2, 3, 4);
  const [first] = await connect(`/ws${query}`, { follows: true }).messages(1);

  expect(first).toMatchObject({ epoch: 'e', seq: 4, state: { metrics: [metric(4)] } });
});

it('carries messages of every length', async () => {
  const { messages } = connect('/ws?epoch=e&seq=0', { follows: true });
  await messages(1);
  const lengths = [1, 60, 126, 70_000, 300_000];
  for (const [index, length] of lengths.entries()) {
    const label = Buffer.alloc(length, 'é').toString('latin1');
    hub.publish('metrics', [{ id: 'cpu', label, value: index } as Metric]);
    hub.tick();
  }

  const frames = (await messages(6)) as {
    changes?: { set?: { cpu: { label: string } }; added?: [number, Metric][] }[];
  }[];
  const labels = frames
    .slice(1)
    .map(({ changes }) => changes?.[0]?.set?.cpu.label ?? changes?.[0]?.added?.[0]?.[1].label);
  expect(labels.map((label) => label?.length)).toEqual(lengths);
});

it.each([
  ['a stranger', '/ws', { origin: 'https://evil.example' }, 403],
  ['another path', '/other', {}, 404],
])('refuses %s before the upgrade', async (_name, path, options, status) => {
  const [, response] = await connect(path, options).refused();

  expect(response.statusCode).toBe(status);
});

it('asks a slow gatekeeper', async () => {
  await close();
  await open({ allow: async ({ headers }) => headers.cookie === 'session' });
  const [, response] = await connect().refused();
  const { messages } = connect('/ws', { headers: { cookie: 'session' } });

  expect(response.statusCode).toBe(403);
  expect((await messages(1))[0]).toMatchObject({ type: 'metrics' });
});

it('lets in so many and no more, and somebody else when one leaves', async () => {
  await close();
  await open({ maxClients: 1 });
  const first = connect();
  await first.messages(1);
  const [, response] = await connect().refused();
  first.websocket.close();
  await once(first.websocket, 'close');

  expect(response.statusCode).toBe(503);
  expect((await connect().messages(1))[0]).toMatchObject({ type: 'metrics' });
});

it('lets in only so many of one address that is not this machine', async () => {
  await close();
  await open({ maxPerAddress: 1 });
  app.server.on('connection', (socket) =>
    Object.defineProperty(socket, 'remoteAddress', { value: '203.0.113.9' }),
  );
  await connect().messages(1);
  const [, response] = await connect().refused();

  expect(response.statusCode).toBe(429);
});

it('answers on every path of a port of its own', async () => {
  const server = await listenForStreams(hub, { host: '127.0.0.1', port: 0 });
  const to = (server.address() as AddressInfo).port;
  const replies = await Promise.all([
    connect('/', { to }).messages(1),
    connect('/any?x=1', { to }).messages(1),
  ]);
  const page = await fetch(`http://127.0.0.1:${to}/`);
  await hub.close();
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
  const { websocket, messages } = connect();
  await messages(1);
  act(websocket);

  expect((await once(websocket, 'close'))[0]).toBe(code);
});

it('ignores what clients say', async () => {
  const { websocket, messages } = connect('/ws', { follows: true });
  await messages(1);
  for (const text of ['hello', '{"type":"x"}', '{']) websocket.send(text);
  hub.beat();

  expect((await messages(2))[1]).toEqual({ epoch: 'e', seq: 0 });
});

it.each([
  ['an unmasked frame', Buffer.of(0x81, 1, 0x61), 1002],
  ['an unknown opcode', Buffer.of(0x83, 0x80, 0, 0, 0, 0), 1002],
  ['reserved bits', Buffer.of(0xb1, 0x80, 0, 0, 0, 0), 1002],
  ['a fragmented ping', Buffer.of(0x09, 0x80, 0, 0, 0, 0), 1002],
  ['text that is not UTF-8', Buffer.of(0x81, 0x81, 0, 0, 0, 0, 0xff), 1007],
])('closes on %s with the right code', async (_name, bytes, code) => {
  const socket = await rawSocket();
  socket.write(bytes);

  expect(await closeCode(socket)).toBe(code);
});

it('says that it goes away', async () => {
  const { websocket, messages } = connect();
  await messages(1);
  const closed = once(websocket, 'close');
  await hub.close();

  expect((await closed)[0]).toBe(1001);
  expect(hub.clients).toBe(0);
});

it('does not wait for ever for who does not leave', async () => {
  const socket = await rawSocket();
  socket.pause();
  await hub.close(10);

  expect(hub.clients).toBe(0);
});

it('counts who comes, goes, resumes and starts anew', async () => {
  await close();
  const seen: string[] = [];
  const note = (name: string) => (count?: number) => seen.push(count === undefined ? name : `${count}`);
  await open({
    observer: { clients: note(''), resumed: note('resumed'), resynced: note('resynced'), cut: note('cut') },
  });
  await connect('/ws', { follows: true }).messages(1);
  await connect('/ws?epoch=e&seq=0', { follows: true }).messages(1);
  const last = connect('/ws?epoch=f&seq=0', { follows: true });
  await last.messages(1);

  expect(seen).toEqual(['1', 'resumed', '2', 'resynced', '3']);
});

it('shares one prepared reply with REST until the topic changes', () => {
  metrics(1);
  const one = hub.snapshot('metrics', 'metrics');
  const same = hub.snapshot('metrics', 'metrics');
  metrics(2);

  expect(one.body()).toBe(same.body());
  expect(one.version).toBe(same.version);
  expect(hub.snapshot('metrics', 'metrics').version).not.toBe(one.version);
  expect(String(hub.snapshot('activity', 'activities').body())).toBe('{"activities":[]}');
});

async function rawSocket(): Promise<Socket> {
  const socket = connectTcp(port, '127.0.0.1');
  socket.write(
    'GET /ws HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  await once(socket, 'data');
  return socket;
}

/** The code of the close frame, the last thing the server writes. */
async function closeCode(socket: Socket): Promise<number> {
  let last = Buffer.alloc(0);
  for await (const chunk of socket) last = Buffer.concat([last, chunk]);
  return last.readUInt16BE(last.lastIndexOf(0x88) + 2);
}
