import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import type { Alert } from '@smartops/contract';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openTestHub, type TestHub } from '../src/stream/test-hub.ts';
import { frame, type Hostile, harmlessFrames, hostileFrames } from './frames.fixture.ts';

const count = Number(process.env.FUZZ_FRAMES ?? 10_000);
const seed = Number(process.env.FUZZ_SEED ?? 20_261_124);
const together = 40;
/** What is written after the first broken frame counts too: the server must not stumble over it. */
const perConnection = 5;

let test: TestHub;
let port = 0;
beforeEach(async () => {
  test = await openTestHub({ keep: 10_000, maxClients: 1_000_000 });
  port = (test.server.address() as AddressInfo).port;
});
afterEach(() => test.close());

interface Ending {
  /** Of the close frame that came; undefined when the connection just ended. */
  readonly code: number | undefined;
  readonly handshake: string;
}

const extension = 'sec-websocket-extensions: permessage-deflate; client_no_context_takeover\r\n';
const handshake = (more = '') =>
  `GET /ws HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n${more}\r\n`;

/** Connects, writes everything at once and waits for the end. */
async function attack(bytes: Buffer, { compresses = false, hangsUp = false } = {}): Promise<Ending> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => {});
  socket.write(Buffer.concat([Buffer.from(handshake(compresses ? extension : '')), bytes]));
  if (hangsUp) socket.end();
  await once(socket, 'close');
  return ending(Buffer.concat(chunks));
}

function ending(received: Buffer): Ending {
  const start = received.indexOf('\r\n\r\n') + 4;
  const head = received.subarray(0, 12).toString();
  for (let at = start; at + 1 < received.length; ) {
    const [first = 0, short = 0] = received.subarray(at);
    const header = short === 127 ? 10 : short === 126 ? 4 : 2;
    if ((first & 15) === 8) return { handshake: head, code: received.readUInt16BE(at + header) };
    at +=
      header +
      (short === 127 ? received.readUInt32BE(at + 6) : short === 126 ? received.readUInt16BE(at + 2) : short);
  }
  return { handshake: head, code: undefined };
}

function witnesses() {
  return [
    test.connect('/ws', { follows: true, perMessageDeflate: false }),
    test.connect('/ws', { follows: true }),
    test.connect('/ws', { perMessageDeflate: false }),
  ];
}

/** What is seen in order by a client that everything got to. */
const all = (most: number) => Array.from({ length: most }, (_, index) => index + 1);

function valuesIn(messages: readonly unknown[]): number[] {
  const found = [...JSON.stringify(messages).matchAll(/"value":(\d+)/g)];
  return found.map(([, value]) => Number(value));
}

it(`survives ${count} broken frames, closes with the right code and leaves the others alone`, {
  timeout: 60_000 + count * 10,
}, async () => {
  const others = witnesses();
  await Promise.all(others.map(({ websocket }) => once(websocket, 'open')));
  const first = fc.sample(hostileFrames, { seed, numRuns: Math.ceil(count / perConnection) });
  const after = fc.sample(
    fc.array(hostileFrames, { minLength: perConnection - 1, maxLength: perConnection - 1 }),
    {
      seed: seed + 1,
      numRuns: first.length,
    },
  );
  const before = fc.sample(fc.array(harmlessFrames, { maxLength: 6 }), {
    seed: seed + 2,
    numRuns: first.length,
  });
  const wrong: unknown[] = [];
  let sent = 0;
  let ticks = 0;

  const strike = async ({ kind, bytes, code }: Hostile, index: number) => {
    const compresses = index % 2 === 0;
    // RSV1 means "compressed", which a connection without compression must refuse.
    const expected = kind.startsWith('compressed') && !compresses ? 1002 : code;
    const tail = (after[index] ?? []).map((one) => one.bytes);
    const end = await attack(Buffer.concat([...(before[index] ?? []), bytes, ...tail]), {
      compresses,
      hangsUp: expected === undefined,
    });
    sent += perConnection;
    const isRight = expected === undefined || end.code === expected;
    if (!isRight || end.handshake !== 'HTTP/1.1 101') wrong.push({ kind, expected, ...end });
  };
  for (let from = 0; from < first.length; from += together) {
    test.metrics(++ticks);
    await Promise.all(first.slice(from, from + together).map((one, index) => strike(one, from + index)));
  }

  expect(wrong).toEqual([]);
  expect(sent).toBeGreaterThanOrEqual(count);
  await vi.waitFor(() => expect(test.hub.clients).toBe(others.length), 10_000);
  test.hub.publish('alerts', [{ id: 'last' } as Alert]);
  test.hub.tick();
  for (const other of others) {
    const seen = () => other.messages(0);
    await vi.waitFor(async () => expect(JSON.stringify((await seen()).at(-1))).toContain('last'), 10_000);
    expect(valuesIn(await seen())).toEqual(all(ticks));
    expect(other.websocket.readyState).toBe(other.websocket.OPEN);
  }
  console.log(`${sent} broken frames on ${first.length} connections, ${wrong.length} wrong answers`);
});

it.each([1000, 1001, 3000, 4999])('answers a goodbye with %i in kind', async (code) => {
  const payload = Buffer.of(code >> 8, code & 255);

  expect((await attack(frame({ opcode: 8, payload }))).code).toBe(code);
});

const wrongHandshakes: Record<string, [string, string]> = {
  'no key': [handshake().replace(/sec-websocket-key:.*\r\n/, ''), '400'],
  'a short key': [handshake().replace(/key:.*\r\n/, 'key: abc\r\n'), '400'],
  'another version': [handshake().replace('version: 13', 'version: 7'), '400'],
  'another method': [handshake().replace('GET', 'POST'), '405'],
  'another protocol': [handshake().replace('upgrade: websocket', 'upgrade: h2c'), '400'],
  'a broken list of protocols': [handshake('sec-websocket-protocol: ,,\r\n'), '400'],
  'a broken list of extensions': [
    handshake('sec-websocket-extensions: permessage-deflate; client_max_window_bits=99\r\n'),
    '400',
  ],
  'an unknown path': [handshake().replace('/ws', '/other'), '404'],
  'a path that climbs': [handshake().replace('/ws', '/../ws/../etc'), '404'],
  'a path that is none': [handshake().replace('/ws', 'http://[::1/ws'), '400'],
  'an origin of strangers': [handshake('origin: https://evil.example\r\n'), '403'],
  'no HTTP at all': ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n', '400'],
  'headers without end': [handshake(`x: ${'y'.repeat(100_000)}\r\n`), '431'],
};
it.each(Object.entries(wrongHandshakes))('refuses a handshake with %s', async (_name, [request, status]) => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(request, 'latin1');
  const [answer] = await once(socket, 'data');
  socket.destroy();

  expect(String(answer)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(test.hub.clients).toBe(0);
});
