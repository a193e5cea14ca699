import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../platform/database/testing.ts';
import { openVisit, people, type Visit } from './company-visit.fixture.ts';
import { cookiesOf, type Headers, password, publicOrigin } from './open-room.fixture.ts';

describe.each(testDatabases)('who comes from the company, on %s', { timeout: 60_000 }, (_, open) => {
  let invited: Visit;
  let anybody: Visit;
  beforeAll(async () => {
    invited = await openVisit(open);
    anybody = await openVisit(open, { OIDC_DEFAULT_ROLE: 'operator' });
  }, 120_000);
  afterAll(async () => {
    await invited.close();
    await anybody.close();
  });
  beforeEach(async () => {
    await invited.clear();
    await anybody.clear();
  });

  const meOf = async ({ room }: Visit, as: Headers) => (await room.call('GET', '/me', { as })).json().me;
  const invite = async ({ room }: Visit, email: string) =>
    room.call('POST', '/invitations', {
      as: (await room.signedIn('admin')).as,
      body: { email, role: 'operator' },
    });
  const count = async ({ room }: Visit, table: 'person' | 'credential' | 'session') =>
    (await room.database.sql.execute(sql`select 1 from ${sql.identifier(table)}`)).rows.length;
  const memberWith = async ({ room }: Visit, address: string) => {
    const { id } = await room.person('admin');
    await room.database.sql.execute(sql`update person set email = ${address} where id = ${id}`);
    return id;
  };

  it('lets in who was invited, with the role of the invitation, and again', async () => {
    await invite(invited, 'lena@example.com');
    const reply = await invited.comeAs('lena');

    expect([reply.statusCode, reply.headers.location]).toEqual([302, `${publicOrigin}/settings`]);
    expect(await meOf(invited, cookiesOf(reply))).toMatchObject({
      name: 'Lena Vogel',
      email: 'lena@example.com',
      role: 'operator',
      approver: false,
    });
    expect(await meOf(invited, cookiesOf(await invited.comeAs('lena')))).toMatchObject({ role: 'operator' });
    const entered = { outcome: 'allowed', reason: null, target: 'lena@example.com' };
    expect(await invited.starts()).toEqual([entered, entered]);
  });

  it('reads the address in the ID token, where many providers put it', async () => {
    const { company, put } = invited;
    put(async ({ pathname }, answer) => {
      if (pathname === '/me') throw new Error('There was no need to ask');
      const response = await answer();
      if (pathname !== '/token') return response;
      const { id_token, ...rest } = (await response.json()) as { id_token: string };
      return Response.json({ ...rest, id_token: await company.forge(id_token, { ...people.lena }) });
    });
    await invite(invited, 'lena@example.com');

    expect(await meOf(invited, cookiesOf(await invited.comeAs('lena')))).toMatchObject({
      name: 'Lena Vogel',
    });
  });

  it('keeps no token of the provider', async () => {
    await invite(invited, 'lena@example.com');
    await invited.comeAs('lena');
    const { rows } = await invited.room.database.sql.execute(
      sql`select access_token, refresh_token, id_token from credential where provider_id = 'company'`,
    );

    expect(rows).toEqual([{ access_token: null, refresh_token: null, id_token: null }]);
  });

  it('refuses a stranger and makes no account for them', async () => {
    await invited.expectRefused(await invited.comeAs('lena'), 'not_a_member');
    expect(await count(invited, 'person')).toBe(0);
  });

  it('refuses who was removed, though the company still knows them', async () => {
    await invite(invited, 'lena@example.com');
    const { id } = await meOf(invited, cookiesOf(await invited.comeAs('lena')));
    const { as } = await invited.room.signedIn('admin');
    await invited.room.call('DELETE', `/members/${id}`, { as });
    const reply = await invited.comeAs('lena');

    expect(reply.headers.location).toContain(`${publicOrigin}/sign-in?error=not_a_member`);
    expect((await invited.starts())[0]).toMatchObject({ outcome: 'refused', reason: 'not_a_member' });
  });

  it('gives a stranger the default role where there is one', async () => {
    const reply = await anybody.comeAs('lena');

    expect(await meOf(anybody, cookiesOf(reply))).toMatchObject({ role: 'operator', approver: false });
  });

  it('gives the default role to nobody who comes with a password only', async () => {
    const { id, email } = await anybody.room.person('viewer');
    await anybody.room.database.sql.execute(sql`delete from member where user_id = ${id}`);
    const reply = await anybody.room.call('POST', '/auth/sign-in/email', { body: { email, password } });

    expect(reply.statusCode).toBe(403);
    expect(await count(anybody, 'session')).toBe(0);
  });

  it('joins a member who has a password when the company has confirmed their address', async () => {
    const id = await memberWith(invited, 'lena@example.com');
    const reply = await invited.comeAs('lena');

    expect(await meOf(invited, cookiesOf(reply))).toMatchObject({ id, role: 'admin' });
    const body = { email: 'lena@example.com', password };
    expect((await invited.room.call('POST', '/auth/sign-in/email', { body })).statusCode).toBe(200);
  });

  it('takes over no account with an address that the company has not confirmed', async () => {
    await memberWith(anybody, 'otto@example.com');

    await anybody.expectRefused(await anybody.comeAs('otto'), 'account_not_linked');
    expect(await count(anybody, 'credential')).toBe(1);
  });

  it.each([
    ['whose address the company has not confirmed', 'otto', 'email_not_verified'],
    ['who has no address', 'rosa', 'email_not_found'],
  ])('refuses somebody %s', async (_name, who, word) => {
    await anybody.expectRefused(await anybody.comeAs(who), word);
    expect(await count(anybody, 'person')).toBe(0);
  });
});
