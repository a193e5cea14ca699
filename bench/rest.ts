import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { api, type Deployment } from '@smartops/contract';
import autocannon from 'autocannon';
import { authorityOf, testCaller } from '../backend/src/platform/http/caller.fixture.ts';
import { createGate } from '../backend/src/platform/http/gate.ts';
import { openMetrics } from '../backend/src/platform/http/metrics.ts';
import { createRateLimits } from '../backend/src/platform/http/rate-limit.ts';
import { serveSnapshot } from '../backend/src/platform/http/serve.ts';
import { openServer } from '../backend/src/platform/http/server.ts';
import { etagOf } from '../backend/src/platform/http/snapshot.ts';
import { openLog } from '../backend/src/platform/log/open-log.ts';
import { StreamHub } from '../backend/src/stream/hub.ts';
import { stateAt } from './stream-state.ts';
import { cpuOf, interleave, printTable } from './table.ts';

// P4: CPU of the server for one read of a prepared snapshot, beside a bare node:http server that writes the same bytes.
const requests = 6_000;
const rounds = 11;

if (process.argv[2] === 'load') load();
else await measure();

async function measure(): Promise<void> {
  const hub = new StreamHub({
    allow: () => true,
    identify: async () => testCaller(),
    workspace: 'default',
  });
  hub.publish('deployments', manyDeployments());
  const snapshot = () => hub.snapshot('deployments', 'deployments');
  const bytes = snapshot().body();
  const bare = createServer((_request, response) => {
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': bytes.length,
    });
    response.end(bytes);
  });
  const app = await openServer({
    log: openLog({ level: 'warn', redact: (value) => value }),
    gate: createGate({ host: '127.0.0.1', origins: ['https://ops.example'] }),
    metrics: openMetrics(),
    limits: createRateLimits(Number.MAX_SAFE_INTEGER),
    authority: authorityOf(testCaller()),
  });
  serveSnapshot(app, api.listDeployments, { snapshot, handle: async () => ({ deployments: [] }) });
  const bareUrl = await listen(bare);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `${await listen(app.server)}/api/deployments`;

  const loader = fork(fileURLToPath(import.meta.url), ['load']);
  const cost = await interleave(rounds, {
    bare: () => costOf(loader, { url: bareUrl }),
    read: () => costOf(loader, { url }),
    unchanged: () => costOf(loader, { url, tag: etagOf(snapshot().version) }),
  });
  loader.kill();
  await Promise.all([app.close(), hub.close()]);
  bare.closeAllConnections();
  bare.close();
  report(bytes.length, cost);
}

/** As many as a reply holds unless it is asked for more. */
function manyDeployments(): Deployment[] {
  const [one] = stateAt(0).deployments;
  return one ? Array.from({ length: 50 }, (_, index) => ({ ...one, id: `${one.id}-${index}` })) : [];
}

async function listen(server: Server): Promise<string> {
  if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function report(bytes: number, { bare = 0, read = 0, unchanged = 0 }: Record<string, number>): void {
  const answer = (question: string, ours: number, goal: number) => ({
    question,
    ours: ours.toFixed(1),
    peer: `${bare.toFixed(1)} (bare node:http)`,
    limit: (goal * bare).toFixed(1),
    ratio: ours / bare,
    goal: `≤ ${goal} ×`,
    reached: ours <= goal * bare,
  });
  const size = (bytes / 1024).toFixed(1);
  printTable([
    answer(`P4 µs of CPU, prepared read of ${size} KiB`, read, 1.3),
    answer('P4 µs of CPU, unchanged (304)', unchanged, 0.8),
  ]);
}

/** Microseconds of CPU for one request; the child that asks lives for the whole bench, so starting it is not counted. */
async function costOf(loader: ChildProcess, job: Job): Promise<number> {
  const cpu = await cpuOf(async () => {
    loader.send(job);
    const [good] = await once(loader, 'message');
    if (good !== requests) throw new Error(`Only ${good} of ${requests} answers were as expected`);
  });
  return cpu / requests;
}

interface Job {
  readonly url: string;
  /** The version the client has; given one, only "unchanged" is a good answer. */
  readonly tag?: string;
}

function load(): void {
  process.on('message', async ({ url, tag }: Job) => {
    const headers = tag ? { 'if-none-match': tag } : {};
    const found = await autocannon({ url, headers, connections: 20, amount: requests, sampleInt: 100 });
    process.send?.((found as unknown as Record<string, number>)[tag ? '3xx' : '2xx']);
  });
}
