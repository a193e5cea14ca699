import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../platform/database/testing.ts';
import { openMailbox } from './mail.fixture.ts';
import { cookiesOf, type Headers, openRoom, password, publicOrigin, type Room } from './open-room.fixture.ts';
import { nextTotp, totp } from './totp.fixture.ts';

const newPassword = 'a staple of another battery';
const patience = { timeout: 20_000 };

describe.each(testDatabases)('mail, on %s', { timeout: 60_000 }, (_, open) => {
  let room: Room;
  let mailbox: Awaited<ReturnType<typeof openMailbox>>;
  beforeAll(async () => {
    mailbox = await openMailbox();
    room = await openRoom(open, { variables: mailbox.variables });
  }, 120_000);
  afterAll(async () => {
    await room.close();
    await mailbox.close();
  });
  beforeEach(async () => {
    mailbox.refuse(undefined);
    for (const list of [mailbox.received, mailbox.tried, room.logged]) list.length = 0;
    for (const table of ['person', 'invitation', 'verification', 'rate_limit'])
      await room.database.sql.execute(sql`delete from ${sql.identifier(table)}`);
  });

  const forget = (email: string, more = {}) =>
    room.call('POST', '/auth/request-password-reset', { body: { email, ...more } });
  const reset = (token: string, word = newPassword) =>
    room.call('POST', '/auth/reset-password', { body: { token, newPassword: word } });
  const signIn = async (email: string, word: string) =>
    (await room.call('POST', '/auth/sign-in/email', { body: { email, password: word } })).statusCode;
  const letters = (number: number) =>
    vi.waitFor(() => {
      expect(mailbox.received).toHaveLength(number);
      return mailbox.received;
    }, patience);
  const linksIn = (body: string) => body.match(/https?:\S+/g) ?? [];
  const tokenOf = async (number = 1) => {
    const letter = (await letters(number)).at(-1);
    return linksIn(letter?.body ?? '')[0]?.split('#token=')[1] ?? '';
  };
  const invite = (as: Headers, email: string) => room.call('POST', '/invitations', { as, body: { email } });

  it('brings a link to a new password that works once', async () => {
    const { email } = await room.person('viewer');
    expect((await forget(email)).statusCode).toBe(200);
    const [letter] = await letters(1);
    expect([letter?.from, letter?.to]).toEqual(['ops@harbor.example', [email]]);
    expect(linksIn(letter?.body ?? '')).toEqual([
      expect.stringMatching(`^${publicOrigin}/reset-password#token=.{20,}$`),
    ]);

    const token = await tokenOf();
    expect((await reset(token, 'too short')).statusCode).toBe(400);
    expect((await reset(token)).json()).toEqual({ status: true });
    expect([await signIn(email, password), await signIn(email, newPassword)]).toEqual([401, 200]);
    expect((await reset(token, password)).statusCode).toBe(400);
    expect(await signIn(email, newPassword)).toBe(200);
  });

  it.each([
    [59, 200],
    [61, 400],
  ])('brings a link that after %d minutes answers %d', async (minutes, status) => {
    await forget((await room.person('viewer')).email);
    const token = await tokenOf();
    await room.database.sql.execute(
      sql`update verification set expires_at = expires_at - ${minutes} * interval '1 minute'`,
    );

    expect((await reset(token)).statusCode).toBe(status);
  });

  it('ends every session of whoever sets a new password, and their other links', async () => {
    const { id, email, as } = await room.signedIn('viewer');
    const other = await room.session(id);
    const bystander = await room.signedIn('viewer');
    const me = async (who: Headers) => (await room.call('GET', '/me', { as: who })).statusCode;
    await forget(email);
    const first = await tokenOf(1);
    await forget(email);
    const second = await tokenOf(2);
    expect([await me(as), await me(other), await me(bystander.as)]).toEqual([200, 200, 200]);

    expect((await reset(second)).statusCode).toBe(200);
    expect([await me(as), await me(other), await me(bystander.as)]).toEqual([401, 401, 200]);
    expect((await reset(first, password)).statusCode).toBe(400);
    await room.identity.flush();
    const [refused, allowed] = await room.audit();
    expect([refused?.action, refused?.outcome]).toEqual(['password.reset', 'refused']);
    expect([allowed?.action, allowed?.outcome]).toEqual(['password.reset', 'allowed']);
  });

  it('leaves the second factor on, and ends sign-ins that wait for its code', async () => {
    const { as, email } = await room.signedIn('viewer');
    const factor = (name: string, body: object, who: Headers) =>
      room.call('POST', `/auth/two-factor/${name}`, { as: who, body });
    const { totpURI } = (await factor('enable', { password }, as)).json();
    const secret = new URL(totpURI).searchParams.get('secret') ?? '';
    const code = () => nextTotp(secret);
    await factor('verify-totp', { code: totp(secret) }, as);
    const enter = (word: string) =>
      room.call('POST', '/auth/sign-in/email', { body: { email, password: word } });
    const waiting = cookiesOf(await enter(password));
    await forget(email);
    await reset(await tokenOf());

    expect((await factor('verify-totp', { code: code() }, waiting)).statusCode).toBe(401);
    const entered = await enter(newPassword);
    expect(entered.json().twoFactorRedirect).toBe(true);
    expect((await factor('verify-totp', { code: code() }, cookiesOf(entered))).statusCode).toBe(200);
  });

  it('goes to nobody who has no account, and the answer does not tell', async () => {
    const { email } = await room.person('viewer');
    const nobody = await forget('nobody@harbor.example');
    const somebody = await forget(email);

    expect([nobody.statusCode, nobody.body]).toEqual([somebody.statusCode, somebody.body]);
    await letters(1);
    expect(mailbox.tried).toEqual([email]);
  });

  it('never leads to a foreign page', async () => {
    const { email } = await room.person('viewer');
    const reply = await forget(email, { redirectTo: 'https://evil.example/reset-password' });
    expect(reply.statusCode).toBe(403);

    const as = { host: 'evil.example', origin: publicOrigin };
    await room.call('POST', '/auth/request-password-reset', { as, body: { email } });
    await forget(email, { redirectTo: `${publicOrigin}/reset-password` });
    const [letter] = await letters(1);
    expect(letter?.raw).not.toContain('evil.example');
  });

  it('invites with the link that the administrator sees', async () => {
    const { as } = await room.signedIn('admin');
    const reply = (await invite(as, 'Mei@Harbor.example')).json();
    const [letter] = await letters(1);

    expect(reply.mailed).toBe(true);
    expect(letter?.to).toEqual(['mei@harbor.example']);
    expect(letter?.headers.subject).toBe('You are invited to Default');
    expect(linksIn(letter?.body ?? '')).toEqual([reply.url]);
    expect(letter?.body).toContain('A admin invites you to Default');
  });

  it('that the server refuses is in the log and changes no answer', async () => {
    const { email, as } = await room.signedIn('admin');
    mailbox.refuse('5.1.1 no such mailbox');
    const nobody = await forget('nobody@harbor.example');
    const somebody = await forget(email);
    const invited = await invite(as, 'mei@harbor.example');

    expect([somebody.statusCode, somebody.body]).toEqual([nobody.statusCode, nobody.body]);
    expect([invited.statusCode, invited.json().mailed]).toEqual([200, false]);
    await vi.waitFor(() => expect(room.logged).toHaveLength(2), patience);
    expect(mailbox.tried.toSorted()).toEqual([email, 'mei@harbor.example'].toSorted());
    for (const line of room.logged) {
      expect(line).toContain('a mail could not be sent');
      expect(line).toContain('no such mailbox');
      expect(line).not.toContain('token=');
    }
  });

  it.each(['\r\n', '\n', '\u2028', '\r\n\r\n'])(
    'gives a name with %j in it no line of its own',
    async (line) => {
      const { email, as } = await room.signedIn('admin');
      const name = `Eve${line}Bcc: eve@evil.example${line}https://evil.example`;
      await room.call('POST', '/auth/update-user', { as, body: { name } });
      await room.database.sql.execute(sql`update workspace set name = ${name}`);
      await forget(email);
      await letters(1);
      await invite(as, 'mei@harbor.example');
      const both = await letters(2);
      await room.database.sql.execute(sql`update workspace set name = 'Default'`);

      expect(both.map(({ to }) => to)).toEqual([[email], ['mei@harbor.example']]);
      expect(mailbox.tried).not.toContain('eve@evil.example');
      for (const { headers, body } of both) {
        expect(headers.bcc).toBeUndefined();
        const lines = body.split(/[\r\n\u2028]+/);
        expect(lines.filter((text) => /^(Bcc|https:\/\/evil)/.test(text))).toEqual([]);
        expect(lines.filter((text) => text.includes('Bcc: eve@evil.example')).length).toBeGreaterThan(0);
      }
    },
  );
});

describe.each(testDatabases)('without a mail server, on %s', { timeout: 60_000 }, (_, open) => {
  it('says that nothing can be sent, and an invitation is a link to hand over', async () => {
    const room = await openRoom(open);
    const { as, email } = await room.signedIn('admin');
    const forgotten = await room.call('POST', '/auth/request-password-reset', { body: { email } });
    const invited = await room.call('POST', '/invitations', { as, body: { email: 'mei@harbor.example' } });

    expect([forgotten.statusCode, forgotten.json().detail]).toEqual([
      503,
      expect.stringMatching(/cannot send/),
    ]);
    expect(invited.json()).toMatchObject({ mailed: false, url: expect.stringContaining('#token=') });
    await room.close();
  });
});
