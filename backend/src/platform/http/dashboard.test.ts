import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Authority } from './authorise.ts';
import { authorityOf, testCaller } from './caller.fixture.ts';
import { serveDashboard } from './dashboard.ts';
import type { Server } from './server.ts';
import { openTestServer } from './test-server.ts';

const authority = authorityOf(testCaller());
let folder: string;
let app: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dashboard-'));
  const files = {
    'index.html': '<script>a()</script>overview',
    'incidents.html': 'incidents',
    'incidents/__next._tree.txt': '0:{}',
    '404.html': 'no such page',
    'sign-in.html': 'who are you',
    '_next/static/chunks/a1.js': 'run();'.repeat(100),
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  ({ app } = await openTestServer());
  await (await serveDashboard(app, { folder, authority })).compressed;
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

it.each([
  ['/', 200, 'overview'],
  ['/incidents', 200, 'incidents'],
  ['/incidents/?modal=incident&id=1', 200, 'incidents'],
  ['/incidents/__next._tree.txt?_rsc=1', 200, '0:{}'],
  ['/nowhere', 404, 'no such page'],
  ['/%2e%2e/%2e%2e/etc/passwd', 404, 'no such page'],
  ['/constructor', 404, 'no such page'],
  ['/api/nothing', 404, '"not-found"'],
])('answers %s with %i', async (url, status, text) => {
  const { statusCode, body } = await app.inject(url);

  expect([statusCode, body]).toEqual([status, expect.stringContaining(text)]);
});

it('lets browsers keep hashed files for ever and ask for pages again', async () => {
  const script = await app.inject('/_next/static/chunks/a1.js');
  const page = await app.inject('/');
  const again = await app.inject({ url: '/', headers: { 'if-none-match': String(page.headers.etag) } });

  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(page.headers['cache-control']).toBe('no-cache');
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

it.each([
  ['gzip, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['identity', undefined],
])('to who accepts %s, sends %s', async (accepted, encoding) => {
  const reply = await app.inject({
    url: '/_next/static/chunks/a1.js',
    headers: { 'accept-encoding': accepted },
  });

  expect(reply.headers['content-encoding']).toBe(encoding);
  expect(reply.headers.vary).toBe('accept-encoding, origin');
});

it('sends every page its own policy', async () => {
  const [overview, incidents] = await Promise.all(['/', '/incidents'].map((url) => app.inject(url)));

  expect(overview?.headers['content-security-policy']).toContain("'sha256-");
  expect(incidents?.headers['content-security-policy']).not.toContain("'sha256-");
});

it('lets pages run nothing inline, be framed by nobody and use no sensor', async () => {
  const { headers } = await app.inject('/');

  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self' 'sha256-[^;]+;/);
  expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|http:/);
  expect(headers).toMatchObject({
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
    etag: expect.stringMatching(/^W\/"[\w-]{22}"$/),
  });
  expect(headers).not.toHaveProperty('x-powered-by');
  expect(headers).not.toHaveProperty('server');
  expect(headers).not.toHaveProperty('last-modified');
});

it('answers HEAD like GET, without the body', async () => {
  const reply = await app.inject({ method: 'HEAD', url: '/incidents' });

  expect([reply.statusCode, reply.headers['content-length'], reply.body]).toEqual([200, '9', '']);
});

describe('for strangers', () => {
  const serveWith = async (identify: Authority['identify']) => {
    const { app } = await openTestServer();
    await serveDashboard(app, { folder, authority: { identify } });
    return app;
  };

  it.each([
    ['/', 302, '/sign-in'],
    ['/incidents?tab=a&x=%20', 302, '/sign-in?back=%2Fincidents%3Ftab%3Da%26x%3D%2520'],
    ['/sign-in', 200, undefined],
    ['/_next/static/chunks/a1.js', 200, undefined],
    ['/nowhere', 404, undefined],
  ])('answers %s with %i', async (url, status, location) => {
    const app = await serveWith(() => ({ caller: undefined }));
    const reply = await app.inject(url);
    await app.close();

    expect([reply.statusCode, reply.headers.location]).toEqual([status, location]);
    if (location) expect(reply.headers['cache-control']).toBe('no-store');
  });

  it('sends the page when nobody can be looked up', async () => {
    const app = await serveWith(() => Promise.reject(new Error('the database is away')));
    const reply = await app.inject('/');
    await app.close();

    expect([reply.statusCode, reply.body]).toEqual([200, expect.stringContaining('overview')]);
  });

  it('lets the cookie of who is in live on', async () => {
    const app = await serveWith(() => ({ caller: testCaller(), headers: { 'set-cookie': 'a=b' } }));
    const reply = await app.inject('/');
    await app.close();

    expect([reply.statusCode, reply.headers['set-cookie']]).toEqual([200, 'a=b']);
  });
});

it('says what to do when the dashboard was never built', async () => {
  const { app } = await openTestServer();
  await serveDashboard(app, { folder: join(folder, 'nowhere'), authority });
  const page = await app.inject('/');
  await app.close();

  expect([page.statusCode, page.body]).toEqual([503, expect.stringContaining('npm run build')]);
});
