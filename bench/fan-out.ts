import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { followProtocol } from '@smartops/contract';
import { WebSocketServer } from 'ws';
import { testCaller } from '../backend/src/platform/http/caller.fixture.ts';
import { StreamHub } from '../backend/src/stream/hub.ts';
import { stateAt, topicsOf } from './stream-state.ts';
import { cpuOf, interleave, printTable } from './table.ts';

// P1: CPU of the server for one message of about 24 kB to one of 1,000 clients: everything that the stream does, beside
// writing the same bytes to bare sockets and beside `JSON.stringify` for each client. The clients live in children.
const clients = 1_000;
const ticksPerRound = 5;
const rounds = 7;

const states = [restlessState(0), restlessState(1)];
const restless = (tick: number) => states[tick % 2] ?? [];

interface Contender {
  readonly server: Server;
  readonly send: (tick: number) => void;
}

if (process.argv[2] === 'clients') joinAll(Number(process.argv[3]), process.argv[4] === 'websocket');
else await measure();

async function measure(): Promise<void> {
  const hub = new StreamHub({
    allow: () => true,
    identify: async () => testCaller(),
    workspace: 'default',
    tickMs: 0,
  });
  const ours = hubServer(hub);
  const raw = rawServer(() => restless(0));
  const naive = naiveServer();
  const runs = await Promise.all([start(ours, 'websocket'), start(raw, 'tcp'), start(naive, 'websocket')]);
  const [oursCost, rawCost, naiveCost] = runs.map(({ cost }) => cost);
  if (!oursCost || !rawCost || !naiveCost) throw new Error('There are three contenders');

  const cost = await interleave(rounds, { raw: rawCost, ours: oursCost, naive: naiveCost });
  for (const { child } of runs) child.kill();
  await hub.close(0);
  report(cost);
  process.exit();
}

function report({ raw = 0, ours = 0, naive = 0 }: Record<string, number>): void {
  const question = 'P1 µs of CPU per client and message of 24 kB';
  const answer = (peer: string, cost: number, goal: number) => ({
    question,
    ours: ours.toFixed(2),
    peer: `${cost.toFixed(2)} (${peer})`,
    limit: (goal * cost).toFixed(2),
    ratio: ours / cost,
    goal: `≤ ${goal} ×`,
    reached: ours <= goal * cost,
  });
  printTable([
    answer('the same bytes to bare sockets', raw, 1.1),
    answer('JSON.stringify per client', naive, 0.07),
  ]);
}

/** The whole state under other ids, so that all of it is news. */
function restlessState(tick: number) {
  return topicsOf(stateAt(tick)).map(
    ([topic, items]) =>
      [topic, (items as { id: string }[]).map((item) => ({ ...item, id: `${tick % 2}${item.id}` }))] as const,
  );
}

function hubServer(hub: StreamHub): Contender {
  const server = createHttpServer();
  hub.attach(server, '/');
  return {
    server,
    send(tick) {
      for (const [topic, items] of restless(tick)) hub.publish(topic, items as never, { urgent: true });
      hub.tick();
    },
  };
}

function rawServer(state: () => unknown): Contender {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket));
  // As long as the frame that the hub sends: its change names what went and what came.
  const ids = JSON.stringify(restless(1).flatMap(([, items]) => items.map(({ id }) => id)));
  const bytes = Buffer.from(JSON.stringify(state()) + ids);
  return {
    server,
    send: () => {
      for (const socket of sockets) socket.write(bytes);
    },
  };
}

/** As the guide shows it. */
function naiveServer(): Contender {
  const server = createHttpServer();
  const sockets = new WebSocketServer({ server });
  return {
    server,
    send(tick) {
      const payload = Object.fromEntries(restless(tick));
      for (const client of sockets.clients)
        if (client.readyState === client.OPEN) client.send(JSON.stringify({ type: 'state', payload }));
    },
  };
}

async function start({ server, send }: Contender, kind: 'websocket' | 'tcp') {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await once(server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }), 'listening');
  const child = fork(fileURLToPath(import.meta.url), [
    'clients',
    String((server.address() as AddressInfo).port),
    kind,
  ]);
  await once(child, 'message');
  let tick = 0;
  const cost = async () => {
    const cpu = await cpuOf(async () => {
      for (let i = 0; i < ticksPerRound; i++) {
        send(++tick);
        await arrival(child, sockets);
      }
    });
    return cpu / ticksPerRound / clients;
  };
  return { child, cost };
}

/** Resolves when the clients have every byte that was ever written to them. */
async function arrival(child: ChildProcess, sockets: ReadonlySet<Socket>): Promise<void> {
  child.send([...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0));
  await once(child, 'message');
}

/** A child with all the clients of one contender. It reads and throws away. */
function joinAll(port: number, isWebSocket: boolean): void {
  let open = 0;
  let received = 0;
  let awaited = Number.POSITIVE_INFINITY;
  const tell = () => {
    if (received < awaited) return;
    awaited = Number.POSITIVE_INFINITY;
    process.send?.('arrived');
  };
  process.on('message', (bytes: number) => {
    awaited = bytes;
    tell();
  });
  const opened = () => {
    open++;
    if (open === clients) process.send?.('ready');
  };
  for (let i = 0; i < clients; i++) {
    const socket = connect(port, '127.0.0.1', () => {
      if (isWebSocket) socket.write(upgrade());
      else opened();
    });
    if (isWebSocket) socket.once('data', opened);
    socket.on('data', ({ length }) => {
      received += length;
      tell();
    });
  }
}

function upgrade(): string {
  const lines = [
    'GET /ws HTTP/1.1',
    'host: localhost',
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    `sec-websocket-key: ${randomBytes(16).toString('base64')}`,
  ];
  return `${lines.join('\r\n')}\r\nsec-websocket-protocol: ${followProtocol}\r\n\r\n`;
}
