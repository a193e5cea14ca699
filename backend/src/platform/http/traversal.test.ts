import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { api } from '@smartops/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { authorityOf, testCaller } from './caller.fixture.ts';
import { serveDashboard } from './dashboard.ts';
import { openApiDocument } from './openapi.ts';
import { createRateLimits } from './rate-limit.ts';
import { serveReference } from './reference.ts';
import { serve } from './serve.ts';
import type { Server } from './server.ts';
import { openTestServer } from './test-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'traversal-'));
const secret = 'root:x:0:0 nobody may read this file';
let app: Server;
let port = 0;

beforeAll(async () => {
  const pages = join(folder, 'out');
  mkdirSync(join(pages, '_next', 'static'), { recursive: true });
  writeFileSync(join(pages, 'index.html'), 'overview');
  writeFileSync(join(pages, '404.html'), 'no such page');
  writeFileSync(join(pages, '_next', 'static', 'a.js'), 'run()');
  writeFileSync(join(folder, 'secret.txt'), secret);
  writeFileSync(join(folder, '.env'), secret);
  symlinkSync(join(folder, 'secret.txt'), join(pages, 'link.txt'));
  ({ app } = await openTestServer({ limits: createRateLimits(1_000_000) }));
  serve(app, api.getDeploymentLogs, async ({ id }) => ({
    logs: [{ time: '2026-03-01T12:00:00Z', level: 'info' as const, message: id }],
  }));
  await serveReference(app, openApiDocument(api, { version: '1' }));
  await serveDashboard(app, { folder: pages, authority: authorityOf(testCaller()) });
  await app.listen({ port: 0, host: '127.0.0.1' });
  port = (app.server.address() as AddressInfo).port;
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

async function get(path: string): Promise<{ status: number; text: string }> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  // Written by hand: every client worth its name tidies a path before it sends it.
  socket.end(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`, 'latin1');
  await once(socket, 'close');
  return { status: Number(text.slice(9, 12)), text };
}

const dots = [
  '..',
  '%2e%2e',
  '.%2e',
  '%2e.',
  '%252e%252e',
  '%25252e%25252e',
  '..;',
  '....//',
  '..%00',
  '%c0%ae%c0%ae',
  '%uff0e%uff0e',
  '%e0%80%ae%e0%80%ae',
  '\u00ae\u00ae',
];
const slashes = ['/', '%2f', '%252f', '\\', '%5c', '%255c', '%c0%af', '//', '/./'];
const starts = [
  '/',
  '/_next/',
  '/_next/static/',
  '/api/',
  '/api/docs/',
  '/api/docs/static/',
  '/api/deployments/',
];
const paths = starts.flatMap((start) =>
  dots.flatMap((dot) =>
    slashes.flatMap((slash) => [
      `${start}${`${dot}${slash}`}secret.txt`,
      `${start}${`${dot}${slash}`.repeat(3)}secret.txt`,
      `${start}${`${dot}${slash}`.repeat(12)}etc/passwd`,
    ]),
  ),
);
const single = [
  '/link.txt',
  '/secret.txt',
  '/.env',
  '/%00',
  '/index.html%00.js',
  '/_next/static/a.js%00.txt',
  '/file:///etc/passwd',
  '//etc/passwd',
  '/c:/windows/win.ini',
  '/~root/.ssh/id_rsa',
  '/proc/self/environ',
  `/${join(folder, 'secret.txt')}`,
  `http://localhost/../secret.txt`,
  `file://${join(folder, 'secret.txt')}`,
  '/api/deployments/..%2f..%2fsecret.txt/logs',
];

it(`hands out no file for ${paths.length + single.length} paths that lead elsewhere`, {
  timeout: 60_000,
}, async () => {
  const wrong: string[] = [];
  const queue = [...paths, ...single].values();
  const work = async () => {
    for (const path of queue) {
      const { status, text } = await get(path);
      const isFine =
        status < 500 && status !== 429 && !text.includes(secret) && !/root:.:0:0:|PATH=/.test(text);
      if (!isFine) wrong.push(`${path}: ${status}`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));

  expect(wrong).toEqual([]);
  expect((await get('/_next/static/a.js')).text).toContain('run()');
});

it('takes an id with dots and slashes in it for an id and nothing else', async () => {
  const { status, text } = await get('/api/deployments/..%2f..%2fsecret.txt/logs');

  expect([status, text]).toEqual([200, expect.stringContaining('"message":"../../secret.txt"')]);
});
