import type { AuditEntry } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../platform/database/testing.ts';
import { auditStore } from './audit/store.ts';
import { verifyAudit } from './audit/verify.ts';
import { type Headers, openRoom, password, type Room } from './open-room.fixture.ts';

describe.each(testDatabases)('members, on %s', { timeout: 60_000 }, (_, open) => {
  let room: Room;
  let boss: { id: string; as: Headers };
  beforeEach(async () => {
    room = await openRoom(open);
    boss = await room.signedIn('admin');
  }, 60_000);
  afterEach(() => room.close());
  const status = async (as: Headers, url = '/members') => (await room.call('GET', url, { as })).statusCode;
  const update = (id: string, body: object, as = boss.as) =>
    room.call('PATCH', `/members/${id}`, { as, body });
  const invite = (email: string) => room.call('POST', '/invitations', { as: boss.as, body: { email } });
  const tokenOf = (url: string) => url.split('token=')[1] ?? '';
  const accept = (token: string) =>
    room.call('POST', '/invitation/accept', { body: { token, name: 'Lena', password } });
  const makeKey = (as: Headers, role = 'admin') =>
    room.call('POST', '/api-keys', { as, body: { name: 'ci', role, scopes: ['members:read'] } });
  const rowsOf = async () => {
    await room.identity.close();
    return (await room.audit()).map(({ action, outcome, detail }) => ({ action, outcome, detail }));
  };

  it('lets a changed role count for the next request', async () => {
    const { id, as } = await room.signedIn('viewer');

    expect(await status(as, '/invitations')).toBe(403);
    expect((await update(id, { role: 'admin' })).json().member).toMatchObject({ id, role: 'admin' });
    expect(await status(as, '/invitations')).toBe(200);
    await update(id, { role: 'operator' });
    expect(await status(as, '/invitations')).toBe(403);
  });

  it('neither demotes nor removes the last administrator', async () => {
    expect((await update(boss.id, { role: 'operator' })).statusCode).toBe(409);
    const gone = await room.call('DELETE', `/members/${boss.id}`, { as: boss.as });
    expect(gone.statusCode).toBe(409);
    expect(await status(boss.as, '/invitations')).toBe(200);
  });

  it('keeps an administrator when two demote each other at once', async () => {
    const other = await room.signedIn('admin');
    const tries = await Promise.all([
      update(other.id, { role: 'viewer' }, boss.as),
      update(boss.id, { role: 'viewer' }, other.as),
    ]);

    expect(tries.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    const { rows } = await room.database.sql.execute(sql`select 1 from member where role = 'admin'`);
    expect(rows).toHaveLength(1);
  });

  it('lets an invitation work once', async () => {
    const token = tokenOf((await invite('lena@example.com')).json().url);
    const looked = await room.call('POST', '/invitation', { body: { token } });

    expect(looked.json()).toMatchObject({ email: 'lena@example.com', role: 'viewer' });
    expect((await accept(token)).json()).toEqual({ success: true, email: 'lena@example.com' });
    expect((await accept(token)).statusCode).toBe(404);
  });

  it('lets no invitation work that expired, was revoked, or was replaced', async () => {
    const replaced = tokenOf((await invite('lena@example.com')).json().url);
    const { invitation, url } = (await invite('lena@example.com')).json();
    const expiring = tokenOf((await invite('omar@example.com')).json().url);
    await room.call('DELETE', `/invitations/${invitation.id}`, { as: boss.as });

    expect((await accept(replaced)).statusCode).toBe(404);
    expect((await accept(tokenOf(url))).statusCode).toBe(404);
    room.clock.aheadMs = 7 * 24 * 3_600_000 + 1;
    expect((await accept(expiring)).statusCode).toBe(404);
  });

  it('lets a key do no more than its maker may now', async () => {
    const maker = await room.signedIn('admin');
    const { secret } = (await makeKey(maker.as)).json();
    const as = { authorization: `Bearer ${secret}` };

    expect(await status(as, '/invitations')).toBe(200);
    await update(maker.id, { role: 'viewer' });
    expect(await status(as, '/invitations')).toBe(403);
    expect(await status(as)).toBe(200);
  });

  it('lets no key make a key', async () => {
    const { secret } = (await makeKey(boss.as)).json();

    expect((await makeKey({ 'x-api-key': secret })).statusCode).toBe(403);
  });

  it("ends a removed member's sessions and keys at once", async () => {
    const member = await room.signedIn('admin');
    const { secret } = (await makeKey(member.as)).json();
    expect([await status(member.as), await status({ 'x-api-key': secret })]).toEqual([200, 200]);

    await room.call('DELETE', `/members/${member.id}`, { as: boss.as });
    expect([await status(member.as), await status({ 'x-api-key': secret })]).toEqual([401, 401]);
  });

  it("signs nobody else's browser out", async () => {
    const other = await room.signedIn('viewer');
    const { sessions } = (await room.call('GET', '/sessions', { as: other.as })).json();
    const reply = await room.call('DELETE', `/sessions/${sessions[0].id}`, { as: boss.as });

    expect(reply.statusCode).toBe(404);
    expect(await status(other.as)).toBe(200);
  });

  it('leaves exactly one row for each privileged thing, in a chain that is whole', async () => {
    const member = await room.signedIn('viewer');
    const as = boss.as;
    await update(member.id, { approver: true });
    await room.call('DELETE', `/members/${member.id}`, { as });
    await invite('lena@example.com');
    const { invitation } = (await invite('omar@example.com')).json();
    await room.call('DELETE', `/invitations/${invitation.id}`, { as });
    const { key } = (await makeKey(as)).json();
    await room.call('DELETE', `/api-keys/${key.id}`, { as });
    await room.call('DELETE', '/sessions', { as });
    await room.call('GET', '/audit/export', { as });
    const { entries } = (await room.call('GET', '/audit', { as })).json();

    expect(entries.map(({ action }: AuditEntry) => action).reverse()).toEqual([
      ...['member.update', 'member.remove', 'member.invite', 'member.invite', 'invitation.revoke'],
      ...['key.create', 'key.revoke', 'session.revoke', 'audit.export'],
    ]);
    expect(entries.map(({ target }: AuditEntry) => target).reverse()).toEqual([
      ...[member.email, member.email, 'lena@example.com', 'omar@example.com', 'omar@example.com'],
      ...[key.name, key.name, 'all others', 'csv'],
    ]);
    expect(
      entries.every(({ actor, outcome }: AuditEntry) => actor.id === boss.id && outcome === 'allowed'),
    ).toBe(true);
    const verdict = (await room.call('POST', '/audit/verify', { as, body: {} })).json();
    expect(verdict).toMatchObject({ ok: true, rows: 9, flaw: null });
    expect(await verifyAudit(auditStore(room.database.sql))).toMatchObject({ ok: true, rows: 9 });
  });

  it('records what was refused, and a flood of it as its number', async () => {
    const { as } = await room.signedIn('viewer');
    for (let i = 0; i < 50; i++) await update(boss.id, { role: 'viewer' }, as);
    await update(boss.id, { role: 'viewer' });

    expect((await rowsOf()).reverse()).toMatchObject([
      { action: 'route.call', outcome: 'refused' },
      { action: 'member.update', outcome: 'refused' },
      { action: 'route.call', outcome: 'refused', detail: { repeated: 49 } },
    ]);
  });
});
