import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../platform/database/testing.ts';
import { cookiesOf, type Headers, openRoom, password, type Room } from './open-room.fixture.ts';
import { nextTotp, totp } from './totp.fixture.ts';

describe.each(testDatabases)('the second factor, on %s', { timeout: 60_000 }, (_, open) => {
  let room: Room;
  let seen = 0;
  beforeAll(async () => {
    room = await openRoom(open);
  }, 120_000);
  afterAll(() => room.close());
  const minutePasses = () => room.database.sql.execute(sql`delete from rate_limit`);
  beforeEach(async () => {
    await minutePasses();
    await room.identity.flush();
    seen = (await room.audit())[0]?.seq ?? 0;
  });

  const factor = (name: string, body: object, as: Headers) =>
    room.call('POST', `/auth/two-factor/${name}`, { as, body });
  const signIn = (email: string) => room.call('POST', '/auth/sign-in/email', { body: { email, password } });
  const pending = async (email: string) => cookiesOf(await signIn(email));
  const me = async (as: Headers) => (await room.call('GET', '/me', { as })).statusCode;
  const secretIn = (uri: string) => new URL(uri).searchParams.get('secret') ?? '';
  /** A code that is right neither now nor in the minutes around. */
  const wrongFor = (secret: string) => {
    const near = [-2, -1, 0, 1, 2].map((steps) => totp(secret, Date.now() + steps * 30_000));
    return (
      ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? ''
    );
  };
  const wrongTimes = async (times: number, secret: string, as: Headers) => {
    const answers: number[] = [];
    for (let i = 0; i < times; i++)
      answers.push((await factor('verify-totp', { code: wrongFor(secret) }, as)).statusCode);
    return answers;
  };
  const rows = async () => {
    await room.identity.flush();
    const all = (await room.audit()).filter(({ seq }) => seq > seen).reverse();
    return all.map(({ action, outcome }) => `${action} ${outcome}`);
  };

  /** Somebody whose authenticator is set up. */
  async function protectedPerson() {
    const { as, email } = await room.signedIn('viewer');
    const { totpURI, backupCodes } = (await factor('enable', { password }, as)).json();
    const secret = secretIn(totpURI);
    const confirmed = await factor('verify-totp', { code: totp(secret) }, as);
    await minutePasses();
    return { email, secret, recovery: backupCodes as string[], as: cookiesOf(confirmed) };
  }

  it('is set up with the password, and is on with the first right code', async () => {
    const { as, email } = await room.signedIn('viewer');
    expect((await factor('enable', {}, as)).statusCode).toBe(400);
    await room.identity.flush();
    expect((await factor('enable', { password: 'something else entirely' }, as)).statusCode).toBe(400);
    const begun = await factor('enable', { password }, as);
    const secret = secretIn(begun.json().totpURI);
    expect(begun.json().totpURI).toMatch(/^otpauth:\/\/totp\/SmartOpsAgent/);
    expect(new Set(begun.json().backupCodes).size).toBe(10);

    expect(await wrongTimes(1, secret, as)).toEqual([401]);
    expect((await signIn(email)).json().twoFactorRedirect).toBeUndefined();
    const confirmed = await factor('verify-totp', { code: nextTotp(secret) }, as);
    expect(confirmed.statusCode).toBe(200);
    expect([await me(cookiesOf(confirmed)), await me(as)]).toEqual([200, 401]);
    expect((await signIn(email)).json().twoFactorRedirect).toBe(true);
    expect(await rows()).toEqual([
      'factor.begin refused',
      'factor.begin refused',
      'factor.begin allowed',
      'factor.enable refused',
      'session.start allowed',
      'factor.enable allowed',
    ]);
  });

  it('lets nobody in before the code, and with it', async () => {
    const { email, secret } = await protectedPerson();
    const reply = await signIn(email);
    const as = cookiesOf(reply);
    expect(as.cookie).not.toMatch(/session_token=[^;]/);
    expect(await me(as)).toBe(401);
    const before = (await rows()).length;

    expect(await wrongTimes(1, secret, as)).toEqual([401]);
    const entered = await factor('verify-totp', { code: nextTotp(secret) }, as);
    expect([entered.statusCode, await me(cookiesOf(entered))]).toEqual([200, 200]);
    expect((await rows()).slice(before)).toEqual(['session.start refused', 'session.start allowed']);
    expect((await factor('verify-totp', { code: nextTotp(secret) }, as)).statusCode).toBe(401);
  });

  it('takes each code once, and says who tried it again', async () => {
    const { email, secret } = await protectedPerson();
    const code = nextTotp(secret);
    const waiting = await pending(email);
    expect((await factor('verify-totp', { code }, await pending(email))).statusCode).toBe(200);

    const again = await factor('verify-totp', { code }, waiting);
    expect([again.statusCode, again.json().code, again.headers['set-auth-token']]).toEqual([
      401,
      'code_used',
      undefined,
    ]);
    await room.identity.flush();
    expect((await room.audit())[0]).toMatchObject({
      action: 'session.start',
      outcome: 'refused',
      target: email,
      actor: { kind: 'anonymous', name: email },
    });
  });

  it('lets one of two in who come with the same code at once', async () => {
    const { email, secret } = await protectedPerson();
    const both = [await pending(email), await pending(email)];
    const code = nextTotp(secret);
    const answers = await Promise.all(both.map((as) => factor('verify-totp', { code }, as)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401]);
  });

  it('takes no code without the password before it', async () => {
    const { secret, recovery } = await protectedPerson();
    const nobody = { cookie: 'smartops.two_factor=made-up' };

    expect((await factor('verify-totp', { code: nextTotp(secret) }, nobody)).statusCode).toBe(401);
    expect((await factor('verify-backup-code', { code: recovery[0] }, nobody)).statusCode).toBe(401);
  });

  it('takes no code of another hour', async () => {
    const { email, secret } = await protectedPerson();
    const as = await pending(email);

    for (const minutes of [-60, -2, 2])
      expect(
        (await factor('verify-totp', { code: totp(secret, Date.now() + minutes * 60_000) }, as)).statusCode,
      ).toBe(401);
  });

  it('asks for the password again after five wrong codes', async () => {
    const { email, secret } = await protectedPerson();
    const as = await pending(email);

    expect(await wrongTimes(5, secret, as)).toEqual([401, 401, 401, 401, 401]);
    expect((await factor('verify-totp', { code: nextTotp(secret) }, as)).statusCode).toBe(400);
    const again = await factor('verify-totp', { code: nextTotp(secret) }, await pending(email));
    expect(again.statusCode).toBe(200);
  });

  it('takes nothing for a while after ten wrong codes, from wherever they came', async () => {
    const { email, secret, recovery } = await protectedPerson();
    for (let i = 0; i < 2; i++) {
      await minutePasses();
      await wrongTimes(5, secret, await pending(email));
    }
    await minutePasses();
    const as = await pending(email);

    expect((await factor('verify-totp', { code: nextTotp(secret) }, as)).statusCode).toBe(429);
    expect((await factor('verify-backup-code', { code: recovery[0] }, as)).statusCode).toBe(429);
    await room.database.sql.execute(
      sql`update two_factor set locked_until = locked_until - interval '16 minutes'`,
    );
    expect((await factor('verify-totp', { code: nextTotp(secret) }, as)).statusCode).toBe(200);
  });

  it('lets a recovery code in once', async () => {
    const { email, recovery } = await protectedPerson();
    const [first, second] = recovery;
    const entered = await factor('verify-backup-code', { code: first }, await pending(email));
    expect([entered.statusCode, await me(cookiesOf(entered))]).toEqual([200, 200]);

    const as = await pending(email);
    expect((await factor('verify-backup-code', { code: first }, as)).statusCode).toBe(401);
    expect((await factor('verify-backup-code', { code: second }, as)).statusCode).toBe(200);
  });

  it('makes the old recovery codes worthless when new ones are made', async () => {
    const { email, as, recovery } = await protectedPerson();
    expect((await factor('generate-backup-codes', { password: 'wrong' }, as)).statusCode).toBe(400);
    const { backupCodes } = (await factor('generate-backup-codes', { password }, as)).json();
    const waiting = await pending(email);

    expect((await factor('verify-backup-code', { code: recovery[0] }, waiting)).statusCode).toBe(401);
    expect((await factor('verify-backup-code', { code: backupCodes[0] }, waiting)).statusCode).toBe(200);
  });

  it('is switched off with the password', async () => {
    const { email, as } = await protectedPerson();
    expect((await factor('disable', { password: 'something else entirely' }, as)).statusCode).toBe(400);
    expect((await signIn(email)).json().twoFactorRedirect).toBe(true);

    expect((await factor('disable', { password }, as)).statusCode).toBe(200);
    expect(await me(await pending(email))).toBe(200);
    expect(await rows()).toEqual(
      expect.arrayContaining(['factor.disable refused', 'factor.disable allowed']),
    );
  });

  it('is kept sealed', async () => {
    const { secret, recovery } = await protectedPerson();
    const { rows: kept } = await room.database.sql.execute(sql`select * from two_factor`);
    const text = JSON.stringify(kept);

    expect(kept.length).toBeGreaterThan(0);
    for (const word of [secret, ...recovery]) expect(text).not.toContain(word);
  });
});
