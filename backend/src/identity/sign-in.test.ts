import { getMigrations } from 'better-auth/db/migration';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { type OpenDatabase, testDatabases } from '../platform/database/testing.ts';
import { authTable } from './auth-table.ts';
import { cookieRules, sessionCookieName } from './cookies.ts';
import {
  cookiesOf,
  openRoom,
  password,
  publicOrigin,
  type Room,
  type RoomOptions,
} from './open-room.fixture.ts';
import { openSignIn, signInOptions } from './sign-in.ts';

describe.each(testDatabases)('signing in, on %s', { timeout: 60_000 }, (_, open: OpenDatabase) => {
  let room: Room;
  let isOpen = false;
  const start = async (options?: RoomOptions) => {
    room = await openRoom(open, options);
    isOpen = true;
    return room;
  };
  afterEach(async () => {
    if (isOpen) await room.close();
    isOpen = false;
  });
  const signIn = (email: string, word = password, as = {}) =>
    room.call('POST', '/auth/sign-in/email', { as, body: { email, password: word } });
  const me = (as: { cookie: string }) => room.call('GET', '/me', { as });
  const founder = { name: 'Ada', email: 'ada@example.com', password, workspace: 'Ops' };
  const found = (token: string) => room.call('POST', '/first-run', { body: { ...founder, token } });

  it('makes the first administrator once, with the token that was printed', async () => {
    const { identity } = await start();

    expect((await found('AAAA-BBBB-CCCC')).statusCode).toBe(403);
    expect((await found(identity.firstRunToken?.toLowerCase() ?? '')).json()).toEqual({ success: true });
    expect((await found(identity.firstRunToken ?? '')).statusCode).toBe(409);
    const { me: ada } = (await me(cookiesOf(await signIn(founder.email)))).json();
    expect(ada).toMatchObject({ role: 'admin', approver: true, workspace: { name: 'Ops' } });
  });

  it('makes no administrator with a token that is older than 30 minutes', async () => {
    const { identity, clock } = await start();
    clock.aheadMs = 30 * 60_000 + 1;

    expect((await found(identity.firstRunToken ?? '')).statusCode).toBe(403);
  });

  it('makes one administrator of two who use the token at once', async () => {
    const { identity } = await start();
    const tries = await Promise.all([1, 2].map(() => found(identity.firstRunToken ?? '')));

    expect(tries.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  });

  it('keeps the session where no script reads it and no other site sends it', async () => {
    const { person } = await start();
    const reply = await signIn((await person('viewer')).email);

    expect(reply.statusCode).toBe(200);
    expect(reply.headers['set-cookie']?.toString()).toMatch(
      /^smartops\.session_token=[^;]+;(?=.* HttpOnly)(?=.* SameSite=Lax)(?=.* Path=\/)/,
    );
    expect(reply.body).not.toContain('"token"');
    expect((await me(cookiesOf(reply))).statusCode).toBe(200);
  });

  it('binds the cookie to the host and to TLS where there is TLS', () => {
    const rules = cookieRules(new URL('https://ops.example'), []);

    expect(sessionCookieName(rules)).toBe('__Host-smartops.session_token');
    expect(rules.attributes).toEqual({ httpOnly: true, path: '/', secure: true, sameSite: 'lax' });
  });

  it('does not tell whether there is an account', async () => {
    const { person } = await start();
    const wrong = await signIn((await person('viewer')).email, 'something else entirely');
    const nobody = await signIn('nobody@example.com', 'something else entirely');

    expect(wrong.statusCode).toBe(401);
    expect(nobody.statusCode).toBe(401);
    const withoutId = ({ body }: { body: string }) => body.replace(/"(requestId|instance)":"[^"]*"/g, '');
    expect(withoutId(nobody)).toBe(withoutId(wrong));
  });

  it('lets nobody in whose account is a member of nothing', async () => {
    const { person, database } = await start();
    const { id, email } = await person('viewer');
    await database.sql.execute(sql`delete from member where user_id = ${id}`);
    const reply = await signIn(email);

    expect(reply.statusCode).toBe(403);
    expect(cookiesOf(reply).cookie).not.toMatch(/session_token=[^;]/);
  });

  it('has no endpoint of better-auth that is not in the table', async () => {
    const { call, signedIn, app } = await start();
    const { as } = await signedIn('admin');
    const { api } = openSignIn(signInOptionsOf(room));
    const ours = new Set(authTable.map(({ method, path }) => `${method} ${path}`));
    const theirs = Object.values(
      api as Record<string, { path?: string; options?: { method?: unknown } }>,
    ).flatMap(({ path, options }) =>
      path ? [options?.method ?? 'GET'].flat().map((method) => [String(method), path] as const) : [],
    );
    const hidden = theirs.filter(([method, path]) => !ours.has(`${method} ${path}`));

    expect(theirs).toContainEqual(['POST', '/sign-up/email']);
    expect(hidden.length).toBeGreaterThan(20);
    for (const [method, path] of hidden) {
      if (path === '/callback/:id') continue;
      const url = `/auth${path.replace(/:\w+/g, 'x')}`;
      const { statusCode } = await call(method === '*' ? 'POST' : method, url, { as });
      expect([method, path, statusCode === 404 || statusCode === 405]).toEqual([method, path, true]);
    }
    expect(
      (await app.inject({ method: 'POST', url: '/api/auth/callback/company', payload: {} })).statusCode,
    ).toBe(405);
  });

  it('adopts no session that was set before signing in', async () => {
    const { person, session } = await start();
    const { email } = await person('viewer');
    const planted = await session((await person('viewer')).id);
    const made = { cookie: 'smartops.session_token=chosen.by-an-attacker' };
    const replies = [await signIn(email, password, planted), await signIn(email, password, made)];
    const cookies = replies.map((reply) => cookiesOf(reply).cookie.match(/session_token=([^;]+)/)?.[1]);

    expect(new Set([...cookies, planted.cookie.split('=')[1], 'chosen.by-an-attacker']).size).toBe(4);
    expect((await me(made)).statusCode).toBe(401);
  });

  it('takes no token that does not carry our signature', async () => {
    const { database, signedIn, call } = await start();
    const { as } = await signedIn('admin');
    const { rows } = await database.sql.execute<{ token: string }>(sql`select token from session`);
    const tokens = [rows[0]?.token, `${rows[0]?.token}.`, `${rows[0]?.token}.${'A'.repeat(43)}=`];

    expect((await me(as)).statusCode).toBe(200);
    for (const token of tokens) {
      expect((await me({ cookie: `smartops.session_token=${token}` })).statusCode).toBe(401);
      const bearer = { authorization: `Bearer ${token}` };
      expect((await call('GET', '/me', { as: bearer })).statusCode).toBe(401);
    }
  });

  it('ends a session at once when its owner signs out', async () => {
    const { person, call } = await start();
    const as = cookiesOf(await signIn((await person('admin')).email));

    expect((await me(as)).statusCode).toBe(200);
    expect((await call('POST', '/auth/sign-out', { as, body: {} })).statusCode).toBe(200);
    expect((await me(as)).statusCode).toBe(401);
  });

  it('ends a session after 12 hours without a request', async () => {
    const { person, clock } = await start();
    const as = cookiesOf(await signIn((await person('admin')).email));
    clock.aheadMs = 11 * 3_600_000;
    const renewed = await me(as);
    clock.aheadMs = 22 * 3_600_000;

    expect(renewed.headers['set-cookie']).toMatch(/Max-Age=43\d{3}.*HttpOnly/);
    expect((await me(as)).statusCode).toBe(200);
    clock.aheadMs = 35 * 3_600_000;
    expect((await me(as)).statusCode).toBe(401);
  });

  it.each([0, 1])('lets at most 18 of 1,000 tries reach the password, behind %d proxies', async (proxies) => {
    const { person, audit, identity } = await start({ proxies });
    const { email } = await person('admin');
    let reached = 0;
    for (let i = 0; i < 1_000; i++) {
      const made = `203.0.${i >> 8}.${i & 255}`;
      const as = { 'x-forwarded-for': proxies === 0 ? made : `${made}, 198.51.100.7`, 'x-real-ip': made };
      const { statusCode } = await signIn(i % 2 ? email : `n${i}@example.com`, `guess number ${i}`, as);
      if (statusCode !== 429) reached++;
    }

    expect(reached).toBeGreaterThan(0);
    expect(reached).toBeLessThanOrEqual(18);
    await identity.close();
    expect((await audit()).length).toBeLessThanOrEqual(62);
  });

  it('slows nobody down in an office that shares one address and knows its passwords', async () => {
    const { person } = await start();
    const { email } = await person('viewer');
    const codes: number[] = [];
    for (let i = 0; i < 12; i++) codes.push((await signIn(email)).statusCode);

    expect(new Set(codes)).toEqual(new Set([200]));
  });

  it('counts the passwords that are tried on a page that was left open', async () => {
    const { person, call } = await start();
    const { email } = await person('viewer');
    const as = cookiesOf(await signIn(email));
    const codes: number[] = [];
    for (let i = 0; i < 10; i++)
      codes.push(
        (await call('POST', '/auth/two-factor/enable', { as, body: { password: `guess number ${i}` } }))
          .statusCode,
      );

    expect(codes.slice(0, 6)).toEqual(Array(6).fill(400));
    expect(codes.slice(6)).toEqual(Array(4).fill(429));
  });

  it('gives better-auth every table and column that it expects', async () => {
    const { database } = await start();
    // It compares its own spelling of names with what is there, so what it misses is looked for in ours.
    const { toBeCreated, toBeAdded } = await getMigrations(signInOptionsOf(room) as never);
    const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const expected = [...toBeCreated, ...toBeAdded].flatMap(({ table, fields }) =>
      Object.keys(fields).map((name) => `${snake(table)}.${snake(name)}`),
    );
    const { rows } = await database.sql.execute<{ name: string }>(sql`
      select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`);
    const ours = new Set(rows.map(({ name }) => name));

    expect(expected.length).toBeGreaterThan(20);
    expect(expected.filter((name) => !ours.has(name))).toEqual([]);
  });
});

function signInOptionsOf({ database: { pool } }: Room) {
  const publicUrl = new URL(publicOrigin);
  const options: Parameters<typeof signInOptions>[0] = {
    ...{ pool, publicUrl, origins: [], cookies: cookieRules(publicUrl, []) },
    secret: 'x'.repeat(40),
    log: { warn() {}, debug() {} } as never,
    admit: async () => true,
    admitCompany: async () => undefined,
    isFirstUse: async () => true,
    sendReset: () => {},
    wasReset: async () => {},
  };
  return { ...options, ...signInOptions(options) };
}
