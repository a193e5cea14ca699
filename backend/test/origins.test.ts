import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../src/platform/database/testing.ts';
import { cookiesIn, type House, openHouse, type Person, password } from './house.fixture.ts';

const [[, open] = []] = testDatabases;
const ours = 'https://ops.example';

const foreign = [
  'https://evil.example',
  'http://ops.example',
  'https://ops.example.evil.example',
  'https://evil.example/ops.example',
  'https://ops.example@evil.example',
  'https://opsxexample',
  'https://ops.example:8443',
  'https://sub.ops.example',
  'https://OPS.example.',
  'null',
  'file://',
  'http://localhost.evil.example',
  'http://127.0.0.1.evil.example',
  'http://[::1]',
  'http://localhost:1',
  'chrome-extension://abcdefghijklmnop',
  'https://xn--ps-2ia.example',
  'https://ops.example%00.evil.example',
  'http://0.0.0.0:3001',
  'http://169.254.169.254',
  'javascript:alert(1)',
];
const strangeHosts = [
  'evil.example',
  'evil.example:3001',
  'localhost.evil.example',
  '127.0.0.1.nip.io',
  'ops.example.evil.example',
  '169.254.169.254',
  '0.0.0.0',
  '[::ffff:127.0.0.1]',
  'localhost@evil.example',
  '',
];

describe.each(['required', 'open'])('with AUTH_MODE=%s', (mode) => {
  let house: House;
  let person: Person;
  beforeAll(async () => {
    if (!open) throw new Error('There is no database');
    const variables = mode === 'required' ? { PUBLIC_URL: 'https://api.example', CORS_ORIGINS: ours } : {};
    house = await openHouse(open, { AUTH_MODE: mode, ...variables });
    person = await house.person({ role: 'admin' });
    if (mode === 'required') {
      const reply = await house.post('/api/auth/sign-in/email', { email: person.email, password });
      person = { ...person, headers: { cookie: cookiesIn(reply) } };
    }
  }, 30_000);
  afterAll(() => house.close());

  it.each(foreign)('lets no page of %s change anything, read anything or listen', async (origin) => {
    const headers = { ...person.headers, origin };
    const change = await house.post('/api/invitations', { email: 'x@example.com' }, headers);
    const enter = await house.post('/api/auth/sign-in/email', { email: person.email, password }, headers);
    const read = await house.get('/api/members', headers);
    const { status, socket } = await house.listen(headers);
    socket.terminate();

    expect([change.status, status]).toEqual([403, 403]);
    expect(enter.status).toBe(403);
    expect(enter.headers.getSetCookie()).toEqual([]);
    expect(read.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(strangeHosts)('does not answer to the name “%s”', async (host) => {
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${house.url}/api/health`, { setHost: false }, ({ statusCode }) =>
        resolve(statusCode),
      );
      sent.setHeader('host', host);
      sent.on('error', reject).end();
    });
    const listening = await house
      .listen({ ...person.headers, host })
      .catch(() => ({ status: 400, socket: undefined }));
    listening.socket?.terminate();

    expect([400, 403]).toContain(status);
    expect([400, 403]).toContain(listening.status);
  });
});

describe('a dashboard on another host', () => {
  let house: House;
  beforeAll(async () => {
    if (!open) throw new Error('There is no database');
    house = await openHouse(open, { PUBLIC_URL: 'https://api.example', CORS_ORIGINS: ours });
  }, 30_000);
  afterAll(() => house.close());

  it('works with cookies', async () => {
    const { email } = await house.person({ role: 'admin' });
    const reply = await house.post('/api/auth/sign-in/email', { email, password }, { origin: ours });
    const headers = { origin: ours, cookie: cookiesIn(reply) };
    const me = await house.get('/api/me', headers);
    const changed = await house.post('/api/invitations', { email: 'y@example.com' }, headers);
    const { status, socket } = await house.listen(headers);
    socket.terminate();

    expect(reply.headers.getSetCookie()[0]).toContain('SameSite=None');
    for (const one of [reply, me, changed]) {
      expect(one.status).toBe(200);
      expect(one.headers.get('access-control-allow-origin')).toBe(ours);
      expect(one.headers.get('access-control-allow-credentials')).toBe('true');
    }
    expect(status).toBe(101);
  });

  it('works without cookies, with a token and a ticket', async () => {
    const { email } = await house.person();
    const preflight = await house.call('OPTIONS', '/api/me', {
      headers: {
        origin: ours,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
    const reply = await house.post('/api/auth/sign-in/email', { email, password }, { origin: ours });
    const headers = { origin: ours, authorization: `Bearer ${reply.headers.get('set-auth-token')}` };
    const me = await house.get('/api/me', headers);
    const ticket = (
      (await (await house.post('/api/stream-ticket', {}, headers)).json()) as { ticket: string }
    ).ticket;
    const { status, socket } = await house.listen({ origin: ours }, `/ws?ticket=${ticket}`);
    socket.terminate();

    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(reply.headers.get('access-control-expose-headers')).toContain('set-auth-token');
    expect(me.status).toBe(200);
    expect(status).toBe(101);
  });

  it('sends nobody back to a page of somebody else', async () => {
    const { email } = await house.person();
    const reply = await house.post(
      '/api/auth/sign-in/email',
      { email, password, callbackURL: 'https://evil.example/' },
      { origin: ours },
    );

    expect([reply.status, reply.headers.getSetCookie()]).toEqual([403, []]);
  });
});
