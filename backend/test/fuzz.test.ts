import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { api } from '@smartops/contract';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, startApp } from '../src/app.ts';
import { readConfig } from '../src/config/index.ts';
import { openApiDocument } from '../src/platform/http/openapi.ts';
import { type Document, type Fuzzed, type Operation, requestsFor } from './requests.fixture.ts';

const count = Number(process.env.FUZZ_REQUESTS ?? 5_000);
const seed = Number(process.env.FUZZ_SEED ?? 20_261_124);
const together = 24;
const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
const secret = 'nobody may read this file';
const agent = new Agent({ keepAlive: true, maxSockets: together });
const document = openApiDocument(api, { version: '1' }) as unknown as Document;

let app: App;
let port = 0;
beforeAll(async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  port = (probe.address() as AddressInfo).port;
  probe.close();
  const pages = join(folder, 'out');
  mkdirSync(pages);
  writeFileSync(join(pages, 'index.html'), '<!doctype html><script>1</script>');
  writeFileSync(join(folder, 'secret.txt'), secret);
  const config = readConfig(join(import.meta.dirname, '..'), {
    DATA_DIR: join(folder, 'data'),
    PORT: String(port),
    DEMO: 'off',
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PER_MINUTE: '100000000',
    HOST_INTERVAL_SECONDS: '1',
  });
  app = await startApp({ ...config, dashboardDir: pages });
}, 60_000);
afterAll(async () => {
  agent.destroy();
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function send({ method, path, headers, body }: Fuzzed): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const length = body && { 'content-length': String(body.length) };
    const options = { host: '127.0.0.1', port, agent, method, path, headers: { ...headers, ...length } };
    const sent = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject).end(body);
  });
}

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'openapi', components: document.components });
const validator = (ref: string) => ajv.compile({ $ref: `openapi${ref}` });
const isProblem = validator('#/components/schemas/Problem');

const templates = Object.entries(document.paths)
  .map(([template, methods]) => ({
    pattern: new RegExp(`^/api${template.replace(/\{\w+\}/g, '[^/]+')}$`),
    methods,
  }))
  .toSorted((a, b) => a.pattern.source.split('[^/]+').length - b.pattern.source.split('[^/]+').length);
const schemas = new Map(
  Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).flatMap((one): [Operation, ReturnType<typeof validator>][] => {
      const schema = one.responses['200']?.content['application/json']?.schema;
      return schema ? [[one, validator(schema.$ref)]] : [];
    }),
  ),
);

