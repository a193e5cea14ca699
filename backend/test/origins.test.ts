import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cookiesOf, type Headers, password } from '../src/identity/open-room.fixture.ts';
import { testDatabases } from '../src/platform/database/testing.ts';
import { type House, openHouse } from './house.fixture.ts';

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

const signIn = (house: House, email: string, as: Headers = {}, more = {}) =>
  house.call('POST', '/api/auth/sign-in/email', { as, body: { email, password, ...more } });

describe.each(testDatabases)('pages of other hosts, on %s', { timeout: 60_000 }, (_, open) => {
  describe.each(['required', 'open'])('with AUTH_MODE=%s', (mode) => {
    let house: House;
    let email: string;
    let cookie: Headers = {};
    beforeAll(async () => {
      const variables = mode === 'required' ? { PUBLIC_URL: 'https://api.example', CORS_ORIGINS: ours } : {};
      house = await openHouse(open, { AUTH_MODE: mode, ...variables });
      ({ email } = await house.person('admin'));
      if (mode === 'required') cookie = cookiesOf(await signIn(house, email));
    }, 60_000);
    afterAll(() => house.close());

    it.each(foreign)('lets no page of %s change anything, read anything or listen', async (origin) => {
      const as = { ...cookie, origin };
      const change = await house.call('POST', '/api/invitations', { as, body: { email: 'x@example.com' } });
      const enter = await signIn(house, email, as);
      const read = await house.call('GET', '/api/members', { as });

      expect([change.status, enter.status, (await house.listen(as)).status]).toEqual([403, 403, 403]);
      expect(enter.headers.getSetCookie()).toEqual([]);
      expect(read.headers.get('access-control-allow-origin')).toBeNull();
    });

    it.each(strangeHosts)('does not answer to the name “%s”', async (host) => {
      const status = await new Promise((resolve, reject) => {
        const sent = request(`${house.url}/api/health`, { setHost: false }, (reply) => {
          resolve(reply.statusCode);
          reply.resume();
        });
        sent.setHeader('host', host);
        sent.on('error', reject).end();
      });
      const listening = host === '' ? 403 : (await house.listen({ ...cookie, host })).status;

      expect([400, 403]).toContain(status);
      expect([400, 403]).toContain(listening);
    });
  });

  describe('a dashboard on another host', () => {
    let house: House;
    beforeAll(async () => {
      house = await openHouse(open, { PUBLIC_URL: 'https://api.example', CORS_ORIGINS: ours });
    }, 60_000);
    afterAll(() => house.close());

    it('works with cookies', async () => {
      const { email } = await house.person('admin');
      const reply = await signIn(house, email, { origin: ours });
      const as = { origin: ours, ...cookiesOf(reply) };
      const me = await house.call('GET', '/api/me', { as });
      const changed = await house.call('POST', '/api/invitations', {
        as,
        body: { email: 'y@example.com', role: 'viewer' },
      });

      expect(reply.headers.getSetCookie()[0]).toMatch(/SameSite=None.*; Partitioned/);
      for (const one of [reply, me, changed]) {
        expect(one.status).toBe(200);
        expect(one.headers.get('access-control-allow-origin')).toBe(ours);
        expect(one.headers.get('access-control-allow-credentials')).toBe('true');
      }
      expect((await house.listen(as)).status).toBe(101);
    });

    it('works without cookies, with a token and a ticket', async () => {
      const { email } = await house.person('viewer');
      const preflight = await house.call('OPTIONS', '/api/me', {
        as: {
          origin: ours,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        },
      });
      const reply = await signIn(house, email, { origin: ours });
      const as = { origin: ours, authorization: `Bearer ${reply.headers.get('set-auth-token')}` };
      const me = await house.call('GET', '/api/me', { as });
      const made = await house.call('POST', '/api/stream-ticket', { as, body: {} });
      const { ticket } = (await made.json()) as { ticket: string };
      const listen = async () => (await house.listen({ origin: ours }, `/ws?ticket=${ticket}`)).status;

      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
      expect(reply.headers.get('access-control-expose-headers')).toContain('set-auth-token');
      expect(me.status).toBe(200);
      expect([await listen(), await listen()]).toEqual([101, 401]);
    });

    it('sends nobody back to a page of somebody else', async () => {
      const { email } = await house.person('viewer');
      const more = { callbackURL: 'https://evil.example/' };
      const reply = await signIn(house, email, { origin: ours }, more);

      expect([reply.status, reply.headers.getSetCookie()]).toEqual([403, []]);
    });
  });
});
