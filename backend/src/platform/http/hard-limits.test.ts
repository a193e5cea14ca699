import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { route } from '@smartops/contract';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { type HardLimits, hardLimits } from './hard-limits.ts';
import { createRateLimits } from './rate-limit.ts';
import { serve } from './serve.ts';
import type { Server, ServerOptions } from './server.ts';
import { openTestServer } from './test-server.ts';

const fast: HardLimits = { ...hardLimits, headersMs: 150, requestMs: 300, checkMs: 30, idleMs: 400 };
const rename = route({
  method: 'POST',
  path: '/items',
  role: 'operator',
  scope: null,
  summary: '',
  input: z.looseObject({}),
  reply: z.object({ text: z.string() }),
});

let app: Server | undefined;
let sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await app?.close();
});

async function open(options: Partial<ServerOptions> = {}) {
  const opened = await openTestServer({ hardLimits: fast, closeMs: 10, ...options });
  app = opened.app;
  serve(app, rename, async ({ size }) => ({ text: 'x'.repeat(Number(size ?? 0)) }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = opened.app.server.address() as AddressInfo;
  return (text = '', localAddress = '127.0.0.1') => {
    const socket = connect({ port, host: '127.0.0.1', localAddress }).on('error', () => {});
    sockets.push(socket);
    if (text) socket.write(text);
    return socket;
  };
}

/** What comes back until the other side hangs up. */
async function answerOf(socket: Socket): Promise<string> {
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  await once(socket, 'close');
  return answer;
}

/** Sends a piece every 25 ms for as long as anybody listens. */
function drip(socket: Socket, piece: string): Socket {
  const timer = setInterval(() => socket.write(piece), 25);
  socket.on('close', () => clearInterval(timer));
  return socket;
}

const post = 'POST /api/items HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';

it('cuts who sends headers slowly', async () => {
  const dial = await open();
  const answer = await answerOf(drip(dial('GET /api/items HTTP/1.1\r\nhost: localhost\r\n'), 'a: b\r\n'));

  expect(answer).toMatch(/^HTTP\/1\.1 408 .*content-type: application\/problem\+json.*"status":408/s);
});

it('cuts who sends a body slowly', async () => {
  const dial = await open();
  const answer = await answerOf(drip(dial(`${post}content-length: 90000\r\n\r\n{"a":"`), 'a'));

  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
});

it('cuts who connects and says nothing, or stops in the middle', async () => {
  const dial = await open();
  const answers = await Promise.all(
    [dial(), dial('GET /'), dial(`${post}content-length: 5\r\n\r\n`)].map(answerOf),
  );

  expect(answers.every((answer) => answer === '' || answer.startsWith('HTTP/1.1 408 '))).toBe(true);
});

it('cuts who never reads its reply', async () => {
  const dial = await open();
  const body = JSON.stringify({ size: 30_000_000 });
  const socket = dial(`${post}content-length: ${body.length}\r\n\r\n${body}`);
  socket.pause();
  const [accepted] = await once(app?.server ?? socket, 'connection');
  await once(accepted, 'close');

  expect(socket.bytesRead).toBeLessThan(30_000_000);
});

it('serves who is quick while a hundred others are slow', async () => {
  const dial = await open();
  for (let i = 0; i < 100; i++) dial('GET /api/items HTTP/1.1\r\nhost: loc');
  const answer = await answerOf(dial(`${post}connection: close\r\ncontent-length: 2\r\n\r\n{}`));

  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
});

it.each([
  ['a body over 256 KiB', `${post}content-length: 262200\r\n\r\n{`, 413],
  [
    'a chunked body over 256 KiB',
    `${post}transfer-encoding: chunked\r\n\r\n50000\r\n${' '.repeat(0x50000)}\r\n`,
    413,
  ],
  ['headers over 16 KiB', `GET / HTTP/1.1\r\nhost: localhost\r\na: ${'b'.repeat(17_000)}\r\n\r\n`, 431],
  ['more than 100 headers', `GET / HTTP/1.1\r\nhost: localhost\r\n${'a: b\r\n'.repeat(101)}\r\n`, 431],
  ['an address over 8 KiB', `GET /${'a'.repeat(9_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`, 414],
])('refuses %s with a problem', async (_name, text, status) => {
  const dial = await open();
  const socket = dial(text);
  const [answer] = await once(socket, 'data');

  expect(String(answer)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*application/problem\\+json`, 's'));
});

it('holds so many connections and no more', async () => {
  const dial = await open({ hardLimits: { ...hardLimits, connections: 3 } });
  const four = Array.from({ length: 4 }, () => dial());
  await once(four[3] as Socket, 'close');

  expect(four.filter(({ destroyed }) => !destroyed)).toHaveLength(3);
});

it.each([
  [0, 2],
  [1, 3],
])(
  'behind %i proxies, holds %i of three connections of one address when two are allowed',
  async (proxies, held) => {
    const dial = await open({ proxies, hardLimits: { ...hardLimits, connectionsPerAddress: 2 } });
    // As if it came from elsewhere: only loopback can be had here.
    app?.server.prependListener('connection', (socket: Socket) =>
      Object.defineProperty(socket, 'remoteAddress', { value: '203.0.113.9' }),
    );
    const three = Array.from({ length: 3 }, () => dial());
    const reply = `${post}content-length: 2\r\n\r\n{}`;
    const answered = await Promise.all(
      three.map((socket) => {
        socket.write(reply);
        return new Promise((resolve) => {
          socket.on('data', () => resolve('answered')).on('close', () => resolve('cut'));
        });
      }),
    );

    expect(answered.filter((one) => one === 'answered')).toHaveLength(held);
  },
);

const rotations: Readonly<Record<string, (i: number) => string>> = {
  'x-forwarded-for': (i) => `x-forwarded-for: 198.51.100.${i}`,
  'several x-forwarded-for': (i) => `x-forwarded-for: 198.51.100.${i}\r\nx-forwarded-for: 10.0.0.${i}`,
  forwarded: (i) => `forwarded: for=198.51.100.${i}`,
  'x-real-ip': (i) => `x-real-ip: 198.51.100.${i}`,
  'x-client-ip': (i) => `x-client-ip: 198.51.100.${i}`,
  'true-client-ip': (i) => `true-client-ip: 198.51.100.${i}`,
  'cf-connecting-ip': (i) => `cf-connecting-ip: 198.51.100.${i}`,
  'x-cluster-client-ip': (i) => `x-cluster-client-ip: 198.51.100.${i}`,
  'the user agent': (i) => `user-agent: browser ${i}`,
  'made up keys': (i) => `x-api-key: soa_${i}`,
  'made up sessions': (i) => `cookie: session=${i}`,
};

const behindProxy = (i: number, header: string) =>
  `${header}\r\nx-forwarded-for: ${`198.51.100.${i}, `.repeat(3)}203.0.113.9:${40_000 + i}`;

it.each(
  Object.entries(rotations).flatMap(([name, header]) => [
    { name, proxies: 0, header },
    { name, proxies: 1, header: (i: number) => behindProxy(i, header(i)) },
  ]),
)('gives who rotates $name behind $proxies proxies not one request more', async ({ proxies, header }) => {
  const dial = await open({ proxies, limits: createRateLimits(5) });
  const statuses: string[] = [];
  for (let i = 0; i < 20; i++) {
    const [answer] = await once(
      dial(`GET /api/x HTTP/1.1\r\nhost: localhost\r\n${header(i)}\r\n\r\n`),
      'data',
    );
    statuses.push(String(answer).slice(9, 12));
  }

  expect(statuses.filter((status) => status !== '429')).toHaveLength(5);
});