function operationOf({ method, path }: Fuzzed): Operation | undefined {
  const [pathname = ''] = path.split(/[?#]/);
  return templates.find(({ pattern }) => pattern.test(pathname))?.methods[method.toLowerCase()];
}

const unavailable = new Set([502, 503]);

/** What is wrong with a reply; undefined when nothing is. */
function fault(asked: Fuzzed, { status, headers, body }: Reply): string | undefined {
  if (status >= 500 && !unavailable.has(status)) return `answers ${status}`;
  if (body.includes(secret)) return 'hands out a file';
  if (/\bat \S+ \(|node_modules|Error:/.test(body) && status >= 400) return 'shows its inside';
  // What a 304 leaves out, the browser takes from the reply it has.
  if (status === 304) return body === '' ? undefined : 'has a body';
  if (headers['x-content-type-options'] !== 'nosniff') return `has no security headers: ${status}`;
  if (asked.method === 'HEAD') return body === '' ? undefined : 'has a body';
  if (status >= 400) {
    if (!headers['content-type']?.startsWith('application/problem+json'))
      return `is no problem: ${headers['content-type']}`;
    const found = parsed(body);
    return isProblem(found) && found.status === status ? undefined : 'is a problem without its schema';
  }
  const operation = operationOf(asked);
  if (status !== 200 || !operation) return undefined;
  const fits = schemas.get(operation);
  return !fits || fits(parsed(body)) ? undefined : 'misses its schema';
}

function parsed(body: string): { status?: unknown } {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}

async function knownIds(): Promise<string[]> {
  const get = async (path: string) =>
    (await send({ method: 'GET', path, headers: {}, body: undefined })).body;
  for (let tries = 0; tries < 50; tries++) {
    const idsOf = async (path: string) =>
      [...(await get(path)).matchAll(/"id":"([^"]+)"/g)].slice(0, 20).map(([, id]) => id ?? '');
    const ids = await idsOf('/api/metrics');
    if (ids.length > 0) return [...ids, ...(await idsOf('/api/rules')), ...(await idsOf('/api/sources'))];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return [];
}

it(`answers ${count} requests that nobody would send without a crash, an internal error or a reply without its schema`, {
  timeout: 60_000 + count * 20,
}, async () => {
  const known = await knownIds();
  const requests = fc.sample(requestsFor(document, known), { seed, numRuns: count });
  const faults: string[] = [];
  const seen = new Map<number, number>();
  const reached = new Set<Operation>();
  const queue = requests.values();
  const work = async () => {
    for (const asked of queue) {
      const reply = await send(asked).catch((error: Error) => error);
      const wrong = reply instanceof Error ? `breaks off: ${reply.message}` : fault(asked, reply);
      if (wrong)
        faults.push(
          `${asked.method} ${asked.path.slice(0, 200)} ${JSON.stringify(asked.headers).slice(0, 200)} ${wrong}`,
        );
      if (reply instanceof Error) continue;
      seen.set(reply.status, (seen.get(reply.status) ?? 0) + 1);
      const operation = operationOf(asked);
      if (operation && reply.status === 200) reached.add(operation);
    }
  };
  await Promise.all(Array.from({ length: together }, work));
  console.log(
    `${count} requests, ${faults.length} faults, by status: ${JSON.stringify(Object.fromEntries([...seen].sort()))}`,
  );

  expect(faults.slice(0, 20)).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(known).not.toEqual([]);
  expect(reached.size).toBeGreaterThan(templates.length * 0.4);
  expect((await send({ method: 'GET', path: '/api/health', headers: {}, body: undefined })).status).toBe(200);
});

/** Writes bytes as they are; what came back until the server hung up. */
async function write(bytes: Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => {});
  socket.end(bytes);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

const whole = [
  'GET /api/health HTTP/1.1\r\nhost: localhost\r\n\r\n',
  'POST /api/alerts HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 7\r\n\r\n{"a":1}',
  'POST /api/alerts HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n7\r\n{"a":1}\r\n0\r\n\r\n',
  'CONNECT /api/health HTTP/1.1\r\nhost: localhost\r\n\r\n',
  'GET http://[::1/ HTTP/1.1\r\nhost: localhost\r\n\r\n',
  'GET * HTTP/1.1\r\nhost: localhost\r\n\r\n',
  'GET api/health HTTP/1.1\r\nhost: localhost\r\n\r\n',
  'GET /api/health HTTP/9.9\r\nhost: localhost\r\n\r\n',
  'POST /api/alerts HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n\r\n',
  `GET /api/health HTTP/1.1\r\nhost: localhost\r\n${'a: b\r\n'.repeat(5_000)}\r\n`,
];

it('answers broken HTTP with a refusal or not at all', { timeout: 60_000 }, async () => {
  const edits = fc.array(fc.tuple(fc.nat(120), fc.nat(3), fc.uint8Array({ minLength: 1, maxLength: 4 })), {
    maxLength: 3,
  });
  const broken = fc.sample(fc.tuple(fc.constantFrom(...whole), edits), {
    seed,
    numRuns: Math.ceil(count / 10),
  });
  const wrong: string[] = [];
  const queue = [...whole.map((text): [string, []] => [text, []]), ...broken].values();
  const work = async () => {
    for (const [text, changes] of queue) {
      const bytes = changes.reduce((all, [at, remove, insert]) => {
        return Buffer.concat([all.subarray(0, at), Buffer.from(insert), all.subarray(at + remove)]);
      }, Buffer.from(text));
      const answer = await write(bytes);
      // Node.js itself refuses a request without a host, in a reply without a body.
      const isRefusal = /^content-type: application\/problem|\r\n\r\n0\r\n\r\n$/m.test(answer);
      const isWrong = /^HTTP\/1\.1 5/m.test(answer) || (/^HTTP\/1\.1 4/.test(answer) && !isRefusal);
      if (isWrong)
        wrong.push(`${JSON.stringify(bytes.toString('latin1').slice(0, 200))}: ${answer.slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: together }, work));

  expect(wrong).toEqual([]);
  expect((await send({ method: 'GET', path: '/api/health', headers: {}, body: undefined })).status).toBe(200);
});
